/*
 * Copyright 2026 Plimsoll contributors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 * https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.plimsoll.bench.pipeline;

import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.inline.MarkedCommands;
import io.plimsoll.bench.inline.WorldScript;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.io.PlimsollServer;
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.pipeline.IdleKind;
import io.plimsoll.io.pipeline.ThreadingMode;
import io.plimsoll.io.session.EffectListener;
import io.plimsoll.io.session.PlimsollClient;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BusySpinIdleStrategy;

/**
 * A whole engine with its journal and one client, with Aeron IPC on both ends: the client sends as fast as it may and
 * reads every effect, each of the two on a processor of its own. The stream passes as often as is wanted: at its end
 * the book is empty again, and the orders of the next pass have higher ids.
 */
final class LiveRun implements AutoCloseable, EffectListener
{
    private static final int ORDERS = 4_096;
    private static final int BATCH = 32;

    private final MarkedCommands commands;
    private final PlimsollServer server;
    private final PlimsollClient client;
    private long sent;
    private long results;
    private long rejected;

    /**
     * Starts the engine and makes the world.
     *
     * @param commands  with the world's, closed at their end.
     * @param directory of the journal.
     */
    LiveRun(final MarkedCommands commands, final Path directory)
    {
        this.commands = commands;
        final ServerContext context = new ServerContext().journalDirectory(directory)
            .limits(WorldScript.limits(Workload.USERS, ORDERS))
            .pipeline(pipeline -> pipeline.threadingMode(ThreadingMode.SHARED));
        context.pipeline().idleStrategies().shared(IdleKind.BUSY_SPIN);
        server = PlimsollServer.launch(context);
        client = PlimsollClient.connect(server.newClientContext().idleStrategy(BusySpinIdleStrategy.INSTANCE));
        send(0, commands.worldEnd(), Long.MAX_VALUE);
        settle();
    }

    /**
     * Passes the stream once, prefill included, and waits for its last result.
     *
     * @return messages a second.
     */
    double burst()
    {
        final long before = sent;
        final long startNs = System.nanoTime();
        send(commands.worldEnd(), commands.end(), Long.MAX_VALUE);
        settle();
        return perSecond(sent - before, System.nanoTime() - startNs);
    }

    /**
     * Passes the stream again and again.
     *
     * @param forNs for which it is sent.
     * @return messages a second.
     */
    double sustain(final long forNs)
    {
        final long before = sent;
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < forNs)
        {
            commands.renumber();
            send(commands.worldEnd(), commands.end(), startNs + forNs);
        }
        settle();
        return perSecond(sent - before, System.nanoTime() - startNs);
    }

    private static double perSecond(final long messages, final long ns)
    {
        return 1e9 * messages / ns;
    }

    private void send(final int from, final int to, final long deadlineNs)
    {
        int at = from;
        while (at < to && (deadlineNs == Long.MAX_VALUE || System.nanoTime() - deadlineNs < 0))
        {
            for (int message = 0; message < BATCH && at < to && client.tryOffer(
                0, commands.buffer(), MarkedCommands.message(at), commands.buffer().getInt(at)); message++)
            {
                at = commands.next(at);
                sent++;
            }
            client.poll(this);
        }
    }

    private void settle()
    {
        while (results < sent)
        {
            if (client.poll(this) == 0 && server.halt().isSet())
            {
                throw new IllegalStateException("the engine came to a stop: " + server.halt().cause());
            }
        }
        if (rejected != 0)
        {
            throw new IllegalStateException("the engine refused " + rejected + " commands of the stream");
        }
    }

    /** Bytes of the journal so far. */
    long journalBytes()
    {
        return server.counters().journalBytes().get();
    }

    @Override
    public void onEffect(
        final long sequence,
        final long timestampNs,
        final int effectIndex,
        final boolean last,
        final int templateId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        if (templateId == CommandAcceptedDecoder.TEMPLATE_ID || templateId == CommandRejectedDecoder.TEMPLATE_ID)
        {
            results++;
            rejected += templateId == CommandRejectedDecoder.TEMPLATE_ID ? 1 : 0;
        }
    }

    @Override
    public void close()
    {
        client.close();
        server.close();
    }
}

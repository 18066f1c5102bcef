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
package io.plimsoll.io.simulation;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.io.PlimsollServer;
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.pipeline.CommandObserver;
import io.plimsoll.io.pipeline.StateMachine;
import io.plimsoll.io.pipeline.ThreadingMode;
import io.plimsoll.io.session.EffectListener;
import io.plimsoll.io.session.PlimsollClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/**
 * A whole engine in this process, driver, transport, ring and journal included, and the one client that feeds it in
 * virtual time. The client belongs to the thread that uses this; the rest has threads of its own.
 */
final class EmbeddedEngine implements Conversation, AutoCloseable
{
    private static final int TERM_LENGTH = 4 << 20;
    private static final int RING_CAPACITY = 4_096;
    private static final int EGRESS_RING_LENGTH = 16 << 20;

    private final PlimsollServer server;
    private final PlimsollClient client;
    private LastWords machine;
    private EffectListener listener = EffectListener.NONE;
    private long lastClientSequence;
    private boolean quiet = true;
    private boolean closing;

    EmbeddedEngine(
        final Function<EngineLimits, StateMachine> machines,
        final EngineLimits limits,
        final Path journal,
        final ThreadingMode mode,
        final CommandObserver observer,
        final long startNs)
    {
        // A server would go on with a journal that it finds: a simulation begins its own.
        if (new JournalDirectory(journal).exists())
        {
            throw new SimulationException("The journal folder " + journal +
                " is not empty: name a new one, or move this one away");
        }
        makeParent(journal);
        server = PlimsollServer.launch(new ServerContext()
            .limits(limits)
            .journalDirectory(journal)
            .machine(engineLimits -> machine = new LastWords(machines.apply(engineLimits)))
            .aeron(aeron -> aeron.termLength(TERM_LENGTH))
            .pipeline(pipeline -> pipeline
                .clock(() -> startNs)
                .virtualTime(true)
                .threadingMode(mode)
                .observer(observer)
                .ringCapacity(RING_CAPACITY)
                .egressRingLength(EGRESS_RING_LENGTH)));
        client = connect(startNs);
    }

    private static void makeParent(final Path journal)
    {
        final Path parent = journal.toAbsolutePath().normalize().getParent();
        try
        {
            if (null != parent)
            {
                Files.createDirectories(parent);
            }
        }
        catch (final IOException ex)
        {
            throw new SimulationException("The folder " + parent + " cannot be made (" + ex.getMessage() +
                "): name a --journal folder where files can be made");
        }
    }

    private PlimsollClient connect(final long startNs)
    {
        try
        {
            return PlimsollClient.connect(server.newClientContext()
                .termLength(TERM_LENGTH)
                .timestampNs(startNs)
                .onIdle(this::checkHalt));
        }
        catch (final RuntimeException ex)
        {
            server.close();
            throw ex;
        }
    }

    /**
     * Sets who hears the effects; to be called before the first command.
     *
     * @param effectListener for the life of the conversation.
     */
    void listener(final EffectListener effectListener)
    {
        listener = effectListener;
        client.poll(listener);
    }

    @Override
    public void send(final long timestampNs, final DirectBuffer buffer, final int offset, final int length)
    {
        client.offer(timestampNs, buffer, offset, length);
        lastClientSequence = Wave.clientSequence(buffer, offset);
        quiet = false;
    }

    @Override
    public void await()
    {
        if (!quiet)
        {
            client.awaitQuiet(lastClientSequence, listener);
            quiet = true;
        }
    }

    // A client only sees that nothing comes any more; the engine knows why, and at once.
    private void checkHalt()
    {
        if (!closing && server.halt().isSet())
        {
            throw halted();
        }
    }

    private SimulationException halted()
    {
        return new SimulationException("The engine has halted at sequence " + server.halt().sequence() + ": " +
            server.halt().cause() + "; the journal holds everything up to there");
    }

    long messagesSent()
    {
        return client.messagesSent();
    }

    long messagesReceived()
    {
        return client.messagesReceived();
    }

    /**
     * Ends the session and shuts the pipeline down cleanly. Afterwards the last state can be asked for.
     */
    @Override
    public void close()
    {
        closing = true;
        CloseHelper.closeAll(client, server);
        if (server.halt().isSet())
        {
            throw halted();
        }
    }

    long digest()
    {
        return machine.digest();
    }

    long commands()
    {
        return machine.commands();
    }

    long journalBytes()
    {
        return server.counters().journalBytes().get();
    }
}

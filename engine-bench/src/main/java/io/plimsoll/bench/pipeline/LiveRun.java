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
import io.plimsoll.io.PlimsollServer;
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.pipeline.IdleKind;
import io.plimsoll.io.pipeline.ThreadingMode;
import io.plimsoll.io.session.EffectListener;
import io.plimsoll.io.session.PlimsollClient;
import io.plimsoll.io.session.SbeHeader;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BusySpinIdleStrategy;

/**
 * A whole engine with its journal and one client, with Aeron IPC on both ends: the client sends as fast as it may, or
 * each message when it is due, and reads every effect, each of the two on a processor of its own. The stream passes as
 * often as is wanted: at its end the book is empty again, and the orders of the next pass have higher ids.
 * <p>
 * Every message must be answered once, in turn and not by a refusal, and the engine's sequence must rise by one from
 * result to result; if not, the method that meets it throws.
 */
public final class LiveRun implements AutoCloseable, EffectListener
{
    private static final int ORDERS = 4_096;
    private static final int BATCH = 32;
    /** Where others have the processor of the client for a while, its session is not to be ended for it. */
    private static final int BACKLOG_LENGTH = 1 << 27;
    private static final long PATIENCE_NS = 30_000_000_000L;
    private static final long TICK_NS = 10_000;
    private static final double NS_PER_S = 1e9;

    private final MarkedCommands commands;
    private final PlimsollServer server;
    private final PlimsollClient client;
    private int sendAt;
    private int sendPass;
    private int answerAt;
    private long sent;
    private long answered;
    private long lastSequence;
    private Histogram times;
    private long pacedFrom;
    private long pacedFromNs;
    private double intervalNs;
    private long lastAnswerNs;

    /**
     * Starts the engine and makes the world.
     *
     * @param commands  with the world's, closed at their end. No other run may use them before this one has ended.
     * @param directory of the journal.
     */
    public LiveRun(final MarkedCommands commands, final Path directory)
    {
        this.commands = commands;
        final ServerContext context = new ServerContext().journalDirectory(directory)
            .limits(WorldScript.limits(Workload.USERS, ORDERS))
            .pipeline(pipeline -> pipeline.threadingMode(ThreadingMode.SHARED)
                .connections(1).backlogLength(BACKLOG_LENGTH).slowClientTimeoutNs(PATIENCE_NS));
        context.pipeline().idleStrategies().shared(IdleKind.BUSY_SPIN);
        server = PlimsollServer.launch(context);
        client = PlimsollClient.connect(server.newClientContext().idleStrategy(BusySpinIdleStrategy.INSTANCE));
        lastSequence = client.resultSequence();
        fill(commands.worldEnd());
    }

    /** Fills the book: lets in what the stream has before its timed messages. Before anything else. */
    public void fillBook()
    {
        fill(commands.timedFrom());
    }

    private void fill(final int end)
    {
        while (sendAt < end)
        {
            send(1);
            client.poll(this);
        }
        settle();
    }

    /**
     * Sends as many messages as a pass of the stream has, and waits for the last result.
     *
     * @return messages a second.
     */
    public double burst()
    {
        final long before = sent;
        final long end = sent + commands.passMessages();
        final long startNs = System.nanoTime();
        while (sent < end)
        {
            send((int)Math.min(BATCH, end - sent));
            client.poll(this);
        }
        settle();
        return perSecond(sent - before, System.nanoTime() - startNs);
    }

    /**
     * Sends messages as fast as they are taken.
     *
     * @param forNs for which they are sent.
     * @return messages a second.
     */
    public double sustain(final long forNs)
    {
        final long before = sent;
        final long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < forNs)
        {
            send(BATCH);
            client.poll(this);
        }
        settle();
        return perSecond(sent - before, System.nanoTime() - startNs);
    }

    /**
     * Sends messages at an even rate, each as soon as it is due and the engine takes it, whatever has been answered:
     * an open loop. A message that the engine cannot take when it is due is late, and so are those behind it.
     *
     * @param rate     messages a second that are due.
     * @param messages to send.
     * @param latency  receives for each message the nanoseconds from when it was due to its result.
     * @param hiccups  receives, for every 10 microseconds at which the client only waits, the nanoseconds until it is
     *                 there to see it: what the machine does to messages that need no engine.
     * @return messages a second that were answered, from when the first was due to the last result.
     */
    public double pace(final long rate, final long messages, final Histogram latency, final Histogram hiccups)
    {
        final long end = sent + messages;
        times = latency;
        pacedFrom = sent;
        intervalNs = NS_PER_S / rate;
        latency.setStartTimeStamp(System.currentTimeMillis());
        hiccups.setStartTimeStamp(latency.getStartTimeStamp());
        pacedFromNs = System.nanoTime();
        lastAnswerNs = pacedFromNs;
        long tickNs = pacedFromNs;
        boolean idle = false;
        while (answered < end)
        {
            final long nowNs = System.nanoTime();
            for (; tickNs - nowNs <= 0; tickNs += TICK_NS)
            {
                if (idle)
                {
                    record(hiccups, nowNs - tickNs);
                }
            }
            idle = sendDue(end, nowNs) + client.poll(this) == 0;
            if (idle)
            {
                requireAlive(nowNs);
            }
        }
        times = null;
        latency.setEndTimeStamp(System.currentTimeMillis());
        hiccups.setEndTimeStamp(latency.getEndTimeStamp());
        return perSecond(messages, lastAnswerNs - pacedFromNs);
    }

    private int sendDue(final long end, final long nowNs)
    {
        int count = 0;
        while (count < BATCH && sent < end && dueNs(sent) - nowNs <= 0 && trySend())
        {
            count++;
        }
        return count;
    }

    private long dueNs(final long message)
    {
        return pacedFromNs + (long)((message - pacedFrom) * intervalNs);
    }

    private static void record(final Histogram histogram, final long ns)
    {
        histogram.recordValue(Math.min(histogram.getHighestTrackableValue(), ns));
    }

    private static double perSecond(final long messages, final long ns)
    {
        return NS_PER_S * messages / ns;
    }

    private void send(final int most)
    {
        int count = 0;
        while (count < most && trySend())
        {
            count++;
        }
    }

    private boolean trySend()
    {
        final int at = sendAt;
        if (at >= commands.worldEnd())
        {
            commands.number(at, sendPass);
        }
        if (!client.tryOffer(0, commands.buffer(), MarkedCommands.message(at), commands.buffer().getInt(at)))
        {
            return false;
        }
        sent++;
        sendAt = commands.next(at);
        if (sendAt == commands.end())
        {
            sendAt = commands.worldEnd();
            sendPass++;
        }
        return true;
    }

    private void settle()
    {
        lastAnswerNs = System.nanoTime();
        while (answered < sent)
        {
            if (client.poll(this) == 0)
            {
                requireAlive(System.nanoTime());
            }
        }
    }

    private void requireAlive(final long nowNs)
    {
        if (server.halt().isSet())
        {
            throw new IllegalStateException("the engine came to a stop: " + server.halt().cause());
        }
        if (answered < sent && nowNs - lastAnswerNs > PATIENCE_NS)
        {
            throw new IllegalStateException("of " + sent + " messages " + answered + " are answered, and none for " +
                PATIENCE_NS / 1_000_000_000 + " s; the session is " + (client.isConnected() ? "open" : "ended"));
        }
    }

    /**
     * Messages sent.
     *
     * @return number since the start, those of the world included.
     */
    public long sent()
    {
        return sent;
    }

    /**
     * Bytes of the journal.
     *
     * @return bytes so far.
     */
    public long journalBytes()
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
        if (!last)
        {
            return;
        }
        final int message = MarkedCommands.message(answerAt);
        if (answered == sent || templateId != CommandAcceptedDecoder.TEMPLATE_ID || sequence != lastSequence + 1 ||
            SbeHeader.clientSequence(buffer, offset) != SbeHeader.clientSequence(commands.buffer(), message))
        {
            throw wrongResult(sequence, templateId, SbeHeader.clientSequence(buffer, offset), message);
        }
        lastSequence = sequence;
        if (times != null)
        {
            lastAnswerNs = System.nanoTime();
            record(times, lastAnswerNs - dueNs(answered));
        }
        answered++;
        answerAt = commands.next(answerAt);
        if (answerAt == commands.end())
        {
            answerAt = commands.worldEnd();
        }
    }

    private IllegalStateException wrongResult(
        final long sequence, final int templateId, final long clientSequence, final int message)
    {
        return new IllegalStateException("message " + (answered + 1) + " of " + sent + " sent has client sequence " +
            SbeHeader.clientSequence(commands.buffer(), message) + " and is due at sequence " + (lastSequence + 1) +
            "; what came is an effect " + templateId + " for client sequence " + clientSequence + " at sequence " +
            sequence);
    }

    @Override
    public void close()
    {
        client.close();
        server.close();
    }
}

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
package io.plimsoll.io.pipeline;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.io.feed.DocumentHandOver;
import io.plimsoll.io.journal.Journal;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.metrics.EngineCounters;
import io.plimsoll.io.session.SbeHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;

/**
 * What happens to one command, in this order: it gets its journal sequence, it is applied, command and effects are
 * appended to the journal as one document, the durable sequence moves on where the append suffices, the effects go
 * into the egress ring, and where there is a feed it gets both. After it the host's {@code Continue} commands go the
 * same way.
 *
 * <p>Engine thread only. The same handler runs under every threading mode and under one thread with in-memory ports. It
 * never waits: where a ring behind it is full, {@link #advance} says so and goes on at its next call.
 *
 * <p>Whatever the core or the journal throws latches the halt. A fault of the core leaves a poison record, so that a
 * replay stops where the engine did; a fault of the JVM itself leaves the journal alone, since not even an append can
 * be trusted then.
 */
final class CommandHandler
{
    /** Continues that one call of advance applies, so that the thread comes back to its other duties. */
    private static final int CONTINUES_PER_CALL = 16;

    private static final int HALTED = -1;

    private final StateMachine machine;
    private final Journal journal;
    private final EngineCounters counters;
    private final HaltLatch halt;
    private final DistinctErrorLog errorLog;
    private final CommandObserver observer;
    private final PendingEffects pending;
    private final DocumentHandOver feed;
    private final UnsafeBuffer continueCommand = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private final UnsafeBuffer refusalFrame = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
    private final int continueLength;
    private final boolean ackOnAppend;
    private final boolean virtualTime;
    private final EpochNanoClock clock;
    private boolean continueOwed;

    /**
     * A handler.
     *
     * @param feed given every command with its effects; null for nobody.
     */
    CommandHandler(
        final PipelineContext context, final EgressRing egress, final DocumentHandOver feed, final HaltLatch halt)
    {
        this.feed = feed;
        this.machine = context.ports().machine();
        this.journal = context.ports().journal();
        this.counters = context.ports().counters();
        this.halt = halt;
        this.errorLog = context.ports().errorLog();
        this.observer = context.observer();
        this.ackOnAppend = AckMode.ACK_ON_APPEND == context.ackMode();
        this.virtualTime = context.virtualTime();
        this.clock = context.clock();
        pending = new PendingEffects(egress);
        final ContinueEncoder encoder = new ContinueEncoder();
        encoder.wrapAndApplyHeader(continueCommand, 0, new MessageHeaderEncoder()).clientSequence(0);
        continueLength = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /**
     * Handles one slot. Only to be called when {@link #advance} has returned true.
     */
    void onSlot(final CommandSlot slot)
    {
        if (CommandSlot.REFUSAL == slot.kind())
        {
            refuseAtTheDoor(slot);
            return;
        }
        final int sessionId = slot.sessionId();
        final int code = apply(timeOf(slot), sessionId, slot.buffer(), slot.offset(), slot.length());
        if (HALTED == code)
        {
            return;
        }
        if (CommandSlot.SESSION_OPEN == slot.kind())
        {
            onSessionOpen(slot.connectionIndex(), code);
        }
        else if (CommandSlot.SESSION_CLOSE == slot.kind())
        {
            pending.unbindLast(sessionId);
        }
        continueOwed = machine.workLeft();
    }

    /** A continue of this thread may carry a later stamp than a command that was stamped before it and taken after. */
    private long timeOf(final CommandSlot slot)
    {
        return virtualTime ? slot.timestampNs() : Math.max(slot.timestampNs(), machine.lastTimestampNs());
    }

    /**
     * Applies a command of the host, for example of genesis. Only to be called when {@link #advance} has returned true.
     *
     * @return its result code.
     */
    int onHostCommand(
        final long timestampNs, final int sessionId, final DirectBuffer buffer, final int offset, final int length)
    {
        final int code = apply(timestampNs, sessionId, buffer, offset, length);
        continueOwed = HALTED != code && machine.workLeft();
        return code;
    }

    /** A record of the journal has been applied again. */
    void onRecovered(final RecordDecoder record)
    {
        if (null != feed)
        {
            feed.onRecovered(record);
        }
    }

    /** What the host applies by itself is done: clients come next. */
    void begin()
    {
        if (null != feed)
        {
            feed.begin();
        }
    }

    /**
     * The engine stands where the journal ends: what it holds has been acknowledged as far as it ever can be.
     */
    void recovered()
    {
        final long sequence = machine.lastSequence();
        counters.appendedSequence().setRelease(sequence);
        counters.durableSequence().setRelease(sequence);
        counters.lastSequence().setRelease(sequence);
        counters.lastTimestampNs().setRelease(machine.lastTimestampNs());
        counters.journalBytes().setRelease(journal.lengthBytes());
        continueOwed = virtualTime && machine.workLeft();
    }

    /**
     * Finishes the last command of the host before any client is there: its effects concern nobody, and its continues
     * are applied as at any other time.
     */
    void settle()
    {
        do
        {
            pending.discard();
        }
        while (!halt.isSet() && continueOwed && !advance());
        pending.discard();
    }

    /**
     * Goes on with what the last command owes: its effects, then the continues that must precede the next command: in
     * virtual time until nothing is left over, in live mode one.
     *
     * @return true when the next command may be taken.
     */
    boolean advance()
    {
        for (int continues = 0; continues < CONTINUES_PER_CALL; continues++)
        {
            if (!pending.flush())
            {
                counters.egressFull().incrementRelease();
                return false;
            }
            final boolean handedOver = null == feed || feed.flush();
            if (halt.isSet() || !handedOver)
            {
                return false;
            }
            if (!continueOwed)
            {
                return true;
            }
            applyContinue(machine.lastTimestampNs());
            continueOwed = virtualTime && !halt.isSet() && machine.workLeft();
        }
        return false;
    }

    /**
     * In live mode, applies one more continue while there is nothing else to do: with the time of the last command
     * where work is left over, with the present time where a deadline has fallen due. In virtual time deadlines wait
     * for the next command, so that a journal depends on its input alone.
     *
     * @return true if one was applied.
     */
    boolean continueWhenIdle()
    {
        if (virtualTime || halt.isSet())
        {
            return false;
        }
        if (machine.workLeft())
        {
            applyContinue(machine.lastTimestampNs());
            return true;
        }
        final long deadlineNs = machine.nextDeadlineNs();
        final long nowNs = deadlineNs == Long.MAX_VALUE ? 0 : clock.nanoTime();
        if (nowNs < deadlineNs)
        {
            return false;
        }
        applyContinue(nowNs);
        return true;
    }

    /** Whether work is left over. */
    boolean workLeft()
    {
        return !halt.isSet() && machine.workLeft();
    }

    StateMachine machine()
    {
        return machine;
    }

    Journal journal()
    {
        return journal;
    }

    void halt(final Throwable fault, final long sequence, final String what)
    {
        final String cause = what + ": " + fault.getClass().getSimpleName() + " " + fault.getMessage();
        counters.onHalt(sequence, cause.substring(0, Math.min(200, cause.length())));
        halt.set(sequence, cause);
        errorLog.record(fault);
    }

    private void applyContinue(final long timestampNs)
    {
        counters.continues().incrementRelease();
        apply(timestampNs, 0, continueCommand, 0, continueLength);
    }

    private int apply(
        final long timestampNs, final int sessionId, final DirectBuffer buffer, final int offset, final int length)
    {
        final long startNs = null == observer ? 0 : System.nanoTime();
        final long sequence = machine.lastSequence() + 1;
        final int code = applyGuarded(sequence, timestampNs, sessionId, buffer, offset, length);
        if (HALTED == code || !append(sequence, timestampNs, sessionId, buffer, offset, length))
        {
            return HALTED;
        }
        counters.appendedSequence().setRelease(sequence);
        if (ackOnAppend)
        {
            counters.durableSequence().setRelease(sequence);
        }
        final EffectSink effects = machine.effects();
        pending.start(sequence, timestampNs, effects.buffer(), effects.length());
        if (null != feed)
        {
            feed.start(code, sequence, timestampNs, buffer, offset, length, effects);
        }
        count(sequence, timestampNs, code);
        if (null != observer)
        {
            observe(buffer, offset, length, code, startNs);
        }
        return code;
    }

    private int applyGuarded(
        final long sequence,
        final long timestampNs,
        final int sessionId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        try
        {
            return machine.apply(sequence, timestampNs, sessionId, buffer, offset, length);
        }
        catch (final InternalError | OutOfMemoryError | StackOverflowError fault)
        {
            halt(fault, sequence, "the JVM failed in the core");
        }
        catch (final Throwable fault)
        {
            halt(fault, sequence, "the core failed");
            counters.invariantFailures().incrementRelease();
            poison(sequence, timestampNs, sessionId, buffer, offset, length);
        }
        return HALTED;
    }

    private boolean append(
        final long sequence,
        final long timestampNs,
        final int sessionId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        try
        {
            final EffectSink effects = machine.effects();
            journal.append(RecordType.COMMAND, sequence, timestampNs, sessionId,
                buffer, offset, length, effects.buffer(), 0, effects.length());
            return true;
        }
        catch (final Throwable fault)
        {
            // Never tried again: what a failed append has left behind cannot be known.
            halt(fault, sequence, "the journal failed");
            return false;
        }
    }

    private void poison(
        final long sequence,
        final long timestampNs,
        final int sessionId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        try
        {
            journal.append(
                RecordType.POISON, sequence, timestampNs, sessionId, buffer, offset, length, null, 0, 0);
        }
        catch (final Throwable fault)
        {
            errorLog.record(fault);
        }
    }

    private void count(final long sequence, final long timestampNs, final int code)
    {
        counters.onCommand(code);
        counters.lastSequence().setRelease(sequence);
        counters.lastTimestampNs().setRelease(timestampNs);
        counters.journalBytes().setRelease(journal.lengthBytes());
        counters.queueLength().setRelease(machine.queueLength());
        counters.waitingAccounts().setRelease(machine.waitingAccounts());
    }

    private void observe(
        final DirectBuffer buffer, final int offset, final int length, final int code, final long startNs)
    {
        final int templateId = length >= SbeHeader.LENGTH ? SbeHeader.templateId(buffer, offset) : 0;
        observer.onCommand(templateId, code, System.nanoTime() - startNs);
    }

    private void onSessionOpen(final int connectionIndex, final int code)
    {
        if (ResultCode.ACCEPTED == code)
        {
            // Every effect of a session-open goes to the session that it opens.
            pending.bindFirst(connectionIndex,
                machine.effects().buffer().getInt(EffectSink.RECIPIENT_OFFSET, ByteOrder.LITTLE_ENDIAN));
        }
        else
        {
            pending.refuse(connectionIndex);
        }
    }

    private void refuseAtTheDoor(final CommandSlot slot)
    {
        refusalFrame.putInt(EffectSink.LENGTH_OFFSET, slot.length(), ByteOrder.LITTLE_ENDIAN);
        refusalFrame.putInt(EffectSink.RECIPIENT_OFFSET, slot.sessionId(), ByteOrder.LITTLE_ENDIAN);
        refusalFrame.putBytes(EffectSink.FRAME_HEADER_LENGTH, slot.buffer(), slot.offset(), slot.length());
        pending.start(0, slot.timestampNs(), refusalFrame, EffectSink.frameLength(slot.length()));
    }
}

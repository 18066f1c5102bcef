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
package io.plimsoll.core;

import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.codec.CommandFrame;
import io.plimsoll.core.codec.generated.OraclePricesDecoder;
import io.plimsoll.core.codec.generated.PriceBatchDecoder;
import io.plimsoll.core.control.ProgressRecord;
import io.plimsoll.core.margin.HealthTerms;
import io.plimsoll.core.margin.WhatIf;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;
import org.agrona.DirectBuffer;

/**
 * The deterministic state machine of an exchange: one command in, its effects out. It knows no clock, thread, file or
 * network; what it holds depends on the commands that it was given and on nothing else.
 * <p>
 * A command is applied in this order: the deadlines that are due, earliest first; the command itself; the exact test of
 * every account that it changed or whose bound it passed; the stop orders that a price has passed, and the test of whom
 * they changed; a bounded number of steps of the liquidation queue, lowest health first; the test of the accounts that
 * those steps changed. What is left over waits for a {@code Continue}.
 * <p>
 * Confined to the first thread that calls {@link #apply}. After construction nothing is allocated. Effects are valid
 * until the next {@code apply}. Several engines may live in one JVM.
 */
public final class Engine implements AutoCloseable
{
    /** Number of the rules by which commands are applied; changed only by a command, so that old journals replay. */
    public static final int BEHAVIOUR = 1;

    private final Rooms rooms;
    private final Arena progressArena = new Arena();
    private final ProgressRecord progress;
    private final CommandFrame frame;
    private final Dispatcher dispatcher;
    private final StopOrders stops;
    private final Deadlines deadlines;
    private Thread owner;
    private boolean closed;
    private boolean halted;

    /**
     * Reserves all memory of an empty engine.
     *
     * @param limits every capacity.
     */
    public Engine(final EngineLimits limits)
    {
        rooms = new Rooms(limits);
        final Slab slab = progressArena.slab("progress", ProgressRecord.LENGTH, 1);
        slab.used(1);
        progress = new ProgressRecord(slab);
        progress.wrap(0);
        progress.nextDeadlineNs(OrderTerms.NEVER);
        frame = new CommandFrame(rooms.refusal);
        dispatcher = new Dispatcher(this, rooms);
        stops = new StopOrders(rooms);
        deadlines = new Deadlines(rooms, dispatcher.pricing());
    }

    /**
     * Applies one command. Never throws for what the bytes hold: a bad command is refused and changes nothing.
     *
     * @param sequence    journal sequence, one more than the last.
     * @param timestampNs epoch nanoseconds, never less than the last.
     * @param sessionId   the engine's own id of the sending session; 0 for commands of the host.
     * @param buffer      that holds the SBE command.
     * @param offset      of its message header.
     * @param length      of header, block and groups.
     * @return a {@link ResultCode}.
     * @throws IllegalStateException if the host breaks the contract, or an invariant of the engine fails; the engine is
     *                               then halted and refuses every later call.
     */
    public int apply(
        final long sequence,
        final long timestampNs,
        final int sessionId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        checkCall(sequence, timestampNs);
        halted = true;
        try
        {
            return applyChecked(sequence, timestampNs, sessionId, buffer, offset, length);
        }
        catch (final ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException ex)
        {
            throw new IllegalStateException("the engine halted at sequence " + sequence + ": " + ex.getMessage(), ex);
        }
    }

    private int applyChecked(
        final long sequence,
        final long timestampNs,
        final int sessionId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        rooms.sink.reset();
        rooms.refusal.clear();
        rooms.books.terms().now(timestampNs);
        dispatcher.pricing().reset();
        final boolean readable = frame.wrap(buffer, offset, length) == ResultCode.ACCEPTED;
        if (readable)
        {
            // What is no command fires no deadline either.
            fireDeadlines(timestampNs);
        }
        final int code = readable ? dispatcher.dispatch(frame, sessionId, buffer) : refuseMalformed();
        final int recipient = readable ? dispatcher.recipient() : recipientOfMalformed(sessionId);
        settle(timestampNs, code, readable);
        progress.nextDeadlineNs(deadlines.nextNs());
        final boolean workLeft = isWorkLeft(timestampNs);
        report(code, recipient, workLeft);
        progress.workLeft(workLeft ? 1 : 0);
        progress.lastSequence(sequence);
        progress.lastTimestampNs(timestampNs);
        progress.eventHash(EventHash.chain(progress.eventHash(), rooms.sink.address(), rooms.sink.length()));
        halted = false;
        return code;
    }

    private void fireDeadlines(final long timestampNs)
    {
        if (progress.nextDeadlineNs() <= timestampNs)
        {
            deadlines.fire();
        }
        rooms.expiries.goOn();
    }

    private void checkCall(final long sequence, final long timestampNs)
    {
        if (owner == null)
        {
            owner = Thread.currentThread();
        }
        if (closed || halted || owner != Thread.currentThread())
        {
            throw new IllegalStateException(closed ? "the engine is closed" : halted ?
                "the engine is halted: an earlier command failed at sequence " + (progress.lastSequence() + 1) :
                "the engine belongs to the thread that made its first call");
        }
        Invariant.check(sequence == progress.lastSequence() + 1, "SEQUENCE", sequence, progress.lastSequence() + 1);
        Invariant.check(
            timestampNs >= progress.lastTimestampNs(), "TIMESTAMP", timestampNs, progress.lastTimestampNs());
    }

    private int refuseMalformed()
    {
        dispatcher.reset();
        return rooms.refusal.code();
    }

    private int recipientOfMalformed(final int sessionId)
    {
        return rooms.sessions.isOpen(sessionId) ? sessionId : EffectSink.NO_SESSION;
    }

    private void settle(final long timestampNs, final int code, final boolean readable)
    {
        stops.reset();
        if (code == ResultCode.ACCEPTED)
        {
            rooms.index.drain();
        }
        rooms.tests.runBeforeService(timestampNs);
        final int instrumentTouched = dispatcher.instrumentTouched();
        if (instrumentTouched != 0)
        {
            stops.note(instrumentTouched);
            rooms.liquidator.bookChanged(instrumentTouched, timestampNs);
        }
        if (readable && stops.run(timestampNs, dispatcher.workUsed()))
        {
            rooms.tests.runBeforeService(timestampNs);
        }
        for (int place = 0; place < dispatcher.pricing().changedCount(); place++)
        {
            rooms.liquidator.bookChanged(dispatcher.pricing().changed(place), timestampNs);
        }
        rooms.liquidator.recheckHeld(timestampNs);
        if (code == ResultCode.ACCEPTED && isPriceCommand())
        {
            rooms.liquidator.wakeNext(timestampNs);
        }
        if (!rooms.expiries.isPending())
        {
            rooms.liquidator.serve(
                timestampNs, dispatcher.workUsed() + stops.workUsed(),
                rooms.sweeps.cancelsUsed() + dispatcher.cancelsUsed());
        }
        rooms.exposures.settle();
        rooms.tests.run(timestampNs);
    }

    private boolean isPriceCommand()
    {
        return frame.templateId() == PriceBatchDecoder.TEMPLATE_ID ||
            frame.templateId() == OraclePricesDecoder.TEMPLATE_ID;
    }

    private void report(final int code, final int recipient, final boolean workLeft)
    {
        if (code == ResultCode.ACCEPTED)
        {
            final OrderEntry entry = dispatcher.entry();
            rooms.effects.commandAccepted(recipient, frame.clientSequence(), entry.orderId(), entry.restingLots(),
                frame.templateId(), workLeft, queueLength());
        }
        else
        {
            rooms.effects.commandRejected(recipient)
                .clientSequence(frame.clientSequence())
                .limitValue(rooms.refusal.limitValue())
                .actualValue(rooms.refusal.actualValue())
                .resultCode(code)
                .commandTemplateId(frame.templateId())
                .slabId(rooms.refusal.slabId())
                .workLeft((short)(workLeft ? 1 : 0));
        }
    }

    /**
     * The effects of the last command.
     *
     * @return the sink, the same one for the life of the engine.
     */
    public EffectSink effects()
    {
        return rooms.sink;
    }

    /**
     * Whether the last command left work over, for which the host applies a {@code Continue}.
     *
     * @return true if a {@code Continue} is wanted.
     */
    public boolean workLeft()
    {
        return progress.workLeft() != 0;
    }

    private boolean isWorkLeft(final long timestampNs)
    {
        return rooms.queue.size() > 0 || rooms.held.isPending() ||
            rooms.counters.uncrossings() > 0 || rooms.sweeps.isPending() ||
            rooms.books.massCancels().isPending() || rooms.books.triggers().isPending() ||
            rooms.expiries.isPending() || progress.nextDeadlineNs() <= timestampNs;
    }

    /**
     * When the earliest deadline falls due. A live host sends a {@code Continue} stamped with the present time then, if
     * no other command comes.
     *
     * @return epoch nanoseconds, the largest long if nothing has a deadline.
     */
    public long nextDeadlineNs()
    {
        return progress.nextDeadlineNs();
    }

    /**
     * Hash of the state: every slab, without the progress of the command stream, so that a refused command leaves it as
     * it was. Walks the used part of the arena.
     *
     * @return 64-bit digest.
     */
    public long stateDigest()
    {
        requireSound();
        return rooms.arena.digest();
    }

    /**
     * Running hash over every effect before the last command's.
     *
     * @return 64-bit hash.
     */
    public long eventHash()
    {
        return progress.eventHash();
    }

    /**
     * Sequence of the last command.
     *
     * @return sequence, 0 before the first.
     */
    public long lastSequence()
    {
        return progress.lastSequence();
    }

    /**
     * Time of the last command.
     *
     * @return epoch nanoseconds, 0 before the first.
     */
    public long lastTimestampNs()
    {
        return progress.lastTimestampNs();
    }

    /**
     * Questions about what an account would be after prices, transfers and trades that are not made: asked by the host,
     * about any account, between two commands, on the engine's thread. No command is applied and no state changes. 0 B.
     *
     * @return the question, the same one for the life of the engine; its answer stands until the next.
     */
    public WhatIf whatIf()
    {
        requireSound();
        return rooms.whatIf;
    }

    /**
     * What the health of accounts is made of: for people and audits, between two commands, on the engine's thread.
     *
     * @return the terms, the same object for the life of the engine.
     */
    public HealthTerms healthTerms()
    {
        requireSound();
        return rooms.healthTerms;
    }

    /**
     * The limits that this engine was made with.
     *
     * @return limits.
     */
    public EngineLimits limits()
    {
        return rooms.limits;
    }

    /**
     * Bytes reserved off the heap.
     *
     * @return bytes of the arena and of the effect buffer.
     */
    public long reservedBytes()
    {
        return rooms.arena.reservedBytes() + progressArena.reservedBytes() + rooms.limits.effectBytesMax();
    }

    /**
     * Bytes reserved for each account with its share of everything else.
     *
     * @return bytes, rounded up.
     */
    public long bytesPerAccount()
    {
        return (reservedBytes() + rooms.limits.accounts() - 1) / rooms.limits.accounts();
    }

    /**
     * Number of slabs; their numbers run from 1, as {@code slabId} of a refusal names them.
     *
     * @return number.
     */
    public int slabCount()
    {
        return rooms.arena.slabCount();
    }

    /**
     * A slab, for its name, capacity and high-water mark.
     *
     * @param slabId number from 1.
     * @return the slab.
     */
    public Slab slab(final int slabId)
    {
        return rooms.arena.slab(slabId);
    }

    /**
     * Accounts in the liquidation queue, served, waiting or held back by a price.
     *
     * @return number of accounts.
     */
    public int queueLength()
    {
        return rooms.queue.size() + rooms.waiting.size() + rooms.held.size();
    }

    /**
     * Accounts of the queue that wait for a price at which something can be closed.
     *
     * @return number of accounts.
     */
    public int waitingAccounts()
    {
        return rooms.waiting.size();
    }

    /**
     * Accounts looked at so far because a bound was passed or they changed, the cost of the load-line index.
     *
     * @return number since construction; not part of the state.
     */
    public long evaluations()
    {
        return rooms.index.evaluations();
    }

    /**
     * Recomputes every account from scratch and counts those below a line that the queue does not know. Takes a time
     * that grows with the number of accounts: for audits, and for comparison with {@link #evaluations()}.
     *
     * @return accounts, 0 unless the index has failed.
     */
    public int unqueuedAccounts()
    {
        requireSound();
        return rooms.tests.unqueued();
    }

    /**
     * Whether an invariant has failed. A halted engine is never digested or copied.
     *
     * @return true if halted.
     */
    public boolean isHalted()
    {
        return halted;
    }

    /**
     * Copies the whole state into a fresh engine with the same limits.
     *
     * @param target that receives it.
     */
    public void copyTo(final Engine target)
    {
        requireSound();
        rooms.arena.copyTo(target.rooms.arena);
        progressArena.copyTo(target.progressArena);
    }

    private void requireSound()
    {
        if (closed)
        {
            throw new IllegalStateException("the engine is closed");
        }
        if (halted)
        {
            throw new IllegalStateException("the engine is halted and its state is suspect");
        }
    }

    @Override
    public void close()
    {
        if (!closed)
        {
            closed = true;
            rooms.arena.close();
            progressArena.close();
        }
    }
}

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
package io.plimsoll.core.margin;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.HeapForest;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The bounds of all positions, in a heap for each instrument, direction, side, bracket and line, whose factor they
 * share: {@code X = (1 - line * r) * m * k} for a long, {@code -(1 + line * r) * m * k} for a short. An instrument has
 * a window of marks inside which no bound of its heaps is passed, so that a tick inside it costs two comparisons.
 */
final class PositionBounds
{
    /** Against a loss: passed when the factor falls. */
    static final int DOWN = 0;
    /** Against a gain: passed when the factor rises. */
    static final int UP = 1;

    private static final int HEAPS_PER_INSTRUMENT = 2 * 2 * EngineLimits.BRACKETS_MAX * LoadLines.COUNT;
    private static final int WORDS_PER_INSTRUMENT = HEAPS_PER_INSTRUMENT / Long.SIZE;
    private static final long SCALE = 1_000_000_000_000L;

    private final HeapForest positionBounds;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final LoadLines lines;
    private final TouchedAccounts touched;
    private final Int128 value = new Int128();
    private final Int128 divisor = new Int128();
    private int downSign = 1;

    PositionBounds(
        final Arena arena,
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final LoadLines lines,
        final TouchedAccounts touched)
    {
        positionBounds = new HeapForest(arena, "loadLine.positions",
            (limits.instruments() + 1) * HEAPS_PER_INSTRUMENT, 2 * (limits.positions() + 1));
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
        this.lines = lines;
        this.touched = touched;
    }

    /**
     * Sets the mark of an instrument and touches the accounts of which it passes a bound.
     *
     * @param instrumentIndex of the instrument.
     * @param markSubTicks    the new mark.
     */
    void mark(final int instrumentIndex, final long markSubTicks)
    {
        instrument.wrap(instrumentIndex);
        instrument.markSubTicks(markSubTicks);
        if (markSubTicks < instrument.windowLowSubTicks() || markSubTicks > instrument.windowHighSubTicks())
        {
            passWindow(instrumentIndex);
        }
    }

    private void passWindow(final int instrumentIndex)
    {
        instrument.windowLowSubTicks(0);
        instrument.windowHighSubTicks(Long.MAX_VALUE);
        for (int word = 0; word < WORDS_PER_INSTRUMENT; word++)
        {
            for (long left = instrument.armedHeaps(word); left != 0; left &= left - 1)
            {
                firePositions(instrumentIndex, word * Long.SIZE + Long.numberOfTrailingZeros(left));
            }
        }
    }

    private void firePositions(final int instrumentIndex, final int kind)
    {
        final int heap = instrumentIndex * HEAPS_PER_INSTRUMENT + kind;
        final long key = signedKey(kind, instrument.markSubTicks());
        while (!positionBounds.isEmpty(heap) && positionBounds.topKey(heap) > key)
        {
            final int slot = positionBounds.topSlot(heap);
            positionBounds.remove(slot);
            position.wrap(slot >> 1);
            position.boundState(PositionRecord.PASSED);
            touched.touchByPrice(position.account());
        }
        if (positionBounds.isEmpty(heap))
        {
            clearArmed(kind);
        }
        else
        {
            narrowByTop(kind, positionBounds.topKey(heap));
        }
    }

    /**
     * The factor at a mark as a key; upward heaps hold it negated, so that the largest key is the first to be
     * passed.
     */
    private long signedKey(final int kind, final long markSubTicks)
    {
        value.product(factorSlope(kind), markSubTicks).multiply(instrument.markFactorAtoms());
        final long key = value.shiftRightFloor(instrument.keyShift()).toLongExact();
        return directionOf(kind) == DOWN ? key * downSign : -key;
    }

    /** Signed slope of the factor: 1 - line * r for a long, -(1 + line * r) for a short, times 10^12. */
    private long factorSlope(final int kind)
    {
        final long required = lines.ppm(lineOf(kind)) * instrument.bracketRatePpm(bracketOf(kind));
        return isLong(kind) ? SCALE - required : -(SCALE + required);
    }

    /** Narrows the window to the marks at which a heap's first bound is not passed. */
    private void narrowByTop(final int kind, final long topKey)
    {
        final boolean down = directionOf(kind) == DOWN;
        final long slope = Math.abs(factorSlope(kind));
        divisor.product(slope, instrument.markFactorAtoms());
        // Not passed: floor(X >> s) >= topKey downwards, floor(X >> s) <= -topKey upwards.
        final long edge = down ? topKey : 1 - topKey;
        value.set(edge).multiply(1L << instrument.keyShift());
        if (isLong(kind))
        {
            final long mark = value.divideCeil(divisor);
            narrow(down ? mark : 0, down ? Long.MAX_VALUE : mark - 1);
        }
        else
        {
            final long mark = value.negate().divideFloor(divisor);
            narrow(down ? 0 : mark + 1, down ? mark : Long.MAX_VALUE);
        }
    }

    private void narrow(final long low, final long high)
    {
        instrument.windowLowSubTicks(Math.max(instrument.windowLowSubTicks(), low));
        instrument.windowHighSubTicks(Math.min(instrument.windowHighSubTicks(), high));
    }

    /**
     * Sets the bound of a position.
     *
     * @param holder    on the record of the position.
     * @param bound     last mark that does not pass it.
     * @param line      that it is armed at.
     * @param direction of the marks that pass it.
     */
    void put(final PositionRecord holder, final long bound, final int line, final int direction)
    {
        instrument.wrap(holder.instrument());
        final int slot = 2 * holder.index() + direction;
        final long lots = holder.lots();
        final long notionalAtoms = Math.abs(lots) * instrument.markFactorAtoms() * bound;
        final int bracket = Brackets.bracketOf(instrument, notionalAtoms);
        final int kind = kind(direction, lots > 0, bracket, line);
        final int heap = holder.instrument() * HEAPS_PER_INSTRUMENT + kind;
        final int former = positionBounds.heapOf(slot);
        positionBounds.put(heap, slot, signedKey(kind, bound));
        if (former != heap)
        {
            clearIfEmpty(former);
            setArmed(kind);
        }
        final boolean passedBelow = (lots > 0) == (direction == DOWN);
        narrow(passedBelow ? bound : 0, passedBelow ? Long.MAX_VALUE : bound);
    }

    /**
     * Removes a bound of a position.
     *
     * @param positionIndex of the position.
     * @param direction     of the marks that pass it.
     */
    void remove(final int positionIndex, final int direction)
    {
        final int slot = 2 * positionIndex + direction;
        final int heap = positionBounds.heapOf(slot);
        positionBounds.remove(slot);
        clearIfEmpty(heap);
    }

    private void clearIfEmpty(final int heap)
    {
        if (heap >= 0 && positionBounds.isEmpty(heap))
        {
            instrument.wrap(heap / HEAPS_PER_INSTRUMENT);
            clearArmed(heap % HEAPS_PER_INSTRUMENT);
        }
    }

    private void setArmed(final int kind)
    {
        final int word = kind / Long.SIZE;
        instrument.armedHeaps(word, instrument.armedHeaps(word) | 1L << kind);
    }

    private void clearArmed(final int kind)
    {
        final int word = kind / Long.SIZE;
        instrument.armedHeaps(word, instrument.armedHeaps(word) & ~(1L << kind));
    }

    /**
     * Removes both bounds of a position that is about to be given back.
     *
     * @param positionIndex of the position.
     */
    void drop(final int positionIndex)
    {
        remove(positionIndex, DOWN);
        remove(positionIndex, UP);
    }

    /** Plants the defect that the proof must find: bounds against loss are compared with the wrong sign. */
    void plantDefect()
    {
        downSign = -1;
    }

    private static int kind(final int direction, final boolean isLong, final int bracket, final int line)
    {
        return ((direction * 2 + (isLong ? 0 : 1)) * EngineLimits.BRACKETS_MAX + bracket) * LoadLines.COUNT + line - 1;
    }

    private static int lineOf(final int kind)
    {
        return kind % LoadLines.COUNT + 1;
    }

    private static int bracketOf(final int kind)
    {
        return kind / LoadLines.COUNT % EngineLimits.BRACKETS_MAX;
    }

    private static boolean isLong(final int kind)
    {
        return kind / LoadLines.COUNT / EngineLimits.BRACKETS_MAX % 2 == 0;
    }

    private static int directionOf(final int kind)
    {
        return kind / LoadLines.COUNT / EngineLimits.BRACKETS_MAX / 2;
    }
}

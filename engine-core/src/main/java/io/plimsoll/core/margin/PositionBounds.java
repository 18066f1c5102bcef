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
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The bounds of all positions, in a heap for each instrument, cohort, direction, side, bracket and line, whose factor
 * they share: {@code X = (1 - line * r) * m * k - F} for a long, {@code -(1 + line * r) * m * k + F} for a short. An
 * instrument has a window of marks inside which no bound of its heaps is passed, so that a tick inside it costs two
 * comparisons.
 * <p>
 * Funding moves all factors of an instrument at once. A bound holds while F stays in the box of the cohort that it was
 * set in. Where F comes near the end of a box the other cohort takes over with a box of its own, and the bounds of the
 * first are set anew, a few with each command; where F has left a box they are set anew at once. Keys are whole numbers
 * of {@code 2^keyShift} and are rounded so that they fire early, never late; an instrument that is not funded has no
 * need of it, because each of its sub-ticks moves a key.
 */
final class PositionBounds
{
    /** Against a loss: passed when the factor falls. */
    static final int DOWN = 0;
    /** Against a gain: passed when the factor rises. */
    static final int UP = 1;

    private static final int HEAPS_PER_INSTRUMENT = 2 * FactorKeys.HEAPS_PER_COHORT;
    private static final int WORDS_PER_COHORT = FactorKeys.HEAPS_PER_COHORT / Long.SIZE;
    private static final int WORDS_PER_INSTRUMENT = 2 * WORDS_PER_COHORT;
    /** Half a box is at least this part of a lot's value, as a shift. */
    private static final int BOX_SHIFT = 4;
    /** Half a box holds at least as many of the largest steps. */
    private static final int BOX_STEPS = 4;
    /** The largest steps and values may have moved by this factor before a box is renewed. */
    private static final int BOX_TOLERANCE = 4;
    private static final int PPM = 1_000_000;

    private final HeapForest positionBounds;
    private final InitialBounds initial;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final TouchedAccounts touched;
    private final CohortRecord cohorts;
    private final CohortRecord drains;
    private final Slab cohortSlab;
    private final FactorKeys keys;
    private boolean hearsRates = true;

    PositionBounds(
        final Arena arena,
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final LoadLines lines,
        final InitialBounds initial,
        final TouchedAccounts touched)
    {
        this.initial = initial;
        positionBounds = new HeapForest(arena, "loadLine.positions",
            (limits.instruments() + 1) * HEAPS_PER_INSTRUMENT, 2 * (limits.positions() + 1));
        cohortSlab = arena.slab("loadLine.cohorts", CohortRecord.LENGTH, limits.instruments() + 1L);
        cohortSlab.used(cohortSlab.capacity());
        cohorts = new CohortRecord(cohortSlab);
        drains = new CohortRecord(cohortSlab);
        drains.wrap(0);
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
        keys = new FactorKeys(catalogue, lines, instrument, cohorts);
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
        cohorts.wrap(instrumentIndex);
        for (int word = 0; word < WORDS_PER_INSTRUMENT; word++)
        {
            for (long left = cohorts.armedHeaps(word); left != 0; left &= left - 1)
            {
                firePositions(instrumentIndex, word * Long.SIZE + Long.numberOfTrailingZeros(left));
            }
        }
        initial.mark(instrument);
    }

    private void firePositions(final int instrumentIndex, final int kind)
    {
        final int heap = instrumentIndex * HEAPS_PER_INSTRUMENT + kind;
        final long key = keys.signedKey(kind, instrument.markSubTicks());
        while (!positionBounds.isEmpty(heap) && positionBounds.topKey(heap) > key)
        {
            final long secondKey = positionBounds.secondKey(heap);
            if (secondKey <= key)
            {
                touchTop(heap, FactorKeys.directionOf(kind));
                narrowByTop(kind, secondKey);
                return;
            }
            touchTop(heap, FactorKeys.directionOf(kind));
            positionBounds.remove(positionBounds.topSlot(heap));
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

    /** The last bound of a heap that is passed stays on top: before the command ends it is moved or removed. */
    private void touchTop(final int heap, final int direction)
    {
        position.wrap(positionBounds.topSlot(heap) >> 1);
        touched.touchByBound(position.account(), direction == DOWN ? TouchedAccounts.LOSS : TouchedAccounts.GAIN);
    }

    private void dropTop(final int heap)
    {
        position.wrap(positionBounds.topSlot(heap) >> 1);
        touched.touchByPrice(position.account());
        positionBounds.remove(positionBounds.topSlot(heap));
    }

    /**
     * Sets the cumulative funding of an instrument and touches the accounts of which it passes a bound.
     *
     * @param instrumentIndex of the instrument, with a mark.
     * @param fundingAtoms    of one lot.
     * @param mostStepAtoms   by which funding moves at most at a time, at the present mark.
     */
    void funding(final int instrumentIndex, final long fundingAtoms, final long mostStepAtoms)
    {
        instrument.wrap(instrumentIndex);
        cohorts.wrap(instrumentIndex);
        final int present = cohorts.present();
        final boolean left = isOutside(present, fundingAtoms);
        if (left)
        {
            fireAll(present);
        }
        if (left || isOutside(1 - present, fundingAtoms))
        {
            fireAll(1 - present);
        }
        instrument.fundingAtoms(fundingAtoms);
        passWindow(instrumentIndex);
        final long centre = cohorts.centreAtoms(present);
        final long width = cohorts.highAtoms(present) - centre;
        final long wanted = boxWidth(mostStepAtoms);
        if (Math.abs(fundingAtoms - centre) > width / 2 || wanted / BOX_TOLERANCE > width ||
            width / BOX_TOLERANCE > wanted)
        {
            openBox(wanted);
        }
    }

    /**
     * Makes bounds of an instrument hold under factors that move, those that stand as they are set anew.
     *
     * @param instrumentIndex of the instrument.
     * @param mostStepAtoms   by which funding moves at most at a time.
     */
    void fund(final int instrumentIndex, final long mostStepAtoms)
    {
        instrument.wrap(instrumentIndex);
        cohorts.wrap(instrumentIndex);
        openBox(boxWidth(mostStepAtoms));
    }

    private long boxWidth(final long mostStepAtoms)
    {
        if (!instrument.isFunded())
        {
            return 1;
        }
        final long mark = instrument.markSubTicks() == 0 ? instrument.maxMarkSubTicks() : instrument.markSubTicks();
        final long width =
            Math.max(1 + (ContractValue.notional(instrument, 1, mark) >> BOX_SHIFT), BOX_STEPS * mostStepAtoms);
        return Math.min(width, 1 + ContractValue.highestNotional(instrument, 1) / 2);
    }

    private boolean isOutside(final int cohort, final long fundingAtoms)
    {
        return fundingAtoms < cohorts.lowAtoms(cohort) || fundingAtoms > cohorts.highAtoms(cohort);
    }

    /**
     * Notes that the tables of an instrument hold the rates of another step. Bounds hold at the rates that were
     * present and next when they were set: those left from the step before are set anew now, the others until the step
     * to come.
     *
     * @param instrumentIndex of the instrument.
     * @param mostStepAtoms   by which its funding moves at most at a time.
     */
    void rates(final int instrumentIndex, final long mostStepAtoms)
    {
        instrument.wrap(instrumentIndex);
        cohorts.wrap(instrumentIndex);
        if (hearsRates)
        {
            fireAll(1 - cohorts.present());
            passWindow(instrumentIndex);
        }
        openBox(boxWidth(mostStepAtoms));
    }

    /** Lets the other cohort take over, unless it is still being emptied: then it is tried again another time. */
    private void openBox(final long widthAtoms)
    {
        final int former = cohorts.present();
        if (cohorts.draining() != 0 && !isEmpty(1 - former))
        {
            return;
        }
        endDrain();
        cohorts.box(1 - former, instrument.fundingAtoms(), widthAtoms);
        cohorts.present(1 - former);
        if (!isEmpty(former))
        {
            cohorts.draining(1);
            drains.draining(drains.draining() + 1);
        }
    }

    private void endDrain()
    {
        if (cohorts.draining() != 0)
        {
            cohorts.draining(0);
            drains.draining(drains.draining() - 1);
        }
    }

    private boolean isEmpty(final int cohort)
    {
        return firstArmed(cohort) < 0;
    }

    /** The first kind of heap of a cohort that holds a bound, -1 if none does. */
    private int firstArmed(final int cohort)
    {
        for (int word = cohort * WORDS_PER_COHORT; word < (cohort + 1) * WORDS_PER_COHORT; word++)
        {
            final long armed = cohorts.armedHeaps(word);
            if (armed != 0)
            {
                return word * Long.SIZE + Long.numberOfTrailingZeros(armed);
            }
        }
        return -1;
    }

    private void fireAll(final int cohort)
    {
        drain(cohort, Integer.MAX_VALUE);
    }

    /**
     * Sets bounds of cohorts that have been taken over anew, by touching their accounts.
     *
     * @param most bounds.
     */
    void drain(final int most)
    {
        if (drains.draining() == 0)
        {
            return;
        }
        int left = most;
        for (int index = 1; index < cohortSlab.used() && left > 0 && drains.draining() != 0; index++)
        {
            cohorts.wrap(index);
            if (cohorts.draining() != 0)
            {
                left = drain(1 - cohorts.present(), left);
                if (isEmpty(1 - cohorts.present()))
                {
                    endDrain();
                }
            }
        }
    }

    /** Fires bounds of a cohort, whatever their keys; returns how many more may be fired. */
    private int drain(final int cohort, final int most)
    {
        int left = most;
        for (int kind = firstArmed(cohort); kind >= 0 && left > 0; kind = firstArmed(cohort))
        {
            final int heap = cohorts.index() * HEAPS_PER_INSTRUMENT + kind;
            while (!positionBounds.isEmpty(heap) && left > 0)
            {
                dropTop(heap);
                left--;
            }
            if (positionBounds.isEmpty(heap))
            {
                clearArmed(kind);
            }
        }
        return left;
    }

    /** Narrows the window to the marks at which a heap's first bound is not passed. */
    private void narrowByTop(final int kind, final long topKey)
    {
        keys.holds(kind, topKey);
        narrow(keys.lowMark(), keys.highMark());
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
     * @param bound     last mark that does not pass it at the present funding.
     * @param line      that it is armed at.
     * @param linePpm   that the bound was computed for.
     * @param promise   what the position contributes at least, or at most, while the bound is not passed.
     * @param direction of the marks that pass it.
     */
    void put(
        final PositionRecord holder,
        final long bound,
        final int line,
        final long linePpm,
        final Int128 promise,
        final int direction)
    {
        put(holder, bound, line, linePpm, promise, direction, null);
    }

    /**
     * Sets the bound of a position that settles in another than the reference asset.
     *
     * @param holder    on the record of the position.
     * @param bound     last mark that does not pass it at the present funding.
     * @param line      that it is armed at.
     * @param direction of the marks that pass it.
     * @param promises  that the position makes at each weight of the asset.
     */
    void put(
        final PositionRecord holder,
        final long bound,
        final int line,
        final int direction,
        final NetBounds promises)
    {
        put(holder, bound, line, 0, null, direction, promises);
    }

    private void put(
        final PositionRecord holder,
        final long bound,
        final int line,
        final long linePpm,
        final Int128 promise,
        final int direction,
        final NetBounds promises)
    {
        instrument.wrap(holder.instrument());
        cohorts.wrap(holder.instrument());
        final int cohort = cohorts.present();
        final boolean boxed = cohorts.lowAtoms(cohort) != cohorts.highAtoms(cohort);
        final int slot = 2 * holder.index() + direction;
        final long lots = holder.lots();
        final long factorMark = boxed && direction == UP ? instrument.markSubTicks() : bound;
        final long notionalAtoms = Math.abs(lots) * instrument.markFactorAtoms() * factorMark;
        final int bracket = Brackets.bracketOf(keys.table(line), notionalAtoms);
        final int kind = FactorKeys.kind(cohort, direction, lots > 0, bracket, line);
        final int heap = holder.instrument() * HEAPS_PER_INSTRUMENT + kind;
        final int former = positionBounds.heapOf(slot);
        final long key = !boxed ? keys.signedKey(kind, bound) :
            promises != null ? promises.boxedKey(keys, kind) : keys.boxedKey(kind, lots, linePpm, PPM, promise);
        positionBounds.put(heap, slot, key);
        if (former != heap)
        {
            clearIfEmpty(former);
            setArmed(kind);
        }
        if (boxed)
        {
            narrowByTop(kind, key);
            return;
        }
        final boolean passedBelow = (lots > 0) == (direction == DOWN);
        narrow(passedBelow ? bound : 0, passedBelow ? Long.MAX_VALUE : bound);
    }

    /**
     * Raises the bound of a position against a loss that has just been set, where another promise needs it.
     *
     * @param holder  on the record of the position.
     * @param bound   last mark that does not break the promise at the present funding.
     * @param linePpm that the bound was computed for.
     * @param promise what the position contributes at least at that line, while the bound is not passed.
     */
    void tighten(final PositionRecord holder, final long bound, final long linePpm, final Int128 promise)
    {
        instrument.wrap(holder.instrument());
        cohorts.wrap(holder.instrument());
        final int cohort = cohorts.present();
        final boolean boxed = cohorts.lowAtoms(cohort) != cohorts.highAtoms(cohort);
        final int slot = 2 * holder.index() + DOWN;
        final int heap = positionBounds.heapOf(slot);
        final int kind = heap % HEAPS_PER_INSTRUMENT;
        final long key = boxed ?
            keys.boxedKey(kind, holder.lots(), linePpm, PPM, promise) : keys.signedKey(kind, bound);
        if (key > positionBounds.keyOf(slot))
        {
            positionBounds.put(heap, slot, key);
            narrowByTop(kind, key);
        }
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
            cohorts.wrap(heap / HEAPS_PER_INSTRUMENT);
            clearArmed(heap % HEAPS_PER_INSTRUMENT);
        }
    }

    private void setArmed(final int kind)
    {
        final int word = kind / Long.SIZE;
        cohorts.armedHeaps(word, cohorts.armedHeaps(word) | 1L << kind);
    }

    private void clearArmed(final int kind)
    {
        final int word = kind / Long.SIZE;
        cohorts.armedHeaps(word, cohorts.armedHeaps(word) & ~(1L << kind));
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

    /** Plants the defect that no bound is compared when rates change. */
    void plantDeafnessToRates()
    {
        hearsRates = false;
    }

    /** The keys, for the defects that they carry. */
    FactorKeys keys()
    {
        return keys;
    }
}

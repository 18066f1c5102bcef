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
package io.plimsoll.core.price;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.OrderedForest;
import io.plimsoll.core.memory.Slab;

/**
 * Terms of dated futures and spot pairs, and the next time at which a dated future has something to do: its final
 * window begins, a sample of its index is due, or it ends. Ordered by time, then by the id of the instrument. 0 B.
 */
public final class Contracts
{
    /** No deadline. */
    public static final long NEVER = Long.MAX_VALUE;
    /** A dated future before its final window, and every other instrument. */
    public static final int TRADING = 0;
    /** A dated future in its final window: no forced trade is started. */
    public static final int FINAL_WINDOW = 1;
    /** A dated future past its expiry: its mark is the final price for ever. */
    public static final int EXPIRED = 2;

    private static final int LIVE = 0;
    private static final int SETTLING = 1;
    private static final int TREES = 2;

    private final Slab slab;
    private final OrderedForest deadlines;
    private final ContractRecord contract;

    /**
     * Reserves a record for each instrument.
     *
     * @param arena  to reserve in.
     * @param limits capacities.
     */
    public Contracts(final Arena arena, final EngineLimits limits)
    {
        slab = arena.slab("contracts", ContractRecord.LENGTH, limits.instruments() + 1L);
        slab.used(slab.capacity());
        deadlines = new OrderedForest(arena, "contracts.deadlines", TREES, limits.instruments());
        contract = new ContractRecord(slab);
    }

    /**
     * A flyweight of the caller's own.
     *
     * @return a new flyweight.
     */
    public ContractRecord newRecord()
    {
        return new ContractRecord(slab);
    }

    /**
     * Whether an instrument trades an asset for cash instead of positions.
     *
     * @param instrument on its record.
     * @return true for a spot pair.
     */
    public static boolean isSpot(final InstrumentRecord instrument)
    {
        return instrument.kind() == InstrumentKind.SPOT.value();
    }

    /**
     * Whether trades in an instrument move balances in other than the reference asset.
     *
     * @param instrument on its record.
     * @return true for a spot pair and for what settles in another asset.
     */
    public static boolean movesBalances(final InstrumentRecord instrument)
    {
        return instrument.settlementAsset() != Catalogue.REFERENCE || isSpot(instrument);
    }

    /**
     * Lets a spot pair begin.
     *
     * @param instrumentIndex just listed.
     * @param baseAsset       that is bought and sold.
     * @param lotAtoms        of it in a lot.
     */
    public void pair(final int instrumentIndex, final int baseAsset, final long lotAtoms)
    {
        contract.wrap(instrumentIndex);
        contract.baseAsset(baseAsset);
        contract.lotAtoms(lotAtoms);
    }

    /**
     * Lets a dated future begin.
     *
     * @param instrumentIndex  just listed.
     * @param instrumentId     its id.
     * @param expireTimeNs     when it ends, epoch nanoseconds.
     * @param windowSamples    samples of the index in its final window.
     * @param sampleIntervalNs between two of them.
     */
    public void begin(
        final int instrumentIndex,
        final int instrumentId,
        final long expireTimeNs,
        final int windowSamples,
        final long sampleIntervalNs)
    {
        contract.wrap(instrumentIndex);
        contract.expireTimeNs(expireTimeNs);
        contract.windowSamples(windowSamples);
        contract.sampleIntervalNs(sampleIntervalNs);
        final long windowNs = expireTimeNs - windowSamples * sampleIntervalNs;
        contract.nextSampleNs(windowNs + sampleIntervalNs);
        deadlines.put(LIVE, instrumentIndex, windowNs, instrumentId);
    }

    /**
     * When the earliest deadline falls due.
     *
     * @return epoch nanoseconds, {@link #NEVER} if there is none.
     */
    public long nextDeadlineNs()
    {
        final int first = deadlines.first(LIVE);
        return first == OrderedForest.NONE ? NEVER : deadlines.key(first);
    }

    /**
     * The instrument of the earliest deadline.
     *
     * @return its index; there is one.
     */
    public int first()
    {
        return deadlines.first(LIVE);
    }

    /**
     * Moves the deadline of a dated future to its next sample.
     *
     * @param instrumentIndex of the instrument.
     * @param instrumentId    its id.
     */
    public void awaitSample(final int instrumentIndex, final int instrumentId)
    {
        contract.wrap(instrumentIndex);
        deadlines.remove(instrumentIndex);
        deadlines.put(LIVE, instrumentIndex, contract.nextSampleNs(), instrumentId);
    }

    /**
     * Lets the settlement of a dated future begin.
     *
     * @param instrumentIndex that has ended.
     * @param instrumentId    its id.
     */
    public void settle(final int instrumentIndex, final int instrumentId)
    {
        contract.wrap(instrumentIndex);
        contract.settleCursor(1);
        deadlines.remove(instrumentIndex);
        deadlines.put(SETTLING, instrumentIndex, contract.expireTimeNs(), instrumentId);
    }

    /**
     * The dated future whose orders and positions are being settled.
     *
     * @return index of the instrument that ended first, 0 if none is left.
     */
    public int settling()
    {
        return deadlines.first(SETTLING);
    }

    /**
     * Ends the settlement of a dated future.
     *
     * @param instrumentIndex that is settled.
     */
    public void settled(final int instrumentIndex)
    {
        contract.wrap(instrumentIndex);
        contract.settleCursor(0);
        deadlines.remove(instrumentIndex);
    }
}

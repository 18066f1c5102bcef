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
package io.plimsoll.core.twin;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Random terms that the listing rules accept: coarse and fine atoms, one to five brackets, every kind of fee. */
final class RandomListing
{
    private final Random random;
    private final int callPpm;
    private final long[] startMarks = new long[8];
    private long typicalNotional = 1_000;
    /** Of the highest band, of assets that have bands. */
    final Map<Integer, Integer> leastWeight = new HashMap<>();

    RandomListing(final Random random)
    {
        this.random = random;
        callPpm = 1_270_000 + random.nextInt(3) * random.nextInt(60_000);
    }

    long typicalNotional()
    {
        return typicalNotional;
    }

    long startMark(final int place)
    {
        return startMarks[place];
    }

    long clamp(final TwinInstrument instrument, final double mark)
    {
        return Math.max(instrument.leastMark(), Math.min(instrument.maxMark, Math.round(mark)));
    }

    TwinAsset asset(final int place)
    {
        final TwinAsset asset = new TwinAsset();
        asset.id = place + 1;
        asset.unit = place == 0 ? 1 : 1 + random.nextInt(1_000);
        asset.maxPrice = place == 0 ? 1 : 1_000_000;
        asset.maxBalance = 1L << 38;
        asset.haircutPpm = place == 0 ? 1_000_000 : random.nextInt(3) == 0 ? 1 + random.nextInt(1_000_000) :
            600_000 + random.nextInt(400_001);
        asset.callPpm = place == 0 ? callPpm : 0;
        asset.releasePpm = place == 0 ? callPpm + random.nextInt(60_000) : 0;
        if (place == 0)
        {
            asset.maxBalance = 1L << 60;
        }
        return asset;
    }

    TwinInstrument instrument(final int place)
    {
        final TwinInstrument instrument = new TwinInstrument();
        instrument.id = 10 + place;
        instrument.subTicks = random.nextBoolean() ? 1 : 1 + random.nextInt(20);
        final long ticks = random.nextInt(4) == 0 ? 2 + random.nextInt(20) : 50 + random.nextInt(5_000);
        final long mark = ticks * instrument.subTicks + random.nextInt((int)instrument.subTicks);
        startMarks[place] = mark;
        instrument.minMark = Math.max(1, mark / (2 + random.nextInt(6)));
        instrument.maxMark = mark * (3 + random.nextInt(4)) + instrument.subTicks;
        instrument.maxPosition = 200 + random.nextInt(800);
        instrument.thetaPpm = 1_010_000 + random.nextInt(Math.min(240_000, callPpm - 20_000 - 1_010_000));
        rates(instrument);
        instrument.contractFactor = instrument.subTicks * factor(instrument);
        final long lotValue = mark * (instrument.contractFactor / instrument.subTicks);
        brackets(instrument, lotValue);
        instrument.minNotional = random.nextBoolean() ? 0 : lotValue * random.nextInt(12);
        instrument.takerFeePpm = random.nextInt(3) * random.nextInt(1_000);
        instrument.makerFeePpm = random.nextInt(3) * random.nextInt(500);
        instrument.liquidationFeePpm = random.nextInt(3) * random.nextInt(1_500);
        instrument.betaPpm = random.nextInt(4) == 0 ? random.nextInt(1_000_001) : 500_000;
        instrument.initialFactorPpm =
            Math.max(callPpm, (int)((11L * instrument.thetaPpm + 9) / 10)) +
            random.nextInt(2) * random.nextInt(300_000);
        instrument.maxLeverage = 1 + random.nextInt(100);
        instrument.bandPpm = 1_000 + random.nextInt(60_000);
        instrument.closePolicy = random.nextInt(6) == 0 ? 1 : 0;
        typicalNotional = Math.max(typicalNotional, lotValue * 20);
        return instrument;
    }

    /**
     * Lets an instrument settle in an asset other than the reference asset, if its terms would be accepted: a gain must
     * count for more than what it requires, and a lot must be worth something in both assets.
     */
    void settle(final TwinInstrument instrument, final TwinAsset asset, final long price)
    {
        final long slope = leastWeight.getOrDefault(asset.id, asset.haircutPpm) * 1_000_000L - 4_000_000L;
        final boolean heavy = Math.floorDiv(slope, Math.max(1_250_000, callPpm + 60_000)) >=
            instrument.ratePpm[instrument.ratePpm.length - 1];
        final long factor = instrument.contractFactor / instrument.subTicks;
        final long leastValue = instrument.minMark * factor * price / asset.unit;
        final boolean fine = Exact.product(leastValue, instrument.thetaPpm - 1_000_000L)
            .multiply(Exact.big(instrument.ratePpm[0])).compareTo(Exact.big(4).multiply(Exact.TRILLION)) >= 0;
        final boolean fits = Exact.product(instrument.maxPosition * factor, instrument.maxMark)
            .multiply(Exact.big(asset.maxPrice)).compareTo(Exact.product(1L << 58, asset.unit)) <= 0;
        if (heavy && fine && fits)
        {
            instrument.settlementAsset = asset.id;
        }
    }

    /**
     * Makes an inverse contract of an instrument that has just been drawn, with a face whose lots are worth enough at
     * every mark, if the asset weighs enough; false if it does not.
     */
    boolean invert(final int place, final TwinInstrument instrument, final TwinAsset base, final long price)
    {
        final long slope = leastWeight.getOrDefault(base.id, base.haircutPpm) * 1_000_000L - 4_000_000L;
        if (Math.floorDiv(slope, Math.max(1_250_000, callPpm + 60_000)) <
            instrument.ratePpm[instrument.ratePpm.length - 1])
        {
            return false;
        }
        instrument.inverse = true;
        instrument.settlementAsset = base.id;
        instrument.minMark = Math.max(instrument.minMark, instrument.subTicks);
        final long unit = (instrument.thetaPpm - 1_000_000L) * instrument.ratePpm[0];
        final long leastLot = (9_000_000_000_000L / unit + 1) * (1 + base.unit / price);
        final long times = random.nextBoolean() ? 1 : 1 + random.nextInt(10);
        instrument.contractFactor = (leastLot * times + 1) * (instrument.maxMark / instrument.subTicks + 1) +
            random.nextInt(1_000);
        final long lotValue = instrument.contractFactor * instrument.subTicks / startMarks[place];
        brackets(instrument, lotValue);
        instrument.minNotional = random.nextBoolean() ? 0 : lotValue * random.nextInt(12);
        typicalNotional = Math.max(typicalNotional, lotValue * 20);
        return true;
    }

    /** A pair whose lots are worth about what the price of the base asset says. */
    TwinInstrument spot(final int place, final TwinAsset base, final long price)
    {
        final TwinInstrument pair = new TwinInstrument();
        pair.id = 10 + place;
        pair.subTicks = random.nextBoolean() ? 1 : 1 + random.nextInt(20);
        final long ticks = random.nextInt(4) == 0 ? 2 + random.nextInt(20) : 50 + random.nextInt(1_000);
        final long mark = ticks * pair.subTicks + random.nextInt((int)pair.subTicks);
        startMarks[place] = mark;
        pair.minMark = Math.max(1, mark / (2 + random.nextInt(6)));
        pair.maxMark = mark * (3 + random.nextInt(4)) + pair.subTicks;
        pair.maxPosition = 50 + random.nextInt(300);
        pair.contractFactor = pair.subTicks * (1 + random.nextInt(500));
        pair.baseId = base.id;
        pair.lotAtoms = Math.max(1, Math.min(base.maxBalance / pair.maxPosition,
            (long)(ticks * pair.contractFactor * (0.8 + 0.4 * random.nextDouble()) * base.unit / price)));
        pair.takerFeePpm = random.nextInt(3) * random.nextInt(1_000);
        pair.makerFeePpm = random.nextInt(3) * random.nextInt(500);
        pair.bandPpm = 1_000 + random.nextInt(60_000);
        return pair;
    }

    private void rates(final TwinInstrument instrument)
    {
        final int count = 1 + random.nextInt(5);
        instrument.lower = new long[count];
        instrument.ratePpm = new int[count];
        instrument.penaltyPpm = new int[count];
        int rate = 5_000 + random.nextInt(60_000);
        for (int bracket = 0; bracket < count; bracket++)
        {
            instrument.ratePpm[bracket] = rate;
            instrument.penaltyPpm[bracket] = switch (random.nextInt(4))
            {
                case 0 -> 0;
                case 1 -> rate;
                default -> rate / 10;
            };
            rate += random.nextInt(3) * random.nextInt(60_000);
        }
    }

    /** The least factor at which one lot is worth enough for the listing rule, or a multiple of it. */
    private long factor(final TwinInstrument instrument)
    {
        final long unit = (instrument.thetaPpm - 1_000_000L) * instrument.ratePpm[0] * instrument.minMark;
        final long least = Math.max(1, (2_000_000_000_000L + unit - 1) / unit);
        return switch (random.nextInt(4))
        {
            case 0, 1 -> least;
            case 2 -> least * (1 + random.nextInt(10));
            default -> least * 1_000;
        };
    }

    private void brackets(final TwinInstrument instrument, final long lotValue)
    {
        long lower = 0;
        for (int bracket = 1; bracket < instrument.lower.length; bracket++)
        {
            lower += lotValue * (1 + random.nextInt(12)) + (random.nextBoolean() ? 0 : random.nextInt(1_000));
            instrument.lower[bracket] = lower;
        }
    }
}

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

import io.plimsoll.core.codec.generated.Side;
import java.util.List;

/**
 * The market makers: each quotes several levels on both sides of every market around the price at which it last
 * quoted, and quotes anew when the price has moved enough or a level has been eaten.
 *
 * <p>Each (maker, market, side, level) is a slot that holds at most one order; the number of a slot is one less than
 * the client order id of its orders. When the price moves, every maker first takes the side away that the price moves
 * into and only then follows with the other, so that fresh quotes never meet stale ones: a maker quotes anew before the
 * price has moved by the half spread.
 *
 * <p>Depth is finite, and the less the wilder the market: a jump from one instant to the next makes every maker show
 * less, and that wears off slowly. Confined to one thread; allocates nothing.
 */
final class MarketMakers
{
    private static final int SIDES = 2;
    private static final int BUY = 0;
    private static final int SELL = 1;
    private static final int REFUSED_WAIT_INSTANTS = 64;

    private final SimulationTerms.Makers terms;
    private final List<Market> markets;
    private final long[] levelNotionalAtoms;
    private final long[] skewPpm;
    private final long[] centres;
    private final long[] lastMarks;
    private final long[] stressPpm;
    private final long[] orderIds;
    private final long[] remaining;
    private final long[] targets;
    private final long[] prices;
    private final long[] waitUntil;
    private final long[] changedBy;
    private long instants;

    MarketMakers(
        final SimulationTerms.Makers terms,
        final List<Market> markets,
        final long sideDepthAtoms,
        final long seed)
    {
        this.terms = terms;
        this.markets = markets;
        levelNotionalAtoms = levelNotionals(terms, sideDepthAtoms);
        skewPpm = skews(terms, seed);
        centres = new long[terms.count * markets.size()];
        lastMarks = new long[markets.size()];
        stressPpm = new long[markets.size()];
        final int slots = slots(terms, markets.size());
        orderIds = new long[slots];
        remaining = new long[slots];
        targets = new long[slots];
        prices = new long[slots];
        waitUntil = new long[slots];
        changedBy = new long[slots];
    }

    /**
     * Orders that the makers hold when they quote everywhere.
     *
     * @param terms   of the makers.
     * @param markets how many there are.
     * @return number of slots.
     */
    static int slots(final SimulationTerms.Makers terms, final int markets)
    {
        return terms.count * markets * SIDES * terms.levels;
    }

    // A level twice as deep as the one before it: what a sweep meets grows with its distance from the price.
    private static long[] levelNotionals(final SimulationTerms.Makers terms, final long sideDepthAtoms)
    {
        final long[] notionals = new long[terms.levels];
        final long unit = sideDepthAtoms / terms.count / ((1L << terms.levels) - 1);
        for (int level = 0; level < terms.levels; level++)
        {
            notionals[level] = Math.max(1, unit << level);
        }
        return notionals;
    }

    private static long[] skews(final SimulationTerms.Makers terms, final long seed)
    {
        final SplitMix64 random = new SplitMix64(seed);
        final long[] skews = new long[terms.count];
        for (int maker = 0; maker < terms.count; maker++)
        {
            skews[maker] = random.between(0, terms.levelStepPpm / 2);
        }
        return skews;
    }

    /**
     * Whether a maker's quotes are out of place. Also used to count beforehand how often that will be so.
     *
     * @param terms    of the makers.
     * @param centre   mark around which it last quoted, 0 if it quotes nothing.
     * @param subTicks present mark.
     * @return true if it has to quote anew.
     */
    static boolean hasMoved(final SimulationTerms.Makers terms, final long centre, final long subTicks)
    {
        // A mark is below 2^42 and the shift below 10^6: the product fits.
        return Math.abs(subTicks - centre) * SimulationTerms.PPM > terms.requotePpm * centre;
    }

    /** Begins a new instant. */
    void nextInstant()
    {
        instants++;
    }

    /**
     * Plans the quotes that move away from the price.
     *
     * @param wave   to plan into.
     * @param market that has a new price.
     */
    void planRetreat(final Wave wave, final Market market)
    {
        final long mark = market.markSubTicks();
        feel(market, mark);
        for (int maker = 0; maker < terms.count; maker++)
        {
            final long centre = centres[centreOf(maker, market)];
            if (0 != centre && hasMoved(terms, centre, mark))
            {
                quoteSide(wave, market, maker, mark < centre ? BUY : SELL, mark);
            }
        }
    }

    /**
     * Plans the quotes that follow the price, and fills up what has been eaten.
     *
     * @param wave   to plan into.
     * @param market that has a new price, and whose retreats have been planned.
     */
    void planAdvance(final Wave wave, final Market market)
    {
        final long mark = market.markSubTicks();
        for (int maker = 0; maker < terms.count; maker++)
        {
            final long centre = centres[centreOf(maker, market)];
            if (0 == centre)
            {
                quoteSide(wave, market, maker, BUY, mark);
                quoteSide(wave, market, maker, SELL, mark);
                centres[centreOf(maker, market)] = mark;
            }
            else if (hasMoved(terms, centre, mark))
            {
                quoteSide(wave, market, maker, mark < centre ? SELL : BUY, mark);
                centres[centreOf(maker, market)] = mark;
            }
            else
            {
                fillUp(wave, market, maker, centre);
            }
        }
    }

    /**
     * Plans to take every quote out of a market, because it is about to be halted.
     *
     * @param wave   to plan into.
     * @param market that will have no price for long.
     */
    void planLeave(final Wave wave, final Market market)
    {
        for (int maker = 0; maker < terms.count; maker++)
        {
            final int first = slotOf(maker, market, BUY, 0);
            for (int slot = first; slot < first + SIDES * terms.levels; slot++)
            {
                if (remaining[slot] > 0)
                {
                    wave.cancelOrder(Note.of(Note.QUOTE, slot), AccountBook.idOf(maker), orderIds[slot]);
                }
            }
            centres[centreOf(maker, market)] = 0;
        }
    }

    private void feel(final Market market, final long mark)
    {
        final long last = lastMarks[market.index];
        final long movePpm = 0 == last ? 0 : Math.abs(mark - last) * SimulationTerms.PPM / last;
        final long leftPpm = stressPpm[market.index] * (terms.stressMemory - 1) / terms.stressMemory;
        // More than this changes nothing: no depth is left.
        stressPpm[market.index] = Math.min(SimulationTerms.PPM, Math.max(movePpm, leftPpm));
        lastMarks[market.index] = mark;
    }

    private long levelLots(final Market market, final int level)
    {
        final long calmPpm = SimulationTerms.PPM * terms.calmMovePpm / (terms.calmMovePpm + stressPpm[market.index]);
        return market.lotsFor(levelNotionalAtoms[level] / SimulationTerms.PPM * calmPpm);
    }

    private void quoteSide(
        final Wave wave, final Market market, final int maker, final int side, final long centre)
    {
        for (int level = 0; level < terms.levels; level++)
        {
            quote(wave, market, maker, side, level, centre);
        }
    }

    private void fillUp(final Wave wave, final Market market, final int maker, final long centre)
    {
        for (int side = BUY; side <= SELL; side++)
        {
            for (int level = 0; level < terms.levels; level++)
            {
                final int slot = slotOf(maker, market, side, level);
                if (remaining[slot] < targets[slot] >> 1 || 0 == remaining[slot])
                {
                    quote(wave, market, maker, side, level, centre);
                }
            }
        }
    }

    private void quote(
        final Wave wave, final Market market, final int maker, final int side, final int level, final long centre)
    {
        final int slot = slotOf(maker, market, side, level);
        final long priceTicks = priceTicks(market, maker, side, level, centre);
        if (waitUntil[slot] > instants || priceTicks < 1)
        {
            // Refused a moment ago, or no price is left below this one: what still rests at the old price must not
            // stand in the way of the others.
            if (remaining[slot] > 0)
            {
                wave.cancelOrder(Note.of(Note.QUOTE, slot), AccountBook.idOf(maker), orderIds[slot]);
            }
            return;
        }
        final long lots = levelLots(market, level);
        if (remaining[slot] == lots && prices[slot] == priceTicks)
        {
            return;
        }
        targets[slot] = lots;
        prices[slot] = priceTicks;
        if (remaining[slot] > 0)
        {
            wave.replaceOrder(
                Note.of(Note.QUOTE, slot), AccountBook.idOf(maker), orderIds[slot], priceTicks, lots);
        }
        else
        {
            wave.limitOrder(Note.of(Note.QUOTE, slot), slot + 1L, AccountBook.idOf(maker), market.instrumentId,
                BUY == side ? Side.BUY : Side.SELL, priceTicks, lots);
        }
    }

    // Away from the centre by at least the half spread, and rounded away from it.
    private long priceTicks(
        final Market market, final int maker, final int side, final int level, final long centre)
    {
        final long offPpm = terms.halfSpreadPpm + level * terms.levelStepPpm + skewPpm[maker];
        final long subTicksPerTick = market.scale.subTicksPerTick;
        if (BUY == side)
        {
            return Math.floorDiv(centre * (SimulationTerms.PPM - offPpm), SimulationTerms.PPM * subTicksPerTick);
        }
        return -Math.floorDiv(-centre * (SimulationTerms.PPM + offPpm), SimulationTerms.PPM * subTicksPerTick);
    }

    /**
     * A quote has got its result.
     *
     * @param slot        concerned.
     * @param orderId     of the order that now stands for it.
     * @param restingLots what rested of it when it had been placed.
     * @param sequence    of its command: a liquidation of the same command may already have taken some of it.
     */
    void accepted(final int slot, final long orderId, final long restingLots, final long sequence)
    {
        orderIds[slot] = orderId;
        if (changedBy[slot] != sequence)
        {
            remaining[slot] = restingLots;
        }
    }

    /**
     * A quote was refused, for lack of margin or because its order was gone.
     *
     * @param slot concerned.
     */
    void refused(final int slot)
    {
        waitUntil[slot] = instants + REFUSED_WAIT_INSTANTS;
    }

    /**
     * A maker's resting order was hit or cancelled.
     *
     * @param clientOrderId of the order.
     * @param remainingLots what rests of it.
     * @param sequence      of the command that did it.
     */
    void changed(final long clientOrderId, final long remainingLots, final long sequence)
    {
        final int slot = (int)clientOrderId - 1;
        if (slot >= 0 && slot < remaining.length)
        {
            remaining[slot] = remainingLots;
            changedBy[slot] = sequence;
        }
    }

    private int centreOf(final int maker, final Market market)
    {
        return maker * markets.size() + market.index;
    }

    private int slotOf(final int maker, final Market market, final int side, final int level)
    {
        return ((maker * markets.size() + market.index) * SIDES + side) * terms.levels + level;
    }
}

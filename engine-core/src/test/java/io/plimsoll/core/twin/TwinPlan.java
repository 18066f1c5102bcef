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

import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.LiquidationPurgeEncoder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The close of one account, planned one lot more at a time in exact arithmetic: which lots, at which prices, for which
 * cost. Its answers follow from sections 6 and 8 of the margin model alone.
 */
final class TwinPlan
{
    /** Lots of one level and bracket. */
    static final class Piece
    {
        Leg leg;
        long price;
        long lots;
        long fee;
        long penalty;
        int bracket;
        long zero;
        long zeroOfPenalty;
        int trades;
        long cost;
    }

    /** One position that is closed. */
    static final class Leg
    {
        TwinInstrument instrument;
        int[] rates;
        boolean isLong;
        long held;
        long closed;
        long minimal;
        long dust;
        long block;
        long limit;
        boolean ended;
        long price;
        long levelLeft;
        long levelTaken;
        List<TwinBook.Slice> level = new ArrayList<>();
        int orderAt;
        long orderUsed;
        boolean straddles;
        int bracket;
        long zero;
        long zeroOfPenalty;

        int side()
        {
            return isLong ? TwinBook.SELL : TwinBook.BUY;
        }

        long rest()
        {
            return held - closed;
        }

        long restNotional()
        {
            return instrument.notional(rest());
        }

        /** By which the notional falls if lots of the whole position are closed. */
        long closedNotional(final long lots)
        {
            return instrument.notional(held) - instrument.notional(held - lots);
        }

        /** What is given up with the next lots, without sign. */
        long given(final long lots)
        {
            final int sign = isLong ? 1 : -1;
            return Math.abs(instrument.worth(sign * rest()) - instrument.worth(sign * (rest() - lots)));
        }

        /** What lots after those taken at the level are filled at. */
        long filled(final long lots)
        {
            return instrument.filled(levelTaken + lots, price) - instrument.filled(levelTaken, price);
        }

        /** Atoms of the asset in which it settles, in reference atoms. */
        long converted(final long atoms)
        {
            return instrument.settles.converted(Exact.big(atoms)).longValueExact();
        }

        int rate()
        {
            return rates[bracket];
        }
    }

    final List<Leg> legs = new ArrayList<>();
    final List<Piece> pieces = new ArrayList<>();
    private final TwinState state;
    private final TwinOrders orders;
    private final TwinAccount account;
    private final long equity;
    private final BigInteger maintenance;
    private BigInteger need;
    private final TwinPlanNets nets;
    private boolean purged;
    private long pieceFee;
    private long pieceBase;
    private long piecePenalty;

    TwinPlan(final TwinState state, final TwinOrders orders, final TwinAccount account)
    {
        this.state = state;
        this.orders = orders;
        this.account = account;
        equity = state.equity(account);
        maintenance = state.maintenance(account);
        nets = new TwinPlanNets(state, account);
    }

    /** Of all pieces, in reference atoms, each leg rounded up. */
    long sum(final ToLongFunction<Piece> part)
    {
        return legs.stream().mapToLong(leg -> leg.converted(
            pieces.stream().filter(piece -> piece.leg == leg).mapToLong(part).sum())).sum();
    }

    boolean hasPurged()
    {
        return purged;
    }

    void make()
    {
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            if (held.getValue().lots != 0)
            {
                open(state.at(held.getKey()), held.getValue().lots);
            }
        }
        solve();
        legs.forEach(this::finish);
        for (final Leg leg : legs)
        {
            if (leg.instrument.closePolicy == 1)
            {
                extend(leg, leg.rest(), false);
            }
        }
    }

    private void open(final TwinInstrument instrument, final long lots)
    {
        final Leg leg = new Leg();
        leg.instrument = instrument;
        leg.rates = state.rates(account.position(instrument), instrument);
        leg.isLong = lots > 0;
        leg.held = Math.abs(lots);
        legs.add(leg);
        enterBracket(leg);
        if (instrument.isClosable() && !state.oracle.isMissing(instrument) &&
            !state.oracle.isMissing(instrument.settles))
        {
            advance(leg);
        }
        else
        {
            leg.ended = true;
        }
    }

    private void solve()
    {
        need = state.needed(account, maintenance, account.thetaPpm)
            .subtract(Exact.big(equity).multiply(Exact.TRILLION));
        while (need.signum() > 0)
        {
            Leg cheapest = null;
            for (final Leg leg : legs)
            {
                if (!leg.ended && (cheapest == null || isCheaper(leg, cheapest)))
                {
                    cheapest = leg;
                }
            }
            if (cheapest == null)
            {
                break;
            }
            take(cheapest);
        }
        legs.forEach(leg -> leg.minimal = leg.closed);
    }

    private void take(final Leg leg)
    {
        final long most = mostLots(leg);
        long lots = most;
        if (leg.instrument.settlesElsewhere())
        {
            lots = TwinPlanNets.least(most, count -> gain(leg, count).compareTo(need) >= 0);
        }
        else if (gain(leg, most).compareTo(need) >= 0)
        {
            lots = 1;
            while (gain(leg, lots).compareTo(need) < 0)
            {
                lots++;
            }
        }
        final BigInteger gain = gain(leg, lots);
        if (!TwinState.isAdmissible(pieceBase, leg.zero, leg.given(lots)))
        {
            leg.ended = true;
            return;
        }
        need = need.subtract(gain);
        record(leg, lots);
    }

    /** What some lots take off the need, with their roundings; leaves their cost behind. */
    private BigInteger gain(final Leg leg, final long lots)
    {
        price(leg, lots);
        final TwinInstrument instrument = leg.instrument;
        final BigInteger freed = instrument.requirement(leg.restNotional(), leg.rates)
            .subtract(instrument.requirement(instrument.notional(leg.rest() - lots), leg.rates));
        if (instrument.settlesElsewhere())
        {
            return nets.gain(instrument.settles, freed, pieceBase + piecePenalty, account.thetaPpm);
        }
        return freed.multiply(Exact.big(account.thetaPpm))
            .subtract(Exact.big(pieceBase + piecePenalty).multiply(Exact.TRILLION));
    }

    private void price(final Leg leg, final long lots)
    {
        final TwinInstrument instrument = leg.instrument;
        pieceFee = Exact.fee(
            Exact.big(instrument.filled(leg.levelTaken + lots, leg.price)), instrument.liquidationFeePpm) -
            Exact.fee(Exact.big(instrument.filled(leg.levelTaken, leg.price)), instrument.liquidationFeePpm);
        pieceBase = slip(leg, leg.given(lots), leg.filled(lots)) + pieceFee;
        final BigInteger value = Exact.big(leg.given(lots));
        final BigInteger listed = Exact.floor(
            value.multiply(Exact.big(instrument.penaltyPpm[leg.bracket])), Exact.PPM);
        final BigInteger shared = Exact.floor(
            value.multiply(Exact.big(leg.zeroOfPenalty)).subtract(Exact.big(pieceBase).multiply(Exact.BILLION))
                .multiply(Exact.big(instrument.betaPpm)),
            Exact.QUADRILLION);
        piecePenalty = leg.zeroOfPenalty <= 0 ? 0 : listed.min(shared).max(BigInteger.ZERO).longValueExact();
    }

    /** A linear long gives up its value for the price; an inverse one gives up the price to be rid of its value. */
    private static long slip(final Leg leg, final long value, final long price)
    {
        return leg.isLong == leg.instrument.inverse ? price - value : value - price;
    }

    /** Cost of the next lot in atoms x 10^15, without rounding. */
    private BigInteger costOfNext(final Leg leg)
    {
        final BigInteger cost = plainCostOfNext(leg);
        return leg.instrument.settlesElsewhere() ? Exact.ceil(cost.multiply(Exact.big(
            nets.weight(leg.instrument.settles, cost.signum() >= 0))), Exact.PPM) : cost;
    }

    private static BigInteger plainCostOfNext(final Leg leg)
    {
        final TwinInstrument instrument = leg.instrument;
        final long unitPrice = instrument.unitPrice(leg.price);
        final BigInteger value = Exact.big(instrument.unitValue(leg.price));
        final BigInteger base = Exact.product(slip(leg, value.longValueExact(), unitPrice), 1_000_000)
            .add(Exact.product(unitPrice, instrument.liquidationFeePpm))
            .multiply(Exact.BILLION);
        final BigInteger shared = value.multiply(Exact.big(leg.zeroOfPenalty)).multiply(Exact.PPM).subtract(base)
            .multiply(Exact.big(instrument.betaPpm)).divide(Exact.PPM);
        final BigInteger listed =
            value.multiply(Exact.big(instrument.penaltyPpm[leg.bracket])).multiply(Exact.BILLION);
        return leg.zeroOfPenalty <= 0 ? base : base.add(listed.min(shared).max(BigInteger.ZERO));
    }

    private boolean isCheaper(final Leg leg, final Leg other)
    {
        final BigInteger left = costOfNext(leg).multiply(Exact.big(other.rate()))
            .multiply(Exact.big(other.instrument.unitValue(other.price)));
        final BigInteger right = costOfNext(other).multiply(Exact.big(leg.rate()))
            .multiply(Exact.big(leg.instrument.unitValue(leg.price)));
        return left.compareTo(right) < 0;
    }

    private void enterBracket(final Leg leg)
    {
        final TwinInstrument instrument = leg.instrument;
        final int upper = instrument.bracketBelow(leg.restNotional());
        final long next = instrument.notional(leg.rest() - 1);
        leg.straddles = next < instrument.lower[upper];
        leg.bracket = leg.straddles ? instrument.bracketAbove(next) : upper;
        leg.zero = TwinState.zeroRatio(leg.rate(), equity, maintenance);
        leg.zeroOfPenalty = TwinState.zeroRatio(leg.rate(), account.lowestEquity, account.lowestMaintenance);
    }

    private long mostLots(final Leg leg)
    {
        final long most = mostOfBracket(leg);
        return leg.instrument.settlesElsewhere() ? nets.toEdge(leg.instrument.settles, most, lots ->
        {
            price(leg, lots);
            return pieceBase + piecePenalty;
        }) : most;
    }

    private static long mostOfBracket(final Leg leg)
    {
        final TwinInstrument instrument = leg.instrument;
        final long inBracket = leg.straddles ? 1 : instrument.inverse ?
            TwinInverse.lotsAbove(instrument, leg.rest(), instrument.lower[leg.bracket]) :
            (leg.restNotional() - instrument.lower[leg.bracket]) / instrument.lotValue();
        return Math.min(leg.levelLeft, Math.min(inBracket, leg.rest()));
    }

    private void record(final Leg leg, final long lots)
    {
        final Piece piece = new Piece();
        piece.leg = leg;
        piece.price = leg.price;
        piece.lots = lots;
        piece.fee = pieceFee;
        piece.penalty = piecePenalty;
        piece.cost = pieceBase + piecePenalty;
        nets.take(leg, lots, piece.cost);
        piece.bracket = leg.bracket;
        piece.zero = leg.zero;
        piece.zeroOfPenalty = leg.zeroOfPenalty;
        for (long lot = 0; lot < lots; lot++)
        {
            piece.trades += lot == 0 || leg.orderUsed == 0 ? 1 : 0;
            leg.orderUsed++;
            if (leg.orderUsed == leg.level.get(leg.orderAt).lots())
            {
                leg.orderAt++;
                leg.orderUsed = 0;
            }
        }
        pieces.add(piece);
        leg.levelLeft -= lots;
        leg.levelTaken += lots;
        leg.limit = leg.price;
        leg.closed += lots;
        if (leg.rest() > 0)
        {
            enterBracket(leg);
        }
        advance(leg);
    }

    /** Brings a leg to its next lots; one without any has ended. */
    private void advance(final Leg leg)
    {
        leg.ended = leg.rest() == 0;
        while (!leg.ended && leg.levelLeft == 0)
        {
            final var side = leg.instrument.book.side(1 - leg.side());
            final Long next = leg.price == 0 ? side.isEmpty() ? null : side.firstKey() : side.higherKey(leg.price);
            if (next == null || !TwinBook.crosses(leg.side(), leg.instrument.band(leg.isLong), next))
            {
                leg.ended = true;
                return;
            }
            leg.price = next;
            leg.levelTaken = 0;
            leg.orderAt = 0;
            leg.orderUsed = 0;
            purge(leg);
            leg.level = TwinBook.slices(side.getOrDefault(leg.price, List.of()));
            leg.levelLeft = leg.level.stream().mapToLong(TwinBook.Slice::lots).sum();
        }
    }

    /** Cancels what cannot trade at the level: dead orders, those of the own group, reduce-only lots in excess. */
    private void purge(final Leg leg)
    {
        boolean changed = true;
        while (changed)
        {
            changed = false;
            final List<TwinOrder> level =
                new ArrayList<>(leg.instrument.book.side(1 - leg.side()).getOrDefault(leg.price, List.of()));
            for (final TwinOrder order : level)
            {
                final CancelReason obstacle = orders.obstacle(account, order);
                if (obstacle != null)
                {
                    purge(order, order.remaining, obstacle);
                }
                else if (order.reduceOnly && purgeExcess(order))
                {
                    changed = true;
                    break;
                }
            }
        }
    }

    private boolean purgeExcess(final TwinOrder met)
    {
        long excess = TwinOrders.excessUpTo(met);
        boolean changed = false;
        for (final TwinOrder order : orders.reduceOnly(met.account, met.instrument))
        {
            final boolean ahead = met.side == TwinBook.BUY ? order.price > met.price : order.price < met.price;
            if (excess > 0 && !ahead)
            {
                final long lots = Math.min(excess, order.remaining);
                purge(order, lots, CancelReason.REDUCE_ONLY_EXCESS);
                excess -= lots;
                changed = true;
            }
        }
        return changed;
    }

    private void purge(final TwinOrder order, final long lots, final CancelReason reason)
    {
        purged = true;
        final TwinEffects effects = state.effects;
        new LiquidationPurgeEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(state.recipient(account), LiquidationPurgeEncoder.BLOCK_LENGTH), effects.header())
            .liquidationId(state.lastLiquidation)
            .orderId(order.id)
            .cancelledLots(lots)
            .instrumentId(order.instrument.id)
            .reason(reason);
        orders.cancel(order, lots, reason);
    }

    /** Whole blocks below the least mark, and no dust left behind. */
    private void finish(final Leg leg)
    {
        final TwinInstrument instrument = leg.instrument;
        if (leg.closed == 0)
        {
            return;
        }
        if (instrument.mark < instrument.minMark)
        {
            final long block = (instrument.minMark + instrument.mark - 1) / instrument.mark;
            long missing = 0;
            while ((leg.closed + missing) % block != 0 && missing < leg.rest())
            {
                missing++;
            }
            leg.block = extend(leg, missing, true);
        }
        if (leg.rest() > 0 && leg.restNotional() < instrument.minNotional)
        {
            leg.dust = extend(leg, leg.rest(), true);
        }
    }

    private long extend(final Leg leg, final long lots, final boolean whole)
    {
        final int first = pieces.size();
        long left = lots;
        while (left > 0 && !leg.ended)
        {
            final long next = Math.min(mostLots(leg), left);
            price(leg, next);
            if (!TwinState.isAdmissible(pieceBase, leg.zero, leg.given(next)))
            {
                leg.ended = true;
                break;
            }
            record(leg, next);
            left -= next;
        }
        if (left == 0 || !whole)
        {
            return lots - left;
        }
        nets.giveBack(leg, lots - left);
        leg.closed -= lots - left;
        leg.ended = true;
        while (pieces.size() > first)
        {
            final Piece dropped = pieces.remove(pieces.size() - 1);
            nets.giveBack(leg.instrument.settles, dropped.cost);
        }
        pieces.stream().filter(piece -> piece.leg == leg).forEach(piece -> leg.limit = piece.price);
        return 0;
    }
}

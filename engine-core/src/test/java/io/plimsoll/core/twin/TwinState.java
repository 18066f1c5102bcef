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

import io.plimsoll.core.codec.generated.FundingSettledEncoder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Everything that the twin knows, and the formulas of margin in exact arithmetic. */
final class TwinState
{
    static final long ONE_PPM = 1_000_000;
    private static final long NS_PER_HOUR = 3_600_000_000_000L;

    final List<TwinAsset> assets = new ArrayList<>();
    final List<TwinInstrument> instruments = new ArrayList<>();
    final TreeMap<Long, TwinAccount> accounts = new TreeMap<>();
    final TreeMap<Long, TwinOrder> orders = new TreeMap<>();
    /** Principal of each session by session id, 0 once it is closed; principals are numbered from 1 as they come. */
    final List<Integer> openSessions = new ArrayList<>();
    final List<Long> principals = new ArrayList<>();
    final Map<Integer, Integer> currentSession = new HashMap<>();
    final TwinEffects effects = new TwinEffects();
    /** Kill switches that are engaged: scope and id of each. */
    final Set<List<Long>> engaged = new HashSet<>();
    TwinStops stops;
    TwinCredits credits;
    TwinOracle oracle;
    TwinIsolated isolated;
    long lastOrder;
    long lastTrade;
    long spotFills;
    /** Fills, and pieces closed, of what settles in another than the reference asset. */
    long otherFills;
    long inverseFills;
    long inversePieces;
    long otherPieces;
    /** Legs of steps whose rates in force were higher than those of the account. */
    long frozenLegs;
    long settledPositions;
    long lastLiquidation;
    long lastEpisode;
    long borrowed;
    long netted;
    long interest;
    /** Times that interest on a shortfall was charged. */
    long charged;
    long debtorsInEpisodes;
    long debtorsHeld;
    long timestampNs;
    /** Share of the notional that a withdrawal leaves. */
    int withdrawPpm = 100_000;

    TwinAsset asset(final int id)
    {
        return assets.stream().filter(asset -> asset.id == id).findFirst().orElse(null);
    }

    TwinInstrument instrument(final int id)
    {
        for (final TwinInstrument instrument : instruments)
        {
            if (instrument.id == id)
            {
                return instrument;
            }
        }
        return null;
    }

    TwinInstrument at(final int index)
    {
        return instruments.get(index - 1);
    }

    int recipient(final TwinAccount account)
    {
        return currentSession.getOrDefault(account.principal, TwinEffects.NOBODY);
    }

    long equity(final TwinAccount account)
    {
        long sum = account.cash;
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            final TwinInstrument instrument = at(held.getKey());
            sum = Math.addExact(sum, instrument.settlesElsewhere() ? 0 : held.getValue().worth(instrument));
        }
        for (final int index : account.balances.keySet())
        {
            sum = Math.addExact(sum, assets.get(index - 1).value(net(account, assets.get(index - 1))));
        }
        return Math.subtractExact(sum, loans(account, true));
    }

    /** What an account owes in an asset. */
    long debt(final TwinAccount account, final TwinAsset asset)
    {
        return asset.pool.debt(account.loans.getOrDefault(asset.index, BigInteger.ZERO)).longValueExact();
    }

    /** B, or what all loans weigh in equity. */
    long loans(final TwinAccount account, final boolean weighted)
    {
        long sum = 0;
        for (final int index : account.loans.keySet())
        {
            final TwinAsset asset = assets.get(index - 1);
            sum += asset.pool.value(asset, Exact.big(debt(account, asset)),
                asset.loanPrice == 0 ? asset.price : asset.loanPrice, weighted).longValueExact();
        }
        return sum;
    }

    /** What loans and shortfalls add to the initial requirement, once a holding has changed. */
    private long initialOfLoans(final TwinAccount account, final TwinAsset changed, final long change)
    {
        BigInteger sum = BigInteger.ZERO;
        for (final TwinAsset asset : assets)
        {
            final long held = held(account, asset) + (asset == changed ? change : 0);
            final long slow = asset.index == 1 ? 0 : oracle.of(asset).slowAt(timestampNs);
            for (final long owed : new long[]{debt(account, asset), asset.pool.listed ? Math.max(0, -held) : 0})
            {
                sum = sum.add(asset.pool.value(asset, Exact.big(owed), Math.max(slow, asset.price), false)
                    .multiply(Exact.big(owed == 0 ? 0 : asset.pool.factorPpm - ONE_PPM)));
            }
        }
        return Exact.ceil(sum, Exact.PPM).longValueExact();
    }

    /** What an account has of an asset with the positions that settle in it. */
    long net(final TwinAccount account, final TwinAsset asset)
    {
        long sum = account.balances.getOrDefault(asset.index, 0L);
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            final TwinInstrument instrument = at(held.getKey());
            sum = Math.addExact(sum, instrument.settles == asset ? held.getValue().worth(instrument) : 0);
        }
        return sum;
    }

    /** Cash, or the balance of the asset, of an account. */
    static long held(final TwinAccount account, final TwinAsset asset)
    {
        return asset.index == 1 ? account.cash : account.balances.getOrDefault(asset.index, 0L);
    }

    static long credit(final TwinAccount account, final TwinAsset asset, final long change)
    {
        if (asset.index == 1)
        {
            account.cash += change;
        }
        else
        {
            account.balances.merge(asset.index, change, Math::addExact);
        }
        return held(account, asset);
    }

    /** Whether an account has a position, or an order, that settles in an asset. */
    boolean settlesIn(final TwinAccount account, final TwinAsset asset)
    {
        for (final TwinInstrument instrument : instruments)
        {
            if (instrument.settles == asset &&
                (account.position(instrument) != null || account.hasOrders(instrument.index)))
            {
                return true;
            }
        }
        return false;
    }

    /** Whether any instrument settles in an asset. */
    boolean settlesAnything(final TwinAsset asset)
    {
        return instruments.stream().anyMatch(instrument -> instrument.settles == asset);
    }

    long notional(final TwinAccount account)
    {
        long sum = 0;
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            final TwinInstrument instrument = at(held.getKey());
            sum += instrument.settlesElsewhere() ? 0 : instrument.notional(held.getValue().lots);
        }
        for (final TwinAsset asset : assets.subList(1, assets.size()))
        {
            long elsewhere = 0;
            for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
            {
                final TwinInstrument instrument = at(held.getKey());
                elsewhere += instrument.settles == asset ? instrument.notional(held.getValue().lots) : 0;
            }
            sum += asset.converted(Exact.big(elsewhere)).longValueExact();
        }
        return sum;
    }

    /** M, in ppm x atoms. */
    BigInteger maintenance(final TwinAccount account)
    {
        return requirement(account, this::rates);
    }

    /** M at the rates by which accounts are called. */
    BigInteger callMaintenance(final TwinAccount account)
    {
        return requirement(account, (held, instrument) -> instrument.volatility.callRates(this, instrument));
    }

    /** M at the rates announced. */
    BigInteger announcedMaintenance(final TwinAccount account)
    {
        return requirement(account, (held, instrument) -> instrument.volatility.announcedRates(this, instrument));
    }

    /** The rates by which a position is judged: where they are frozen, those of its entry are the highest. */
    int[] rates(final TwinAccount.Position held, final TwinInstrument instrument)
    {
        final int[] rates = instrument.ratePpm.clone();
        if (held.frozen != 0 && instrument.volatility.listed != null)
        {
            final int[] frozen = instrument.volatility.scaled(this, instrument, held.frozen);
            for (int bracket = 0; bracket < rates.length; bracket++)
            {
                rates[bracket] = Math.min(rates[bracket], frozen[bracket]);
            }
        }
        return rates;
    }

    private BigInteger requirement(
        final TwinAccount account, final BiFunction<TwinAccount.Position, TwinInstrument, int[]> rates)
    {
        BigInteger sum = BigInteger.ZERO;
        for (final TwinAsset asset : assets)
        {
            sum = sum.add(asset.converted(required(account, asset, rates)));
        }
        return sum;
    }

    /** What positions that settle in an asset require, in ppm x atoms of it. */
    BigInteger required(
        final TwinAccount account,
        final TwinAsset asset,
        final BiFunction<TwinAccount.Position, TwinInstrument, int[]> rates)
    {
        BigInteger sum = BigInteger.ZERO;
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            final TwinInstrument instrument = at(held.getKey());
            if (held.getValue().lots != 0 && instrument.settles == asset)
            {
                sum = sum.add(instrument.requirement(
                    instrument.notional(held.getValue().lots), rates.apply(held.getValue(), instrument)));
            }
        }
        return sum;
    }

    /** Funding that an account owes in an asset and has not paid. */
    long fundingDue(final TwinAccount account, final TwinAsset asset)
    {
        return account.positions.entrySet().stream().filter(held -> at(held.getKey()).settles == asset)
            .mapToLong(held -> held.getValue().due(at(held.getKey()))).sum();
    }

    /** Profit that no trade has realised, position by position. */
    long unrealisedProfit(final TwinAccount account)
    {
        BigInteger profit = BigInteger.ZERO;
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            final TwinInstrument instrument = at(held.getKey());
            final long gained = held.getValue().lots == 0 ? 0 : Math.max(0, held.getValue().worth(instrument));
            profit = profit.add(gained == 0 || !instrument.settlesElsewhere() ? BigInteger.valueOf(gained) :
                Exact.floor(Exact.product(gained, instrument.settles.price), Exact.big(instrument.settles.unit)));
        }
        return profit.longValueExact();
    }

    /** Moves what a position owes of its funding out of the cash of its account. */
    void settleFunding(final TwinAccount account, final TwinInstrument instrument)
    {
        final TwinAccount.Position position = account.position(instrument);
        final long due = position.due(instrument);
        position.paid = instrument.funding.cumulative;
        if (due != 0)
        {
            final long cash = credit(account, instrument.settles, -due);
            new FundingSettledEncoder()
                .wrapAndApplyHeader(effects.buffer(),
                    effects.claim(recipient(account), FundingSettledEncoder.BLOCK_LENGTH), effects.header())
                .accountId(account.id)
                .changeAtoms(-due)
                .cashAtoms(cash)
                .positionLots(position.lots)
                .fundingAtoms(position.paid)
                .instrumentId(instrument.id);
        }
    }

    static long published(final BigInteger maintenance)
    {
        return Exact.ceil(maintenance, Exact.PPM).longValueExact();
    }

    /** 10^12 times the equity that a line asks for, whose loans count with what it is above one. */
    BigInteger needed(final TwinAccount account, final BigInteger maintenance, final long linePpm)
    {
        return maintenance.multiply(Exact.big(linePpm))
            .add(Exact.product(loans(account, false), linePpm - ONE_PPM).multiply(Exact.PPM));
    }

    boolean isBelow(final TwinAccount account, final long linePpm)
    {
        return isBelow(account, equity(account), maintenance(account), linePpm);
    }

    boolean isBelow(final TwinAccount account, final BigInteger maintenance, final long linePpm)
    {
        return isBelow(account, equity(account), maintenance, linePpm);
    }

    private boolean isBelow(
        final TwinAccount account, final long equity, final BigInteger maintenance, final long linePpm)
    {
        return Exact.big(equity).multiply(Exact.TRILLION).compareTo(needed(account, maintenance, linePpm)) < 0;
    }

    /** What is missing to the line at which a call ends, or to the initial requirement. */
    long missingAt(final TwinAccount account, final int level)
    {
        return level != TwinAccount.RESTRICTED ? missing(account) :
            Math.max(0, initial(account, null, 0, 0, 0, null) - oracle.slowEquity(account, null, null));
    }

    long missing(final TwinAccount account)
    {
        final BigInteger line = needed(account, callMaintenance(account), assets.get(0).releasePpm);
        final BigInteger lack = line.subtract(Exact.big(equity(account)).multiply(Exact.TRILLION));
        return Math.max(0, Exact.ceil(lack, Exact.TRILLION).longValueExact());
    }

    /** The level of an account: 2 below maintenance or short of its target, 1 to be called, 3 restricted, else 0. */
    int level(final TwinAccount account)
    {
        if (assets.isEmpty())
        {
            return 0;
        }
        final long equity = equity(account);
        final BigInteger maintenance = maintenance(account);
        final boolean below = isBelow(account, equity, maintenance, ONE_PPM);
        if (account.state == TwinAccount.LIQUIDATING ?
            below || isBelow(account, equity, maintenance, account.thetaPpm) : below && credits.starts(account))
        {
            return 2;
        }
        final boolean called = account.state == TwinAccount.MARGIN_CALL;
        final int line = called ? assets.get(0).releasePpm : assets.get(0).callPpm;
        return isBelow(account, equity, callMaintenance(account), line) ? 1 :
            TwinRestricted.lack(this, account, null).signum() > 0 ? TwinAccount.RESTRICTED : 0;
    }

    static boolean needsService(final TwinAccount account)
    {
        return account.state != account.level || account.state == TwinAccount.LIQUIDATING ||
            account.ownChange && account.level != 0 && !account.orders.isEmpty();
    }

    /** Queues an account by what it is worth now. */
    void queue(final TwinAccount account)
    {
        account.waiting = false;
        account.held = false;
        account.queued = true;
        account.queueEquity = equity(account) + loans(account, false);
        account.queueMaintenance = Math.max(1, published(maintenance(account)) + loans(account, false));
    }

    /** Order of the queue: lowest (E + B) / (MM + B) when it was queued, then id and hour, then the first opened. */
    int compareInQueue(final TwinAccount one, final TwinAccount other)
    {
        final int byHealth = Exact.product(one.queueEquity, other.queueMaintenance)
            .compareTo(Exact.product(other.queueEquity, one.queueMaintenance));
        if (byHealth != 0)
        {
            return byHealth;
        }
        final int hour = (int)(timestampNs / NS_PER_HOUR);
        final int byTie = Integer.compareUnsigned((int)one.id + hour, (int)other.id + hour);
        return byTie != 0 ? byTie : Integer.compare(one.index, other.index);
    }

    /** The initial requirement with the open orders, and with one order more if there is an instrument for it. */
    long initial(
        final TwinAccount account,
        final TwinInstrument extra,
        final int side,
        final long lots,
        final long price,
        final TwinOrder replaced)
    {
        return initial(account, extra, side, lots, price, replaced, null, 0);
    }

    /** With one order more, and once a balance has changed. */
    long initial(
        final TwinAccount account,
        final TwinInstrument extra,
        final int side,
        final long lots,
        final long price,
        final TwinOrder replaced,
        final TwinAsset changed,
        final long change)
    {
        return Exact.ceil(initialSum(account, extra, side, lots, price, replaced, changed, change), Exact.TRILLION)
            .longValueExact();
    }

    /** The requirement before it is rounded up, in atoms x 10^12. */
    BigInteger initialSum(
        final TwinAccount account,
        final TwinInstrument extra,
        final int side,
        final long lots,
        final long price,
        final TwinOrder replaced,
        final TwinAsset changed,
        final long change)
    {
        BigInteger sum = BigInteger.ZERO;
        for (final TwinAsset asset : assets)
        {
            BigInteger required = BigInteger.ZERO;
            BigInteger losses = BigInteger.ZERO;
            for (final TwinInstrument instrument : instruments)
            {
                final long most = instrument.isSpot() || instrument.settles != asset ? 0 :
                    worstLots(account, instrument, instrument == extra ? side : -1, lots, replaced);
                if (most != 0)
                {
                    required = required.add(initialOf(account, instrument, most));
                }
            }
            for (final TwinOrder order : account.orders)
            {
                if (order != replaced && !order.isWaiting() && order.instrument.settles == asset)
                {
                    losses = losses.add(orderLoss(order.instrument, order.side, order.price, order.remaining,
                        edgeWeight(
                        account, order.instrument, order.side, extra, side, lots, replaced, changed, change)));
                }
            }
            if (extra != null && extra.settles == asset)
            {
                losses = losses.add(orderLoss(extra, side, price, lots,
                    edgeWeight(account, extra, side, extra, side, lots, replaced, changed, change)));
            }
            sum = sum.add(asset.converted(required)).add(asset.converted(losses));
        }
        return sum.add(Exact.big(initialOfLoans(account, changed, change)).multiply(Exact.TRILLION));
    }

    long worstLots(
        final TwinAccount account,
        final TwinInstrument instrument,
        final int side,
        final long lots,
        final TwinOrder replaced)
    {
        final long held = account.lots(instrument);
        final long buys = account.restingLots(instrument, TwinBook.BUY, replaced) + (side == TwinBook.BUY ? lots : 0);
        final long sells =
            account.restingLots(instrument, TwinBook.SELL, replaced) + (side == TwinBook.SELL ? lots : 0);
        return Math.max(Math.abs(held), Math.max(Math.abs(held + buys), Math.abs(held - sells)));
    }

    private BigInteger initialOf(final TwinAccount account, final TwinInstrument instrument, final long lots)
    {
        final long notional = instrument.notional(lots);
        final BigInteger byFactor =
            instrument.requirement(notional, instrument.volatility.initialRates(this, instrument))
                .multiply(Exact.big(instrument.initialFactorPpm));
        final BigInteger byLeverage =
            Exact.ceil(Exact.big(notional).multiply(Exact.TRILLION),
                Exact.big(account.leverages.getOrDefault(instrument.index, instrument.maxLeverage)));
        return byFactor.max(byLeverage);
    }

    private static BigInteger orderLoss(
        final TwinInstrument instrument,
        final int side,
        final long price,
        final long lots,
        final int weightPpm)
    {
        if (instrument.isSpot())
        {
            return Exact.big(instrument.spotLoss(side, price, lots, weightPpm)).multiply(Exact.TRILLION);
        }
        final boolean buys = side == TwinBook.BUY;
        final long least = instrument.filled(lots, price);
        final long most = instrument.mostFilled(lots, price);
        final long loss = (buys == instrument.inverse ? -least : most) - instrument.worth(buys ? lots : -lots);
        return Exact.big(Math.max(0, loss)).multiply(Exact.TRILLION)
            .add(Exact.product(most, instrument.takerFeePpm).multiply(Exact.PPM));
    }

    /** z: the largest share of its value that closing a lot may cost, in units of 10^-9. */
    /** The weight at worst of what orders of one side of a pair move, one more among them. */
    int edgeWeight(
        final TwinAccount account,
        final TwinInstrument pair,
        final int side,
        final TwinInstrument extra,
        final int extraSide,
        final long extraLots,
        final TwinOrder replaced,
        final TwinAsset changed,
        final long change)
    {
        if (!pair.isSpot())
        {
            return 0;
        }
        if (settlesIn(account, pair.base))
        {
            return pair.base.worstWeight(side == TwinBook.BUY);
        }
        final long held = account.balances.getOrDefault(pair.base.index, 0L) + (changed == pair.base ? change : 0);
        final long moved = spotAtoms(account, pair.base, side, replaced) +
            (extra != null && extra.base == pair.base && extraSide == side ? extraLots * extra.lotAtoms : 0);
        final boolean buys = side == TwinBook.BUY;
        return pair.base.edgeWeight(Math.max(0, buys ? held + moved : held - moved), buys);
    }

    /** What the balances of an account could be worth at the highest prices, with all purchases, and with one more. */
    BigInteger highestCollateral(final TwinAccount account, final TwinAsset asset, final long more)
    {
        BigInteger sum = account.balances.containsKey(asset.index) ? BigInteger.ZERO :
            asset.highest(more + spotAtoms(account, asset, TwinBook.BUY, null));
        for (final Map.Entry<Integer, Long> held : account.balances.entrySet())
        {
            final TwinAsset one = assets.get(held.getKey() - 1);
            sum = sum.add(one.highest(held.getValue() + spotAtoms(account, one, TwinBook.BUY, null) +
                (one == asset ? more : 0)));
        }
        for (final Map.Entry<Integer, BigInteger> loan : account.loans.entrySet())
        {
            final TwinAsset one = assets.get(loan.getKey() - 1);
            sum = sum.add(one.pool.highest(one, loan.getValue()));
        }
        return sum;
    }

    /** Base atoms that resting orders of one side would move. */
    static long spotAtoms(
        final TwinAccount account, final TwinAsset asset, final int side, final TwinOrder without)
    {
        long sum = 0;
        for (final TwinOrder order : account.orders)
        {
            sum += order.instrument.base == asset && order.side == side && order != without && !order.isWaiting() ?
                order.remaining * order.instrument.lotAtoms : 0;
        }
        return sum;
    }

    /** Cash that resting spot purchases need. */
    static long reservedCash(final TwinAccount account, final TwinOrder without)
    {
        long sum = 0;
        for (final TwinOrder order : account.orders)
        {
            sum += order.instrument.isSpot() && order.side == TwinBook.BUY && order != without &&
                !order.isWaiting() ? order.instrument.cost(order.price, order.remaining) : 0;
        }
        return sum;
    }

    static long zeroRatio(final int ratePpm, final long equity, final BigInteger maintenance)
    {
        final BigInteger lesser = Exact.big(equity).multiply(Exact.PPM).min(maintenance);
        return Exact.floor(lesser.multiply(Exact.big(1_000L * ratePpm)), maintenance)
            .max(Exact.big(-(1L << 46))).longValueExact();
    }

    static boolean isAdmissible(final long base, final long ratio, final long value)
    {
        return Exact.big(base).multiply(Exact.BILLION).compareTo(Exact.product(ratio, value)) <= 0;
    }

    /** The worst price that is admissible by the ratio, fee counted without rounding. */
    static long zeroPrice(final TwinInstrument instrument, final boolean sells, final long ratio, final int feePpm)
    {
        if (instrument.inverse)
        {
            return TwinInverse.zeroPrice(instrument, sells, ratio, feePpm);
        }
        final BigInteger value = Exact.product(
            instrument.lotValue(), sells ? 1_000_000_000 - ratio : 1_000_000_000 + ratio);
        final BigInteger unit = Exact.product(
            instrument.contractFactor, 1_000 * (sells ? ONE_PPM - feePpm : ONE_PPM + feePpm));
        return (sells ? Exact.ceil(value, unit) : Exact.floor(value, unit)).longValueExact();
    }

    /** Nothing is made or lost: custody, lots and every book. */
    void checkConservation()
    {
        final Map<Integer, Long> lots = new HashMap<>();
        final Map<TwinAsset, Long> there = new HashMap<>();
        for (final TwinAccount account : accounts.values())
        {
            there.merge(assets.get(0), account.cash, Long::sum);
            account.balances.forEach((index, atoms) -> there.merge(assets.get(index - 1), atoms, Long::sum));
            for (final Map.Entry<Integer, TwinAccount.Position> position : account.positions.entrySet())
            {
                final TwinInstrument instrument = at(position.getKey());
                there.merge(instrument.settles,
                    -position.getValue().cost - position.getValue().due(instrument), Long::sum);
                lots.merge(position.getKey(), position.getValue().lots, Long::sum);
            }
        }
        TwinLoans.checkPools(this);
        for (final TwinAsset asset : assets)
        {
            require(there.getOrDefault(asset, 0L) + asset.fees + asset.fund + asset.pool.cash + asset.pool.rounding ==
                asset.custody, "money is conserved");
        }
        require(lots.values().stream().allMatch(sum -> sum == 0), "lots are conserved");
        for (final TwinInstrument instrument : instruments)
        {
            final long bid = instrument.book.best(TwinBook.BUY);
            final long ask = instrument.book.best(TwinBook.SELL);
            require(bid == 0 || ask == 0 || bid < ask || instrument.state != TwinControl.OPEN &&
                instrument.state != TwinControl.POST_ONLY, "a book at rest is not crossed");
        }
    }

    static void require(final boolean holds, final String what)
    {
        if (!holds)
        {
            throw new AssertionError("does not hold: " + what);
        }
    }
}

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
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.LiquidationClosedEncoder;
import io.plimsoll.core.codec.generated.LiquidationCollateralEncoder;
import io.plimsoll.core.codec.generated.LiquidationLegEncoder;
import io.plimsoll.core.codec.generated.LiquidationLoanEncoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedEncoder;
import io.plimsoll.core.codec.generated.LiquidationOrderEncoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.LiquidationPieceEncoder;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.codec.generated.Side;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** States and liquidations of the twin, with the properties that each of them must have. */
final class TwinLiquidation
{
    private final TwinState state;
    private final TwinOrders orders;
    private final TwinPrices prices;
    private final TwinLoans loans;
    private final TwinRestricted restricted;
    private TwinAccount account;

    TwinLiquidation(final TwinState state, final TwinOrders orders, final TwinLoans loans)
    {
        this.loans = loans;
        this.state = state;
        this.orders = orders;
        prices = new TwinPrices(state);
        restricted = new TwinRestricted(state, orders);
    }

    /** One step of the queue for one account. */
    void serve(final TwinAccount served)
    {
        account = served;
        account.queued = false;
        if (state.oracle.holdsBack(account))
        {
            account.held = true;
            state.debtorsHeld += account.loans.isEmpty() ? 0 : 1;
            account.level = 2;
            if (account.state == TwinAccount.NORMAL || account.state == TwinAccount.RESTRICTED)
            {
                changeState(TwinAccount.MARGIN_CALL);
                account.level = 2;
            }
            account.ownChange = false;
            return;
        }
        if (account.state != TwinAccount.LIQUIDATING && state.credits.starts(account) &&
            !state.isolated.cures(account))
        {
            beginEpisode();
        }
        if (account.state == TwinAccount.LIQUIDATING && state.isBelow(account, account.thetaPpm))
        {
            liquidate();
        }
        else
        {
            followLevel();
        }
        account.ownChange = false;
    }

    private void beginEpisode()
    {
        account.thetaPpm = 1_000_000;
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            if (held.getValue().lots != 0)
            {
                account.thetaPpm = Math.max(account.thetaPpm,
                    target(state.at(held.getKey()), held.getValue().lots));
            }
        }
        for (final TwinAsset asset : state.assets)
        {
            if (account.balances.containsKey(asset.index) || account.loans.containsKey(asset.index))
            {
                account.thetaPpm = Math.max(account.thetaPpm, asset.pool.thetaPpm);
            }
        }
        state.debtorsInEpisodes += account.loans.isEmpty() ? 0 : 1;
        account.episode = ++state.lastEpisode;
        account.positions.forEach((index, held) ->
            held.frozen = state.at(index).volatility.frozen(state.at(index), held.frozen));
        changeState(TwinAccount.LIQUIDATING);
    }

    /** One plus two volatilities of a minute over the rate, less or more the rate's own part; within its bounds. */
    private int target(final TwinInstrument instrument, final long lots)
    {
        if (instrument.volatility.listed == null)
        {
            return instrument.thetaPpm;
        }
        final BigInteger root = Exact.floor(
            Exact.big(60_000_000_000L).multiply(Exact.TRILLION), Exact.big(instrument.volatility.clockNs)).sqrt();
        final BigInteger sigma = Exact.floor(Exact.big(instrument.volatility.sigma).multiply(root), Exact.PPM);
        final long rate = instrument.ratePpm[instrument.bracketAbove(instrument.notional(lots))];
        final BigInteger wanted = Exact.PPM.add(Exact.ceil(
            sigma.multiply(Exact.big(2 * (1_000_000 - Long.signum(lots) * rate))), Exact.big(1_000 * rate)));
        final int most = Math.min(1_250_000, state.assets.get(0).callPpm - 20_000);
        return Math.max(instrument.thetaPpm, wanted.min(Exact.big(most)).intValueExact());
    }

    private void changeState(final int to)
    {
        final int from = account.state;
        account.state = to;
        account.level = to;
        if (from != to)
        {
            state.effects.state(state.recipient(account), account, from, state.equity(account),
                TwinState.published(state.maintenance(account)), state.missingAt(account, account.state));
            if (to == TwinAccount.MARGIN_CALL)
            {
                prices.report(account, state.recipient(account));
            }
            if (state.credits.credit(account) > 0)
            {
                state.credits.report(account, state.recipient(account));
            }
        }
    }

    private void followLevel()
    {
        final int from = account.state;
        if (from == TwinAccount.LIQUIDATING)
        {
            account.episode = 0;
            account.thetaPpm = 0;
            account.lowestEquity = 0;
            account.lowestMaintenance = BigInteger.ZERO;
            account.state = TwinAccount.NORMAL;
        }
        if (state.level(account) != 0)
        {
            restricted.cancel(account);
        }
        final int to = state.level(account);
        account.state = from;
        changeState(to);
    }

    private void liquidate()
    {
        for (final TwinOrder order : new ArrayList<>(account.orders))
        {
            orders.cancel(order, order.remaining, CancelReason.OWNER_LIQUIDATED);
        }
        if (loans.setOff(account) && !state.isBelow(account, account.thetaPpm))
        {
            followLevel();
            return;
        }
        if (state.notional(account) == 0)
        {
            account.waiting = true;
            account.wakeTicks.clear();
            account.wakeUnsure = false;
            return;
        }
        final LiquidationOutcome outcome = step();
        if (outcome == LiquidationOutcome.UNREACHED)
        {
            letWait();
        }
        else
        {
            followLevel();
        }
    }

    private LiquidationOutcome step()
    {
        final int mark = state.effects.length();
        final long equity = state.equity(account);
        final BigInteger maintenance = state.maintenance(account);
        final long formerEquity = account.lowestEquity;
        final BigInteger formerMaintenance = account.lowestMaintenance;
        if (formerMaintenance.signum() == 0 || Exact.big(equity).multiply(formerMaintenance)
            .compareTo(Exact.big(formerEquity).multiply(maintenance)) < 0)
        {
            account.lowestEquity = equity;
            account.lowestMaintenance = maintenance;
        }
        state.lastLiquidation++;
        open(equity, maintenance);
        final TwinPlan plan = new TwinPlan(state, orders, account);
        plan.make();
        final boolean closes = plan.legs.stream().anyMatch(leg -> leg.closed > 0);
        if (!closes && !plan.hasPurged())
        {
            state.lastLiquidation--;
            account.lowestEquity = formerEquity;
            account.lowestMaintenance = formerMaintenance;
            state.effects.reset(mark);
            return LiquidationOutcome.UNREACHED;
        }
        execute(plan);
        return close(plan, equity, maintenance, closes);
    }

    private void open(final long equity, final BigInteger maintenance)
    {
        final TwinEffects effects = state.effects;
        final List<TwinInstrument> legs = new ArrayList<>();
        account.positions.forEach((index, held) ->
        {
            if (held.lots != 0)
            {
                legs.add(state.at(index));
            }
        });
        new LiquidationOpenedEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(state.recipient(account), LiquidationOpenedEncoder.BLOCK_LENGTH), effects.header())
            .liquidationId(state.lastLiquidation)
            .episodeId(account.episode)
            .accountId(account.id)
            .equityAtoms(equity)
            .loanAtoms(state.loans(account, false))
            .maintenanceHigh(maintenance.shiftRight(64).longValueExact())
            .maintenanceLow(maintenance.longValue())
            .lowestEquityAtoms(account.lowestEquity)
            .lowestMaintenanceHigh(account.lowestMaintenance.shiftRight(64).longValueExact())
            .lowestMaintenanceLow(account.lowestMaintenance.longValue())
            .cashAtoms(account.cash)
            .thetaPpm(account.thetaPpm)
            .legCount(legs.size())
            .collateralCount(account.balances.size())
            .closePolicy(ClosePolicy.get(
                (short)legs.stream().mapToInt(instrument -> instrument.closePolicy).max().orElse(0)))
            .stage((short)4)
            .loanCount((int)account.loans.values().stream().filter(units -> units.signum() != 0).count());
        legs.forEach(this::openLeg);
        account.balances.forEach((index, atoms) -> openCollateral(state.assets.get(index - 1), atoms));
        account.loans.keySet().forEach(index -> openLoan(state.assets.get(index - 1)));
    }

    private void openLeg(final TwinInstrument instrument)
    {
        final TwinEffects effects = state.effects;
        final TwinAccount.Position held = account.position(instrument);
        final int count = instrument.lower.length;
        final int groupLength = LiquidationLegEncoder.BracketsEncoder.sbeHeaderSize() +
            count * LiquidationLegEncoder.BracketsEncoder.sbeBlockLength();
        final LiquidationLegEncoder.BracketsEncoder brackets = new LiquidationLegEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(state.recipient(account), LiquidationLegEncoder.BLOCK_LENGTH + groupLength),
                effects.header())
            .liquidationId(state.lastLiquidation)
            .positionLots(held.lots)
            .costAtoms(held.cost)
            .fundingDueAtoms(held.due(instrument))
            .markSubTicks(instrument.mark)
            .markFactorAtoms(instrument.inverse ? instrument.contractFactor * instrument.subTicks :
                instrument.contractFactor / instrument.subTicks)
            .contractFactorAtoms(instrument.contractFactor)
            .minNotionalAtoms(instrument.minNotional)
            .minMarkSubTicks(instrument.minMark)
            .bandLimitTicks(instrument.band(held.lots > 0))
            .instrumentId(instrument.id)
            .liquidationFeePpm(instrument.liquidationFeePpm)
            .penaltyBetaPpm(instrument.betaPpm)
            .instrumentState(InstrumentState.get((short)instrument.state))
            .inFinalWindow((short)(instrument.stage == 1 ? 1 : 0))
            .oracleState(OracleState.get((short)(state.oracle.isMissing(instrument.settles) ?
                state.oracle.of(instrument.settles).state : state.oracle.of(instrument).state)))
            .kind(InstrumentKind.get((short)((instrument.inverse ? 4 : 1) + (instrument.expireNs == 0 ? 0 : 1))))
            .settlementAssetId(instrument.settlementAsset)
            .entryRatePpm(held.frozen)
            .bracketsCount(count);
        final int[] rates = state.rates(held, instrument);
        state.frozenLegs += Arrays.equals(rates, instrument.ratePpm) ? 0 : 1;
        for (int bracket = 0; bracket < count; bracket++)
        {
            brackets.next().lowerNotionalAtoms(instrument.lower[bracket])
                .maintenanceRatePpm(rates[bracket]).penaltyRatePpm(instrument.penaltyPpm[bracket]);
        }
    }

    private void openCollateral(final TwinAsset asset, final long atoms)
    {
        final TwinEffects effects = state.effects;
        final int more = asset.lower.length - 1;
        final LiquidationCollateralEncoder.BandsEncoder bands = new LiquidationCollateralEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(state.recipient(account), LiquidationCollateralEncoder.BLOCK_LENGTH +
                LiquidationCollateralEncoder.BandsEncoder.sbeHeaderSize() +
                more * LiquidationCollateralEncoder.BandsEncoder.sbeBlockLength()), effects.header())
            .liquidationId(state.lastLiquidation)
            .balanceAtoms(atoms)
            .priceAtoms(asset.price)
            .unitAtoms(asset.unit)
            .valueAtoms(asset.value(state.net(account, asset)))
            .assetId(asset.id)
            .haircutWeightPpm(asset.haircutPpm)
            .liabilityWeightPpm(1_000_000)
            .bandsCount(more);
        for (int band = 1; band <= more; band++)
        {
            bands.next().lowerValueAtoms(asset.lower[band]).weightPpm(asset.weights[band]).padding(0);
        }
    }

    private void openLoan(final TwinAsset asset)
    {
        final long debt = state.debt(account, asset);
        if (debt != 0)
        {
            new LiquidationLoanEncoder()
                .wrapAndApplyHeader(state.effects.buffer(), state.effects.claim(state.recipient(account),
                    LiquidationLoanEncoder.BLOCK_LENGTH), state.effects.header())
                .liquidationId(state.lastLiquidation)
                .debtAtoms(debt)
                .priceAtoms(asset.price)
                .unitAtoms(asset.unit)
                .valueAtoms(asset.pool.value(asset, Exact.big(debt), asset.price, false).longValueExact())
                .weightedAtoms(asset.pool.value(asset, Exact.big(debt), asset.price, true).longValueExact())
                .assetId(asset.id)
                .liabilityWeightPpm(asset.pool.weightPpm);
        }
    }

    private void execute(final TwinPlan plan)
    {
        for (final TwinPlan.Leg leg : plan.legs)
        {
            if (leg.closed == 0)
            {
                continue;
            }
            final TwinOrder taker = new TwinOrder();
            taker.id = ++state.lastOrder;
            taker.account = account;
            taker.instrument = leg.instrument;
            taker.side = leg.side();
            taker.remaining = leg.closed;
            order(leg, taker);
            orders.match(taker, leg.limit, leg.instrument.liquidationFeePpm, true);
            TwinState.require(taker.remaining == 0, "the fills are those planned");
            plan.pieces.stream().filter(piece -> piece.leg == leg).forEach(this::book);
        }
    }

    private void order(final TwinPlan.Leg leg, final TwinOrder taker)
    {
        final TwinEffects effects = state.effects;
        new LiquidationOrderEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(state.recipient(account), LiquidationOrderEncoder.BLOCK_LENGTH), effects.header())
            .liquidationId(state.lastLiquidation)
            .orderId(taker.id)
            .quantityLots(leg.closed)
            .minimalLots(leg.minimal)
            .dustLots(leg.dust)
            .blockLots(leg.block)
            .limitTicks(leg.limit)
            .instrumentId(leg.instrument.id)
            .side(leg.isLong ? Side.SELL : Side.BUY);
    }

    private void book(final TwinPlan.Piece piece)
    {
        final TwinEffects effects = state.effects;
        new LiquidationPieceEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(state.recipient(account), LiquidationPieceEncoder.BLOCK_LENGTH), effects.header())
            .liquidationId(state.lastLiquidation)
            .priceTicks(piece.price)
            .quantityLots(piece.lots)
            .feeAtoms(piece.fee)
            .penaltyAtoms(piece.penalty)
            .fundAtoms(piece.penalty)
            .zeroPriceRatio(piece.zero)
            .penaltyRatio(piece.zeroOfPenalty)
            .instrumentId(piece.leg.instrument.id)
            .maintenanceRatePpm(piece.leg.rates[piece.bracket])
            .bracketIndex(piece.bracket)
            .trades(piece.trades);
        final TwinAsset settles = piece.leg.instrument.settles;
        TwinState.credit(account, settles, -piece.penalty);
        settles.fund += piece.penalty;
        state.otherPieces += piece.leg.instrument.settlesElsewhere() ? 1 : 0;
        state.inversePieces += piece.leg.instrument.inverse ? 1 : 0;
    }

    private LiquidationOutcome close(
        final TwinPlan plan, final long equityBefore, final BigInteger maintenanceBefore, final boolean closes)
    {
        final long equity = state.equity(account);
        final BigInteger maintenance = state.maintenance(account);
        final long elsewhere = plan.legs.stream().filter(leg -> leg.instrument.settlesElsewhere()).count();
        TwinState.require(equityBefore < 0 || equity >= -elsewhere, "a close never takes equity below zero");
        TwinState.require(equityBefore > 0 || plan.pieces.stream().allMatch(piece -> piece.penalty == 0),
            "no penalty without equity");
        TwinState.require(!closes || maintenance.compareTo(maintenanceBefore) < 0, "a close lowers the requirement");
        // What each asset counts for is rounded down by itself.
        final BigInteger after = Exact.big(equity + elsewhere).multiply(maintenanceBefore);
        final BigInteger before = Exact.big(equityBefore).multiply(maintenance);
        final boolean inside = Exact.big(equityBefore).multiply(Exact.PPM).compareTo(maintenanceBefore) >= 0;
        TwinState.require(equityBefore < 0 || inside || after.compareTo(before) >= 0, "health never falls");
        final LiquidationOutcome outcome = state.isBelow(account, account.thetaPpm) ?
            LiquidationOutcome.UNREACHED :
            state.notional(account) == 0 ? LiquidationOutcome.FLAT : LiquidationOutcome.REACHED;
        final TwinEffects effects = state.effects;
        new LiquidationClosedEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(state.recipient(account), LiquidationClosedEncoder.BLOCK_LENGTH), effects.header())
            .liquidationId(state.lastLiquidation)
            .episodeId(account.episode)
            .accountId(account.id)
            .equityAtoms(equity)
            .maintenanceHigh(maintenance.shiftRight(64).longValueExact())
            .maintenanceLow(maintenance.longValue())
            .closedNotionalAtoms(plan.legs.stream().mapToLong(
                leg -> leg.converted(leg.closedNotional(leg.closed))).sum())
            .minimalNotionalAtoms(plan.legs.stream().mapToLong(
                leg -> leg.converted(leg.closedNotional(leg.minimal))).sum())
            .feeAtoms(plan.sum(piece -> piece.fee))
            .penaltyAtoms(plan.sum(piece -> piece.penalty))
            .pieces(plan.pieces.size())
            .outcome(outcome);
        return outcome;
    }

    /** Waits, with the price of each leg at which a lot could be closed. */
    private void letWait()
    {
        account.waiting = true;
        account.wakeTicks.clear();
        account.wakeUnsure = false;
        final long equity = state.equity(account);
        final BigInteger maintenance = state.maintenance(account);
        account.positions.forEach((index, held) ->
        {
            if (held.lots != 0)
            {
                account.wakeTicks.put(index, wakeTicks(state.at(index), held.lots, equity, maintenance));
            }
        });
    }

    private long wakeTicks(
        final TwinInstrument instrument, final long lots, final long equity, final BigInteger maintenance)
    {
        final boolean sells = lots > 0;
        if (!instrument.isClosable() || state.oracle.isMissing(instrument))
        {
            return sells ? 1 : Long.MAX_VALUE;
        }
        final int bracket = instrument.bracketBelow(instrument.notional(lots));
        final int rate = state.rates(account.position(instrument), instrument)[bracket];
        final long ratio = TwinState.zeroRatio(rate, equity, maintenance);
        final long zero = TwinState.zeroPrice(instrument, sells, ratio, instrument.liquidationFeePpm);
        final long band = instrument.band(sells);
        final long safe = sells ? Math.max(zero, band) : Math.min(zero, band);
        final long best = instrument.book.best(sells ? TwinBook.BUY : TwinBook.SELL);
        return best == 0 ? safe : sells ? Math.max(safe, best + 1) : Math.min(safe, best - 1);
    }
}

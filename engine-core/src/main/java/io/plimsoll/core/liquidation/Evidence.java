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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.HealthEffectWriter;
import io.plimsoll.core.codec.LoanEffectWriter;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.LiquidationCollateralEncoder;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.codec.generated.LiquidationLegEncoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.margin.Haircut;
import io.plimsoll.core.margin.LoanValue;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.margin.ZeroPrice;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Writes what a third party needs to recompute a step: its opening with E, M, target and lowest pair, every leg with
 * mark and brackets, every collateral, every loan, every piece closed, and the closing with E and M afterwards. Rule
 * 40.
 */
final class Evidence
{
    private static final int STAGE_BOOK = 4;

    private final EffectWriter effects;
    private final LoanEffectWriter loanEffects;
    private final Sessions sessions;
    private final Closable closable;
    private final EarlyWarning warning;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final Loans loans;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final LoanValue loanValue = new LoanValue();
    private final InstrumentRecord instrument;
    private final FrozenTable frozen;
    private final AssetRecord asset;
    private final Valuation collateral;
    private long liquidationId;
    private int recipient;

    Evidence(
        final EffectWriter effects,
        final LoanEffectWriter loanEffects,
        final Sessions sessions,
        final Accounts accounts,
        final Catalogue catalogue,
        final Closable closable)
    {
        this.effects = effects;
        this.loanEffects = loanEffects;
        this.sessions = sessions;
        this.closable = closable;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        loans = accounts.loans();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        instrument = catalogue.newInstrumentRecord();
        frozen = catalogue.newFrozenTable();
        asset = catalogue.newAssetRecord();
        warning = new EarlyWarning(accounts, catalogue, new HealthEffectWriter(effects.sink()));
        collateral = new Valuation(accounts, catalogue);
    }

    int recipient(final int accountIndex)
    {
        account.wrap(accountIndex);
        return sessions.recipient(account.principal());
    }

    void stateChanged(
        final int accountIndex, final int from, final int to, final Valuation valuation, final long missingAtoms)
    {
        account.wrap(accountIndex);
        recipient = sessions.recipient(account.principal());
        final boolean liquidating = to == AccountState.LIQUIDATING.value();
        effects.accountStateChanged(recipient)
            .accountId(account.accountId())
            .equityAtoms(valuation.equityAtoms())
            .maintenanceAtoms(valuation.maintenanceAtoms())
            .missingAtoms(missingAtoms)
            .episodeId(liquidating ? account.episodeId() : 0)
            .thetaPpm(liquidating ? account.thetaPpm() : 0)
            .fromState(AccountState.get((short)from))
            .toState(AccountState.get((short)to));
        if (to == AccountState.MARGIN_CALL.value())
        {
            warning.send(accountIndex, recipient, valuation);
        }
    }

    void open(final int accountIndex, final long step, final Episode episode)
    {
        account.wrap(accountIndex);
        liquidationId = step;
        recipient = sessions.recipient(account.principal());
        int legs = 0;
        int policy = ClosePolicy.PARTIAL.value();
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.lots() != 0)
            {
                instrument.wrap(position.instrument());
                legs++;
                policy = Math.max(policy, instrument.closePolicy());
            }
        }
        int collaterals = 0;
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            collaterals++;
        }
        effects.liquidationOpened(recipient)
            .liquidationId(step)
            .episodeId(account.episodeId())
            .accountId(account.accountId())
            .equityAtoms(episode.equityAtoms())
            .loanAtoms(episode.loanAtoms())
            .maintenanceHigh(episode.maintenance().high())
            .maintenanceLow(episode.maintenance().low())
            .lowestEquityAtoms(episode.lowestEquityAtoms())
            .lowestMaintenanceHigh(episode.lowestMaintenance().high())
            .lowestMaintenanceLow(episode.lowestMaintenance().low())
            .cashAtoms(account.cashAtoms())
            .thetaPpm(episode.thetaPpm())
            .legCount(legs)
            .collateralCount(collaterals)
            .closePolicy(ClosePolicy.get((short)policy))
            .stage((short)STAGE_BOOK)
            .loanCount(countLoans());
        legs();
        collaterals();
        loans();
    }

    private void legs()
    {
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.lots() != 0)
            {
                instrument.wrap(position.instrument());
                leg();
            }
        }
    }

    private void leg()
    {
        final int count = instrument.bracketCount();
        final LiquidationLegEncoder.BracketsEncoder brackets = effects.liquidationLeg(recipient, count)
            .liquidationId(liquidationId)
            .positionLots(position.lots())
            .costAtoms(position.costAtoms())
            .markSubTicks(instrument.markSubTicks())
            .markFactorAtoms(instrument.markFactorAtoms())
            .contractFactorAtoms(instrument.contractFactorAtoms())
            .minNotionalAtoms(instrument.minNotionalAtoms())
            .minMarkSubTicks(instrument.minMarkSubTicks())
            .fundingDueAtoms(position.fundingDueAtoms(instrument.fundingAtoms()))
            .bandLimitTicks(ZeroPrice.bandTicks(instrument, position.lots() > 0))
            .instrumentId(instrument.instrumentId())
            .liquidationFeePpm(instrument.liquidationFeePpm())
            .penaltyBetaPpm(instrument.penaltyBetaPpm())
            .instrumentState(InstrumentState.get((short)instrument.state()))
            .inFinalWindow((short)(instrument.stage() == Contracts.FINAL_WINDOW ? 1 : 0))
            .oracleState(OracleState.get((short)closable.worseState(instrument)))
            .kind(InstrumentKind.get((short)instrument.kind()))
            .settlementAssetId(settlementAssetId())
            .entryRatePpm(position.frozenPpm())
            .bracketsCount(count);
        final BracketTableRecord table = frozen.of(instrument, position.frozenPpm());
        for (int bracket = 0; bracket < count; bracket++)
        {
            brackets.next()
                .lowerNotionalAtoms(instrument.bracketLowerAtoms(bracket))
                .maintenanceRatePpm(table.bracketRatePpm(bracket))
                .penaltyRatePpm(instrument.bracketPenaltyPpm(bracket));
        }
    }

    private int settlementAssetId()
    {
        asset.wrap(instrument.settlementAsset());
        return asset.assetId();
    }

    private void collaterals()
    {
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            final LiquidationCollateralEncoder.BandsEncoder bands = effects
                .liquidationCollateral(recipient, asset.bandCount())
                .liquidationId(liquidationId)
                .balanceAtoms(balance.balanceAtoms())
                .priceAtoms(asset.priceAtoms())
                .unitAtoms(asset.unitAtoms())
                .valueAtoms(collateral.collateralValueAtoms(
                    asset, collateral.netAtoms(account.index(), asset, balance.balanceAtoms())))
                .assetId(asset.assetId())
                .haircutWeightPpm(asset.haircutWeightPpm())
                .liabilityWeightPpm(Haircut.liabilityWeightPpm(asset))
                .bandsCount(asset.bandCount());
            for (int band = 1; band <= asset.bandCount(); band++)
            {
                bands.next()
                    .lowerValueAtoms(asset.bandLowerAtoms(band))
                    .weightPpm(asset.bandWeightPpm(band))
                    .padding(0);
            }
        }
    }

    /** What has just been set off as a whole is not given back yet. */
    private int countLoans()
    {
        int count = 0;
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            count += loans.debtAtoms(loan) == 0 ? 0 : 1;
        }
        return count;
    }

    private void loans()
    {
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            final long debtAtoms = loans.debtAtoms(loan);
            if (debtAtoms != 0)
            {
                asset.wrap(loan.asset());
                pool.wrap(loan.asset());
                loanEffects.liquidationLoan(recipient)
                    .liquidationId(liquidationId)
                    .debtAtoms(debtAtoms)
                    .priceAtoms(asset.priceAtoms())
                    .unitAtoms(asset.unitAtoms())
                    .valueAtoms(loanValue.valueAtoms(asset, debtAtoms, asset.priceAtoms()))
                    .weightedAtoms(loanValue.weightedAtoms(asset, pool, debtAtoms, asset.priceAtoms()))
                    .assetId(asset.assetId())
                    .liabilityWeightPpm(pool.liabilityWeightPpm());
            }
        }
    }

    void order(final Leg leg, final long orderId)
    {
        instrument.wrap(leg.instrumentIndex);
        effects.liquidationOrder(recipient)
            .liquidationId(liquidationId)
            .orderId(orderId)
            .quantityLots(leg.closedLots)
            .minimalLots(leg.minimalLots)
            .dustLots(leg.dustLots)
            .blockLots(leg.blockLots)
            .limitTicks(leg.limitTicks)
            .instrumentId(instrument.instrumentId())
            .side(leg.isLong ? Side.SELL : Side.BUY);
    }

    void piece(final Leg leg, final Piece piece)
    {
        instrument.wrap(leg.instrumentIndex);
        effects.liquidationPiece(recipient)
            .liquidationId(liquidationId)
            .priceTicks(piece.priceTicks)
            .quantityLots(piece.lots)
            .feeAtoms(piece.feeAtoms)
            .penaltyAtoms(piece.penaltyAtoms)
            .fundAtoms(piece.penaltyAtoms)
            .zeroPriceRatio(piece.zeroRatio)
            .penaltyRatio(piece.penaltyRatio)
            .instrumentId(instrument.instrumentId())
            .maintenanceRatePpm(piece.ratePpm)
            .bracketIndex(piece.bracket)
            .trades(Math.min(piece.trades, 65_534));
    }

    void close(
        final int accountIndex,
        final Valuation valuation,
        final CloseSolver plan,
        final long feeAtoms,
        final long penaltyAtoms,
        final LiquidationOutcome outcome)
    {
        account.wrap(accountIndex);
        effects.liquidationClosed(recipient)
            .liquidationId(liquidationId)
            .episodeId(account.episodeId())
            .accountId(account.accountId())
            .equityAtoms(valuation.equityAtoms())
            .maintenanceHigh(valuation.maintenance().high())
            .maintenanceLow(valuation.maintenance().low())
            .closedNotionalAtoms(plan.closedNotionalAtoms())
            .minimalNotionalAtoms(plan.minimalNotionalAtoms())
            .feeAtoms(feeAtoms)
            .penaltyAtoms(penaltyAtoms)
            .pieces(plan.pieceCount())
            .outcome(outcome);
    }
}

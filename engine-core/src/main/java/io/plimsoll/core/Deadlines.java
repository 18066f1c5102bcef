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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.account.ShortfallRecord;
import io.plimsoll.core.account.Shortfalls;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.codec.FactorEffectWriter;
import io.plimsoll.core.codec.LoanEffectWriter;
import io.plimsoll.core.control.InstrumentStates;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.liquidation.HeldAccounts;
import io.plimsoll.core.margin.Credits;
import io.plimsoll.core.margin.FrozenRates;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.margin.LoadLines;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.Funding;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.Volatility;
import io.plimsoll.core.price.VolatilityRecord;

/**
 * Fires what is due before a command is applied: orders that expire, dated futures, funding and samples of volatility,
 * and steps of interest by time; at one instant orders by their ids first, then futures by theirs, then funding and
 * samples by instruments, then interest by assets, then interest on shortfalls by accounts, then indexes, then the
 * bounds that a slow price can have passed. Credit that has grown old only touches its account, and all that is due
 * does so before anything else.
 */
final class Deadlines
{
    private final EngineLimits limits;
    private final OrderTerms terms;
    private final Contracts contracts;
    private final Cancels cancels;
    private final Expiries expiries;
    private final Funding funding;
    private final LoadLineIndex index;
    private final HeldAccounts held;
    private final FrozenRates frozen;
    private final FactorEffectWriter effects;
    private final InstrumentRecord instrument;
    private final Indexes indexes;
    private final IndexPricing pricing;
    private final Volatility volatility;
    private final VolatilityRecord rates;
    private final LoadLines lines;
    private final Loans loans;
    private final InterestAccrual accrual;
    private final Shortfalls shortfalls;
    private final ShortfallRecord shortfall;
    private final AccountRecord account;
    private final AssetRecord asset;
    private final Ledger ledger;
    private final LoanEffectWriter loanEffects;
    private final Sessions sessions;
    private final Credits credits;
    private final TouchedAccounts touched;

    Deadlines(final Rooms rooms, final IndexPricing pricing)
    {
        this.pricing = pricing;
        indexes = rooms.indexes;
        limits = rooms.limits;
        terms = rooms.books.terms();
        contracts = rooms.contracts;
        cancels = rooms.cancels;
        expiries = rooms.expiries;
        funding = rooms.funding;
        index = rooms.index;
        held = rooms.held;
        frozen = rooms.frozen;
        effects = rooms.factorEffects;
        instrument = rooms.catalogue.newInstrumentRecord();
        volatility = rooms.volatility;
        rates = volatility.newRecord();
        lines = rooms.lines;
        loans = rooms.accounts.loans();
        accrual = new InterestAccrual(rooms);
        shortfalls = rooms.accounts.shortfalls();
        shortfall = shortfalls.newRecord();
        account = rooms.accounts.newAccountRecord();
        asset = rooms.catalogue.newAssetRecord();
        ledger = rooms.ledger;
        loanEffects = rooms.loanEffects;
        sessions = rooms.sessions;
        credits = rooms.credits;
        touched = rooms.touched;
    }

    /** Fires the deadlines that are due, at most {@code deadlinesPerCommand} of them, earliest first. */
    void fire()
    {
        credits.fire(touched);
        final long nowNs = terms.nowNs();
        for (int left = limits.deadlinesPerCommand(); left > 0 && nextNs() <= nowNs; left--)
        {
            final long next = nextNs();
            if (terms.nextDeadlineNs() == next)
            {
                cancels.cancelExpired(1);
            }
            else if (contracts.nextDeadlineNs() == next)
            {
                expiries.fire();
            }
            else if (funding.nextDeadlineNs() == next)
            {
                endInterval();
            }
            else if (volatility.nextDeadlineNs() == next)
            {
                sample();
            }
            else if (loans.nextDeadlineNs() == next)
            {
                endStep();
            }
            else if (shortfalls.nextDeadlineNs() == next)
            {
                charge();
            }
            else if (indexes.nextDeadlineNs() == next)
            {
                pricing.price(indexes.due(nowNs), next);
            }
            else
            {
                index.fireDeadline();
            }
        }
    }

    private void endInterval()
    {
        instrument.wrap(funding.next());
        if (instrument.state() == InstrumentStates.SETTLED)
        {
            funding.set(instrument, 0, 0, terms.nowNs());
        }
        else if (funding.endInterval(instrument))
        {
            applyFunding();
        }
    }

    private void applyFunding()
    {
        if (funding.stepAtoms() != 0)
        {
            index.funding(instrument.index(), instrument.fundingAtoms() + funding.stepAtoms(),
                Funding.mostStepAtoms(instrument));
            held.restart();
        }
        effects.fundingApplied()
            .intervalEndNs(funding.endNs())
            .premiumPpb(funding.premiumPpb())
            .ratePpb(funding.ratePpb())
            .markSubTicks(instrument.markSubTicks())
            .stepAtoms(funding.stepAtoms())
            .fundingAtoms(instrument.fundingAtoms())
            .instrumentId(instrument.instrumentId());
    }

    private void sample()
    {
        instrument.wrap(volatility.next());
        if (instrument.state() == InstrumentStates.SETTLED)
        {
            volatility.end(instrument.index());
            return;
        }
        final int changed = volatility.sample(
            instrument, lines.mostRatePpm(instrument.maxMarkSubTicks(), instrument.settlementAsset()));
        if (volatility.hasStepped())
        {
            frozen.step(instrument.index());
        }
        if (changed == Volatility.NOTHING)
        {
            return;
        }
        if (changed == Volatility.RATES)
        {
            index.rates(instrument.index(), Funding.mostStepAtoms(instrument));
        }
        index.initialRates(instrument.index());
        held.restart();
        FactorCommands.report(effects, instrument, rates);
    }

    private void endStep()
    {
        final int assetIndex = loans.nextAsset();
        accrual.accrue(assetIndex, loans.nextDeadlineNs());
        loans.endStep(assetIndex);
    }

    /** Charges the interest on a cash shortfall; its account is tested as after a move of a price. */
    private void charge()
    {
        final int due = shortfalls.next();
        shortfall.wrap(due);
        final long interestAtoms = shortfalls.take(due, terms.nowNs());
        touched.touchByPrice(shortfall.account());
        if (interestAtoms == 0)
        {
            return;
        }
        final long heldAtoms = ledger.takeInterest(shortfall.account(), shortfall.asset(), interestAtoms);
        account.wrap(shortfall.account());
        asset.wrap(shortfall.asset());
        loanEffects.interestCharged(sessions.recipient(account.principal()))
            .accountId(account.accountId())
            .changeAtoms(-interestAtoms)
            .balanceAtoms(heldAtoms)
            .shortfallAtoms(shortfall.atoms())
            .interestIndex(shortfall.interestIndex())
            .assetId(asset.assetId());
    }

    /** When the earliest deadline falls due. */
    long nextNs()
    {
        final long factors = Math.min(
            Math.min(funding.nextDeadlineNs(), volatility.nextDeadlineNs()),
            Math.min(loans.nextDeadlineNs(), shortfalls.nextDeadlineNs()));
        final long prices =
            Math.min(Math.min(credits.nextDeadlineNs(), indexes.nextDeadlineNs()), index.nextDeadlineNs());
        return Math.min(Math.min(factors, prices),
            Math.min(terms.nextDeadlineNs(), contracts.nextDeadlineNs()));
    }
}

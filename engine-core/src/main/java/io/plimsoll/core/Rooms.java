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

import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.IsolatedAccounts;
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.Leverages;
import io.plimsoll.core.account.LoanLedger;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.account.TradedInstruments;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.book.Matching;
import io.plimsoll.core.book.Probe;
import io.plimsoll.core.book.Sweeps;
import io.plimsoll.core.book.Uncross;
import io.plimsoll.core.codec.AccountEffectWriter;
import io.plimsoll.core.codec.CreditEffectWriter;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.FactorEffectWriter;
import io.plimsoll.core.codec.HealthEffectWriter;
import io.plimsoll.core.codec.LoanEffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.control.CounterRecord;
import io.plimsoll.core.control.InstrumentControls;
import io.plimsoll.core.control.KillSwitches;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.control.VenueRecord;
import io.plimsoll.core.liquidation.AccountTests;
import io.plimsoll.core.liquidation.HeldAccounts;
import io.plimsoll.core.liquidation.LiquidationQueue;
import io.plimsoll.core.liquidation.TargetHealth;
import io.plimsoll.core.liquidation.Liquidator;
import io.plimsoll.core.liquidation.TopUps;
import io.plimsoll.core.liquidation.WaitingRoom;
import io.plimsoll.core.margin.Exposures;
import io.plimsoll.core.margin.FrozenRates;
import io.plimsoll.core.margin.CreditReports;
import io.plimsoll.core.margin.Credits;
import io.plimsoll.core.margin.HealthTerms;
import io.plimsoll.core.margin.InitialArms;
import io.plimsoll.core.margin.InitialRequirement;
import io.plimsoll.core.margin.InitialSlack;
import io.plimsoll.core.margin.KinderValue;
import io.plimsoll.core.margin.ListingRules;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.margin.LoadLines;
import io.plimsoll.core.margin.LoanRequirement;
import io.plimsoll.core.margin.MarginRoom;
import io.plimsoll.core.margin.OracleGuard;
import io.plimsoll.core.margin.OrderCheck;
import io.plimsoll.core.margin.SlowEquity;
import io.plimsoll.core.margin.SpotCheck;
import io.plimsoll.core.margin.SpotLoss;
import io.plimsoll.core.margin.Standing;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.margin.WhatIf;
import io.plimsoll.core.margin.WithdrawRule;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.Funding;
import io.plimsoll.core.price.IndexAggregation;
import io.plimsoll.core.price.IndexHistory;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.SlowPrice;
import io.plimsoll.core.price.Volatility;

/** The rooms of one engine, wired once. All state is in the arena; everything else here is ways to reach it. */
final class Rooms
{
    final EngineLimits limits;
    final Arena arena = new Arena();
    final EffectSink sink;
    final EffectWriter effects;
    final Refusal refusal = new Refusal();
    final CounterRecord counters;
    final Sessions sessions;
    final Catalogue catalogue;
    final Indexes indexes;
    final SlowPrice slowPrice;
    final IndexAggregation aggregation;
    final Accounts accounts;
    final FactorEffectWriter factorEffects;
    final Funding funding;
    final Volatility volatility;
    final Ledger ledger;
    final LoanEffectWriter loanEffects;
    final LoanLedger loanLedger;
    final TouchedAccounts touched;
    final Books books;
    final InstrumentControls controls;
    final Cancels cancels;
    final Matching matching;
    final Probe probe;
    final Uncross uncross;
    final KillSwitches switches;
    final Sweeps sweeps;
    final LoadLines lines;
    final Valuation valuation;
    final LoanRequirement loanRequirement;
    final InitialRequirement initial;
    final MarginRoom marginRoom;
    final SpotHoldings holdings;
    final SpotCheck spotCheck;
    final OracleGuard guard;
    final SlowEquity slowEquity;
    final OrderCheck orderCheck;
    final ListingRules listingRules;
    final LoadLineIndex index;
    final FrozenRates frozen;
    final LiquidationQueue queue;
    final WaitingRoom waiting;
    final HeldAccounts held;
    final AccountTests tests;
    final Liquidator liquidator;
    final Access access;
    final Contracts contracts;
    final Expiries expiries;
    final AccountEffectWriter accountEffects;
    final Leverages leverages;
    final IsolatedAccounts isolated;
    final Exposures exposures;
    final VenueRecord venue;
    final WithdrawRule withdrawRule;
    final BalanceMoves moves;
    final HealthEffectWriter healthEffects;
    final WhatIf whatIf;
    final HealthTerms healthTerms;
    final Credits credits;
    final CreditReports creditReports;

    Rooms(final EngineLimits limits)
    {
        this.limits = limits;
        sink = new EffectSink(limits.effectBytesMax());
        effects = new EffectWriter(sink);
        counters = newCounters();
        sessions = new Sessions(arena, limits, counters);
        catalogue = new Catalogue(arena, limits);
        contracts = new Contracts(arena, limits);
        indexes = new Indexes(arena, limits);
        final IndexHistory history = new IndexHistory(indexes);
        slowPrice = new SlowPrice(indexes, history);
        aggregation = new IndexAggregation(indexes, history, slowPrice);
        accounts = new Accounts(arena, limits);
        factorEffects = new FactorEffectWriter(sink);
        healthEffects = new HealthEffectWriter(sink);
        funding = new Funding(arena, limits);
        volatility = new Volatility(arena, limits, catalogue);
        accountEffects = new AccountEffectWriter(sink);
        leverages = new Leverages(arena, limits, accounts);
        isolated = new IsolatedAccounts(arena, limits, accounts, catalogue);
        final TradedInstruments traded = new TradedInstruments();
        ledger = new Ledger(accounts, catalogue, contracts, factorEffects, sessions, traded);
        loanEffects = new LoanEffectWriter(sink);
        loanLedger = new LoanLedger(accounts, catalogue, ledger);
        touched = new TouchedAccounts(accounts, limits.accounts());
        controls = new InstrumentControls(arena, limits, counters);
        books = new Books(arena, limits, accounts, catalogue);
        cancels = new Cancels(books, accounts, catalogue, sessions, effects, touched);
        matching = new Matching(books, cancels, accounts, ledger, sessions, counters, effects, touched);
        switches = new KillSwitches(counters, accounts, sessions, catalogue, controls);
        sweeps = new Sweeps(arena, limits, books, cancels, accounts, catalogue, switches);
        uncross = new Uncross(
            books, cancels, accounts, catalogue, controls, ledger, sessions, counters, effects, touched);
        probe = new Probe(books, cancels, accounts);
        credits = new Credits(arena, limits, books.terms());
        creditReports = new CreditReports(credits, new CreditEffectWriter(sink), sessions, accounts);
        lines = new LoadLines(catalogue);
        valuation = new Valuation(accounts, catalogue);
        holdings = new SpotHoldings(accounts, catalogue, contracts);
        final SpotLoss losses = new SpotLoss(catalogue, contracts, accounts, holdings);
        loanRequirement = new LoanRequirement(accounts, catalogue, indexes, slowPrice, books.terms());
        initial = new InitialRequirement(accounts, books, catalogue, losses, leverages, loanRequirement);
        marginRoom = new MarginRoom(catalogue);
        guard = new OracleGuard(refusal, accounts, catalogue, indexes);
        slowEquity = new SlowEquity(
            accounts, catalogue, indexes, slowPrice, books.terms(), valuation, holdings);
        final InitialSlack initialSlack = new InitialSlack(valuation, initial, slowEquity);
        spotCheck = new SpotCheck(
            refusal, accounts, books, catalogue, contracts, holdings, losses, initial, valuation, lines, guard,
            slowEquity, initialSlack, touched);
        final InitialArms arms = new InitialArms(arena, limits, accounts, catalogue, volatility, indexes, slowPrice,
            books, initial, valuation, touched);
        frozen = new FrozenRates(arena, limits, accounts, catalogue, volatility, touched);
        index = new LoadLineIndex(arena, limits, accounts, catalogue, valuation, arms, touched, credits, frozen);
        exposures = new Exposures(arena, limits, catalogue, traded, accountEffects, index);
        orderCheck = new OrderCheck(
            refusal, accounts, catalogue, books, initial, marginRoom, valuation, lines, spotCheck, guard, slowEquity,
            exposures, initialSlack, touched);
        listingRules = new ListingRules(refusal, lines);
        queue = new LiquidationQueue(arena, accounts, limits.accounts());
        waiting = new WaitingRoom(arena, limits, accounts, books, catalogue, indexes);
        held = new HeldAccounts(arena, accounts, limits.accounts());
        final KinderValue kinder = new KinderValue(accounts, catalogue, indexes, books.terms(), valuation);
        final Standing standing = new Standing(lines, credits, initialSlack);
        tests = new AccountTests(
            accounts, touched, valuation, standing, initialSlack, index, queue, waiting, held,
            holdings);
        venue = newVenue();
        withdrawRule = newWithdrawRule(refusal);
        liquidator = new Liquidator(limits, queue, waiting, tests, accounts, catalogue, books, cancels, matching,
            ledger, sessions, counters, effects, touched, valuation, lines, initial, initialSlack, slowEquity, held,
            kinder, indexes, newTopUps(), loanLedger, loanEffects, new TargetHealth(volatility, lines),
            standing, creditReports, frozen);
        healthTerms = new HealthTerms(accounts, catalogue, valuation, initial, slowEquity, lines, isolated);
        // What is only supposed is noted nowhere.
        final Ledger supposed =
            new Ledger(accounts, catalogue, contracts, factorEffects, sessions, new TradedInstruments());
        whatIf = new WhatIf(refusal, accounts, catalogue, contracts, supposed, spotCheck, holdings, valuation, initial,
            slowEquity, lines, standing, limits.positionsPerAccount());
        access = new Access(refusal, accounts, sessions);
        expiries = new Expiries(this);
        moves = new BalanceMoves(this);
    }

    private WithdrawRule newWithdrawRule(final Refusal receiver)
    {
        return new WithdrawRule(receiver, accounts, catalogue, valuation,
            new OracleGuard(receiver, accounts, catalogue, indexes), slowEquity, initial, holdings, spotCheck, venue,
            books.terms());
    }

    /** What a top-up is refused for is not what the command is refused for. */
    private TopUps newTopUps()
    {
        return new TopUps(isolated, accounts, catalogue, newWithdrawRule(new Refusal()), valuation, lines, ledger,
            touched, sessions, effects, accountEffects);
    }

    private VenueRecord newVenue()
    {
        final Slab slab = arena.slab("venueTerms", VenueRecord.LENGTH, 1);
        slab.used(1);
        final VenueRecord record = new VenueRecord(slab);
        record.wrap(0);
        record.withdrawNotionalPpm(WithdrawRule.DEFAULT_NOTIONAL_PPM);
        return record;
    }

    private CounterRecord newCounters()
    {
        final Slab slab = arena.slab("counters", CounterRecord.LENGTH, 1);
        slab.used(1);
        final CounterRecord record = new CounterRecord(slab);
        record.wrap(0);
        return record;
    }
}

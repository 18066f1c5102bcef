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

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.LoanLedger;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.book.Matching;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.LoanEffectWriter;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.control.CounterRecord;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.margin.Brackets;
import io.plimsoll.core.margin.CreditReports;
import io.plimsoll.core.margin.FrozenRates;
import io.plimsoll.core.margin.InitialRequirement;
import io.plimsoll.core.margin.InitialSlack;
import io.plimsoll.core.margin.KinderValue;
import io.plimsoll.core.margin.LoadLines;
import io.plimsoll.core.margin.SlowEquity;
import io.plimsoll.core.margin.Standing;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.margin.ZeroPrice;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Serves the queue: a bounded number of steps for each command, lowest health first, at most one step for each
 * account. A step re-checks the account first and then does the next thing its state asks for: a margin call or its
 * end; the cancel of its orders; a close. Source: margin model, section 14, stages 2 to 4; rules 1, 5 to 7 and 9.
 */
public final class Liquidator
{
    private static final int PPM = 1_000_000;
    private static final int LIQUIDATING = AccountState.LIQUIDATING.value();

    private final EngineLimits limits;
    private final LiquidationQueue queue;
    private final WaitingRoom waiting;
    private final TargetHealth targets;
    private final AccountTests tests;
    private final LiquidationStep step;
    private final Evidence evidence;
    private final Cancels cancels;
    private final Valuation valuation;
    private final CounterRecord counters;
    private final TouchedAccounts touched;
    private final EffectSink sink;
    private final ZeroPrice zeroPrice = new ZeroPrice();
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final SetOff setOff;
    private final InstrumentRecord instrument;
    private final LevelRecord level;
    private final LoadLines lines;
    private final AssetRecord asset;
    private final Standing standing;
    private final TopUps topUps;
    private final CreditReports credits;
    private final FrozenRates frozen;
    private final FrozenTable frozenTable;
    private final InitialSlack initialSlack;
    private final RestrictedCancels restricted;
    private final HeldAccounts held;
    private final KinderValue kinder;
    private final Closable closable;
    private final Int128 noPair = new Int128();
    private final int[] servedAgain;
    private int servedAgainCount;
    private long workLeft;
    private int cancelsLeft;
    private boolean exhausted;

    /**
     * Liquidation over the rooms of an engine.
     *
     * @param limits    bounds on the work of a command.
     * @param queue     of accounts to be served.
     * @param waiting   accounts for which nothing can be done.
     * @param tests     that put accounts into both.
     * @param accounts  that are liquidated.
     * @param catalogue with marks and brackets.
     * @param books     that they are closed in.
     * @param cancels   of their orders.
     * @param matching  that closes them.
     * @param ledger    that books it.
     * @param sessions  that are told.
     * @param counters  that number the steps.
     * @param effects   written.
     * @param touched   accounts to be tested.
     * @param valuation shared with the tests.
     * @param lines     of the engine.
     * @param initial   requirement.
     * @param initialSlack over that requirement.
     * @param slowEquity that knows what the slow price takes away.
     * @param held      accounts that a price holds back.
     * @param kinder    that judges them.
     * @param indexes   that say whose price is missing.
     * @param topUps    of isolated accounts, before an episode begins.
     * @param loanLedger of what is set off.
     * @param loanEffects written about it.
     * @param targets   of episodes.
     * @param standing  that judges the accounts.
     * @param credits   told of where one counts.
     * @param frozen    rates of those that are liquidated.
     */
    public Liquidator(
        final EngineLimits limits,
        final LiquidationQueue queue,
        final WaitingRoom waiting,
        final AccountTests tests,
        final Accounts accounts,
        final Catalogue catalogue,
        final Books books,
        final Cancels cancels,
        final Matching matching,
        final Ledger ledger,
        final Sessions sessions,
        final CounterRecord counters,
        final EffectWriter effects,
        final TouchedAccounts touched,
        final Valuation valuation,
        final LoadLines lines,
        final InitialRequirement initial,
        final InitialSlack initialSlack,
        final SlowEquity slowEquity,
        final HeldAccounts held,
        final KinderValue kinder,
        final Indexes indexes,
        final TopUps topUps,
        final LoanLedger loanLedger,
        final LoanEffectWriter loanEffects,
        final TargetHealth targets,
        final Standing standing,
        final CreditReports credits,
        final FrozenRates frozen)
    {
        this.frozen = frozen;
        this.targets = targets;
        this.limits = limits;
        this.topUps = topUps;
        this.queue = queue;
        this.waiting = waiting;
        this.tests = tests;
        this.cancels = cancels;
        this.valuation = valuation;
        this.counters = counters;
        this.touched = touched;
        this.held = held;
        this.kinder = kinder;
        closable = new Closable(indexes);
        sink = effects.sink();
        this.standing = standing;
        this.credits = credits;
        this.lines = lines;
        this.initialSlack = initialSlack;
        restricted = new RestrictedCancels(cancels, initial, initialSlack, slowEquity, accounts, books, catalogue);
        evidence = new Evidence(effects, loanEffects, sessions, accounts, catalogue, closable);
        final BookWalk walk = new BookWalk(books, cancels, accounts, catalogue, effects);
        step = new LiquidationStep(walk, new CloseSolver(walk, limits, accounts, catalogue, closable), matching,
            ledger, evidence, valuation, counters, effects, touched, accounts, catalogue);
        setOff = new SetOff(accounts, catalogue, loanLedger, sessions, touched, loanEffects);
        balance = accounts.newBalanceRecord();
        loan = accounts.loans().newRecord();
        pool = accounts.loans().newPoolRecord();
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
        level = books.newLevelRecord();
        asset = catalogue.newAssetRecord();
        frozenTable = catalogue.newFrozenTable();
        servedAgain = new int[limits.liquidationStepsPerCommand()];
    }

    /**
     * Serves the queue within the bounds of one command.
     *
     * @param timestampNs of the command.
     * @param workUsed    maker orders that the command has met already.
     * @param cancelsUsed orders that it has cancelled already on behalf of the engine.
     */
    public void serve(final long timestampNs, final long workUsed, final long cancelsUsed)
    {
        if (queue.size() != 0 || !isNobodyWaiting())
        {
            serveQueue(timestampNs, workUsed, cancelsUsed);
        }
    }

    private void serveQueue(final long timestampNs, final long workUsed, final long cancelsUsed)
    {
        workLeft = Math.max(0, limits.fillsPerCommandMax() - workUsed);
        cancelsLeft = (int)Math.max(0, limits.cancelsPerCommand() - cancelsUsed);
        servedAgainCount = 0;
        exhausted = false;
        int steps = limits.liquidationStepsPerCommand();
        wake(steps, timestampNs);
        while (steps > 0 && !exhausted && limits.fitsStep(sink.length(), workLeft, cancelsLeft) &&
            (queue.size() > 0 || wake(steps, timestampNs)))
        {
            steps--;
            serveLowest();
        }
        for (int place = 0; place < servedAgainCount; place++)
        {
            valuation.evaluate(servedAgain[place]);
            tests.serve(servedAgain[place], timestampNs);
        }
        if (queue.size() == 0)
        {
            wake(1, timestampNs);
        }
    }

    /**
     * Notes that the best price of an instrument may wake accounts. They are woken a few at a time, while the price
     * still reaches them: one lot must not bring everybody to the queue who could use it.
     *
     * @param instrumentIndex of an instrument whose book has changed.
     * @param timestampNs     of the command.
     */
    public void bookChanged(final int instrumentIndex, final long timestampNs)
    {
        if (isNobodyWaiting())
        {
            return;
        }
        if (counters.wakeInstrument() != instrumentIndex)
        {
            wake(Integer.MAX_VALUE, timestampNs);
        }
        counters.wakeInstrument(instrumentIndex);
    }

    /** Nobody can be woken, and no instrument is noted any more that once could. */
    private boolean isNobodyWaiting()
    {
        return waiting.size() == 0 && counters.wakeInstrument() == 0;
    }

    private boolean wake(final int most, final long timestampNs)
    {
        final int instrumentIndex = counters.wakeInstrument();
        for (int count = 0; instrumentIndex != 0 && count < most; count++)
        {
            final int woken = waiting.woken(instrumentIndex);
            if (woken == 0)
            {
                counters.wakeInstrument(0);
                return count > 0;
            }
            valuation.evaluate(woken);
            tests.serve(woken, timestampNs);
        }
        return instrumentIndex != 0;
    }

    /**
     * Gives one waiting account its turn, whatever the prices are.
     *
     * @param timestampNs of the command.
     */
    public void wakeNext(final long timestampNs)
    {
        if (waiting.size() > 0)
        {
            final int next = waiting.next();
            valuation.evaluate(next);
            tests.serve(next, timestampNs);
        }
    }

    private void serveLowest()
    {
        final int accountIndex = queue.lowest();
        queue.remove(accountIndex);
        valuation.evaluate(accountIndex);
        account.wrap(accountIndex);
        if (isHeldBack(accountIndex))
        {
            hold(accountIndex);
            touched.settle(accountIndex);
            return;
        }
        if (account.state() != LIQUIDATING && standing.starts(account, valuation) && !topUps.cures(accountIndex))
        {
            beginEpisode(accountIndex);
        }
        if (account.state() == LIQUIDATING && valuation.isBelow(account.thetaPpm()))
        {
            liquidate(accountIndex);
        }
        else
        {
            followLevel(accountIndex);
        }
        touched.settle(accountIndex);
    }

    /** Whether an account that is below what it is to reach is held back by a price that cannot be trusted. */
    private boolean isHeldBack(final int accountIndex)
    {
        account.wrap(accountIndex);
        final boolean runs = account.state() == LIQUIDATING;
        return (runs ? valuation.isBelow(account.thetaPpm()) : standing.starts(account, valuation)) &&
            kinder.holdsBack(accountIndex, !runs);
    }

    /** Nothing of it is closed, but it is called, and it stays below its line in all that it asks for. */
    private void hold(final int accountIndex)
    {
        held.enter(accountIndex);
        account.wrap(accountIndex);
        account.level(Standing.BELOW_MAINTENANCE);
        final int from = account.state();
        if (from == AccountState.NORMAL.value() || from == AccountState.RESTRICTED.value())
        {
            account.state(AccountState.MARGIN_CALL.value());
            tellState(accountIndex, from, account.state());
        }
    }

    /**
     * Looks at accounts that were held back, as many as a command may serve, and queues those that are no more.
     *
     * @param timestampNs of the command.
     */
    public void recheckHeld(final long timestampNs)
    {
        for (int count = limits.liquidationStepsPerCommand(); count > 0 && held.isPending(); count--)
        {
            final int accountIndex = held.next();
            if (accountIndex != 0)
            {
                valuation.evaluate(accountIndex);
                if (!isHeldBack(accountIndex))
                {
                    tests.serve(accountIndex, timestampNs);
                }
            }
        }
    }

    private void beginEpisode(final int accountIndex)
    {
        int theta = thetaOfAssets();
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.lots() != 0)
            {
                instrument.wrap(position.instrument());
                theta = Math.max(theta, targets.thetaPpm(instrument, position.lots()));
            }
        }
        final int from = account.state();
        counters.lastEpisodeId(counters.lastEpisodeId() + 1);
        account.episodeId(counters.lastEpisodeId());
        account.thetaPpm(theta);
        account.state(LIQUIDATING);
        account.level(Standing.BELOW_MAINTENANCE);
        frozen.freeze(accountIndex);
        tellState(accountIndex, from, LIQUIDATING);
    }

    private void tellState(final int accountIndex, final int from, final int to)
    {
        evidence.stateChanged(accountIndex, from, to, valuation, missingAtoms(to));
        credits.stateChanged(accountIndex, valuation);
    }

    /** The highest target that the assets list which the account holds or owes. */
    private int thetaOfAssets()
    {
        int theta = PPM;
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            pool.wrap(balance.asset());
            theta = Math.max(theta, pool.thetaPpm());
        }
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            pool.wrap(loan.asset());
            theta = Math.max(theta, pool.thetaPpm());
        }
        return theta;
    }

    private void liquidate(final int accountIndex)
    {
        while (account.firstOrder() != 0)
        {
            if (cancelsLeft == 0)
            {
                serveAgain(accountIndex);
                return;
            }
            cancelsLeft--;
            cancels.cancel(account.firstOrder(), CancelReason.OWNER_LIQUIDATED);
        }
        if (account.firstLoan() != 0 && setOff.run(accountIndex, valuation))
        {
            valuation.evaluate(accountIndex);
            account.wrap(accountIndex);
            if (!valuation.isBelow(account.thetaPpm()))
            {
                followLevel(accountIndex);
                return;
            }
        }
        if (valuation.notionalAtoms() == 0)
        {
            waiting.enter(accountIndex);
            return;
        }
        final LiquidationOutcome outcome = step.run(accountIndex, workLeft, limits.fillsPerCommandMax());
        workLeft = Math.max(0, workLeft - step.workUsed());
        valuation.evaluate(accountIndex);
        account.wrap(accountIndex);
        if (outcome == LiquidationOutcome.QUEUED)
        {
            exhausted = true;
            serveAgain(accountIndex);
        }
        else if (outcome == LiquidationOutcome.UNREACHED)
        {
            letWait(accountIndex);
        }
        else
        {
            followLevel(accountIndex);
        }
    }

    private void serveAgain(final int accountIndex)
    {
        servedAgain[servedAgainCount++] = accountIndex;
    }

    /**
     * Moves the state to where the lines say, most severe first, once no episode holds the account. Orders that may do
     * more than reduce go first where it is below its initial requirement: it may fit again without them.
     */
    private void followLevel(final int accountIndex)
    {
        account.wrap(accountIndex);
        final int from = account.state();
        if (from == LIQUIDATING)
        {
            endEpisode();
        }
        int to = standing.level(account, valuation);
        if (to != Standing.ABOVE)
        {
            restricted.run(accountIndex, cancelsLeft);
            cancelsLeft -= restricted.cancelled();
            if (restricted.isCut())
            {
                account.level(to);
                serveAgain(accountIndex);
                return;
            }
            to = standing.level(account, valuation);
        }
        account.state(to);
        account.level(to);
        if (from != to)
        {
            tellState(accountIndex, from, to);
        }
    }

    /** What is missing to leave a state: the slack over the initial requirement has just been evaluated for its own. */
    private long missingAtoms(final int state)
    {
        return state == AccountState.NORMAL.value() ? 0 : state == AccountState.RESTRICTED.value() ?
            initialSlack.missingAtoms() : valuation.missingAtoms(lines.ppm(LoadLines.CALL_RELEASE));
    }

    private void endEpisode()
    {
        account.state(AccountState.NORMAL.value());
        account.episodeId(0);
        account.thetaPpm(0);
        account.lowestEquityAtoms(0);
        account.storeLowestMaintenance(noPair);
        frozen.leave(account.index());
    }

    /** Lets the account wait, with the price of each leg at which a lot could be closed. */
    private void letWait(final int accountIndex)
    {
        waiting.enter(accountIndex);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.lots() != 0)
            {
                instrument.wrap(position.instrument());
                waiting.wakeAt(index, wakeTicks());
            }
        }
    }

    private long wakeTicks()
    {
        final boolean sells = position.lots() > 0;
        if (!closable.is(instrument))
        {
            // What stands in its book has not been tried: any price is worth a step once the instrument trades again.
            return sells ? 1 : Long.MAX_VALUE;
        }
        final long notionalAtoms = ContractValue.notional(instrument, Math.abs(position.lots()));
        final int bracket = Brackets.closingBracketOf(instrument, notionalAtoms);
        asset.wrap(instrument.settlementAsset());
        final long ratio = zeroPrice.ratio(
            frozenTable.of(instrument, position.frozenPpm()).bracketRatePpm(bracket), valuation.equityAtoms(),
            valuation.maintenance(), asset);
        final long zero = zeroPrice.limitTicks(instrument, sells, ratio, instrument.liquidationFeePpm());
        final long band = ZeroPrice.bandTicks(instrument, sells);
        final int best = Books.best(instrument, sells ? Books.BUY : Books.SELL);
        if (best == 0)
        {
            return sells ? Math.max(zero, band) : Math.min(zero, band);
        }
        // What stands in the book now has just been found useless, whatever the unrounded limit says.
        level.wrap(best);
        return sells ? Math.max(Math.max(zero, band), level.priceTicks() + 1) :
            Math.min(Math.min(zero, band), level.priceTicks() - 1);
    }
}

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
package io.plimsoll.core.margin;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.Invariant;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;

/**
 * Finds the accounts whose health may have crossed a line, without looking at the others.
 * <p>
 * Every position, balance and loan of an account is given a share of its slack and, from it, a bound on a factor
 * that it shares with others: {@code X = (1 - line * r) * m * k - F} for a long, {@code -(1 + line * r) * m * k + F}
 * for a short, the price for a collateral, interest index times price for a loan. While no factor has passed a bound,
 * slack is at least {@code R = 10^12 * (cash - costs) + sum of floors}, and R is not negative: this is asserted at
 * every arming. A passed bound touches its account, which is then evaluated exactly. Accounts below a line are armed
 * upwards in the same way, with ceilings in place of floors. Costs are less the funding that has been paid: a position
 * that pays changes neither R nor a floor. Source: {@code load-line} page.
 * <p>
 * The outermost line is the initial requirement, which {@link InitialArms} watch: only accounts below it have bounds at
 * the lines here.
 */
public final class LoadLineIndex
{
    private static final int DOWN = PositionBounds.DOWN;
    private static final int UP = PositionBounds.UP;
    private static final int DRAINED_PER_COMMAND = 4;
    private static final int MARGIN_CALL = AccountState.MARGIN_CALL.value();
    private static final long SCALE = 1_000_000_000_000L;
    private static final long PPM = 1_000_000;

    private final PositionBounds positions;
    private final BalanceBounds balances;
    private final LoanBounds loans;
    private final NetBounds nets;
    private final WatchedAccounts watched;
    private final AccountRecord account;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final RateTable rates;
    private final LoadLines lines;
    private final Valuation valuation;
    private final InitialArms initial;
    private final PriceBounds bounds = new PriceBounds();
    private final SlackShares shares = new SlackShares();
    private final Int128 slack = new Int128();
    private final Int128 share = new Int128();
    private final Int128 value = new Int128();
    private final Int128 promised = new Int128();
    private final Int128 capped = new Int128();
    private final CreditLine creditLine;
    private final Credits credits;
    private final FrozenRates frozen;
    private boolean credited;
    private int netCount;
    private long evaluations;

    /**
     * Reserves the heaps.
     *
     * @param arena     to reserve in.
     * @param limits    capacities.
     * @param accounts  watched.
     * @param catalogue with marks and brackets.
     * @param valuation on which {@link #arm} relies: its last evaluation is of the account that is armed.
     * @param initial   that watches the initial requirement, the outermost line.
     * @param touched   receives the accounts whose bound is passed.
     * @param credits   that put off the start of an episode.
     * @param frozen    rates of accounts that are liquidated.
     */
    public LoadLineIndex(
        final Arena arena,
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final Valuation valuation,
        final InitialArms initial,
        final TouchedAccounts touched,
        final Credits credits,
        final FrozenRates frozen)
    {
        this.frozen = frozen;
        this.credits = credits;
        creditLine = new CreditLine(credits);
        balances = new BalanceBounds(arena, limits, accounts, catalogue, valuation, touched);
        loans = initial.loanBounds();
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
        rates = catalogue.newRateTable();
        lines = new LoadLines(catalogue);
        positions = new PositionBounds(arena, limits, accounts, catalogue, lines, initial.bounds(), touched);
        nets = new NetBounds(limits, accounts, catalogue, positions, balances);
        balances.exclude(nets);
        watched = new WatchedAccounts(arena, "loadLine.watched", limits.accounts(), touched);
        this.initial = initial;
        this.valuation = valuation;
    }

    /**
     * Sets the mark of an instrument and touches the accounts of which it passes a bound.
     *
     * @param instrumentIndex of the instrument.
     * @param markSubTicks    the new mark.
     */
    public void mark(final int instrumentIndex, final long markSubTicks)
    {
        positions.mark(instrumentIndex, markSubTicks);
        watched.touchAll();
    }

    /**
     * Sets the cumulative funding of an instrument and touches the accounts of which it passes a bound.
     *
     * @param instrumentIndex of an instrument with a mark.
     * @param fundingAtoms    of one lot.
     * @param mostStepAtoms   by which it moves at most at a time, at the present mark.
     */
    public void funding(final int instrumentIndex, final long fundingAtoms, final long mostStepAtoms)
    {
        positions.funding(instrumentIndex, fundingAtoms, mostStepAtoms);
        initial.bounds().funding(instrumentIndex);
        watched.touchAll();
    }

    /**
     * Makes the bounds of an instrument hold under factors that move.
     *
     * @param instrumentIndex of an instrument that is funded, or whose rates follow volatility, from now on.
     * @param mostStepAtoms   by which its funding moves at most at a time.
     */
    public void fund(final int instrumentIndex, final long mostStepAtoms)
    {
        positions.fund(instrumentIndex, mostStepAtoms);
        initial.bounds().touchHolders(instrumentIndex);
    }

    /**
     * Notes that the rates of an instrument have changed, as its tables said that they would, and touches the accounts
     * of which this passes a bound.
     *
     * @param instrumentIndex of the instrument.
     * @param mostStepAtoms   by which its funding moves at most at a time.
     */
    public void rates(final int instrumentIndex, final long mostStepAtoms)
    {
        positions.rates(instrumentIndex, mostStepAtoms);
        watched.touchAll();
    }

    /**
     * Notes that the initial rates of an instrument have changed and touches the accounts of which this passes a bound.
     *
     * @param instrumentIndex of the instrument.
     */
    public void initialRates(final int instrumentIndex)
    {
        initial.bounds().scale(instrumentIndex);
    }

    /**
     * Notes that the price of an index, its time or its history has moved, and touches the accounts of which its slow
     * price passes a bound.
     *
     * @param number of the index.
     */
    public void slow(final int number)
    {
        initial.bounds().slow(number);
    }

    /**
     * Touches everybody who holds what an index prices: a factor of it begins to move, or is none any more.
     *
     * @param number of the index.
     */
    public void factorsChange(final int number)
    {
        initial.bounds().touchHolders(number);
    }

    /**
     * When the first slow price may pass a bound although no price comes.
     *
     * @return epoch nanoseconds, the largest long if none can.
     */
    public long nextDeadlineNs()
    {
        return initial.bounds().nextDeadlineNs();
    }

    /** Compares the slow price whose deadline comes first, which is due. */
    public void fireDeadline()
    {
        initial.bounds().fireDeadline();
    }

    /** The watch over the initial requirement, for the defects that it carries. */
    InitialArms initial()
    {
        return initial;
    }

    /** Sets some of the bounds anew that were set for factors which have moved on, by touching their accounts. */
    public void drain()
    {
        positions.drain(DRAINED_PER_COMMAND);
    }

    /**
     * Sets the price of an asset and touches the accounts of which it passes a bound.
     *
     * @param assetIndex of the asset.
     * @param priceAtoms the new price.
     */
    public void price(final int assetIndex, final long priceAtoms)
    {
        balances.price(assetIndex, priceAtoms);
        loans.move(assetIndex);
        initial.bounds().price(assetIndex);
        watched.touchAll();
    }

    /**
     * Arms an account anew. The {@link Valuation} has just evaluated it.
     *
     * @param accountIndex of the account.
     * @param downLine     line whose loss is to be noticed, or {@link LoadLines#NONE}.
     * @param upLine       line whose recovery is to be noticed, or {@link LoadLines#NONE}.
     * @param slack        over the initial requirement, atoms x 10^12, just evaluated where the account is above all
     *                     lines or below the initial requirement alone.
     * @param lossHolds    whether no bound against a loss has been passed since it was armed, and nothing else changed.
     * @param gainHolds    the same of its bounds against a gain.
     */
    public void arm(
        final int accountIndex,
        final int downLine,
        final int upLine,
        final Int128 slack,
        final boolean lossHolds,
        final boolean gainHolds)
    {
        evaluations++;
        account.wrap(accountIndex);
        final int formerDownLine = account.downLine();
        final int formerUpLine = account.upLine();
        account.downLine(downLine);
        account.upLine(upLine);
        if (account.pledge() != 0)
        {
            credits.expectNothing(account.pledge());
        }
        watched.leave(accountIndex);
        netCount = nets.begin(account);
        final boolean keeps = keepsBounds();
        if (!keeps || !lossHolds || formerDownLine != downLine)
        {
            armDirection(DOWN, formerDownLine, downLine);
        }
        if (!keeps || !gainHolds || formerUpLine != upLine)
        {
            armDirection(UP, formerUpLine, upLine);
        }
        armInitial(accountIndex, slack);
        if (account.level() == Standing.ABOVE && downLine != LoadLines.NONE && account.firstLoan() != 0)
        {
            initial.watchLoans(accountIndex);
        }
    }

    /**
     * Lets an account go on being at ease where a short walk proves that it is.
     *
     * @param accountIndex of an account that has been touched.
     * @return true if it is above all its lines and armed; false if that is not known, and nothing has changed then.
     */
    public boolean isAtEase(final int accountIndex)
    {
        final boolean proven = initial.isAtEase(accountIndex);
        evaluations += proven ? 1 : 0;
        return proven;
    }

    private void armInitial(final int accountIndex, final Int128 slack)
    {
        final int level = account.level();
        if (level == Standing.ABOVE)
        {
            initial.armLoss(accountIndex, slack);
        }
        else if (level == Standing.BELOW_INITIAL)
        {
            initial.armRecovery(accountIndex, slack);
        }
        else
        {
            initial.disarm(accountIndex);
        }
    }

    /**
     * Whether the bounds of a direction can stay as they are while none of them has been passed: what they promise
     * follows from the account as it was armed, and it has a slack to both of its lines then.
     */
    private boolean keepsBounds()
    {
        return account.level() == Standing.BELOW_CALL && account.state() == MARGIN_CALL && account.pledge() == 0 &&
            netCount == 0 && !frozen.lowers(account);
    }

    private void armDirection(final int direction, final int formerLine, final int line)
    {
        if (line != LoadLines.NONE)
        {
            armAll(line, direction);
        }
        else if (formerLine != LoadLines.NONE)
        {
            disarm(direction);
        }
    }

    /**
     * Removes both bounds of a position that is about to be given back.
     *
     * @param positionIndex of the position.
     */
    public void drop(final int positionIndex)
    {
        positions.drop(positionIndex);
        initial.bounds().dropPosition(positionIndex);
    }

    /** The bounds of nets, for the defects that they carry. */
    NetBounds nets()
    {
        return nets;
    }

    /** The bounds of positions, for the defects that they carry. */
    PositionBounds positions()
    {
        return positions;
    }

    /** The frozen rates, for the defects that they carry. */
    FrozenRates frozen()
    {
        return frozen;
    }

    /** The line of credit, for the defects that it carries. */
    CreditLine creditLine()
    {
        return creditLine;
    }

    /**
     * Removes both bounds of a balance that is about to be given back.
     *
     * @param balanceIndex of the balance.
     */
    public void dropBalance(final int balanceIndex)
    {
        balances.drop(balanceIndex);
        initial.bounds().dropBalance(balanceIndex);
    }

    /**
     * Notes that the interest index of an asset has grown, and touches the accounts of which it passes a bound.
     *
     * @param assetIndex of the asset.
     */
    public void interest(final int assetIndex)
    {
        loans.move(assetIndex);
    }

    /**
     * Removes both bounds of a loan that is about to be given back.
     *
     * @param loanIndex of the loan.
     */
    public void dropLoan(final int loanIndex)
    {
        loans.drop(loanIndex);
        initial.bounds().dropLoan(loanIndex);
    }

    /** The bounds of loans, for the defects that they carry. */
    LoanBounds loans()
    {
        return loans;
    }

    /**
     * Accounts armed so far as a whole, after an exact evaluation, or in part, after a price has passed a bound.
     *
     * @return number.
     */
    public long evaluations()
    {
        return evaluations;
    }

    private void disarm(final int direction)
    {
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            positions.remove(index, direction);
        }
        balances.disarm(account, direction);
        loans.disarm(account, direction);
    }

    /**
     * Shares the slack out by value and sets every bound of one direction; a missing slack makes each move a passed
     * bound.
     */
    private void armAll(final int line, final int direction)
    {
        credited = account.pledge() != 0 && creditLine.counts(account, line);
        loadSlack(line, direction);
        final long linePpm = credited ? creditLine.linePpm() : linePpm(line);
        if (direction == UP)
        {
            slack.negate().subtract(1);
        }
        slack.subtractProduct(netCount * NetBounds.RESERVE_ATOMS, SCALE);
        // Bounds hold at the rates in force; and a net is bounded for linear contracts, and for one line, not for the
        // two that credit asks for.
        final boolean lowered = !LoadLines.isCall(line) && frozen.lowers(account);
        final boolean unbounded = netCount != 0 && (credited || nets.areWatched());
        final boolean tight = slack.isNegative() || unbounded || lowered;
        if (tight)
        {
            slack.set(0);
        }
        if (tight && (netCount != 0 || lowered))
        {
            watched.watch(account.index());
        }
        shareOut();
        promised.product(account.cashAtoms(), SCALE);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            armPosition(line, linePpm, direction);
        }
        balances.arm(account, direction, shares, promised);
        loans.arm(account, direction, credited ? PPM : linePpm, shares, promised);
        if (netCount != 0 && nets.areWatched())
        {
            nets.disarm(account, direction);
        }
        else if (netCount != 0)
        {
            nets.arm(account, line, linePpm, direction, shares, promised);
        }
        if (credited)
        {
            creditLine.count(promised, direction, tight);
        }
        keepPromise(direction, tight);
    }

    private void loadSlack(final int line, final int direction)
    {
        if (credited && direction == DOWN)
        {
            creditLine.slackDown(account, valuation, slack);
        }
        else if (credited)
        {
            creditLine.slackUp(account, valuation, slack);
        }
        else if (LoadLines.isCall(line))
        {
            valuation.callSlack(linePpm(line), slack);
        }
        else
        {
            valuation.slack(linePpm(line), slack);
        }
    }

    /**
     * In an episode the grid line next to the target stands for the target itself: bounds are computed for the
     * target, and only filed under the grid line, whose factor falls and rises with the same mark.
     */
    private long linePpm(final int line)
    {
        return account.thetaPpm() != 0 && line < LoadLines.CALL ? account.thetaPpm() : lines.ppm(line);
    }

    /** The brackets that hold at a line, of the instrument that is wrapped. */
    private BracketTableRecord table(final int line)
    {
        return LoadLines.isCall(line) ? rates.of(instrument, RateTable.CALL) : instrument;
    }

    private void keepPromise(final int direction, final boolean tight)
    {
        if (direction == DOWN)
        {
            Invariant.check(tight || !promised.isNegative(), "LOAD_LINE_RESERVE", promised.high(), 0);
        }
        else
        {
            Invariant.check(tight || promised.isNegative(), "LOAD_LINE_CEILING", promised.high(), -1);
        }
    }

    private void shareOut()
    {
        shares.clear();
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.lots() != 0)
            {
                instrument.wrap(position.instrument());
                if (instrument.settlementAsset() == Catalogue.REFERENCE)
                {
                    shares.weigh(Math.abs(position.lots()) * Valuation.lotValueAtoms(instrument));
                }
            }
        }
        balances.weigh(account, shares);
        loans.weigh(account, shares);
        if (netCount != 0)
        {
            nets.weigh(account, shares);
        }
        shares.shareOut(slack);
    }

    private void armPosition(final int line, final long linePpm, final int direction)
    {
        final long lots = position.lots();
        if (lots == 0)
        {
            positions.remove(position.index(), direction);
            return;
        }
        instrument.wrap(position.instrument());
        if (instrument.settlementAsset() != Catalogue.REFERENCE)
        {
            return;
        }
        shares.of(Math.abs(lots) * Valuation.lotValueAtoms(instrument), share);
        bounds.position(instrument, table(line), lots, linePpm);
        final long bound = direction == DOWN ? bounds.floorMark(share) : bounds.ceilingMark(share);
        if (direction == DOWN)
        {
            bounds.contribution(bound, value);
        }
        else
        {
            bounds.ceiling(bound, value);
        }
        promised.add(value).subtractProduct(position.costLessFundingAtoms(), SCALE);
        positions.put(position, bound, line, linePpm, value, direction);
        if (credited && direction == DOWN)
        {
            keepCapped();
        }
    }

    /** Lets the position that has just been armed at maintenance keep its share at the capped line too. */
    private void keepCapped()
    {
        bounds.position(instrument, instrument, position.lots(), creditLine.cappedPpm());
        final long bound = bounds.floorMark(share);
        bounds.contribution(bound, capped);
        creditLine.promise(value, capped);
        positions.tighten(position, bound, creditLine.cappedPpm(), capped);
    }
}

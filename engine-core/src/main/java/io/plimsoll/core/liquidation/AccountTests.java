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
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.Shortfalls;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.margin.InitialSlack;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.margin.MarginRoom;
import io.plimsoll.core.margin.Standing;
import io.plimsoll.core.margin.Valuation;

/**
 * Tests the touched accounts exactly: sets their level, arms their bounds and puts them where they belong, out of the
 * queue, into it, or into the waiting room. Makes no effect: crossing a line is told by a step of the queue.
 */
public final class AccountTests
{
    private static final long NS_PER_HOUR = 3_600_000_000_000L;

    private final Accounts accounts;
    private final TouchedAccounts touched;
    private final Valuation valuation;
    private final Standing standing;
    private final InitialSlack initial;
    private final LoadLineIndex index;
    private final LiquidationQueue queue;
    private final WaitingRoom waiting;
    private final HeldAccounts held;
    private final SpotHoldings holdings;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final Loans loans;
    private final LoanRecord loan;
    private final Shortfalls shortfalls;

    /**
     * Tests over the accounts.
     *
     * @param accounts  tested.
     * @param touched   those to be tested.
     * @param valuation that evaluates them.
     * @param standing  that judges them.
     * @param initial   slack over the initial requirement that the standing has asked for.
     * @param index     that arms them.
     * @param queue     of those to be served.
     * @param waiting   those for which nothing can be done.
     * @param held      those that a price holds back.
     * @param holdings  of spot orders.
     */
    public AccountTests(
        final Accounts accounts,
        final TouchedAccounts touched,
        final Valuation valuation,
        final Standing standing,
        final InitialSlack initial,
        final LoadLineIndex index,
        final LiquidationQueue queue,
        final WaitingRoom waiting,
        final HeldAccounts held,
        final SpotHoldings holdings)
    {
        this.holdings = holdings;
        this.accounts = accounts;
        this.touched = touched;
        this.valuation = valuation;
        this.standing = standing;
        this.initial = initial;
        this.index = index;
        this.queue = queue;
        this.waiting = waiting;
        this.held = held;
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        loans = accounts.loans();
        loan = loans.newRecord();
        shortfalls = accounts.shortfalls();
    }

    /**
     * Tests every touched account before the queue is served. One that enters the queue is not armed yet, but stays
     * noted: its step, if it comes now, changes the lines that it has to be armed at.
     *
     * @param timestampNs of the command.
     */
    public void runBeforeService(final long timestampNs)
    {
        if (touched.count() != 0)
        {
            testBeforeService(timestampNs);
        }
    }

    private void testBeforeService(final long timestampNs)
    {
        final int count = touched.count();
        touched.reset();
        for (int place = 0; place < count; place++)
        {
            final int accountIndex = touched.get(place);
            follow(accountIndex, timestampNs);
            if (isProven(accountIndex))
            {
                touched.clear(accountIndex);
                continue;
            }
            final boolean ownChange = touched.isOwnChange(accountIndex);
            judge(accountIndex);
            if (Standing.needsService(account, ownChange))
            {
                enterQueue(accountIndex, ownChange, timestampNs);
                touched.keep(accountIndex);
            }
            else
            {
                arm(accountIndex);
                touched.clear(accountIndex);
                leaveQueue(accountIndex);
            }
        }
    }

    /**
     * Tests and arms every touched account.
     *
     * @param timestampNs of the command.
     */
    public void run(final long timestampNs)
    {
        for (int place = 0; place < touched.count(); place++)
        {
            final int accountIndex = touched.get(place);
            final boolean ownChange = touched.isOwnChange(accountIndex);
            follow(accountIndex, timestampNs);
            if (isProven(accountIndex))
            {
                touched.clear(accountIndex);
                continue;
            }
            judge(accountIndex);
            arm(accountIndex);
            touched.clear(accountIndex);
            if (Standing.needsService(account, ownChange))
            {
                enterQueue(accountIndex, ownChange, timestampNs);
            }
            else
            {
                leaveQueue(accountIndex);
            }
        }
        touched.reset();
    }

    /** A shortfall that has changed is more than a room knows of. */
    private void follow(final int accountIndex, final long timestampNs)
    {
        if (shortfalls.follow(accountIndex, timestampNs))
        {
            account.wrap(accountIndex);
            account.roomState(MarginRoom.NONE);
        }
    }

    /**
     * Most accounts of which a mark has passed a bound are proven above all their lines by a short walk, and most that
     * trade by their room.
     */
    private boolean isProven(final int accountIndex)
    {
        if (index.isAtEase(accountIndex))
        {
            return true;
        }
        giveBackEmpty(accountIndex);
        account.wrap(accountIndex);
        return MarginRoom.holds(account) && account.queueStatus() == LiquidationQueue.NOT_QUEUED &&
            !Standing.needsService(account, false);
    }

    private void judge(final int accountIndex)
    {
        valuation.evaluate(accountIndex);
        account.wrap(accountIndex);
        account.level(standing.level(account, valuation));
    }

    private void arm(final int accountIndex)
    {
        index.arm(accountIndex, Standing.downLine(account), Standing.upLine(account), initial.slack(),
            touched.holds(accountIndex, TouchedAccounts.LOSS), touched.holds(accountIndex, TouchedAccounts.GAIN));
    }

    private void enterQueue(final int accountIndex, final boolean ownChange, final long timestampNs)
    {
        if (!isParked() || ownChange || hasReachedTarget())
        {
            serve(accountIndex, timestampNs);
        }
    }

    /** Whether only a change of its own, or one that it waits for, brings the account back to the queue. */
    private boolean isParked()
    {
        return account.queueStatus() == LiquidationQueue.WAITING || account.queueStatus() == HeldAccounts.HELD;
    }

    private boolean hasReachedTarget()
    {
        return account.level() != Standing.BELOW_MAINTENANCE;
    }

    /**
     * Puts an account among those that are served, by its present health.
     *
     * @param accountIndex of an account that the valuation has just evaluated.
     * @param timestampNs  of the command.
     */
    void serve(final int accountIndex, final long timestampNs)
    {
        account.wrap(accountIndex);
        if (account.queueStatus() == LiquidationQueue.WAITING)
        {
            waiting.leave(accountIndex);
        }
        else if (account.queueStatus() == HeldAccounts.HELD)
        {
            held.leave(accountIndex);
        }
        final int tie = (int)(account.accountId() + timestampNs / NS_PER_HOUR);
        // Of whom nothing is required an atom is, so that any two of the queue can be compared.
        queue.put(accountIndex, valuation.equityAtoms() + valuation.loanAtoms(),
            Math.max(1, valuation.maintenanceAtoms() + valuation.loanAtoms()), tie);
    }

    private void leaveQueue(final int accountIndex)
    {
        if (account.queueStatus() == LiquidationQueue.SERVED)
        {
            queue.remove(accountIndex);
        }
        else if (account.queueStatus() == LiquidationQueue.WAITING)
        {
            waiting.leave(accountIndex);
        }
        else if (account.queueStatus() == HeldAccounts.HELD)
        {
            held.leave(accountIndex);
        }
    }

    /**
     * Recomputes every account in index order, as if no bound had ever been kept: what the load-line index spares. An
     * audit and the other side of a comparison; no part of any command.
     *
     * @return accounts for which the queue has something to do and which are not in it: 0 unless the index has failed.
     */
    public int unqueued()
    {
        int unqueued = 0;
        for (int index = 1; index < accounts.accountSlab().used(); index++)
        {
            valuation.evaluate(index);
            account.wrap(index);
            final boolean follows = account.state() == Standing.stateOf(standing.level(account, valuation));
            if (account.queueStatus() == LiquidationQueue.NOT_QUEUED && !follows)
            {
                unqueued++;
            }
        }
        return unqueued;
    }

    private void giveBackEmpty(final int accountIndex)
    {
        account.wrap(accountIndex);
        int next;
        for (int at = account.firstPosition(); at != 0; at = next)
        {
            position.wrap(at);
            next = position.next();
            if (position.lots() == 0 && position.buyLots() == 0 && position.sellLots() == 0)
            {
                index.drop(at);
                waiting.forget(at);
                accounts.closePosition(at);
            }
        }
        for (int at = account.firstBalance(); at != 0; at = next)
        {
            balance.wrap(at);
            next = balance.next();
            if (balance.balanceAtoms() == 0 && !isNeeded(accountIndex, balance.asset()))
            {
                index.dropBalance(at);
                accounts.closeBalance(at);
            }
        }
        for (int at = account.firstLoan(); at != 0; at = next)
        {
            loan.wrap(at);
            next = loan.next();
            if (loans.debtAtoms(loan) == 0)
            {
                index.dropLoan(at);
                loans.close(at);
            }
        }
    }

    /** Whether orders, positions or interest would move something: their balance stays, so that none can lack it. */
    private boolean isNeeded(final int accountIndex, final int assetIndex)
    {
        holdings.count(accountIndex, assetIndex);
        return holdings.awaitedAtoms() != 0 || holdings.settles() || shortfalls.needs(accountIndex, assetIndex);
    }
}

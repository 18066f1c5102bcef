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
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.SlowPrice;
import io.plimsoll.core.price.Volatility;

/**
 * Watches accounts against their initial requirement, the outermost of their lines. The slack of an account over it is
 * shared out over its positions and balances, and each gets a region in which it takes no more than its share, see
 * {@link PositionRegion}. While no factor has left its region the slack is at least what the shares leave: this is the
 * {@link MarginRoom} of the account, it is not negative, and that is asserted at every arming. Because the requirement
 * is at least every other line, an account that is above it needs no other bound. One that is below is watched in the
 * same way for its recovery.
 * <p>
 * An account that has just sent an order gets narrow regions and a wide room, so that its next orders need no exact
 * test; one of which a price has passed a bound gets wide regions, which last, and a room for trades alone.
 */
public final class InitialArms
{
    /** No bounds. */
    public static final int NONE = 0;
    /** Bounds against a loss. */
    public static final int LOSS = 1;
    /** Bounds against a recovery. */
    public static final int RECOVERY = 2;
    /** Bounds against a loss in which nothing can be kept: a box about all factors, or the factors as they were. */
    public static final int WATCHED = 3;

    private static final long SCALE = 1_000_000_000_000L;
    private static final int RATIO_BITS = 40;

    private final InitialBounds bounds;
    private final LoanBounds loanBounds;
    private final InitialPositions positions;
    private final InitialBalances balances;
    private final InitialLoans loans;
    private final InitialRequirement initial;
    private final Valuation valuation;
    private final PlainVisit plain;
    private final NetRegion net;
    private final AccountRecord account;
    private final Int128 lack = new Int128();
    private final Int128 most = new Int128();
    private long ratio;
    private long roomAtoms;
    private boolean holdsBack = true;

    /**
     * Reserves the bounds.
     *
     * @param arena      to reserve in.
     * @param limits     capacities.
     * @param accounts   watched.
     * @param catalogue  with marks and prices.
     * @param volatility that moves initial rates.
     * @param indexes    with slow prices.
     * @param slowPrice  that knows them.
     * @param books      with open orders, which know the time of the command.
     * @param initial    requirement.
     * @param valuation  of collateral.
     * @param touched    receives the accounts whose bound is passed.
     */
    public InitialArms(
        final Arena arena,
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final Volatility volatility,
        final Indexes indexes,
        final SlowPrice slowPrice,
        final Books books,
        final InitialRequirement initial,
        final Valuation valuation,
        final TouchedAccounts touched)
    {
        bounds = new InitialBounds(
            arena, limits, accounts, catalogue, indexes, slowPrice, books.terms(), new InitialScale(volatility),
            touched);
        this.initial = initial;
        this.valuation = valuation;
        loanBounds = new LoanBounds(arena, limits, accounts, catalogue, touched);
        positions = new InitialPositions(
            bounds, initial, accounts, catalogue, volatility, indexes, slowPrice, books.terms());
        balances = new InitialBalances(bounds, accounts, catalogue, valuation, indexes, slowPrice, books.terms());
        loans = new InitialLoans(
            loanBounds, bounds, accounts.loans(), catalogue, indexes, slowPrice, books.terms());
        net = new NetRegion(accounts, books, catalogue, initial, positions, balances);
        plain = new PlainVisit(limits, accounts, catalogue, initial, positions);
        account = accounts.newAccountRecord();
    }

    /** The bounds of loans, of which those against the initial requirement are a part. */
    LoanBounds loanBounds()
    {
        return loanBounds;
    }

    /** The bounds, which hear of factors that move. */
    InitialBounds bounds()
    {
        return bounds;
    }

    /**
     * Lets an account go on being at ease where a short walk over its positions proves that it is, see
     * {@link PlainVisit}.
     *
     * @param accountIndex of an account of which a bound may be passed.
     * @return true if the account is above its initial requirement and its bounds are set; false if that is not known.
     */
    boolean isAtEase(final int accountIndex)
    {
        return holdsBack && plain.isAtEase(accountIndex, this);
    }

    /**
     * Watches an account for falling below its initial requirement, and opens its room.
     *
     * @param accountIndex of the account, whose requirement has just been evaluated.
     * @param slack        of it, atoms x 10^12, not negative.
     */
    void armLoss(final int accountIndex, final Int128 slack)
    {
        account.wrap(accountIndex);
        if (isNet())
        {
            if (!keepNet())
            {
                watch(LOSS);
            }
            account.initialArm(WATCHED);
            account.roomState(MarginRoom.NONE);
            return;
        }
        final boolean spot = initial.countsSpot();
        final boolean forOrders = account.roomState() >= MarginRoom.FOR_ORDERS && !spot &&
            account.firstLeverage() == 0 && account.firstLoan() == 0;
        final long slackAtoms = atoms(slack);
        begin(slackAtoms, 0);
        share(forOrders ? slackAtoms / 2 : slackAtoms);
        positions.keep(account, this, forOrders);
        balances.keep(account, this, spot);
        roomAtoms -= loans.keep(account, this);
        account.initialArm(LOSS);
        account.notionalRoomAtoms(ListingRules.NOTIONAL_MAX - initial.highestNotionalAtoms());
        open(account);
        account.roomState(spot ? MarginRoom.NONE : forOrders ? MarginRoom.FOR_ORDERS : MarginRoom.FOR_TRADES);
    }

    /** Opens the room for trades of an account whose regions have been found. */
    void open(final AccountRecord armed)
    {
        Invariant.check(roomAtoms >= 0, "INITIAL_RESERVE", roomAtoms, 0);
        armed.roomAtoms(roomAtoms);
        armed.roomState(MarginRoom.FOR_TRADES);
    }

    /**
     * Begins to share out.
     *
     * @param slackAtoms  that there are.
     * @param weightAtoms of all that take part, 0 to share nothing yet.
     */
    void begin(final long slackAtoms, final long weightAtoms)
    {
        roomAtoms = slackAtoms;
        ratio = ratio(slackAtoms, weightAtoms);
    }

    private static long ratio(final long budgetAtoms, final long weight)
    {
        return weight == 0 ? 0 : Fixed.multiplyDivideFloor(Math.min(budgetAtoms, weight), 1L << RATIO_BITS, weight);
    }

    /** Whether the price of an asset may move the account either way: something settles in it, or it is owed. */
    private boolean isNet()
    {
        return initial.settlesElsewhere() || valuation.owesAssets();
    }

    /** Lets all factors of the account move inside a box, if there is one in which it stays above. */
    private boolean keepNet()
    {
        final boolean found = net.find(account);
        if (found)
        {
            begin(0, 0);
            positions.keepNet(account, net);
            balances.keepNet(account, net);
        }
        return found;
    }

    /** Sets every bound at the factors as they are: the account is tested whenever one of them moves. */
    private void watch(final int direction)
    {
        begin(0, 0);
        positions.watch(account, direction == LOSS);
        balances.keep(account, this, true);
        if (direction == LOSS)
        {
            loans.keep(account, this);
        }
        else
        {
            loans.stay(account, this);
        }
    }

    /** Whole atoms of slack, far beyond which no more is of use. */
    private long atoms(final Int128 slack)
    {
        most.product(Long.MAX_VALUE >> 1, SCALE);
        return slack.compareTo(most) >= 0 ? Long.MAX_VALUE >> 1 : slack.divideFloor(SCALE);
    }

    /** Finds the share of each atom of value: none gets more than its own, which outlasts any fall. */
    private void share(final long budgetAtoms)
    {
        ratio = ratio(budgetAtoms,
            positions.weightAtoms(account) + balances.weightAtoms(account) + loans.weightAtoms(account));
    }

    /**
     * The share of something in the slack that is shared out.
     *
     * @param valueAtoms with which it was counted.
     * @return atoms.
     */
    long shareAtoms(final long valueAtoms)
    {
        return Math.multiplyHigh(valueAtoms, ratio) << Long.SIZE - RATIO_BITS | valueAtoms * ratio >>> RATIO_BITS;
    }

    /** What has not been given to a region yet, atoms. */
    long roomAtoms()
    {
        return roomAtoms;
    }

    /** Gives a part of the slack to the region of a position. */
    void take(final long dropAtoms)
    {
        roomAtoms -= holdsBack ? dropAtoms : 0;
    }

    /** Gives a part of the slack to the region of a balance. */
    void takeAlways(final long dropAtoms)
    {
        roomAtoms -= dropAtoms;
    }

    /**
     * Watches an account for reaching its initial requirement again.
     *
     * @param accountIndex of the account, whose requirement has just been evaluated.
     * @param slack        of it, atoms x 10^12, below 0.
     */
    void armRecovery(final int accountIndex, final Int128 slack)
    {
        account.wrap(accountIndex);
        account.initialArm(RECOVERY);
        account.roomState(MarginRoom.NONE);
        if (isNet())
        {
            watch(RECOVERY);
            return;
        }
        lack.set(slack).negate().subtract(1);
        share(atoms(lack));
        positions.stay(account, this);
        balances.stay(account, this, initial.countsSpot());
        loans.stay(account, this);
    }

    /**
     * Takes the bounds of an account away.
     *
     * @param accountIndex of the account.
     */
    void disarm(final int accountIndex)
    {
        account.wrap(accountIndex);
        if (account.initialArm() == NONE)
        {
            return;
        }
        account.initialArm(NONE);
        account.roomState(MarginRoom.NONE);
        positions.disarm(account);
        balances.disarm(account);
        loans.disarm(account);
    }

    /**
     * Lets an account that is armed against its initial requirement and at another line at once be looked at whenever
     * one of its loans moves.
     *
     * @param accountIndex of the account.
     */
    void watchLoans(final int accountIndex)
    {
        account.wrap(accountIndex);
        loans.watch(account);
    }

    /** The boxes of accounts of which nets count, for the defects that they carry. */
    NetRegion net()
    {
        return net;
    }

    /** Plants the defect that regions take nothing out of the room. */
    void plantCostlessness()
    {
        holdsBack = false;
    }
}

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
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.Indexes;
import io.plimsoll.core.price.InstrumentRecord;
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
    /** Bounds against a loss at the factors as they were, in which nothing can be kept. */
    public static final int WATCHED = 3;

    private static final long SCALE = 1_000_000_000_000L;
    private static final long PPM = 1_000_000;
    private static final int RATIO_BITS = 40;
    /** No balance gains more, atoms. */
    private static final long GAIN_MAX = 1L << 59;

    private final InitialBounds bounds;
    private final LoanBounds loanBounds;
    private final InitialLoans loans;
    private final InitialScale scales;
    private final InitialRequirement initial;
    private final Valuation valuation;
    private final Indexes indexes;
    private final SlowPrice slowPrice;
    private final OrderTerms clock;
    private final SpotHoldings holdings;
    private final PositionRegion region;
    private final Haircut haircut = new Haircut();
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private final Int128 lack = new Int128();
    private final Int128 most = new Int128();
    private final InitialDonors donors;
    private long ratio;
    private long roomAtoms;
    private boolean forOrders;
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
     * @param clock      that knows the time of the command.
     * @param initial    requirement.
     * @param valuation  of collateral.
     * @param holdings   of spot orders.
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
        final OrderTerms clock,
        final InitialRequirement initial,
        final Valuation valuation,
        final SpotHoldings holdings,
        final TouchedAccounts touched)
    {
        scales = new InitialScale(volatility);
        bounds = new InitialBounds(
            arena, limits, accounts, catalogue, indexes, slowPrice, clock, scales, touched);
        this.initial = initial;
        this.valuation = valuation;
        this.indexes = indexes;
        this.slowPrice = slowPrice;
        this.clock = clock;
        this.holdings = holdings;
        loanBounds = new LoanBounds(arena, limits, accounts, catalogue, touched);
        loans = new InitialLoans(
            loanBounds, bounds, accounts.loans(), catalogue, indexes, slowPrice, clock);
        region = new PositionRegion(initial);
        donors = new InitialDonors(limits.positionsPerAccount());
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
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
            watch(LOSS);
            account.initialArm(WATCHED);
            account.roomState(MarginRoom.NONE);
            return;
        }
        final boolean spot = initial.countsSpot();
        forOrders = account.roomState() >= MarginRoom.FOR_ORDERS && !spot && account.firstLeverage() == 0 &&
            account.firstLoan() == 0;
        final long slackAtoms = atoms(slack);
        roomAtoms = slackAtoms;
        if (forOrders || spot || !keepMost())
        {
            armAll(forOrders ? slackAtoms / 2 : slackAtoms, spot);
        }
        Invariant.check(roomAtoms >= 0, "INITIAL_RESERVE", roomAtoms, 0);
        account.initialArm(LOSS);
        account.roomAtoms(roomAtoms);
        account.notionalRoomAtoms(ListingRules.NOTIONAL_MAX - initial.highestNotionalAtoms());
        account.roomState(spot ? MarginRoom.NONE : forOrders ? MarginRoom.FOR_ORDERS : MarginRoom.FOR_TRADES);
    }

    private void armAll(final long budgetAtoms, final boolean spot)
    {
        share(budgetAtoms);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (choose())
            {
                armPosition();
            }
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            armBalance(spot);
        }
        roomAtoms -= loans.keep(account, this);
    }

    /**
     * Where marks alone bound the regions of an account, it keeps most of those that it has.
     *
     * @return false if all have to be found anew; nothing is changed then.
     */
    private boolean keepMost()
    {
        if (account.initialArm() != LOSS || account.firstBalance() != 0 || account.firstLoan() != 0 || !holdsBack)
        {
            return false;
        }
        donors.clear();
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (!choose() || !region.isPlain())
            {
                return false;
            }
            donors.add(index, region.weightAtoms(),
                region.plainAtoms(position.windowHighSubTicks() == 0 ? position.windowLowSubTicks() : 0));
        }
        donors.choose(roomAtoms);
        roomAtoms = donors.availableAtoms();
        ratio = ratio(roomAtoms, donors.chosenWeight());
        for (int place = 0; place < donors.chosen(); place++)
        {
            position.wrap(donors.index(place));
            choose();
            armPosition();
        }
        return true;
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

    /** Sets every bound at the factors as they are: the account is tested whenever one of them moves. */
    private void watch(final int direction)
    {
        ratio = 0;
        roomAtoms = 0;
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            position.windowHighSubTicks(0);
            instrument.wrap(position.instrument());
            if (!Contracts.isSpot(instrument))
            {
                watchPosition(direction == LOSS);
            }
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            armBalance(true);
        }
        if (direction == LOSS)
        {
            loans.keep(account, this);
        }
        else
        {
            loans.stay(account, this);
        }
    }

    private void watchPosition(final boolean loss)
    {
        final long slow = indexes.sourced() == 0 ? 0 :
            slowPrice.at(indexes.ofInstrument(position.instrument()), clock.nowNs());
        bound(InitialBounds.MARK_LOW, true, instrument.markSubTicks());
        bound(InitialBounds.MARK_HIGH, true, instrument.markSubTicks());
        if (slow != 0)
        {
            bound(InitialBounds.SLOW_LOW, true, slow);
            bound(InitialBounds.SLOW_HIGH, true, slow);
        }
        if (instrument.isFunded())
        {
            bound(InitialBounds.FUNDING_LOW, true, instrument.fundingAtoms());
            bound(InitialBounds.FUNDING_HIGH, true, instrument.fundingAtoms());
        }
        if (InitialScale.moves(instrument))
        {
            bound(loss ? InitialBounds.SCALE : InitialBounds.SCALE_LOW, instrument.varies(), scales.of(instrument));
            bound(loss ? InitialBounds.FACTOR : InitialBounds.FACTOR_LOW, InitialScale.hasFactor(instrument),
                instrument.initialFactorPpm());
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
        long weight = 0;
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (choose())
            {
                weight += region.weightAtoms();
            }
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            weight += valuation.collateralValueAtoms(asset, balance.balanceAtoms());
        }
        weight += loans.weightAtoms(account);
        ratio = ratio(budgetAtoms, weight);
    }

    /** Moves the region to the position that is wrapped, unless it counts spot orders or nothing. */
    private boolean choose()
    {
        instrument.wrap(position.instrument());
        if (Contracts.isSpot(instrument))
        {
            return false;
        }
        region.position(instrument, position,
            indexes.sourced() == 0 ? 0 : slowPrice.at(indexes.ofInstrument(position.instrument()), clock.nowNs()));
        return true;
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

    private void armPosition()
    {
        final long shareAtoms = Math.min(roomAtoms, shareAtoms(region.weightAtoms()));
        region.keep(shareAtoms, forOrders);
        roomAtoms -= holdsBack ? region.dropAtoms() : 0;
        put();
        if (InitialScale.moves(instrument))
        {
            bound(InitialBounds.SCALE, instrument.varies(),
                scales.of(instrument) * (PPM + region.growthPpm()) / PPM);
            bound(InitialBounds.FACTOR, InitialScale.hasFactor(instrument),
                instrument.initialFactorPpm() * (PPM + region.growthPpm()) / PPM);
        }
        // Outside of a room for orders the one bound of a plain position is kept here, see PositionRegion.
        position.windowLowSubTicks(forOrders ? region.markLow() : region.isPlain() ? region.plainBound() : 0);
        position.windowHighSubTicks(forOrders ? region.markHigh() : 0);
        position.lotReserveAtoms(forOrders ? region.lotReserveAtoms() : 0);
        position.growthPpm((int)region.totalGrowthPpm());
    }

    /**
     * Sets the bounds of a region on all but what moves rates. A factor that has ceased to move may leave a bound
     * behind, which can only touch the account in vain.
     */
    private void put()
    {
        bound(InitialBounds.MARK_LOW, region.markLow() > 1, region.markLow());
        bound(InitialBounds.MARK_HIGH, region.markHigh() < instrument.maxMarkSubTicks(), region.markHigh());
        if (region.hasSlowPrice())
        {
            bound(InitialBounds.SLOW_LOW, region.slowLow() > 1, region.slowLow());
            bound(InitialBounds.SLOW_HIGH, region.slowHigh() != PositionRegion.FREE, region.slowHigh());
        }
        if (instrument.isFunded())
        {
            final long funding = instrument.fundingAtoms();
            bound(InitialBounds.FUNDING_LOW, region.fundingDown() != PositionRegion.FREE,
                funding - region.fundingDown());
            bound(InitialBounds.FUNDING_HIGH, region.fundingUp() != PositionRegion.FREE,
                funding + region.fundingUp());
        }
    }

    private void bound(final int kind, final boolean bounded, final long bound)
    {
        if (bounded)
        {
            bounds.put(position, kind, bound);
        }
        else
        {
            bounds.remove(position.index(), kind);
        }
    }

    /**
     * A balance loses no more than its share while its price and slow price are at or above one bound. What spot orders
     * lose hangs on the price of their base asset both ways: their accounts are tested whenever a price moves.
     */
    private void armBalance(final boolean spot)
    {
        asset.wrap(balance.asset());
        final long price = asset.priceAtoms();
        final long slow = slowOfAsset();
        final long held = balance.balanceAtoms();
        final long counted = slow == 0 ? price : Math.min(price, slow);
        final long valueAtoms = valuation.collateralValueAtoms(asset, held, counted);
        long bound = counted;
        if (!spot && valueAtoms > 0)
        {
            final long share = Math.min(valueAtoms, Math.min(roomAtoms, shareAtoms(
                valuation.collateralValueAtoms(asset, held))));
            bound = Math.min(counted, haircut.leastPrice(asset, held, valueAtoms - share));
            roomAtoms -= valueAtoms - valuation.collateralValueAtoms(asset, held, bound);
        }
        bound(InitialBounds.PRICE_LOW, spot || valueAtoms > 0, spot ? price : bound, slow);
        bound(InitialBounds.PRICE_HIGH, spot, price, slow);
        bound(InitialBounds.SLOW_LOW, slow != 0 && (spot || valueAtoms > 0), spot ? slow : bound, slow);
        bound(InitialBounds.SLOW_HIGH, slow != 0 && spot, slow, slow);
    }

    private long slowOfAsset()
    {
        return indexes.sourced() == 0 ? 0 : slowPrice.at(indexes.ofAsset(balance.asset()), clock.nowNs());
    }

    private void bound(final int kind, final boolean bounded, final long bound, final long slow)
    {
        if (bounded)
        {
            bounds.put(balance, kind, bound);
        }
        else if (kind < InitialBounds.SLOW_LOW || slow != 0 || indexes.sourced() != 0)
        {
            bounds.removeOfBalance(balance.index(), kind);
        }
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
        if (isNet())
        {
            watch(RECOVERY);
            account.initialArm(RECOVERY);
            account.roomState(MarginRoom.NONE);
            return;
        }
        final boolean spot = initial.countsSpot();
        lack.set(slack).negate().subtract(1);
        share(atoms(lack));
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (choose())
            {
                region.stay(shareAtoms(region.weightAtoms()));
                put();
                bound(InitialBounds.SCALE_LOW, instrument.varies(),
                    Fixed.ceilDivide(scales.of(instrument) * (PPM - region.growthPpm()), PPM));
                bound(InitialBounds.FACTOR_LOW, InitialScale.hasFactor(instrument),
                    Fixed.ceilDivide(instrument.initialFactorPpm() * (PPM - region.growthPpm()), PPM));
                position.windowHighSubTicks(0);
            }
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            armBalanceUp(spot);
        }
        loans.stay(account, this);
        account.initialArm(RECOVERY);
        account.roomState(MarginRoom.NONE);
    }

    private void armBalanceUp(final boolean spot)
    {
        asset.wrap(balance.asset());
        final long price = asset.priceAtoms();
        final long slow = slowOfAsset();
        final long held = balance.balanceAtoms();
        final boolean bySlow = slow != 0 && slow < price;
        final long counted = bySlow ? slow : price;
        long bound = counted;
        if (!spot && held > 0)
        {
            final long valueAtoms = valuation.collateralValueAtoms(asset, held, counted);
            final long share = Math.min(GAIN_MAX, shareAtoms(valuation.collateralValueAtoms(asset, held)));
            bound = Math.max(counted, haircut.highestPrice(asset, held, valueAtoms + share));
        }
        bound(InitialBounds.PRICE_LOW, spot, price, slow);
        bound(InitialBounds.PRICE_HIGH, spot || held > 0 && !bySlow, spot ? price : bound, slow);
        bound(InitialBounds.SLOW_LOW, slow != 0 && spot, slow, slow);
        bound(InitialBounds.SLOW_HIGH, slow != 0 && (spot || held > 0 && bySlow), spot ? slow : bound, slow);
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
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            position.windowHighSubTicks(0);
            bounds.dropPosition(index);
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            bounds.dropBalance(index);
        }
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

    /** Plants the defect that regions take nothing out of the room. */
    void plantCostlessness()
    {
        holdsBack = false;
    }
}

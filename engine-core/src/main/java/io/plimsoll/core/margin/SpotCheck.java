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

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractRecord;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Whether an account can pay for a spot order or deliver it. A sale locks its base atoms while it rests; a purchase
 * needs, when it comes, cash for all its fills that no other resting purchase needs, though losses of positions may
 * take that cash later; and equity must cover the initial requirement with what the order loses if it fills, unless it
 * loses nothing. An account below one of its lines may only sell at once, and without lowering its equity. 0 B.
 */
public final class SpotCheck
{
    private final Refusal refusal;
    private final Accounts accounts;
    private final SpotHoldings holdings;
    private final SpotLoss losses;
    private final InitialRequirement initial;
    private final Valuation valuation;
    private final LoadLines lines;
    private final OracleGuard guard;
    private final SlowEquity slowEquity;
    private final InitialSlack initialSlack;
    private final TouchedAccounts touched;
    private final AccountRecord account;
    private final BalanceRecord balance;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final LoanValue loanValue = new LoanValue();
    private final Int128 units = new Int128();
    private final OrderRecord order;
    private final InstrumentRecord instrument;
    private final InstrumentRecord ofOrder;
    private final ContractRecord contract;
    private final AssetRecord asset;
    private final AssetRecord ofBalance;
    private final Haircut haircut = new Haircut();

    /**
     * Checks of any account.
     *
     * @param refusal   receives the reason.
     * @param accounts  that trade.
     * @param books     that hold their orders.
     * @param catalogue of instruments and assets.
     * @param contracts with the terms of spot pairs.
     * @param holdings  locked and awaited balances.
     * @param losses    of spot orders.
     * @param initial   exact requirement.
     * @param valuation exact value.
     * @param lines     of the engine.
     * @param guard     that knows which prices may be trusted.
     * @param slowEquity that knows what the slow price takes away.
     * @param initialSlack over the initial requirement.
     * @param touched   accounts that are to be tested once the order is in.
     */
    public SpotCheck(
        final Refusal refusal,
        final Accounts accounts,
        final Books books,
        final Catalogue catalogue,
        final Contracts contracts,
        final SpotHoldings holdings,
        final SpotLoss losses,
        final InitialRequirement initial,
        final Valuation valuation,
        final LoadLines lines,
        final OracleGuard guard,
        final SlowEquity slowEquity,
        final InitialSlack initialSlack,
        final TouchedAccounts touched)
    {
        this.initialSlack = initialSlack;
        this.touched = touched;
        this.refusal = refusal;
        this.accounts = accounts;
        this.holdings = holdings;
        this.losses = losses;
        this.initial = initial;
        this.valuation = valuation;
        this.lines = lines;
        this.guard = guard;
        this.slowEquity = slowEquity;
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
        loan = accounts.loans().newRecord();
        pool = accounts.loans().newPoolRecord();
        order = books.newOrderRecord();
        instrument = catalogue.newInstrumentRecord();
        ofOrder = catalogue.newInstrumentRecord();
        contract = contracts.newRecord();
        asset = catalogue.newAssetRecord();
        ofBalance = catalogue.newAssetRecord();
    }

    /**
     * Decides.
     *
     * @param accountIndex    of the account.
     * @param instrumentIndex of the spot pair.
     * @param side            of the order.
     * @param lots            of the order.
     * @param worstTicks      worst price at which it can trade now, or its limit where a part would rest.
     * @param restingLots     of the account on that side, without the order that it replaces.
     * @param replaced        index of the resting order that it takes the place of, 0 for none.
     * @param immediate       whether nothing of it can rest.
     * @return a {@link ResultCode}.
     */
    public int accept(
        final int accountIndex,
        final int instrumentIndex,
        final int side,
        final long lots,
        final long worstTicks,
        final long restingLots,
        final int replaced,
        final boolean immediate)
    {
        account.wrap(accountIndex);
        instrument.wrap(instrumentIndex);
        contract.wrap(instrumentIndex);
        asset.wrap(contract.baseAsset());
        if (instrument.markSubTicks() < instrument.minMarkSubTicks())
        {
            return refusal.refuse(
                ResultCode.MARK_BELOW_MINIMUM, instrument.minMarkSubTicks(), instrument.markSubTicks());
        }
        if (asset.priceAtoms() == 0)
        {
            return refusal.refuse(ResultCode.MARK_MISSING, 0, asset.assetId());
        }
        if (restingLots + lots > instrument.maxPositionLots())
        {
            return refusal.refuse(ResultCode.POSITION_LIMIT, instrument.maxPositionLots(), restingLots + lots);
        }
        int code = side == Books.BUY ? checkPurchase(accountIndex, lots, worstTicks, replaced) :
            checkSale(accountIndex, lots, replaced);
        code = code != ResultCode.ACCEPTED ? code :
            checkEquity(accountIndex, side, lots, worstTicks, replaced, immediate);
        if (code == ResultCode.ACCEPTED && account.initialArm() != InitialArms.NONE)
        {
            touched.retest(accountIndex);
        }
        return code;
    }

    private int checkPurchase(final int accountIndex, final long lots, final long worstTicks, final int replaced)
    {
        holdings.count(accountIndex, contract.baseAsset());
        final long after = heldAtoms(accountIndex) + holdings.awaitedAtoms() +
            (lots - replacedLots(replaced)) * contract.lotAtoms();
        if (after > asset.maxBalanceAtoms())
        {
            return refusal.refuse(ResultCode.BALANCE_LIMIT, asset.maxBalanceAtoms(), after);
        }
        final long costAtoms = SpotLoss.costAtoms(instrument, worstTicks, lots);
        final long highest =
            highestCollateralAtoms(accountIndex, contract.baseAsset(), after - heldAtoms(accountIndex));
        if (highest > ListingRules.COLLATERAL_MAX)
        {
            return refusal.refuse(ResultCode.COLLATERAL_LIMIT, ListingRules.COLLATERAL_MAX, highest);
        }
        valuation.evaluate(accountIndex);
        final long freeAtoms =
            account.cashAtoms() - valuation.fundingDueAtoms() - reservedAtoms(accountIndex, replaced);
        return costAtoms <= freeAtoms ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, costAtoms, freeAtoms);
    }

    private int checkSale(final int accountIndex, final long lots, final int replaced)
    {
        holdings.count(accountIndex, contract.baseAsset());
        final long soldAtoms = lots * contract.lotAtoms();
        final long freeAtoms = heldAtoms(accountIndex) - holdings.lockedAtoms() +
            replacedLots(replaced) * contract.lotAtoms();
        return soldAtoms <= freeAtoms ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, soldAtoms, freeAtoms);
    }

    private int checkEquity(
        final int accountIndex,
        final int side,
        final long lots,
        final long worstTicks,
        final int replaced,
        final boolean immediate)
    {
        losses.account(accountIndex, instrument.index(), side == Books.BUY, lots - replacedLots(replaced));
        final boolean lossless =
            side == Books.SELL && losses.lossAtoms(instrument, side, worstTicks, lots) == 0;
        final boolean called = account.level() != Standing.ABOVE;
        if (lossless && (immediate || !called))
        {
            return ResultCode.ACCEPTED;
        }
        valuation.evaluate(accountIndex);
        if (called)
        {
            if (lossless)
            {
                return refusal.refuse(
                    ResultCode.IMMEDIATE_ONLY, valuation.maintenanceAtoms(), valuation.equityAtoms());
            }
            return account.level() == Standing.BELOW_INITIAL ? refuseRestricted(accountIndex) :
                refusal.refuse(ResultCode.REDUCE_ONLY_ACCOUNT, valuation.equityAtoms() +
                valuation.missingAtoms(lines.ppm(LoadLines.CALL_RELEASE)), valuation.equityAtoms());
        }
        if (guard.checkSpotRisk(accountIndex, instrument.index(), contract.baseAsset()) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final long required = initial.evaluate(accountIndex, instrument.index(), side, lots, worstTicks, replaced);
        final long slowAtoms = valuation.equityAtoms() - excessAtoms(accountIndex, side, lots, replaced);
        return slowAtoms >= required ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, slowAtoms);
    }

    private int refuseRestricted(final int accountIndex)
    {
        initialSlack.evaluate(accountIndex);
        return refusal.refuse(
            ResultCode.RESTRICTED_ACCOUNT, initialSlack.requiredAtoms(), initialSlack.slowAtoms());
    }

    /** What is too much of the equity, seen with the slow price, once the order has filled. */
    private long excessAtoms(final int accountIndex, final int side, final long lots, final int replaced)
    {
        final long excess = slowEquity.excessAtoms(accountIndex);
        final long held = heldAtoms(accountIndex);
        final int base = contract.baseAsset();
        final long movedAtoms = (lots - replacedLots(replaced)) * contract.lotAtoms();
        holdings.count(accountIndex, base);
        if (side == Books.SELL && !holdings.settles())
        {
            return excess;
        }
        final long after = excess - slowEquity.excessOfBalance(accountIndex, base, held) +
            slowEquity.excessOfBalance(accountIndex, base, side == Books.SELL ? held - movedAtoms : held + movedAtoms);
        return side == Books.SELL ? Math.max(excess, after) : after;
    }

    private long heldAtoms(final int accountIndex)
    {
        return heldAtoms(accountIndex, contract.baseAsset());
    }

    private long heldAtoms(final int accountIndex, final int assetIndex)
    {
        final int index = accounts.findBalance(accountIndex, assetIndex);
        if (index == 0)
        {
            return 0;
        }
        balance.wrap(index);
        return balance.balanceAtoms();
    }

    /**
     * What all balances of an account could be worth before any haircut, at the highest prices that are listed, with
     * what resting purchases of its other assets bring, and all loans beside them.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset of which there will be more.
     * @param moreAtoms    of it, with what resting purchases bring.
     * @return reference atoms, at most the largest long.
     */
    public long highestCollateralAtoms(final int accountIndex, final int assetIndex, final long moreAtoms)
    {
        long sum = 0;
        boolean held = false;
        account.wrap(accountIndex);
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            final boolean same = balance.asset() == assetIndex;
            held |= same;
            holdings.count(accountIndex, balance.asset());
            final long more = same ? moreAtoms : holdings.awaitedAtoms();
            sum = addHighest(sum, balance.asset(), balance.balanceAtoms() + more);
        }
        final long balances = held ? sum : addHighest(sum, assetIndex, moreAtoms);
        final long loans = highestLoansAtoms(accountIndex, 0);
        return loans > Long.MAX_VALUE - balances ? Long.MAX_VALUE : balances + loans;
    }

    /**
     * What the loans of an account can ever take from its equity: at the highest prices that are listed, once interest
     * has grown as far as it can.
     *
     * @param accountIndex of the account.
     * @param without      index of an asset whose loan does not count, 0 for none.
     * @return reference atoms, at most the largest long.
     */
    public long highestLoansAtoms(final int accountIndex, final int without)
    {
        long sum = 0;
        account.wrap(accountIndex);
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            ofBalance.wrap(loan.asset());
            pool.wrap(loan.asset());
            sum += loan.asset() == without ? 0 :
                loanValue.highestAtoms(ofBalance, pool, loan.loadUnits(units));
        }
        return sum;
    }

    private long addHighest(final long sum, final int assetIndex, final long atoms)
    {
        ofBalance.wrap(assetIndex);
        final long highest = haircut.highestValueAtoms(ofBalance, atoms);
        return highest > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + highest;
    }

    /** The asset in which an instrument settles. */
    AssetRecord settlement(final InstrumentRecord traded)
    {
        asset.wrap(traded.settlementAsset());
        return asset;
    }

    /**
     * Whether what an account has of the asset in which an instrument settles leaves room for more of it.
     *
     * @param accountIndex of the account.
     * @param traded       on the record of the instrument.
     * @return a {@link ResultCode}.
     */
    int checkSettlement(final int accountIndex, final InstrumentRecord traded)
    {
        final int settlement = traded.settlementAsset();
        if (settlement == Catalogue.REFERENCE)
        {
            return ResultCode.ACCEPTED;
        }
        asset.wrap(settlement);
        final long held = heldAtoms(accountIndex, settlement);
        if (Math.abs(held) > asset.maxBalanceAtoms())
        {
            return refusal.refuse(ResultCode.BALANCE_LIMIT, asset.maxBalanceAtoms(), held);
        }
        holdings.count(accountIndex, settlement);
        final long highest = highestCollateralAtoms(accountIndex, settlement, holdings.awaitedAtoms());
        return highest <= ListingRules.COLLATERAL_MAX ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.COLLATERAL_LIMIT, ListingRules.COLLATERAL_MAX, highest);
    }

    private long replacedLots(final int replaced)
    {
        if (replaced == 0)
        {
            return 0;
        }
        order.wrap(replaced);
        return order.remainingLots();
    }

    /**
     * Cash that the resting purchases of an account need.
     *
     * @param accountIndex of the account.
     * @param without      index of an order that does not count, 0 for none.
     * @return atoms, fees included.
     */
    public long reservedAtoms(final int accountIndex, final int without)
    {
        long sum = 0;
        account.wrap(accountIndex);
        for (int index = account.firstOrder(); index != 0; index = order.nextOfAccount())
        {
            order.wrap(index);
            if (index != without && order.side() == Books.BUY && !Books.isWaiting(order))
            {
                ofOrder.wrap(order.instrument());
                sum += Contracts.isSpot(ofOrder) ?
                    SpotLoss.costAtoms(ofOrder, order.priceTicks(), order.remainingLots()) : 0;
            }
        }
        return sum;
    }

    /**
     * The slab that an order would need a record of for what it brings, and that is full.
     *
     * @param accountIndex that trades.
     * @param traded       on the record of the instrument, which moves balances.
     * @param side         of the order.
     * @return the slab of balances, or null.
     */
    public Slab fullSlab(final int accountIndex, final InstrumentRecord traded, final int side)
    {
        final int receives = received(traded, side);
        return receives == 0 || accounts.findBalance(accountIndex, receives) != 0 ||
            accounts.hasRoomForBalance() ? null : accounts.balanceSlab();
    }

    /** The asset that an order brings or settles in, 0 where its account needs no balance of it. */
    private int received(final InstrumentRecord traded, final int side)
    {
        if (!Contracts.isSpot(traded))
        {
            return traded.settlementAsset();
        }
        contract.wrap(traded.index());
        return side == Books.BUY ? contract.baseAsset() : 0;
    }

    /**
     * Opens the balance that an accepted order will go to, so that no fill can lack it.
     *
     * @param accountIndex that trades.
     * @param traded       on the record of the instrument, which moves balances.
     * @param side         of the order.
     */
    public void open(final int accountIndex, final InstrumentRecord traded, final int side)
    {
        final int receives = received(traded, side);
        if (receives != 0 && accounts.findBalance(accountIndex, receives) == 0)
        {
            accounts.openBalance(accountIndex, receives);
        }
    }
}

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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.InterestAppliedEncoder;
import io.plimsoll.core.codec.generated.LoanChangedEncoder;
import io.plimsoll.core.codec.generated.LoanReason;
import io.plimsoll.core.codec.generated.LoanTermsChangedEncoder;
import io.plimsoll.core.codec.generated.PoolChangedEncoder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pools and loans of the twin. */
final class TwinLoans
{
    private static final long SECOND = 1_000_000_000L;
    private static final BigInteger YEAR = Exact.product(365L * 86_400, SECOND);

    private final TwinState state;
    private final TwinRefusal refusal;
    private final TwinAccountCommands accounts;
    private final EngineLimits limits;

    TwinLoans(
        final TwinState state,
        final TwinRefusal refusal,
        final TwinAccountCommands accounts,
        final EngineLimits limits)
    {
        this.state = state;
        this.refusal = refusal;
        this.accounts = accounts;
        this.limits = limits;
    }

    void setTerms(final Command command)
    {
        final TwinAsset asset = state.asset(command.asset);
        final TwinPool terms = command.newPool;
        if (asset == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, command.asset);
            return;
        }
        final boolean free = terms.interestPpm == 0 && terms.intervalNs == 0;
        if (isOutside(terms.interestPpm, 0, 10_000_000) ||
            isOutside(terms.intervalNs, free ? 0 : SECOND, 31 * 86_400 * SECOND) ||
            isOutside(terms.reserve, 0, 1L << 60) || isOutside(terms.weightPpm, 1_000_000, 2_000_000) ||
            isOutside(terms.thetaPpm, 1_000_001, Math.min(1_250_000, state.assets.get(0).callPpm - 20_000)) ||
            isOutside(terms.sharePpm, 0, 1_000_000) || isOutside(terms.minimum, 0, 1L << 54))
        {
            return;
        }
        final int least = Math.max(1_375_000, state.assets.get(0).callPpm);
        if (terms.factorPpm < least || terms.factorPpm > 4_000_000)
        {
            refusal.refuse(ResultCode.INITIAL_FACTOR_TOO_LOW, least, terms.factorPpm);
            return;
        }
        final TwinPool pool = asset.pool;
        if (pool.lent() != 0 && (pool.weightPpm != terms.weightPpm || pool.thetaPpm != terms.thetaPpm ||
            pool.factorPpm != terms.factorPpm))
        {
            refusal.refuse(ResultCode.ASSET_IN_USE, 0, pool.lent());
            return;
        }
        grow(state, asset, state.timestampNs);
        pool.listed = true;
        pool.minimum = terms.minimum;
        pool.reserve = terms.reserve;
        pool.weightPpm = terms.weightPpm;
        pool.thetaPpm = terms.thetaPpm;
        pool.factorPpm = terms.factorPpm;
        pool.interestPpm = terms.interestPpm;
        pool.sharePpm = terms.sharePpm;
        if (pool.intervalNs != terms.intervalNs)
        {
            pool.intervalNs = terms.intervalNs;
            pool.endNs = terms.intervalNs == 0 ? 0 : (state.timestampNs / terms.intervalNs + 1) * terms.intervalNs;
        }
        pool.began = pool.index;
        pool.beganNs = Math.min(state.timestampNs, pool.endNs);
        new LoanTermsChangedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(), state.effects.claim(TwinEffects.EVERYBODY,
                LoanTermsChangedEncoder.BLOCK_LENGTH), state.effects.header())
            .intervalNs(pool.intervalNs)
            .intervalEndNs(pool.endNs)
            .reserveAtoms(pool.reserve)
            .interestIndex(pool.index.longValueExact())
            .assetId(asset.id)
            .liabilityWeightPpm(pool.weightPpm)
            .thetaPpm(pool.thetaPpm)
            .initialFactorPpm(pool.factorPpm)
            .interestPpm(pool.interestPpm)
            .reserveSharePpm(pool.sharePpm)
            .minimumAtoms(pool.minimum);
    }

    private boolean isOutside(final long value, final long least, final long most)
    {
        if (value >= least && value <= most)
        {
            return false;
        }
        refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < least ? least : most, value);
        return true;
    }

    /** Brings atoms to a pool or, below 0, takes them out. */
    void move(final Command command, final int sign)
    {
        final TwinAsset asset = state.asset(command.asset);
        if (asset == null || !asset.pool.listed)
        {
            refusal.refuse(
                asset == null ? ResultCode.UNKNOWN_ASSET : ResultCode.LOANS_NOT_LISTED, 0, command.asset);
            return;
        }
        final TwinPool pool = asset.pool;
        if (isOutside(command.amount, 1, Long.MAX_VALUE))
        {
            return;
        }
        final BigInteger after = Exact.big(asset.custody).add(Exact.big(command.amount));
        if (sign > 0 && after.compareTo(Exact.big(Long.MAX_VALUE / 4)) > 0)
        {
            refusal.refuse(ResultCode.BALANCE_LIMIT, Long.MAX_VALUE / 4,
                after.min(Exact.big(Long.MAX_VALUE)).longValueExact());
            return;
        }
        if (sign < 0 && command.amount > pool.cash)
        {
            refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, command.amount, pool.cash);
            return;
        }
        asset.custody += sign * command.amount;
        pool.cash += sign * command.amount;
        pool.payFund(state, asset);
        new PoolChangedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(TwinEffects.EVERYBODY, PoolChangedEncoder.BLOCK_LENGTH), state.effects.header())
            .changeAtoms(sign * command.amount)
            .cashAtoms(pool.cash)
            .lentAtoms(pool.lent())
            .assetId(asset.id);
    }

    private TwinAsset lentAsset(final Command command, final long least)
    {
        final TwinAsset asset = state.asset(command.asset);
        if (asset == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, command.asset);
        }
        else if (!isOutside(command.amount, least, Long.MAX_VALUE) && !asset.pool.listed)
        {
            refusal.refuse(ResultCode.LOANS_NOT_LISTED, 0, command.asset);
        }
        return asset;
    }

    void borrow(final Command command)
    {
        final TwinAccount account = accounts.own(command);
        final TwinAsset asset = account == null ? null : lentAsset(command, 1);
        if (refusal.code == ResultCode.ACCEPTED && account.isolated != null)
        {
            refusal.refuse(ResultCode.ISOLATED_ACCOUNT, 0, account.id);
        }
        if (refusal.code != ResultCode.ACCEPTED)
        {
            return;
        }
        final TwinPool pool = asset.pool;
        final BigInteger former = pool.index;
        pool.index = indexAt(pool, state.timestampNs);
        final boolean lends = hasAtoms(account, asset, command.amount) && hasRoom(account, asset) &&
            hasMargin(account, asset, command.amount);
        pool.index = former;
        if (!lends)
        {
            return;
        }
        grow(state, asset, state.timestampNs);
        final BigInteger more = pool.unitsOf(command.amount, true);
        account.loans.merge(asset.index, more, BigInteger::add);
        pool.units = pool.units.add(more);
        pool.cash -= command.amount;
        change(account, asset, command.amount, LoanReason.BORROWED);
        state.borrowed++;
    }

    private boolean hasAtoms(final TwinAccount account, final TwinAsset asset, final long amount)
    {
        final TwinPool pool = asset.pool;
        final long atOne = Exact.ceil(pool.units, Exact.PPM).longValueExact();
        final long lendable = Math.max(0, Math.min((1L << 56) - atOne, pool.cash - pool.reserve));
        final long held = held(account, asset) + TwinState.spotAtoms(account, asset, TwinBook.BUY, null);
        final BigInteger units = account.loans.getOrDefault(asset.index, BigInteger.ZERO)
            .add(pool.unitsOf(amount, true));
        if (asset.price == 0)
        {
            refusal.refuse(ResultCode.MARK_MISSING, 0, asset.id);
        }
        else if (amount > lendable)
        {
            refusal.refuse(ResultCode.POOL_LIMIT, lendable, amount);
        }
        else if (held + amount > asset.maxBalance)
        {
            refusal.refuse(ResultCode.BALANCE_LIMIT, asset.maxBalance, held + amount);
        }
        else if (pool.debt(units).compareTo(Exact.big(pool.minimum)) < 0)
        {
            refusal.refuse(ResultCode.LOAN_TOO_SMALL, pool.minimum, pool.debt(units).longValueExact());
        }
        else if (units.compareTo(Exact.big(1L << 54).multiply(Exact.PPM)) > 0)
        {
            refusal.refuse(ResultCode.BALANCE_LIMIT, 1L << 54, Exact.ceil(units, Exact.PPM).longValueExact());
        }
        else
        {
            final BigInteger former = account.loans.getOrDefault(asset.index, BigInteger.ZERO);
            final BigInteger highest = state.highestCollateral(account, asset, asset.index == 1 ? 0 : amount)
                .subtract(pool.highest(asset, former)).add(pool.highest(asset, units));
            if (highest.compareTo(Exact.big(1L << 61)) > 0)
            {
                refusal.refuse(ResultCode.COLLATERAL_LIMIT, 1L << 61, highest.longValueExact());
            }
        }
        return refusal.code == ResultCode.ACCEPTED;
    }

    private boolean hasRoom(final TwinAccount account, final TwinAsset asset)
    {
        final long loans = state.accounts.values().stream().mapToLong(one -> one.loans.size()).sum();
        final long balances = state.accounts.values().stream().mapToLong(one -> one.balances.size()).sum();
        if (!account.loans.containsKey(asset.index) && loans == limits.balances())
        {
            refusal.refuseFull("loans", limits.balances());
        }
        else if (asset.index != 1 && !account.balances.containsKey(asset.index) && balances == limits.balances())
        {
            refusal.refuseFull("balances", limits.balances());
        }
        return refusal.code == ResultCode.ACCEPTED;
    }

    private boolean hasMargin(final TwinAccount account, final TwinAsset asset, final long amount)
    {
        if (account.level != 0)
        {
            final long equity = state.equity(account);
            refusal.refuse(ResultCode.REDUCE_ONLY_ACCOUNT, equity + state.missing(account), equity);
            return false;
        }
        if (!state.oracle.admitsBorrow(account, asset))
        {
            return false;
        }
        // As if it had been lent already.
        final BigInteger before = account.loans.get(asset.index);
        final Long heldBefore = account.balances.get(asset.index);
        account.loans.merge(asset.index, asset.pool.unitsOf(amount, true), BigInteger::add);
        final long required = state.initial(account, null, 0, 0, 0, null, asset, amount);
        add(account, asset, amount);
        final long equity = state.oracle.slowEquity(account, null, null) - state.unrealisedProfit(account);
        add(account, asset, -amount);
        restore(account.loans, asset, before);
        restore(account.balances, asset, heldBefore);
        if (equity < required)
        {
            refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, equity);
        }
        return equity >= required;
    }

    private static <V> void restore(final Map<Integer, V> map, final TwinAsset asset, final V before)
    {
        if (before == null)
        {
            map.remove(asset.index);
        }
        else
        {
            map.put(asset.index, before);
        }
    }

    private static long held(final TwinAccount account, final TwinAsset asset)
    {
        return asset.index == 1 ? account.cash : account.balances.getOrDefault(asset.index, 0L);
    }

    private static void add(final TwinAccount account, final TwinAsset asset, final long change)
    {
        if (asset.index == 1)
        {
            account.cash += change;
        }
        else
        {
            account.balances.merge(asset.index, change, Long::sum);
        }
    }

    void repay(final Command command)
    {
        final TwinAccount account = accounts.own(command);
        final TwinAsset asset = account == null ? null : lentAsset(command, 0);
        if (refusal.code != ResultCode.ACCEPTED)
        {
            return;
        }
        final BigInteger former = asset.pool.index;
        asset.pool.index = indexAt(asset.pool, state.timestampNs);
        final long owed = state.debt(account, asset);
        asset.pool.index = former;
        final long amount = command.amount == 0 ? owed : command.amount;
        final long free = held(account, asset) - (asset.index == 1 ?
            state.fundingDue(account, state.assets.get(0)) + TwinState.reservedCash(account, null) :
            TwinState.spotAtoms(account, asset, TwinBook.SELL, null));
        if (owed == 0 || amount > owed)
        {
            refusal.refuse(ResultCode.LOAN_EXCEEDED, owed, amount);
        }
        else if (owed != amount && owed - amount < asset.pool.minimum)
        {
            refusal.refuse(ResultCode.LOAN_TOO_SMALL, asset.pool.minimum, owed - amount);
        }
        else if (amount > free)
        {
            refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, amount, free);
        }
        else
        {
            grow(state, asset, state.timestampNs);
            pay(account, asset, amount, LoanReason.REPAID);
        }
    }

    /** Nets balances and loans of the same assets; returns whether there were any. */
    boolean setOff(final TwinAccount account)
    {
        boolean netted = false;
        for (final int index : new ArrayList<>(account.loans.keySet()))
        {
            final TwinAsset asset = state.assets.get(index - 1);
            final long held = held(account, asset) - (index == 1 ? state.fundingDue(account, asset) : 0);
            final long amount = Math.min(held, state.debt(account, asset));
            if (amount > 0)
            {
                pay(account, asset, amount, LoanReason.SET_OFF);
                netted = true;
                state.netted++;
            }
        }
        return netted;
    }

    private void pay(final TwinAccount account, final TwinAsset asset, final long amount, final LoanReason reason)
    {
        final TwinPool pool = asset.pool;
        final BigInteger all = account.loans.get(asset.index);
        final BigInteger less = amount == state.debt(account, asset) ? all : pool.unitsOf(amount, false);
        final long lent = pool.lent();
        account.loans.put(asset.index, all.subtract(less));
        pool.units = pool.units.subtract(less);
        final long fall = lent - pool.lent();
        TwinState.require(amount - fall >= 0 && amount - fall <= 1, "an atom of rounding for each repayment");
        pool.cash += fall;
        pool.rounding += amount - fall;
        pool.payFund(state, asset);
        change(account, asset, -amount, reason);
    }

    private void change(final TwinAccount account, final TwinAsset asset, final long change, final LoanReason reason)
    {
        add(account, asset, change);
        account.ownChange = true;
        new LoanChangedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(), state.effects.claim(state.recipient(account),
                LoanChangedEncoder.BLOCK_LENGTH), state.effects.header())
            .accountId(account.id)
            .changeAtoms(change)
            .balanceAtoms(held(account, asset))
            .debtAtoms(state.debt(account, asset))
            .interestIndex(asset.pool.index.longValueExact())
            .assetId(asset.id)
            .reason(reason);
    }

    /** Ends a step of interest whose time has come. */
    static void endStep(final TwinState state, final TwinAsset asset)
    {
        final TwinPool pool = asset.pool;
        grow(state, asset, pool.endNs);
        pool.began = pool.index;
        pool.beganNs = pool.endNs;
        pool.endNs += pool.intervalNs;
    }

    /** The index of a pool at a time in its present step. */
    static BigInteger indexAt(final TwinPool pool, final long timeNs)
    {
        if (pool.intervalNs == 0)
        {
            return pool.index;
        }
        final BigInteger growth = Exact.ceil(pool.began.multiply(Exact.product(pool.interestPpm,
            Math.min(timeNs, pool.endNs) - pool.beganNs)), YEAR.multiply(Exact.PPM));
        return pool.began.add(growth).min(TwinPool.HIGHEST);
    }

    /** Lets interest grow to a time in the present step. */
    private static void grow(final TwinState state, final TwinAsset asset, final long untilNs)
    {
        final TwinPool pool = asset.pool;
        final BigInteger index = indexAt(pool, untilNs);
        if (index.equals(pool.index))
        {
            return;
        }
        final long lent = pool.lent();
        pool.index = index;
        final long interest = pool.lent() - lent;
        final long share = Exact.floor(Exact.product(interest, pool.sharePpm), Exact.PPM).longValueExact();
        pool.fundDue += share;
        pool.payFund(state, asset);
        state.interest += interest;
        if (lent == 0)
        {
            return;
        }
        new InterestAppliedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(), state.effects.claim(TwinEffects.EVERYBODY,
                InterestAppliedEncoder.BLOCK_LENGTH), state.effects.header())
            .untilNs(Math.min(untilNs, pool.endNs))
            .interestIndex(pool.index.longValueExact())
            .interestAtoms(interest)
            .fundAtoms(share)
            .cashAtoms(pool.cash)
            .lentAtoms(pool.lent())
            .assetId(asset.id);
    }

    /** The sum of debts is what pools have lent, with less than an atom of rounding for each. */
    static void checkPools(final TwinState state)
    {
        for (final TwinAsset asset : state.assets)
        {
            final List<BigInteger> debts = state.accounts.values().stream()
                .map(account -> asset.pool.debt(account.loans.getOrDefault(asset.index, BigInteger.ZERO))).toList();
            final BigInteger above = debts.stream().reduce(BigInteger.ZERO, BigInteger::add)
                .subtract(Exact.big(asset.pool.lent()));
            TwinState.require(above.signum() >= 0 && above.compareTo(Exact.big(debts.size())) <= 0,
                "the debts are what is lent");
            TwinState.require(asset.pool.fundDue == 0 || asset.pool.cash == 0, "the fund is paid while there is cash");
        }
    }
}

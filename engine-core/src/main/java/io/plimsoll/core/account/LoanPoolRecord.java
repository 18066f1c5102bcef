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
package io.plimsoll.core.account;

import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * The lender of all loans in one asset, with their terms; its index is the asset's. What it has lent is its units times
 * the interest index, rounded down; its own worth is that and its cash, less what it owes to the fund.
 * <pre>
 * offset bytes field
 *      0   8  interestIndex              growth of one atom lent at the beginning, 10^-12; 0 no loans
 *      8   8  cashAtoms                  what is there to be lent or withdrawn
 *     16  16  units                      units of all loans, millionths of an atom at an index of one
 *     32   8  reserveAtoms               cash that is not lent
 *     40   8  intervalNs                 length of a step of interest; 0 none is charged
 *     48   8  intervalEndNs              when the present step ends
 *     56   8  fundDueAtoms               what it owes to the fund and has no cash for
 *     64   8  roundingAtoms              what debtors have paid beyond what was lent, by rounding
 *     72   4  liabilityWeightPpm         weight of a loan in equity
 *     76   4  thetaPpm                   target health of an episode with this asset
 *     80   4  initialFactorPpm           factor of a loan in the initial requirement
 *     84   4  interestPpm                interest of a year
 *     88   4  reserveSharePpm            share of interest that goes to the fund
 *     96   8  stepIndex                  interestIndex when the present step, or its rate, began
 *    104   8  stepBeganNs                when that was
 *    112   8  minimumAtoms               least that is lent to an account; a loan is repaid whole or to no less
 *    120      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class LoanPoolRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 120;

    private static final int INTEREST_INDEX_OFFSET = 0;
    private static final int CASH_ATOMS_OFFSET = 8;
    private static final int UNITS_OFFSET = 16;
    private static final int RESERVE_ATOMS_OFFSET = 32;
    private static final int INTERVAL_NS_OFFSET = 40;
    private static final int INTERVAL_END_NS_OFFSET = 48;
    private static final int FUND_DUE_ATOMS_OFFSET = 56;
    private static final int ROUNDING_ATOMS_OFFSET = 64;
    private static final int LIABILITY_WEIGHT_PPM_OFFSET = 72;
    private static final int THETA_PPM_OFFSET = 76;
    private static final int INITIAL_FACTOR_PPM_OFFSET = 80;
    private static final int INTEREST_PPM_OFFSET = 84;
    private static final int RESERVE_SHARE_PPM_OFFSET = 88;
    private static final int STEP_INDEX_OFFSET = 96;
    private static final int STEP_BEGAN_NS_OFFSET = 104;
    private static final int MINIMUM_ATOMS_OFFSET = 112;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public LoanPoolRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Growth of one atom lent at the beginning, 10^-12; 0 no loans.
     *
     * @return the value.
     */
    public long interestIndex()
    {
        return Memory.getLong(address + INTEREST_INDEX_OFFSET);
    }

    /**
     * Sets: growth of one atom lent at the beginning, 10^-12; 0 no loans.
     *
     * @param value to be stored.
     */
    public void interestIndex(final long value)
    {
        Memory.putLong(address + INTEREST_INDEX_OFFSET, value);
    }

    /**
     * What is there to be lent or withdrawn.
     *
     * @return the value.
     */
    public long cashAtoms()
    {
        return Memory.getLong(address + CASH_ATOMS_OFFSET);
    }

    /**
     * Sets: what is there to be lent or withdrawn.
     *
     * @param value to be stored.
     */
    public void cashAtoms(final long value)
    {
        Memory.putLong(address + CASH_ATOMS_OFFSET, value);
    }

    /**
     * Loads: units of all loans, millionths of an atom at an index of one.
     *
     * @param target register that receives the value.
     * @return the register.
     */
    public Int128 loadUnits(final Int128 target)
    {
        final long high = Memory.getLong(address + UNITS_OFFSET + 8);
        return target.set(high, Memory.getLong(address + UNITS_OFFSET));
    }

    /**
     * Stores: units of all loans, millionths of an atom at an index of one.
     *
     * @param value register that holds the value.
     */
    public void storeUnits(final Int128 value)
    {
        Memory.putLong(address + UNITS_OFFSET, value.low());
        Memory.putLong(address + UNITS_OFFSET + 8, value.high());
    }

    /**
     * Cash that is not lent.
     *
     * @return the value.
     */
    public long reserveAtoms()
    {
        return Memory.getLong(address + RESERVE_ATOMS_OFFSET);
    }

    /**
     * Sets: cash that is not lent.
     *
     * @param value to be stored.
     */
    public void reserveAtoms(final long value)
    {
        Memory.putLong(address + RESERVE_ATOMS_OFFSET, value);
    }

    /**
     * Length of a step of interest; 0 none is charged.
     *
     * @return the value.
     */
    public long intervalNs()
    {
        return Memory.getLong(address + INTERVAL_NS_OFFSET);
    }

    /**
     * Sets: length of a step of interest; 0 none is charged.
     *
     * @param value to be stored.
     */
    public void intervalNs(final long value)
    {
        Memory.putLong(address + INTERVAL_NS_OFFSET, value);
    }

    /**
     * When the present step ends.
     *
     * @return the value.
     */
    public long intervalEndNs()
    {
        return Memory.getLong(address + INTERVAL_END_NS_OFFSET);
    }

    /**
     * Sets: when the present step ends.
     *
     * @param value to be stored.
     */
    public void intervalEndNs(final long value)
    {
        Memory.putLong(address + INTERVAL_END_NS_OFFSET, value);
    }

    /**
     * What it owes to the fund and has no cash for.
     *
     * @return the value.
     */
    public long fundDueAtoms()
    {
        return Memory.getLong(address + FUND_DUE_ATOMS_OFFSET);
    }

    /**
     * Sets: what it owes to the fund and has no cash for.
     *
     * @param value to be stored.
     */
    public void fundDueAtoms(final long value)
    {
        Memory.putLong(address + FUND_DUE_ATOMS_OFFSET, value);
    }

    /**
     * What debtors have paid beyond what was lent, by rounding.
     *
     * @return the value.
     */
    public long roundingAtoms()
    {
        return Memory.getLong(address + ROUNDING_ATOMS_OFFSET);
    }

    /**
     * Sets: what debtors have paid beyond what was lent, by rounding.
     *
     * @param value to be stored.
     */
    public void roundingAtoms(final long value)
    {
        Memory.putLong(address + ROUNDING_ATOMS_OFFSET, value);
    }

    /**
     * Weight of a loan in equity.
     *
     * @return the value.
     */
    public int liabilityWeightPpm()
    {
        return Memory.getInt(address + LIABILITY_WEIGHT_PPM_OFFSET);
    }

    /**
     * Sets: weight of a loan in equity.
     *
     * @param value to be stored.
     */
    public void liabilityWeightPpm(final int value)
    {
        Memory.putInt(address + LIABILITY_WEIGHT_PPM_OFFSET, value);
    }

    /**
     * Target health of an episode with this asset.
     *
     * @return the value.
     */
    public int thetaPpm()
    {
        return Memory.getInt(address + THETA_PPM_OFFSET);
    }

    /**
     * Sets: target health of an episode with this asset.
     *
     * @param value to be stored.
     */
    public void thetaPpm(final int value)
    {
        Memory.putInt(address + THETA_PPM_OFFSET, value);
    }

    /**
     * Factor of a loan in the initial requirement.
     *
     * @return the value.
     */
    public int initialFactorPpm()
    {
        return Memory.getInt(address + INITIAL_FACTOR_PPM_OFFSET);
    }

    /**
     * Sets: factor of a loan in the initial requirement.
     *
     * @param value to be stored.
     */
    public void initialFactorPpm(final int value)
    {
        Memory.putInt(address + INITIAL_FACTOR_PPM_OFFSET, value);
    }

    /**
     * Interest of a year.
     *
     * @return the value.
     */
    public int interestPpm()
    {
        return Memory.getInt(address + INTEREST_PPM_OFFSET);
    }

    /**
     * Sets: interest of a year.
     *
     * @param value to be stored.
     */
    public void interestPpm(final int value)
    {
        Memory.putInt(address + INTEREST_PPM_OFFSET, value);
    }

    /**
     * Share of interest that goes to the fund.
     *
     * @return the value.
     */
    public int reserveSharePpm()
    {
        return Memory.getInt(address + RESERVE_SHARE_PPM_OFFSET);
    }

    /**
     * Sets: share of interest that goes to the fund.
     *
     * @param value to be stored.
     */
    public void reserveSharePpm(final int value)
    {
        Memory.putInt(address + RESERVE_SHARE_PPM_OFFSET, value);
    }

    /**
     * Interest index when the present step, or its rate, began.
     *
     * @return the value.
     */
    public long stepIndex()
    {
        return Memory.getLong(address + STEP_INDEX_OFFSET);
    }

    /**
     * Sets: interest index when the present step, or its rate, began.
     *
     * @param value to be stored.
     */
    public void stepIndex(final long value)
    {
        Memory.putLong(address + STEP_INDEX_OFFSET, value);
    }

    /**
     * When the present step, or its rate, began.
     *
     * @return the value.
     */
    public long stepBeganNs()
    {
        return Memory.getLong(address + STEP_BEGAN_NS_OFFSET);
    }

    /**
     * Sets: when the present step, or its rate, began.
     *
     * @param value to be stored.
     */
    public void stepBeganNs(final long value)
    {
        Memory.putLong(address + STEP_BEGAN_NS_OFFSET, value);
    }

    /**
     * Least that is lent to an account; a loan is repaid whole or to no less.
     *
     * @return the value.
     */
    public long minimumAtoms()
    {
        return Memory.getLong(address + MINIMUM_ATOMS_OFFSET);
    }

    /**
     * Sets: least that is lent to an account; a loan is repaid whole or to no less.
     *
     * @param value to be stored.
     */
    public void minimumAtoms(final long value)
    {
        Memory.putLong(address + MINIMUM_ATOMS_OFFSET, value);
    }
}

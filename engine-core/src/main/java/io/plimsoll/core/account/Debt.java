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

/**
 * The arithmetic of loans. A loan is kept in units, millionths of an atom at an interest index of one:
 * <pre>
 *   debt     = ceil(units * index / 10^18)          what has to be paid to be rid of it
 *   borrowed n atoms   adds  ceil(n * 10^18 / index) units
 *   repaid   n atoms   takes floor(n * 10^18 / index) units, or all of them if nothing is owed then
 * </pre>
 * Each rounding is against the debtor, and by less than an atom. 0 B.
 */
public final class Debt
{
    /** Nanoseconds of a year of 365 days, to which rates of interest refer. */
    public static final long YEAR_NS = 365L * 86_400 * 1_000_000_000;
    /** An index of one. */
    public static final long INDEX_ONE = 1_000_000_000_000L;
    /** How many times its beginning an index may grow to, so that no loan ever passes what a long can hold. */
    public static final long GROWTH_MAX = 64;
    /** No index grows beyond this; interest ends there. */
    public static final long INDEX_MAX = GROWTH_MAX * INDEX_ONE;
    /** Most atoms, at an index of one, of one loan. */
    public static final long LOAN_MAX = (1L << 60) / GROWTH_MAX;
    /** Most atoms, at an index of one, that all loans in an asset may be. */
    public static final long LENT_MAX = (1L << 62) / GROWTH_MAX;

    private static final long PPM = 1_000_000;
    private static final long UNITS_PER_ATOM = 1_000_000;
    private static final long SCALE = INDEX_ONE * UNITS_PER_ATOM;

    private final Int128 work = new Int128();
    private final Int128 year = new Int128();

    /** Registers of its own; nothing else is held. */
    public Debt()
    {
    }

    /**
     * What a loan amounts to.
     *
     * @param units of the loan.
     * @param index of its asset.
     * @return atoms, rounded up.
     */
    public long atomsCeil(final Int128 units, final long index)
    {
        return work.set(units).multiply(index).divideCeil(SCALE);
    }

    /**
     * What all loans amount to for the one who has lent them.
     *
     * @param units of the loans.
     * @param index of their asset.
     * @return atoms, rounded down.
     */
    public long atomsFloor(final Int128 units, final long index)
    {
        return work.set(units).multiply(index).divideFloor(SCALE);
    }

    /**
     * Units of an amount that is borrowed.
     *
     * @param atoms  not negative.
     * @param index  of the asset.
     * @param target register that receives them, rounded up.
     * @return the register.
     */
    public Int128 unitsCeil(final long atoms, final long index, final Int128 target)
    {
        final long rest = whole(atoms, index, target);
        return target.add(work.product(rest, UNITS_PER_ATOM).divideCeil(index));
    }

    /**
     * Units of an amount that is repaid.
     *
     * @param atoms  not negative.
     * @param index  of the asset.
     * @param target register that receives them, rounded down.
     * @return the register.
     */
    public Int128 unitsFloor(final long atoms, final long index, final Int128 target)
    {
        final long rest = whole(atoms, index, target);
        return target.add(work.product(rest, UNITS_PER_ATOM).divideFloor(index));
    }

    /** Sets the units of the whole atoms at an index of one, and returns what is left of 10^12 times the amount. */
    private long whole(final long atoms, final long index, final Int128 target)
    {
        final long atomsAtOne = work.product(atoms, INDEX_ONE).divideFloor(index);
        target.product(atomsAtOne, UNITS_PER_ATOM);
        return work.subtractProduct(atomsAtOne, index).toLongExact();
    }

    /**
     * Atoms of units at an index of one.
     *
     * @param units of loans.
     * @return atoms, rounded up.
     */
    public long atomsAtOne(final Int128 units)
    {
        return work.set(units).divideCeil(UNITS_PER_ATOM);
    }

    /**
     * What a loan can grow to.
     *
     * @param units of the loan, at most {@link #LOAN_MAX} atoms at an index of one.
     * @return atoms, rounded up.
     */
    public long mostAtoms(final Int128 units)
    {
        return work.set(units).multiply(GROWTH_MAX).divideCeil(UNITS_PER_ATOM);
    }

    /**
     * The interest index of a pool at a time in its present step: in proportion to the time since the step began, so
     * that it does not hang on how often it is asked for.
     *
     * @param of    on the record of the pool.
     * @param nowNs time, at or after the beginning of the step.
     * @return index, rounded up.
     */
    public long indexAt(final LoanPoolRecord of, final long nowNs)
    {
        if (of.intervalNs() == 0)
        {
            return of.interestIndex();
        }
        final long elapsedNs = Math.min(nowNs, of.intervalEndNs()) - of.stepBeganNs();
        final long growth = work.product(of.stepIndex(), of.interestPpm()).multiply(elapsedNs)
            .divideCeil(year.product(YEAR_NS, PPM));
        return of.stepIndex() + Math.min(growth, INDEX_MAX - of.stepIndex());
    }
}

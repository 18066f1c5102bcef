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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;

/**
 * The price at which liquidation starts: the last mark of an instrument, moved alone while all other prices stand, at
 * which an account is not below maintenance. As the requirement is the highest of one line for each bracket,
 * <pre>
 *   10^6 * E - M = rest + min over t of ( (10^6 * q - |q| * r(t)) * k * m + d(t) )
 * </pre>
 * and each line meets zero at one mark. The line that binds is found from the bracket of the present mark on: where its
 * mark lies in another bracket that one's line is tried, which moves the mark back towards the present one, and each
 * bracket is tried once at most. No bracket is left out, no mark is tried, and where E = M falls on a whole mark that
 * is the answer.
 * <p>
 * What settles in another asset counts by the weights and at the price of the asset: there the mark is found by
 * halving. At the rates in force and, where the rates of an instrument follow its volatility, once more at those
 * announced. Source: margin model, section 16 and example 17; model rules, part 2, point 12. 0 B; the engine's thread
 * alone.
 */
public final class LiquidationPrices
{
    /** There is no such mark within those listed. */
    public static final long NONE = 0;

    private static final long PPM = 1_000_000;

    private final AccountRecord account;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final RateTable rates;
    private final FrozenTable frozen;
    private final Brackets brackets = new Brackets();
    private final Int128 slack = new Int128();
    private final Int128 announcedSlack = new Int128();
    private final Int128 rest = new Int128();
    private final Int128 numerator = new Int128();
    private final Int128 divisor = new Int128();
    private final Int128 bound = new Int128();
    private final NetPrices nets;
    private boolean varies;
    private boolean triesOthers = true;
    private long lotAtoms;
    private long lots;
    private boolean isLong;
    private long presentMark;
    private long mostMark;
    private long inForce;
    private long announced;

    /**
     * Prices of any account.
     *
     * @param accounts  asked about.
     * @param catalogue with marks and brackets.
     */
    public LiquidationPrices(final Accounts accounts, final Catalogue catalogue)
    {
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
        rates = catalogue.newRateTable();
        frozen = catalogue.newFrozenTable();
        nets = new NetPrices(accounts, catalogue);
    }

    /**
     * Chooses the account that {@link #of} is asked about.
     *
     * @param accountIndex of the account.
     * @param valuation    that has just evaluated it.
     */
    public void account(final int accountIndex, final Valuation valuation)
    {
        slack.product(valuation.equityAtoms(), PPM).subtract(valuation.maintenance());
        announcedSlack.set(slack);
        varies = false;
        account.wrap(accountIndex);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            varies |= position.lots() != 0 && instrument.varies();
            if (position.lots() != 0 && instrument.varies() && instrument.settlementAsset() == Catalogue.REFERENCE)
            {
                final long notionalAtoms = Math.abs(position.lots()) * Valuation.lotValueAtoms(instrument);
                brackets.addRequirement(
                    frozen.of(instrument, position.frozenPpm()), notionalAtoms, announcedSlack);
                rest.set(0);
                brackets.addRequirement(rates.of(instrument, RateTable.NEXT), notionalAtoms, rest);
                announcedSlack.subtract(rest);
            }
        }
        if (varies && valuation.settlesElsewhere())
        {
            nets.announce(accountIndex, announcedSlack);
        }
    }

    /**
     * Computes both prices of a position.
     *
     * @param held on the record of a position of the account, with lots.
     * @param in   on the record of its instrument.
     */
    public void of(final PositionRecord held, final InstrumentRecord in)
    {
        lots = held.lots();
        isLong = lots > 0;
        lotAtoms = Math.abs(lots) * in.markFactorAtoms();
        presentMark = in.markSubTicks();
        mostMark = in.maxMarkSubTicks();
        if (in.settlementAsset() != Catalogue.REFERENCE)
        {
            inForce = nets.last(held, in, false, slack);
            announced = varies ? nets.last(held, in, true, announcedSlack) : inForce;
            return;
        }
        inForce = solve(frozen.of(in, held.frozenPpm()), slack);
        announced = varies ? solve(rates.of(in, RateTable.NEXT), announcedSlack) : inForce;
    }

    /**
     * At the rates in force.
     *
     * @return mark in sub-ticks; {@link #NONE}; the present mark if the account is below maintenance already.
     */
    public long inForceSubTicks()
    {
        return inForce;
    }

    /**
     * At the rates announced.
     *
     * @return mark in sub-ticks; {@link #NONE}; the present mark if the account would be below maintenance already.
     */
    public long announcedSubTicks()
    {
        return announced;
    }

    private long solve(final BracketTableRecord table, final Int128 slackNow)
    {
        if (slackNow.isNegative())
        {
            return presentMark;
        }
        final long notionalAtoms = lotAtoms * presentMark;
        rest.set(slackNow);
        brackets.addRequirement(table, notionalAtoms, rest);
        numerator.product(notionalAtoms, PPM);
        if (isLong)
        {
            rest.subtract(numerator);
        }
        else
        {
            rest.add(numerator);
        }
        return isLong ? lowest(table) : highest(table);
    }

    private long lowest(final BracketTableRecord table)
    {
        long mark = lowestOf(table, presentMark);
        long closer = lowestOf(table, mark);
        while (closer > mark && triesOthers)
        {
            mark = closer;
            closer = lowestOf(table, mark);
        }
        // Where the least mark that there is keeps the account up, none lets it down.
        return mark == 1 ? NONE : mark;
    }

    private long highest(final BracketTableRecord table)
    {
        long mark = highestOf(table, presentMark);
        long closer = highestOf(table, mark);
        while (closer < mark && triesOthers)
        {
            mark = closer;
            closer = highestOf(table, mark);
        }
        return mark == mostMark ? NONE : mark;
    }

    /** The least mark at which the line of the bracket that holds another mark is not below zero. */
    private long lowestOf(final BracketTableRecord table, final long mark)
    {
        final int bracket = lineAt(table, mark);
        if (!numerator.isNegative())
        {
            return 1;
        }
        divisor.product(lotAtoms, PPM - table.bracketRatePpm(bracket));
        return Math.max(1, numerator.negate().divideCeil(divisor));
    }

    /** The highest mark at which the line of the bracket that holds another mark is not below zero. */
    private long highestOf(final BracketTableRecord table, final long mark)
    {
        final int bracket = lineAt(table, mark);
        divisor.product(lotAtoms, PPM + table.bracketRatePpm(bracket));
        bound.set(divisor).multiply(mostMark);
        return numerator.compareTo(bound) >= 0 ? mostMark : numerator.divideFloor(divisor);
    }

    /** Loads what a line has at a mark of zero, and returns its bracket. */
    private int lineAt(final BracketTableRecord table, final long mark)
    {
        final int bracket = Brackets.bracketOf(table, lotAtoms * mark);
        numerator.set(rest).add(table.loadBracketDeduction(bracket, bound));
        return bracket;
    }

    /** Plants the defect that only the bracket of the present mark counts. */
    void plantTangent()
    {
        triesOthers = false;
    }
}

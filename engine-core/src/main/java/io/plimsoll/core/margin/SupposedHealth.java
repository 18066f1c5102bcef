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
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The answer to a question: the health that an account would have, and the price of each of its instruments at which
 * its liquidation would start. Stands until the next question is asked. 0 B; the engine's thread alone.
 */
public final class SupposedHealth
{
    /** No number: nothing is required, or no price matters. */
    public static final long NONE = -1;
    /** Highest health that is shown, ppm. */
    public static final long HEALTH_MOST_PPM = 1_000_000_000_000L;

    private static final long PPM = 1_000_000;

    private final Valuation valuation;
    private final InitialRequirement initial;
    private final SlowEquity slowEquity;
    private final Standing standing;
    private final LoadLines lines;
    private final SafeRadius radius;
    private final LiquidationPrices liquidation;
    private final AccountRecord account;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final Int128 numerator = new Int128();
    private final Int128 denominator = new Int128();
    private final Int128 most = new Int128();
    private final int[] instrumentIds;
    private final long[] positionLots;
    private final long[] marks;
    private final long[] inForce;
    private final long[] announced;
    private long accountId;
    private long equityAtoms;
    private long slowEquityAtoms;
    private long maintenanceAtoms;
    private long initialAtoms;
    private long notionalAtoms;
    private long loanAtoms;
    private long missingAtoms;
    private long healthPpm;
    private long radiusPpm;
    private int state;
    private int positions;

    /**
     * Answers about any account.
     *
     * @param accounts      asked about.
     * @param catalogue     with marks and brackets.
     * @param valuation     exact value.
     * @param initial       exact requirement.
     * @param slowEquity    that knows what the slow price takes away.
     * @param lines         of the engine.
     * @param standing      that judges accounts.
     * @param positionsMost of an account.
     */
    SupposedHealth(
        final Accounts accounts,
        final Catalogue catalogue,
        final Valuation valuation,
        final InitialRequirement initial,
        final SlowEquity slowEquity,
        final LoadLines lines,
        final Standing standing,
        final int positionsMost)
    {
        this.valuation = valuation;
        this.initial = initial;
        this.slowEquity = slowEquity;
        this.lines = lines;
        this.standing = standing;
        radius = new SafeRadius(accounts, catalogue);
        liquidation = new LiquidationPrices(accounts, catalogue);
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
        instrumentIds = new int[positionsMost];
        positionLots = new long[positionsMost];
        marks = new long[positionsMost];
        inForce = new long[positionsMost];
        announced = new long[positionsMost];
    }

    /**
     * Measures an account as it is booked now.
     *
     * @param accountIndex of the account.
     * @param refusal      receives the reason if it cannot be measured.
     * @return a {@link ResultCode}.
     */
    int measure(final int accountIndex, final Refusal refusal)
    {
        initialAtoms = initial.evaluate(accountIndex);
        if (initial.highestNotionalAtoms() > ListingRules.NOTIONAL_MAX)
        {
            return refusal.refuse(
                ResultCode.NOTIONAL_LIMIT, ListingRules.NOTIONAL_MAX, initial.highestNotionalAtoms());
        }
        valuation.evaluate(accountIndex);
        equityAtoms = valuation.equityAtoms();
        maintenanceAtoms = valuation.maintenanceAtoms();
        notionalAtoms = valuation.notionalAtoms();
        loanAtoms = valuation.loanAtoms();
        slowEquityAtoms = equityAtoms - slowEquity.excessAtoms(accountIndex);
        healthPpm = health();
        radiusPpm = radius.ppm(accountIndex, valuation);
        account.wrap(accountIndex);
        accountId = account.accountId();
        state = Standing.stateOf(standing.level(account, valuation));
        missingAtoms = state == AccountState.NORMAL.value() ? 0 :
            state == AccountState.RESTRICTED.value() ? Math.max(0, initialAtoms - slowEquityAtoms) :
            valuation.missingAtoms(lines.ppm(LoadLines.CALL_RELEASE));
        measurePositions(accountIndex);
        return ResultCode.ACCEPTED;
    }

    private void measurePositions(final int accountIndex)
    {
        positions = 0;
        liquidation.account(accountIndex, valuation);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.lots() != 0)
            {
                instrument.wrap(position.instrument());
                liquidation.of(position, instrument);
                instrumentIds[positions] = instrument.instrumentId();
                positionLots[positions] = position.lots();
                marks[positions] = instrument.markSubTicks();
                inForce[positions] = liquidation.inForceSubTicks();
                announced[positions++] = liquidation.announcedSubTicks();
            }
        }
    }

    private long health()
    {
        denominator.product(valuation.loanAtoms(), PPM).add(valuation.maintenance());
        if (denominator.signum() == 0)
        {
            return NONE;
        }
        numerator.product(Math.addExact(equityAtoms, loanAtoms), PPM * PPM);
        if (numerator.isNegative())
        {
            return 0;
        }
        return numerator.compareTo(most.set(denominator).multiply(HEALTH_MOST_PPM)) >= 0 ?
            HEALTH_MOST_PPM : numerator.divideFloor(denominator);
    }

    /**
     * The account of the answer.
     *
     * @return its id.
     */
    public long accountId()
    {
        return accountId;
    }

    /**
     * Equity.
     *
     * @return reference atoms.
     */
    public long equityAtoms()
    {
        return equityAtoms;
    }

    /**
     * Equity at the slow price, with which the initial requirement is compared.
     *
     * @return reference atoms.
     */
    public long slowEquityAtoms()
    {
        return slowEquityAtoms;
    }

    /**
     * Maintenance requirement.
     *
     * @return reference atoms, rounded up.
     */
    public long maintenanceAtoms()
    {
        return maintenanceAtoms;
    }

    /**
     * Initial requirement with the resting orders.
     *
     * @return reference atoms, rounded up.
     */
    public long initialAtoms()
    {
        return initialAtoms;
    }

    /**
     * Value of the account's loans.
     *
     * @return reference atoms.
     */
    public long loanAtoms()
    {
        return loanAtoms;
    }

    /**
     * Sum of the notionals of its positions.
     *
     * @return reference atoms.
     */
    public long notionalAtoms()
    {
        return notionalAtoms;
    }

    /**
     * What would end the margin call, or what lacks to the initial requirement.
     *
     * @return reference atoms; 0 in NORMAL.
     */
    public long missingAtoms()
    {
        return missingAtoms;
    }

    /**
     * Health factor.
     *
     * @return ppm, rounded down, from 0 to {@link #HEALTH_MOST_PPM}; {@link #NONE} if nothing is required or owed.
     */
    public long healthPpm()
    {
        return healthPpm;
    }

    /**
     * How far all prices may move in any direction without bringing the account below maintenance.
     *
     * @return ppm of each price, rounded down; {@link #NONE} if no price matters.
     */
    public long radiusPpm()
    {
        return radiusPpm;
    }

    /**
     * The state that would follow.
     *
     * @return state as the wire names it.
     */
    public int state()
    {
        return state;
    }

    /**
     * Positions with lots, by instrument as it was listed.
     *
     * @return number.
     */
    public int positions()
    {
        return positions;
    }

    /**
     * Instrument of a position.
     *
     * @param place from 0.
     * @return id.
     */
    public int instrumentId(final int place)
    {
        return instrumentIds[place];
    }

    /**
     * Lots of a position.
     *
     * @param place from 0.
     * @return signed lots.
     */
    public long positionLots(final int place)
    {
        return positionLots[place];
    }

    /**
     * Mark of a position, as supposed.
     *
     * @param place from 0.
     * @return sub-ticks.
     */
    public long markSubTicks(final int place)
    {
        return marks[place];
    }

    /**
     * The last mark at which the account is not below maintenance, at the rates in force.
     *
     * @param place of the position, from 0.
     * @return sub-ticks; 0 if there is none; the mark itself if the account would be below maintenance already.
     */
    public long inForceSubTicks(final int place)
    {
        return inForce[place];
    }

    /**
     * The same at the rates announced.
     *
     * @param place of the position, from 0.
     * @return sub-ticks; 0 if there is none; the mark itself if the account would be below maintenance already.
     */
    public long announcedSubTicks(final int place)
    {
        return announced[place];
    }

    /** The prices, for the defect that they carry. */
    LiquidationPrices prices()
    {
        return liquidation;
    }
}

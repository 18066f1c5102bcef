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
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Looks at an account of which a bound is passed and which marks alone can move: no order, balance or loan, nothing
 * funded, no rate that moves, no slow price. One walk over its positions does what otherwise evaluation, maintenance,
 * initial requirement and arming do in a walk each. It finds
 * <pre>
 *   equity, exactly;   requirement, at most two atoms a position too high;   what the regions that hold cost at most
 * </pre>
 * and if equity is not below that requirement, the account is above its initial requirement and so above every line.
 * Then it goes on being at ease: positions without a region, and a few more ({@link InitialDonors}), get new ones out
 * of what is left. Anything else is left to the exact evaluation.
 * <p>
 * A kept region is judged anew by the lots that the position has now, so it does not matter what they were when it was
 * found. All is 64-bit arithmetic: accounts with a notional of 2^52 atoms in an instrument are left out. 0 B.
 */
final class PlainVisit
{
    private static final int NORMAL = AccountState.NORMAL.value();
    private static final int NOT_QUEUED = 0;

    private static final long SCALE = 1_000_000_000_000L;
    private static final long NOTIONAL_MAX = 1L << 52;
    private static final int FACTOR_MAX_PPM = 1 << 24;
    private static final int LEVERAGE_MAX = 1 << 10;
    /** No initial rate above twice the notional, in parts of 10^12. */
    private static final long RATE_MAX = 2 * SCALE;
    /** 2^100 / 10^12, rounded down: a number times this is the number over 10^12 as a fraction of 2^64 * 2^36. */
    private static final long INVERSE_SCALE = 1_267_650_600_228_229_401L;
    private static final int RATE_SHIFT = 20;
    private static final int NOTIONAL_SHIFT = 8;
    private static final int FACTOR_SHIFT = 30;
    private static final int PRODUCT_SHIFT = 9;
    /** Rates are rounded to parts of 10^12 / 2^15 where only bounds hang on them, as in {@link PositionRegion}. */
    private static final int COARSE_SHIFT = 15;
    private static final int PPM_SHIFT = 20;

    private final InitialRequirement initial;
    private final InitialPositions positions;
    private final InitialDonors donors;
    private final AccountRecord account;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private long equityAtoms;
    private long requiredAtoms;

    PlainVisit(
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final InitialRequirement initial,
        final InitialPositions positions)
    {
        this.initial = initial;
        this.positions = positions;
        donors = new InitialDonors(limits.positionsPerAccount());
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    /**
     * Lets an account go on being at ease if that can be proved here.
     *
     * @param accountIndex of the account.
     * @param arms         that know the share of each atom of value.
     * @return true if the account is at ease and its bounds are set, false if nothing is known and nothing changed.
     */
    boolean isAtEase(final int accountIndex, final InitialArms arms)
    {
        account.wrap(accountIndex);
        if (!isPlain() || !count())
        {
            return false;
        }
        donors.choose(equityAtoms - requiredAtoms);
        arms.begin(donors.availableAtoms(), donors.chosenWeight());
        for (int place = 0; place < donors.chosen(); place++)
        {
            keep(donors.index(place), arms);
        }
        arms.open(account);
        return true;
    }

    /** Whether the account is at ease so far and no other bound is set for it than those of its positions. */
    private boolean isPlain()
    {
        return account.initialArm() == InitialArms.LOSS && account.roomState() == MarginRoom.NONE &&
            account.level() == Standing.ABOVE && account.state() == NORMAL && account.queueStatus() == NOT_QUEUED &&
            account.firstBalance() == 0 && account.firstLoan() == 0 && account.firstShortfall() == 0 &&
            account.pledge() == 0;
    }

    private boolean count()
    {
        donors.clear();
        initial.ask(account.index());
        equityAtoms = account.cashAtoms();
        requiredAtoms = 0;
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            if (!isPlainPosition() || !countPosition())
            {
                return false;
            }
        }
        return equityAtoms >= requiredAtoms;
    }

    private boolean isPlainPosition()
    {
        return position.lots() != 0 && (position.buyLots() | position.sellLots()) == 0 &&
            instrument.factors() == 0 && !Contracts.isSpot(instrument) &&
            instrument.settlementAsset() == Catalogue.REFERENCE && positions.slowSubTicks(instrument.index()) == 0;
    }

    private boolean countPosition()
    {
        final long lots = position.lots();
        final long valueAtoms = lots * Valuation.lotValueAtoms(instrument);
        final long notionalAtoms = Math.abs(valueAtoms);
        final int bracket = Brackets.bracketOf(instrument, notionalAtoms);
        final long factorPpm = instrument.initialFactorPpm();
        final long rate = factorPpm * instrument.bracketRatePpm(bracket);
        final int leverage = initial.leverageOf(instrument);
        if (notionalAtoms >= NOTIONAL_MAX || factorPpm >= FACTOR_MAX_PPM || rate > RATE_MAX || leverage > LEVERAGE_MAX)
        {
            return false;
        }
        final long byRate = atRate(notionalAtoms, rate) - deductionAtoms(bracket, factorPpm);
        // No division where the requirement by rates is the higher one, as it mostly is.
        final long required = byRate * leverage >= notionalAtoms ? byRate : notionalAtoms / leverage + 1;
        requiredAtoms += required;
        equityAtoms = Math.addExact(equityAtoms, Math.subtractExact(
            valueAtoms, Math.addExact(position.costAtoms(), position.fundingDueAtoms(instrument.fundingAtoms()))));
        donors.add(position.index(), notionalAtoms, costAtoms(factorPpm, leverage));
        return true;
    }

    /** A part of a notional below 2^52, by a rate in parts of 10^12, rounded up by an atom at most. */
    private static long atRate(final long notionalAtoms, final long rate)
    {
        final long fraction = Math.multiplyHigh(rate << RATE_SHIFT, INVERSE_SCALE + 1) + 1;
        return Math.multiplyHigh(notionalAtoms << NOTIONAL_SHIFT, fraction) + 1;
    }

    /**
     * What the brackets below take off a requirement, times the factor of the initial one, rounded down. In the bracket
     * of a notional below 2^52 atoms it is below 2^72 ppm x atoms.
     */
    private long deductionAtoms(final int bracket, final long factorPpm)
    {
        final long deduction = instrument.bracketDeduction(bracket, PPM_SHIFT);
        final long fraction = Math.multiplyHigh(factorPpm << FACTOR_SHIFT, INVERSE_SCALE);
        return Math.multiplyHigh(deduction << PRODUCT_SHIFT, fraction << PRODUCT_SHIFT);
    }

    /**
     * What the position takes from the slack at most in the region that it has, see {@link PositionRegion}: a long has
     * its loss at the lowest mark, as long as no rate asks for more of a rise than the rise brings; a short its loss at
     * the highest mark, and what is required there by the rate that holds there.
     */
    private long costAtoms(final long factorPpm, final int leverage)
    {
        final long bound = position.windowHighSubTicks() == 0 ? position.windowLowSubTicks() : 0;
        final long mark = instrument.markSubTicks();
        if (position.lots() > 0)
        {
            return bound <= 0 || bound >= mark || outgrows(factorPpm, leverage) ? InitialDonors.LACKING :
                position.lots() * (mark - bound) * instrument.markFactorAtoms();
        }
        final long highest = -bound;
        final long lostLots = highest <= mark || highest > 2 * mark ? 0 : lostLots(highest, factorPpm, leverage);
        return lostLots == 0 ? InitialDonors.LACKING : lostLots * (highest - mark) * instrument.markFactorAtoms();
    }

    /** Whether the requirement of a long may grow faster than its value somewhere. */
    private boolean outgrows(final long factorPpm, final int leverage)
    {
        return leverage == 1 ||
            factorPpm * instrument.bracketRatePpm(instrument.bracketCount() - 1) > SCALE - (1L << COARSE_SHIFT);
    }

    /** Lots' worth that a short loses while the mark rises up to some mark; 0 if rates there are beyond all bounds. */
    private long lostLots(final long highest, final long factorPpm, final int leverage)
    {
        final long lots = -position.lots();
        final long notionalAtoms = lots * instrument.markFactorAtoms() * highest;
        final long byRate = factorPpm * instrument.bracketRatePpm(Brackets.bracketOf(instrument, notionalAtoms));
        final long rate = byRate * leverage >= SCALE + leverage ? byRate : Math.max(byRate, SCALE / leverage + 1);
        return rate > RATE_MAX ? 0 : PositionRegion.lotsRequired(lots, rate) + lots;
    }

    /** Finds a new region for a position: a long needs one bound below the mark, a short one above it. */
    private void keep(final int positionIndex, final InitialArms arms)
    {
        position.wrap(positionIndex);
        instrument.wrap(position.instrument());
        final long factorPpm = instrument.initialFactorPpm();
        final int leverage = initial.leverageOf(instrument);
        final long lots = position.lots();
        final long unit = instrument.markFactorAtoms();
        final long mark = instrument.markSubTicks();
        final long highest = Math.min(instrument.maxMarkSubTicks(), 2 * mark);
        final long lostLots =
            lots < 0 ? lostLots(highest, factorPpm, leverage) : outgrows(factorPpm, leverage) ? 0 : lots;
        if (lostLots == 0)
        {
            positions.keep(positionIndex, arms);
            return;
        }
        final long share = Math.min(arms.roomAtoms(), arms.shareAtoms(Math.abs(lots) * unit * mark));
        final long step = Math.min(share / (lostLots * unit), lots < 0 ? highest - mark : mark);
        arms.take(lostLots * step * unit);
        positions.putPlain(position, instrument, step);
    }
}

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

import io.plimsoll.core.book.Books;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * One position in the plan of a close: what is frozen for the step, how far the walk of its book has come and how
 * many lots it has taken. One object serves one place of the plan for the life of the engine.
 */
final class Leg
{
    int positionIndex;
    int instrumentIndex;
    /** Asset in which it settles: all atoms of the leg are atoms of it. */
    int settlementAsset;
    boolean isLong;
    long heldLots;
    /** v: mark value of a lot of a linear contract. */
    long lotValueAtoms;
    boolean inverse;
    long markSubTicks;
    /** k. */
    long markFactorAtoms;
    /** S. */
    long subTicksPerTick;
    /** K. */
    long contractFactorAtoms;
    int feePpm;
    int betaPpm;
    long bandTicks;
    /** Rate of the first bracket at which its rates are frozen; 0 they are not. */
    int frozenPpm;

    /** Lots planned so far. */
    long closedLots;
    /** Lots of the minimal size. */
    long minimalLots;
    long dustLots;
    long blockLots;
    /** The worst price planned. */
    long limitTicks;

    /** The level that the walk stands at; 0 before the first. */
    int levelIndex;
    long levelTicks;
    long levelLotsLeft;
    /** Lots already taken at this level, over which its fee is counted. */
    long levelLotsTaken;
    int levelOrder;
    /** Round over the level in which that order is met. */
    int levelRound;
    long levelOrderLotsUsed;

    /** The bracket from which the next lot is closed, with its ratios. */
    int bracket;
    /** Whether the next lot lies across an edge of brackets. */
    boolean straddles;
    int ratePpm;
    int penaltyPpm;
    long zeroRatio;
    long penaltyRatio;

    boolean ended;
    /** Cost per unit of value of the next lot, times 10^15; valid while the level and the bracket stay. */
    final Int128 costRatio = new Int128();

    void open(
        final int position,
        final int instrumentAt,
        final InstrumentRecord instrument,
        final long lots,
        final int frozenRatePpm)
    {
        frozenPpm = frozenRatePpm;
        positionIndex = position;
        instrumentIndex = instrumentAt;
        settlementAsset = instrument.settlementAsset();
        isLong = lots > 0;
        heldLots = Math.abs(lots);
        lotValueAtoms = instrument.markSubTicks() * instrument.markFactorAtoms();
        inverse = ContractValue.isInverse(instrument);
        markSubTicks = instrument.markSubTicks();
        markFactorAtoms = instrument.markFactorAtoms();
        subTicksPerTick = instrument.subTicksPerTick();
        contractFactorAtoms = instrument.contractFactorAtoms();
        feePpm = instrument.liquidationFeePpm();
        betaPpm = instrument.penaltyBetaPpm();
        closedLots = 0;
        minimalLots = 0;
        dustLots = 0;
        blockLots = 0;
        limitTicks = 0;
        bracket = -1;
        levelIndex = 0;
        levelTicks = 0;
        levelLotsLeft = 0;
        levelLotsTaken = 0;
        levelOrder = 0;
        levelRound = 0;
        levelOrderLotsUsed = 0;
        ended = false;
    }

    /** Whether it settles in another than the reference asset. */
    boolean settlesElsewhere()
    {
        return settlementAsset != Catalogue.REFERENCE;
    }

    /** Side of the order that closes it. */
    int side()
    {
        return isLong ? Books.SELL : Books.BUY;
    }

    long restLots()
    {
        return heldLots - closedLots;
    }

    long restNotionalAtoms()
    {
        return notionalAtoms(restLots());
    }

    /** Notional of lots at the mark, rounded up. */
    long notionalAtoms(final long lots)
    {
        return inverse ? Fixed.multiplyDivideCeil(lots, markFactorAtoms, markSubTicks) : lots * lotValueAtoms;
    }

    /** Notional by which a close makes the position smaller. */
    long notionalAtoms(final long lots, final long ofRest)
    {
        return notionalAtoms(ofRest) - notionalAtoms(ofRest - lots);
    }

    /** Mark value of the next lots as the position is valued with and without them: the size of what is given up. */
    long valueAtoms(final long lots)
    {
        return inverse ? owedAtoms(restLots()) - owedAtoms(restLots() - lots) : lots * lotValueAtoms;
    }

    /** What an inverse position owes, rounded up, or is owed, rounded down. */
    private long owedAtoms(final long lots)
    {
        return isLong ? Fixed.multiplyDivideCeil(lots, markFactorAtoms, markSubTicks) :
            Fixed.multiplyDivideFloor(lots, markFactorAtoms, markSubTicks);
    }

    /** What all lots taken at the level are worth in fills, with some more. */
    long filledAtoms(final long lots)
    {
        final long taken = levelLotsTaken + lots;
        return inverse ? ContractValue.inverseFill(taken, contractFactorAtoms, levelTicks) :
            taken * (levelTicks * contractFactorAtoms);
    }

    /** Loss of lots against the mark; below 0 where the price is better than the mark. */
    long slippageAtoms(final long lots)
    {
        final long worse = valueAtoms(lots) - (filledAtoms(lots) - filledAtoms(0));
        return isLong != inverse ? worse : -worse;
    }

    /**
     * Mark value of a lot in the unit in which the next lots are compared: an atom, or of an inverse contract the part
     * {@code K / (m * p)} of an atom, in which mark value and price are whole.
     */
    long unitValue()
    {
        return inverse ? levelTicks * subTicksPerTick : lotValueAtoms;
    }

    /** Price of a lot in the same unit. */
    long unitPrice()
    {
        return inverse ? markSubTicks : levelTicks * contractFactorAtoms;
    }

    /** Loss of a lot against the mark in the same unit. */
    long unitSlippage()
    {
        final long worse = unitValue() - unitPrice();
        return isLong != inverse ? worse : -worse;
    }

    /** Whole lots that can be closed before the notional falls below the lower bound of a bracket. */
    long lotsAbove(final long lowerAtoms)
    {
        if (!inverse)
        {
            return (restNotionalAtoms() - lowerAtoms) / lotValueAtoms;
        }
        // ceil(x k / m) >= b holds for whole x above (b - 1) m / k.
        final long least = lowerAtoms == 0 ? 0 :
            Fixed.multiplyDivideFloor(lowerAtoms - 1, markSubTicks, markFactorAtoms) + 1;
        return restLots() - least;
    }
}

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
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.Catalogue;
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
    /** v: mark value of a lot. */
    long lotValueAtoms;
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
        return restLots() * lotValueAtoms;
    }

    /** Loss of lots against the mark; below 0 where the price is better than the mark. */
    long slippageAtoms(final long lots)
    {
        final long worse = lotValueAtoms - levelTicks * contractFactorAtoms;
        return lots * (isLong ? worse : -worse);
    }
}

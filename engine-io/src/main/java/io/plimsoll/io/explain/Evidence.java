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
package io.plimsoll.io.explain;

import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.OracleState;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What the effects of one step of a liquidation say, as they stand in the journal. Not thread-safe.
 */
final class Evidence
{
    private final List<Leg> legs = new ArrayList<>();
    private final List<Collateral> collaterals = new ArrayList<>();
    private final List<Loan> loans = new ArrayList<>();
    private final List<Cancel> purges = new ArrayList<>();
    private final List<Cancel> cancels = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Fill> fills = new ArrayList<>();
    private Opening opening;
    private Closing closing;
    private boolean setOff;

    /** Account, episode and what the step starts from; maintenance in ppm x atoms. */
    record Opening(
        long liquidationId,
        long episodeId,
        long accountId,
        BigInteger equity,
        BigInteger loans,
        BigInteger maintenance,
        BigInteger lowestEquity,
        BigInteger lowestMaintenance,
        BigInteger cash,
        int thetaPpm,
        boolean isFull,
        int stage,
        int legCount,
        int collateralCount,
        int loanCount)
    {
    }

    /** A margin bracket. */
    record Bracket(long lowerNotionalAtoms, int ratePpm, int penaltyPpm)
    {
    }

    /** A position when the step began. */
    record Leg(
        int instrumentId,
        long lots,
        BigInteger cost,
        BigInteger fundingDue,
        long markSubTicks,
        long markFactor,
        long contractFactor,
        long minNotionalAtoms,
        long minMarkSubTicks,
        long bandTicks,
        int feePpm,
        int betaPpm,
        int state,
        boolean isInFinalWindow,
        int oracleState,
        int settlementAssetId,
        int entryRatePpm,
        int kind,
        List<Bracket> brackets)
    {
        /** Whether the position could be closed: only an open instrument trades, and its price must not be missing. */
        boolean isTrading()
        {
            return InstrumentState.OPEN.value() == state && !isInFinalWindow &&
                OracleState.STALE.value() > oracleState;
        }

        /** Whether no price that the position needs is missing. */
        boolean isPriced()
        {
            return OracleState.STALE.value() > oracleState;
        }

        /** State of the instrument by its name, and that of its index where it is what keeps it from being closed. */
        String obstacle()
        {
            return OracleState.STALE.value() > oracleState ? stateName() : "price " + oracleStateName(oracleState);
        }

        static String oracleStateName(final int state)
        {
            return state >= 0 && state <= OracleState.INVALID.value() ? OracleState.get((short)state).name() :
                "state " + state;
        }

        /** State of the instrument by its name. */
        String stateName()
        {
            return stateName(state);
        }

        static String stateName(final int state)
        {
            return state >= 0 && state <= InstrumentState.SETTLED.value() ? InstrumentState.get((short)state).name() :
                "state " + state;
        }

        boolean isLong()
        {
            return lots > 0;
        }

        /** Whether it is worth less base atoms the higher the mark. */
        boolean isInverse()
        {
            return kind >= InstrumentKind.INVERSE_PERPETUAL.value();
        }

        /** What the position is worth at its mark, less what it has cost. */
        BigInteger profit()
        {
            return LegValue.worth(this, BigInteger.valueOf(lots), markSubTicks).subtract(cost);
        }
    }

    /** A haircut band, from the lowest value on. */
    record Band(long lowerValueAtoms, int weightPpm)
    {
    }

    /** A balance when the step began; below zero it is owed. */
    record Collateral(
        int assetId,
        BigInteger balance,
        long priceAtoms,
        long unitAtoms,
        int liabilityWeightPpm,
        List<Band> bands,
        BigInteger value)
    {
    }

    /** A loan when the step began. */
    record Loan(
        int assetId, BigInteger debt, long priceAtoms, long unitAtoms, int weightPpm, BigInteger value,
        BigInteger weighted)
    {
    }

    /** A resting order that was cancelled, as a purge or as a cancel tells it. */
    record Cancel(long orderId, int instrumentId, long lots, String reason)
    {
    }

    /** The order that closed a leg. */
    record Order(
        long orderId,
        int instrumentId,
        boolean sells,
        long lots,
        long minimalLots,
        long dustLots,
        long blockLots,
        long limitTicks)
    {
    }

    /** Lots closed at one level and in one bracket. */
    record Piece(
        int instrumentId,
        long priceTicks,
        long lots,
        BigInteger fee,
        BigInteger penalty,
        BigInteger fund,
        long zeroRatio,
        long penaltyRatio,
        int ratePpm,
        int bracketIndex,
        int trades)
    {
    }

    /** The closed side of a trade. */
    record Fill(long orderId, long priceTicks, long lots, BigInteger fee)
    {
    }

    /** What the step reached. */
    record Closing(
        long episodeId,
        long accountId,
        BigInteger equity,
        BigInteger maintenance,
        BigInteger closedNotional,
        BigInteger minimalNotional,
        BigInteger fee,
        BigInteger penalty,
        int pieces,
        String outcome)
    {
    }

    Opening opening()
    {
        return opening;
    }

    void opening(final Opening value)
    {
        opening = value;
    }

    Closing closing()
    {
        return closing;
    }

    void closing(final Closing value)
    {
        closing = value;
    }

    List<Leg> legs()
    {
        return legs;
    }

    List<Loan> loans()
    {
        return loans;
    }

    /** Whether balances and loans of one asset were netted before the step began. */
    boolean isSetOff()
    {
        return setOff;
    }

    void setOff()
    {
        setOff = true;
    }

    List<Collateral> collaterals()
    {
        return collaterals;
    }

    List<Cancel> purges()
    {
        return purges;
    }

    /** Every cancel of the command, whoever it was for. */
    List<Cancel> cancels()
    {
        return cancels;
    }

    List<Order> orders()
    {
        return orders;
    }

    List<Piece> pieces()
    {
        return pieces;
    }

    List<Fill> fills()
    {
        return fills;
    }

    /** What a leg settles in; null for the reference asset. */
    Collateral settlement(final Leg leg)
    {
        return collaterals.stream().filter(each -> each.assetId() == leg.settlementAssetId()).findFirst().orElse(null);
    }

    /** The order of a leg; null where nothing of it was closed. */
    Order order(final Leg leg)
    {
        return orders.stream().filter(order -> order.instrumentId() == leg.instrumentId()).findFirst().orElse(null);
    }

    /** Pieces of a leg in the order in which they were taken. */
    List<Piece> pieces(final Leg leg)
    {
        return pieces.stream().filter(piece -> piece.instrumentId() == leg.instrumentId()).toList();
    }
}

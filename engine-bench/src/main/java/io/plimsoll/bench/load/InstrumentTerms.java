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
package io.plimsoll.bench.load;

import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Terms of a benchmark's instrument. Without fees unless said otherwise, because the worlds are described by positions
 * and equity.
 *
 * @param instrumentId        id on the wire.
 * @param contractFactorAtoms settlement atoms per tick and lot.
 * @param subTicksPerTick     steps of the mark per tick.
 * @param maxMarkSubTicks     highest mark.
 * @param maxPositionLots     largest position.
 * @param takerFeePpm         fee of a taker, also in a liquidation.
 * @param thetaPpm            target health of a liquidation.
 * @param initialFactorPpm    initial over maintenance requirement.
 * @param maxLeverage         notional over initial margin.
 * @param lowerNotionalAtoms  lower bounds of the brackets.
 * @param ratePpm             maintenance rates of the brackets.
 */
public record InstrumentTerms(
    int instrumentId,
    long contractFactorAtoms,
    long subTicksPerTick,
    long maxMarkSubTicks,
    long maxPositionLots,
    int takerFeePpm,
    int thetaPpm,
    int initialFactorPpm,
    int maxLeverage,
    long[] lowerNotionalAtoms,
    int[] ratePpm)
{
    private static final int PENALTY_BETA_PPM = 500_000;
    private static final int ORACLE_BAND_PPM = 50_000;
    private static final int PENALTY_SHARE = 10;
    private static final long MARK_RANGE = 1_000;

    /**
     * Writes the command that lists the instrument.
     *
     * @param buffer         receives it at 0.
     * @param header         to write with.
     * @param clientSequence of the command.
     * @return length of block and groups.
     */
    int encode(final UnsafeBuffer buffer, final MessageHeaderEncoder header, final long clientSequence)
    {
        final ListInstrumentEncoder encoder = new ListInstrumentEncoder().wrapAndApplyHeader(buffer, 0, header);
        final ListInstrumentEncoder.BracketsEncoder brackets = encoder
            .clientSequence(clientSequence)
            .contractFactorAtoms(contractFactorAtoms)
            .subTicksPerTick(subTicksPerTick)
            .minMarkSubTicks(Math.max(1, maxMarkSubTicks / MARK_RANGE))
            .maxMarkSubTicks(maxMarkSubTicks)
            .maxPositionLots(maxPositionLots)
            .minNotionalAtoms(0)
            .instrumentId(instrumentId)
            .settlementAssetId(CommandWriter.CASH)
            .takerFeePpm(takerFeePpm)
            .makerFeePpm(0)
            .liquidationFeePpm(takerFeePpm)
            .thetaPpm(thetaPpm)
            .penaltyBetaPpm(PENALTY_BETA_PPM)
            .initialFactorPpm(initialFactorPpm)
            .maxLeverage(maxLeverage)
            .oracleBandPpm(ORACLE_BAND_PPM)
            .kind(InstrumentKind.LINEAR_PERPETUAL)
            .closePolicy(ClosePolicy.PARTIAL)
            .bracketsCount(ratePpm.length);
        for (int bracket = 0; bracket < ratePpm.length; bracket++)
        {
            brackets.next()
                .lowerNotionalAtoms(lowerNotionalAtoms[bracket])
                .maintenanceRatePpm(ratePpm[bracket])
                .penaltyRatePpm(ratePpm[bracket] / PENALTY_SHARE);
        }
        return encoder.encodedLength();
    }
}

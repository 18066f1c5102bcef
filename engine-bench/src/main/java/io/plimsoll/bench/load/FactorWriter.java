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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.ScheduleVolatilityEncoder;
import io.plimsoll.core.codec.generated.SetFundingEncoder;
import io.plimsoll.core.codec.generated.SetVolatilityEncoder;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes commands about collateral, funding and volatility at the start of its buffer; each method returns the length.
 */
final class FactorWriter
{
    private static final int CLIP_PPB = 1_000_000;
    private static final int LAMBDA_PPM = 940_000;
    private static final int MULTIPLIER = 4;
    private static final int HORIZON = 60;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ListAssetEncoder listAsset = new ListAssetEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final WithdrawEncoder withdraw = new WithdrawEncoder();
    private final PriceBatchEncoder priceBatch = new PriceBatchEncoder();
    private final SetFundingEncoder setFunding = new SetFundingEncoder();
    private final SetVolatilityEncoder setVolatility = new SetVolatilityEncoder();
    private final ScheduleVolatilityEncoder scheduleVolatility = new ScheduleVolatilityEncoder();
    private long clientSequence;

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    /** Lists a collateral asset. */
    int listAsset(
        final int assetId,
        final long unitAtoms,
        final long maxPriceAtoms,
        final long maxBalanceAtoms,
        final int weightPpm)
    {
        return length(listAsset.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .unitAtoms(unitAtoms).maxPriceAtoms(maxPriceAtoms).maxBalanceAtoms(maxBalanceAtoms).assetId(assetId)
            .haircutWeightPpm(weightPpm).marginCallPpm(0).marginCallReleasePpm(0).encodedLength());
    }

    /** Deposits an asset. */
    int deposit(final long accountId, final int assetId, final long amountAtoms)
    {
        return length(deposit.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .accountId(accountId).amountAtoms(amountAtoms).assetId(assetId).encodedLength());
    }

    /** The price of a collateral asset, reference atoms per unit. */
    int assetPrice(final int assetId, final long priceAtoms)
    {
        priceBatch.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence);
        priceBatch.instrumentPricesCount(0);
        priceBatch.assetPricesCount(1).next().priceAtoms(priceAtoms).assetId(assetId).padding(0);
        return length(priceBatch.encodedLength());
    }

    /** One mark for the first instruments, all of them in one command. */
    int marks(final int instruments, final long markSubTicks)
    {
        priceBatch.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence);
        final PriceBatchEncoder.InstrumentPricesEncoder prices = priceBatch.instrumentPricesCount(instruments);
        for (int instrumentId = 1; instrumentId <= instruments; instrumentId++)
        {
            prices.next().markSubTicks(markSubTicks).indexSubTicks(markSubTicks).instrumentId(instrumentId).padding(0);
        }
        priceBatch.assetPricesCount(0);
        return length(priceBatch.encodedLength());
    }

    /** Withdraws an asset. */
    int withdraw(final long accountId, final int assetId, final long amountAtoms)
    {
        return length(withdraw.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .accountId(accountId).amountAtoms(amountAtoms).assetId(assetId).encodedLength());
    }

    /** How a perpetual is funded. */
    int setFunding(final int instrumentId, final long intervalNs, final int interestPpm)
    {
        return length(setFunding.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .intervalNs(intervalNs).instrumentId(instrumentId).interestPpm(interestPpm).encodedLength());
    }

    /**
     * Lets rates follow the volatility of the index, with a step at each of its samples; a variance of 0 leaves the
     * estimate as it is.
     */
    int setVolatility(
        final int instrumentId, final long clockNs, final int maxRatePpm, final int stepPpm, final long variance)
    {
        return length(setVolatility.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .clockNs(clockNs).rampNs(clockNs).variance(variance).instrumentId(instrumentId).lambdaPpm(LAMBDA_PPM)
            .clipPpb(CLIP_PPB).multiplier(MULTIPLIER).horizon(HORIZON).maxRatePpm(maxRatePpm).stepPpm(stepPpm)
            .padding(0).encodedLength());
    }

    /** Announces a volatility for a time to come. */
    int scheduleVolatility(final int instrumentId, final long fromNs, final long untilNs, final long sigmaPpb)
    {
        return length(scheduleVolatility.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .fromNs(fromNs).untilNs(untilNs).sigmaPpb(sigmaPpb).instrumentId(instrumentId).padding(0)
            .encodedLength());
    }

    private static int length(final int encodedLength)
    {
        return MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
    }
}

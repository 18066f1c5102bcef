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
package io.plimsoll.core.codec;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.codec.generated.FundingAppliedEncoder;
import io.plimsoll.core.codec.generated.FundingChangedEncoder;
import io.plimsoll.core.codec.generated.FundingSettledEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.RatesChangedEncoder;

/**
 * Opens the effects that tell of the factors that all holders of an instrument share, in place, in the effect buffer.
 * The caller sets every field and must not open another effect meanwhile. 0 B.
 */
public final class FactorEffectWriter
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EffectSink sink;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FundingAppliedEncoder fundingApplied = new FundingAppliedEncoder();
    private final FundingSettledEncoder fundingSettled = new FundingSettledEncoder();
    private final FundingChangedEncoder fundingChanged = new FundingChangedEncoder();
    private final RatesChangedEncoder ratesChanged = new RatesChangedEncoder();

    /**
     * A writer into one sink.
     *
     * @param sink that receives the effects.
     */
    public FactorEffectWriter(final EffectSink sink)
    {
        this.sink = sink;
    }

    /**
     * Opens a FundingApplied.
     *
     * @return its encoder; it goes to every session.
     */
    public FundingAppliedEncoder fundingApplied()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + FundingAppliedEncoder.BLOCK_LENGTH);
        return fundingApplied.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a FundingSettled.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public FundingSettledEncoder fundingSettled(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + FundingSettledEncoder.BLOCK_LENGTH);
        return fundingSettled.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a FundingChanged.
     *
     * @return its encoder; it goes to every session.
     */
    public FundingChangedEncoder fundingChanged()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + FundingChangedEncoder.BLOCK_LENGTH);
        return fundingChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a RatesChanged.
     *
     * @return its encoder; it goes to every session.
     */
    public RatesChangedEncoder ratesChanged()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + RatesChangedEncoder.BLOCK_LENGTH);
        return ratesChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }
}

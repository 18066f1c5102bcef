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
import io.plimsoll.core.codec.generated.LiquidationPriceEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.WhatIfReportEncoder;

/**
 * Opens the effects that tell of an account's health and of the prices at which it would be lost, in place, in the
 * effect buffer. The caller sets every field and must not open another effect meanwhile. 0 B.
 */
public final class HealthEffectWriter
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EffectSink sink;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final WhatIfReportEncoder whatIfReport = new WhatIfReportEncoder();
    private final LiquidationPriceEncoder liquidationPrice = new LiquidationPriceEncoder();

    /**
     * A writer into one sink.
     *
     * @param sink that receives the effects.
     */
    public HealthEffectWriter(final EffectSink sink)
    {
        this.sink = sink;
    }

    /**
     * Opens a WhatIfReport.
     *
     * @param recipient session that asked.
     * @return its encoder.
     */
    public WhatIfReportEncoder whatIfReport(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + WhatIfReportEncoder.BLOCK_LENGTH);
        return whatIfReport.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LiquidationPrice.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public LiquidationPriceEncoder liquidationPrice(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LiquidationPriceEncoder.BLOCK_LENGTH);
        return liquidationPrice.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }
}

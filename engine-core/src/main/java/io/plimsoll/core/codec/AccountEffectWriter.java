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
import io.plimsoll.core.codec.generated.ExposureChangedEncoder;
import io.plimsoll.core.codec.generated.IsolatedReportEncoder;
import io.plimsoll.core.codec.generated.IsolatedToppedUpEncoder;
import io.plimsoll.core.codec.generated.LeverageChangedEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;

/**
 * Opens the effects that tell what accounts have chosen and how much of an instrument they may hold, in place, in the
 * effect buffer. The caller sets every field and must not open another effect meanwhile. 0 B.
 */
public final class AccountEffectWriter
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EffectSink sink;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExposureChangedEncoder exposureChanged = new ExposureChangedEncoder();
    private final IsolatedReportEncoder isolatedReport = new IsolatedReportEncoder();
    private final IsolatedToppedUpEncoder isolatedToppedUp = new IsolatedToppedUpEncoder();
    private final LeverageChangedEncoder leverageChanged = new LeverageChangedEncoder();

    /**
     * A writer into one sink.
     *
     * @param sink that receives the effects.
     */
    public AccountEffectWriter(final EffectSink sink)
    {
        this.sink = sink;
    }

    /**
     * Opens an ExposureChanged.
     *
     * @return its encoder; it goes to every session.
     */
    public ExposureChangedEncoder exposureChanged()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + ExposureChangedEncoder.BLOCK_LENGTH);
        return exposureChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an IsolatedReport.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public IsolatedReportEncoder isolatedReport(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + IsolatedReportEncoder.BLOCK_LENGTH);
        return isolatedReport.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an IsolatedToppedUp.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public IsolatedToppedUpEncoder isolatedToppedUp(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + IsolatedToppedUpEncoder.BLOCK_LENGTH);
        return isolatedToppedUp.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LeverageChanged.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public LeverageChangedEncoder leverageChanged(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LeverageChangedEncoder.BLOCK_LENGTH);
        return leverageChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }
}

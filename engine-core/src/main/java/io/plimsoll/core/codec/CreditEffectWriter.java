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
import io.plimsoll.core.codec.generated.CreditReportEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.VenueChangedEncoder;

import java.nio.ByteOrder;

/**
 * Opens the effects that tell of other venues and of what accounts have there, in place, in the effect buffer. The
 * caller sets every field and must not open another effect meanwhile. 0 B.
 */
public final class CreditEffectWriter
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EffectSink sink;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CreditReportEncoder creditReport = new CreditReportEncoder();
    private final VenueChangedEncoder venueChanged = new VenueChangedEncoder();

    /**
     * A writer into one sink.
     *
     * @param sink that receives the effects.
     */
    public CreditEffectWriter(final EffectSink sink)
    {
        this.sink = sink;
    }

    /**
     * Opens a CreditReport.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public CreditReportEncoder creditReport(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + CreditReportEncoder.BLOCK_LENGTH);
        return creditReport.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a VenueChanged.
     *
     * @return its encoder; it goes to every session.
     */
    public VenueChangedEncoder venueChanged()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + VenueChangedEncoder.BLOCK_LENGTH);
        return venueChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Sets eight bytes of the key in the VenueChanged that was opened last.
     *
     * @param word  0 to 3.
     * @param value as a little-endian number.
     */
    public void publicKey(final int word, final long value)
    {
        final int at = venueChanged.offset() + VenueChangedEncoder.publicKeyEncodingOffset() + word * Long.BYTES;
        sink.encodeBuffer().putLong(at, value, ByteOrder.LITTLE_ENDIAN);
    }
}

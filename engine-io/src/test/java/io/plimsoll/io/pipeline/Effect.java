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
package io.plimsoll.io.pipeline;

import io.plimsoll.io.session.EgressEnvelope;
import io.plimsoll.io.session.SbeHeader;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One egress message, read for a test.
 */
record Effect(long sequence, long timestampNs, int index, boolean last, int templateId, UnsafeBuffer message)
{
    static Effect of(final byte[] bytes)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        return new Effect(
            buffer.getLong(EgressEnvelope.SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN),
            buffer.getLong(EgressEnvelope.TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN),
            buffer.getInt(EgressEnvelope.EFFECT_INDEX_OFFSET, ByteOrder.LITTLE_ENDIAN),
            0 != (buffer.getInt(EgressEnvelope.FLAGS_OFFSET, ByteOrder.LITTLE_ENDIAN) & EgressEnvelope.LAST_FLAG),
            SbeHeader.templateId(buffer, EgressEnvelope.LENGTH),
            new UnsafeBuffer(buffer, EgressEnvelope.LENGTH, bytes.length - EgressEnvelope.LENGTH));
    }

    long clientSequence()
    {
        return SbeHeader.clientSequence(message, 0);
    }
}

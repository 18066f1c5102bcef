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
package io.plimsoll.io.journal;

/**
 * Writes a record as one JSON object: its header, its command and its effects. Not for the hot path; confined to one
 * thread.
 */
public final class RecordJson
{
    private static final int HEX_RADIX_BITS = 4;

    private final MessageJson messages = new MessageJson(MessageSchema.load());

    /**
     * Writes a record.
     *
     * @param json   to be appended to.
     * @param record to be written.
     */
    public void write(final StringBuilder json, final RecordDecoder record)
    {
        json.append("{\"sequence\":").append(record.sequence())
            .append(",\"timestampNs\":").append(record.timestampNs())
            .append(",\"sessionId\":").append(record.sessionId())
            .append(",\"record\":\"").append(RecordType.name(record.type()))
            .append("\",\"epoch\":").append(record.epoch())
            .append(",\"schemaVersion\":").append(record.schemaVersion())
            .append(",\"chain\":\"");
        appendHex(json, record.chain());
        json.append("\",\"command\":");
        messages.write(json, record.buffer(), record.commandOffset(), record.commandLength());
        json.append(",\"effects\":");
        messages.writeEffects(json, record.buffer(), record.effectsOffset(), record.effectsLength());
        json.append('}');
    }

    private static void appendHex(final StringBuilder json, final long value)
    {
        for (int shift = Long.SIZE - HEX_RADIX_BITS; shift >= 0; shift -= HEX_RADIX_BITS)
        {
            json.append(Character.forDigit((int)(value >>> shift) & 0xF, 1 << HEX_RADIX_BITS));
        }
    }
}

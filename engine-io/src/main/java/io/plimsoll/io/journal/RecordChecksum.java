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

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * CRC32C of a record, with the field that holds it taken as zero. Uses the JDK's own CRC, which needs no flag and is an
 * intrinsic. Allocates nothing after construction; confined to one thread, because it holds the running value.
 */
final class RecordChecksum
{
    private final CRC32C crc = new CRC32C();
    private final ByteBuffer zero = ByteBuffer.allocateDirect(Integer.BYTES);

    /**
     * Computes the CRC of a record. Moves position and limit of the buffer.
     *
     * @param buffer that holds the record; a direct one, else a copy would be made of it.
     * @param offset of the record.
     * @param length of the record.
     * @return the CRC32C.
     */
    int of(final ByteBuffer buffer, final int offset, final int length)
    {
        crc.reset();
        buffer.limit(offset + RecordLayout.CRC_OFFSET).position(offset);
        crc.update(buffer);
        zero.clear();
        crc.update(zero);
        buffer.limit(offset + length).position(offset + RecordLayout.CHAIN_OFFSET);
        crc.update(buffer);
        buffer.clear();
        return (int)crc.getValue();
    }

    /**
     * Computes the CRC of a record whose CRC field holds zero. Moves position and limit of the buffer.
     *
     * @param buffer that holds the record at its start; a direct one.
     * @param length of the record.
     * @return the CRC32C.
     */
    int ofZeroed(final ByteBuffer buffer, final int length)
    {
        crc.reset();
        buffer.limit(length).position(0);
        crc.update(buffer);
        buffer.clear();
        return (int)crc.getValue();
    }
}

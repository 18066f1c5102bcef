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
 * Layout of a journal record. Every integer is little-endian, every record a multiple of eight bytes long.
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +---------------------------------------------------------------+
 *   |                         Magic 'PLMS'                          |  0
 *   +---------------------------------------------------------------+
 *   |                   Length of the whole record                  |  4
 *   +---------------------------------------------------------------+
 *   |                            Sequence                           |  8
 *   |                                                               |
 *   +---------------------------------------------------------------+
 *   |                          Timestamp, ns                        |  16
 *   |                                                               |
 *   +---------------------------------------------------------------+
 *   |                           Session id                          |  24
 *   +---------------------------------------------------------------+
 *   |                         Command length                        |  28
 *   +-------------------------------+---------------+---------------+
 *   |             Epoch             |      Type     | Schema version|  32
 *   +-------------------------------+---------------+---------------+
 *   |       CRC32C of the record, with this field as zero           |  36
 *   +---------------------------------------------------------------+
 *   |    Chain: XXH64 of the record, this field and the one before  |  40
 *   |    as zero, seeded with the chain of the record before        |
 *   +---------------------------------------------------------------+
 *   |               Command, an SBE message with header            ...  48
 *   +---------------------------------------------------------------+
 *   |                   0 to 7 bytes of zero padding               ...
 *   +---------------------------------------------------------------+
 *   |                Effect frames, as in the EffectSink           ...
 *   +---------------------------------------------------------------+
 * </pre>
 */
public final class RecordLayout
{
    /** The characters PLMS, read as a little-endian integer. */
    public static final int MAGIC = 0x534D4C50;

    /** Offset of the magic. */
    public static final int MAGIC_OFFSET = 0;

    /** Offset of the length of the whole record, header included. */
    public static final int LENGTH_OFFSET = 4;

    /** Offset of the sequence. */
    public static final int SEQUENCE_OFFSET = 8;

    /** Offset of the timestamp, nanoseconds since the epoch. */
    public static final int TIMESTAMP_OFFSET = 16;

    /** Offset of the session id. */
    public static final int SESSION_ID_OFFSET = 24;

    /** Offset of the length of the command, without padding. */
    public static final int COMMAND_LENGTH_OFFSET = 28;

    /** Offset of the epoch's number, 16 bits, unsigned. */
    public static final int EPOCH_OFFSET = 32;

    /** Offset of the type, 8 bits; see {@link RecordType}. */
    public static final int TYPE_OFFSET = 34;

    /** Offset of the version of the schema that the command and the effects are written in, 8 bits, unsigned. */
    public static final int SCHEMA_VERSION_OFFSET = 35;

    /** Offset of the CRC32C. */
    public static final int CRC_OFFSET = 36;

    /** Offset of the chain. */
    public static final int CHAIN_OFFSET = 40;

    /** Length of the header, and offset of the command. */
    public static final int HEADER_LENGTH = 48;

    /** Records, commands and effect frames are multiples of this many bytes. */
    public static final int ALIGNMENT = 8;

    /** Longest command in bytes. */
    public static final int COMMAND_LENGTH_MAX = 64 * 1024;

    /** Highest number of an epoch. */
    public static final int EPOCH_MAX = 0xFFFF;

    private RecordLayout()
    {
    }

    /**
     * Rounds a length up to the alignment.
     *
     * @param length in bytes.
     * @return the next multiple of {@link #ALIGNMENT}.
     */
    public static int align(final int length)
    {
        return (length + (ALIGNMENT - 1)) & -ALIGNMENT;
    }

    /**
     * Length of a record.
     *
     * @param commandLength in bytes, without padding.
     * @param effectsLength in bytes.
     * @return length of the whole record in bytes.
     */
    public static int length(final int commandLength, final int effectsLength)
    {
        return HEADER_LENGTH + align(commandLength) + effectsLength;
    }
}

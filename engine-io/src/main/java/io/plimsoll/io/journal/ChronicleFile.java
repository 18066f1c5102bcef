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

import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.rollcycles.SparseRollCycles;

/**
 * What an epoch looks like as a Chronicle queue: names, sizes, and the bytes before the first record. All of it follows
 * from the settings below, which never change within a format version, and from the records; so the verifier can say of
 * each byte what it must be.
 *
 * <pre>
 *   0x00000  word, then Chronicle's header of 201 bytes, in it:
 *   0x00040    position of the last record's word          changes with every record
 *   0x00048    low 16 bits of that position | its ordinal  changes with every record
 *   0x000A0    position of the index of indexes (0xD0)
 *   0x000B8    next ordinal to be indexed                  changes every 2^20 records
 *   0x000D0  word, then the index of indexes: capacity, used, 2^14 positions (the first is 0x200F8, the rest are 0)
 *   0x200F8  word, then the index: capacity, used, 2^14 positions, one of every 2^20th record
 *   0x40118  word of the first record
 * </pre>
 */
final class ChronicleFile
{
    /** Indexes one record in 2^20, so that a single index reaches for 2^34 records and none stands in their midst. */
    static final RollCycle ROLL_CYCLE = SparseRollCycles.HUGE_DAILY_XSPARSE;

    /** The only data file of an epoch: the clock that Chronicle is given stands still at zero. */
    static final String DATA_FILE = "19700101HX.cq4";

    /** Chronicle's own notes. Nothing in it is needed to read the records. */
    static final String METADATA_FILE = "metadata.cq4t";

    /** Records of one epoch. */
    static final long RECORDS_MAX = 1L << 34;

    /** Position of the last record's word. */
    static final int WRITE_POSITION_OFFSET = 0x40;

    /** The low bits of that position and the ordinal of the record. */
    static final int WRITE_SEQUENCE_OFFSET = 0x48;

    /** Shift between the two. */
    static final int WRITE_SEQUENCE_SHIFT = 48;

    /** Next ordinal that will be indexed. */
    static final int NEXT_INDEXED_OFFSET = 0xB8;

    /** Entries of the index of indexes. */
    static final int INDEXES_OFFSET = 0xF8;

    /** Word of the index. */
    static final int INDEX_POSITION = 0x200F8;

    /** Number of entries used in the index. */
    static final int INDEX_USED_OFFSET = 0x20110;

    /** Entries of the index. */
    static final int INDEX_OFFSET = 0x20118;

    /** Word of the first record. */
    static final int FIRST_RECORD_POSITION = 0x40118;

    /** One record in so many is indexed. */
    static final int INDEX_SPACING = 1 << 20;

    private static final long BLOCK_LENGTH_MIN = 16L << 20;
    private static final int BLOCK_TO_EFFECTS = 16;
    private static final int BLOCK_TO_OVERLAP = 4;

    private ChronicleFile()
    {
    }

    /**
     * Length of the blocks in which the file grows: at least 16 times the longest effects, because a document must fit
     * into the quarter that Chronicle maps beyond a block. 64 MiB for effects of 4 MiB.
     */
    static long blockLength(final int effectBytesMax)
    {
        long length = BLOCK_LENGTH_MIN;
        while (length < (long)effectBytesMax * BLOCK_TO_EFFECTS)
        {
            length *= 2;
        }
        return length;
    }

    /**
     * Length of the file when its records end at a position. It is long enough for the next half block, so that those
     * pages can be brought into memory before they are written, and follows from the position alone, so that the same
     * records make the same file.
     */
    static long fileLength(final long endPosition, final long blockLength)
    {
        final long blocks = (endPosition + blockLength / 2) / blockLength + 1;
        return blocks * blockLength + blockLength / BLOCK_TO_OVERLAP;
    }

    /**
     * Whether a file may be so long while its records end at a position. It is one block shorter for a moment, before
     * it is lengthened.
     */
    static boolean isFileLength(final long length, final long endPosition, final int effectBytesMax)
    {
        final long blockLength = blockLength(effectBytesMax);
        final long expected = fileLength(endPosition, blockLength);
        return length == expected || length == expected - blockLength && length >= endPosition;
    }

    /**
     * What {@link #WRITE_SEQUENCE_OFFSET} holds when a record is the last one.
     */
    static long writeSequence(final long position, final long ordinal)
    {
        return (position << WRITE_SEQUENCE_SHIFT) + ordinal;
    }
}

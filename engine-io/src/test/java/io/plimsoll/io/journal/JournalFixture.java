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

import io.plimsoll.core.EngineLimits;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Random;

/**
 * Fills journals with records whose content follows from their sequence alone.
 */
final class JournalFixture
{
    static final EngineLimits LIMITS = EngineLimits.builder()
        .effectBytesMax(256 << 10).sessions(8).accounts(64).balances(64).positions(128).orders(256).priceLevels(128)
        .instruments(4).assets(4).positionsPerAccount(4).fillsPerCommandMax(64).liquidationStepsPerCommand(4)
        .cancelsPerCommand(16).build();

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[128]);
    private final UnsafeBuffer effects = new UnsafeBuffer(new byte[LIMITS.effectBytesMax()]);

    static InMemoryJournal inMemory(final JournalStore store)
    {
        final JournalEnd start = JournalEnd.before(1, 0, 0);
        final InMemoryJournal journal =
            new InMemoryJournal(store, start, 1, LIMITS.effectBytesMax(), JournalFault.NONE);
        EpochRecords.appendHeader(journal, start, LIMITS);
        return journal;
    }

    /** The lengths cover whole records of 64 and 128 bytes, powers of two, and one in a hundred is long. */
    void append(final Journal journal, final long sequence)
    {
        final Random random = new Random(sequence * 0x9E3779B97F4A7C15L);
        final int commandLength = 8 + random.nextInt(60);
        final int effectsLength = 8 * (0 == sequence % 100 ? 4_000 : random.nextInt(12));
        fill(random, command, commandLength);
        fill(random, effects, effectsLength);
        journal.append(RecordType.COMMAND, sequence, sequence * 1_000, (int)(sequence % 7),
            command, 0, commandLength, effects, 0, effectsLength);
    }

    void append(final Journal journal, final long first, final long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            append(journal, sequence);
        }
    }

    private static void fill(final Random random, final UnsafeBuffer buffer, final int length)
    {
        for (int i = 0; i < length; i++)
        {
            buffer.putByte(i, (byte)(1 + random.nextInt(255)));
        }
    }

    static JournalReport scan(final JournalStore store)
    {
        return scan(JournalScanner.of(store));
    }

    static JournalReport scan(final JournalScanner scanner)
    {
        boolean more = true;
        while (more)
        {
            more = scanner.next();
        }
        return scanner.report();
    }
}

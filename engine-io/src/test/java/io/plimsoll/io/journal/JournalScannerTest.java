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

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JournalScannerTest
{
    private final JournalFixture fixture = new JournalFixture();
    private final JournalStore store = new JournalStore();
    private final InMemoryJournal journal = JournalFixture.inMemory(store);

    @Test
    void shouldReadBackEveryRecord()
    {
        fixture.append(journal, 1, 300);
        final JournalScanner scanner = JournalScanner.of(store);
        assertThat(scanner.next()).isTrue();
        assertThat(EpochRecords.header(scanner.record()).orders()).isEqualTo(JournalFixture.LIMITS.orders());

        for (long sequence = 1; sequence <= 300; sequence++)
        {
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.record().sequence()).isEqualTo(sequence);
            assertThat(scanner.record().timestampNs()).isEqualTo(sequence * 1_000);
        }

        assertThat(scanner.next()).isFalse();
        assertThat(scanner.next()).isFalse();
        assertThat(scanner.report().status()).isEqualTo(JournalStatus.WHOLE);
        final JournalEnd end = scanner.report().end();
        assertThat(end.records()).isEqualTo(301);
        assertThat(end.lastSequence()).isEqualTo(300);
        assertThat(end.epoch()).isEqualTo(1);
        assertThat(end.lastTimestampNs()).isEqualTo(300_000);
        assertThat(end.lengthBytes()).isEqualTo(journal.lengthBytes());
        assertThat(end.lastType()).isEqualTo(RecordType.COMMAND);
    }

    @Test
    void shouldGoOnBehindTheEndThatItReports()
    {
        fixture.append(journal, 1, 5);
        final JournalEnd end = JournalFixture.scan(store).end();

        final InMemoryJournal second =
            new InMemoryJournal(store, end, 1, JournalFixture.LIMITS.effectBytesMax(), JournalFault.NONE);
        fixture.append(second, 6, 10);
        EpochRecords.appendClose(second, 10_000, 42);

        final JournalReport report = JournalFixture.scan(store);
        assertThat(report.status()).isEqualTo(JournalStatus.WHOLE);
        assertThat(report.end().lastSequence()).isEqualTo(10);
        assertThat(report.end().lastType()).isEqualTo(RecordType.EPOCH_CLOSE);
    }

    @Test
    void shouldCallEveryLengthOfAHalfRecordTorn()
    {
        fixture.append(journal, 1, 20);
        final int position = journal.lastPosition();
        final int length = (int)journal.lengthBytes() - position - DocumentWord.LENGTH;
        for (int kept = 1; kept <= length; kept++)
        {
            final JournalStore torn = new JournalStore(store);

            torn.tear(position, kept);

            final JournalReport report = JournalFixture.scan(torn);
            assertThat(report.status()).as("kept %d: %s", kept, report.damage()).isEqualTo(JournalStatus.TORN);
            assertThat(report.end().lastSequence()).isEqualTo(19);
            assertThat(report.end().lengthBytes()).isEqualTo(position);
            assertThat(report.tornBytes()).isBetween(1L + DocumentWord.LENGTH, (long)DocumentWord.LENGTH + kept);
        }
    }

    @Test
    void shouldFindEveryFlippedBitOfARecordAndItsWord()
    {
        fixture.append(journal, 1, 3);
        assertEveryBitIsFound(journal.lastPosition(), (int)journal.lengthBytes());
        final int middle = journal.lastPosition();
        final int end = (int)journal.lengthBytes();
        fixture.append(journal, 4, 6);
        assertEveryBitIsFound(middle, end);
    }

    private void assertEveryBitIsFound(final int from, final int to)
    {
        for (int bit = 0; bit < (to - from) * Byte.SIZE; bit++)
        {
            final int position = from + bit / Byte.SIZE;
            flip(position, bit % Byte.SIZE);
            final JournalReport report = JournalFixture.scan(store);
            assertThat(report.status()).as("bit %d of byte %d", bit % Byte.SIZE, position)
                .isEqualTo(JournalStatus.DAMAGED);
            assertThat(report.damage()).startsWith("sequence 3 is damaged: byte " + from);
            flip(position, bit % Byte.SIZE);
        }
        assertThat(JournalFixture.scan(store).status()).isEqualTo(JournalStatus.WHOLE);
    }

    @Test
    void shouldFindEveryFlippedBitOfADocumentWhoseRecordIsAPowerOfTwoLong()
    {
        final UnsafeBuffer command = new UnsafeBuffer(new byte[80]);
        journal.append(RecordType.COMMAND, 1, 1, 1, command, 0, 80, null, 0, 0);
        journal.append(RecordType.COMMAND, 2, 2, 1, command, 0, 80, null, 0, 0);
        journal.append(RecordType.COMMAND, 3, 3, 1, command, 0, 80, null, 0, 0);

        assertThat(journal.lengthBytes() - journal.lastPosition()).isEqualTo(4 + 128 + 4);
        assertEveryBitIsFound(journal.lastPosition(), (int)journal.lengthBytes() - 4);
    }

    @Test
    void shouldCallAWholeRecordBehindAHoleDamage()
    {
        fixture.append(journal, 1, 3);
        final int hole = journal.lastPosition();
        fixture.append(journal, 4, 6);
        for (int i = hole; i < journal.lastPosition(); i++)
        {
            store.putByte(i, (byte)0);
        }

        final JournalReport report = JournalFixture.scan(store);

        assertThat(report.status()).isEqualTo(JournalStatus.DAMAGED);
        assertThat(report.damage()).isEqualTo("sequence 3 is damaged: byte " + hole + " holds no finished record, " +
            "but the whole record of sequence 6 stands behind it at byte " + (journal.lastPosition() + 4));
    }

    @Test
    void shouldCallAHalfRecordWithAWholeOneBehindItDamage()
    {
        fixture.append(journal, 1, 3);
        store.putWord(journal.lastPosition(), DocumentWord.NONE);
        fixture.append(journal, 4);

        assertThat(JournalFixture.scan(store).damage()).contains("the whole record of sequence 4 stands behind it");
    }

    @Test
    void shouldCallBytesThatBelongToNothingDamage()
    {
        fixture.append(journal, 1, 3);
        final int end = (int)journal.lengthBytes();
        for (int position = end + DocumentWord.LENGTH; position < store.length(); position += 997)
        {
            store.putByte(position, (byte)1);
            final JournalReport report = JournalFixture.scan(store);
            assertThat(report.status()).isEqualTo(JournalStatus.DAMAGED);
            assertThat(report.damage()).contains("byte " + position + " behind it is not zero");
            store.putByte(position, (byte)0);
        }
    }

    @Test
    void shouldCallRecordsThatWereExchangedDamage()
    {
        final InMemoryJournal other = JournalFixture.inMemory(new JournalStore());
        fixture.append(other, 1, 2);
        final UnsafeBuffer command = new UnsafeBuffer(new byte[24]);
        journal.append(RecordType.COMMAND, 1, 1, 1, command, 0, 24, null, 0, 0);
        final int second = (int)journal.lengthBytes();
        final RecordEncoder stranger = new RecordEncoder(1, 1, 7, 1024);
        final int length = stranger.encode(RecordType.COMMAND, 2, 2, 1, command, 0, 24, null, 0, 0);
        store.putBytes(second + DocumentWord.LENGTH, stranger.buffer(), length);
        store.putWord(second, length);

        assertThat(JournalFixture.scan(store).damage()).contains("does not continue the chain");
    }

    @Test
    void shouldCallAJournalWithoutItsHeaderDamage()
    {
        assertThat(JournalFixture.scan(new JournalStore()).damage()).contains("should hold the epoch header");

        final JournalStore headless = new JournalStore();
        final InMemoryJournal second = new InMemoryJournal(
            headless, JournalEnd.before(1, 0, 0), 1, JournalFixture.LIMITS.effectBytesMax(), JournalFault.NONE);
        fixture.append(second, 1);
        assertThat(JournalFixture.scan(headless).damage()).contains("is an epoch header behind the first record");
    }

    @Test
    void shouldLetNothingFollowAPoisonRecord()
    {
        final UnsafeBuffer command = new UnsafeBuffer(new byte[24]);
        journal.append(RecordType.POISON, 1, 1, 1, command, 0, 24, null, 0, 0);
        assertThat(JournalFixture.scan(store).end().lastType()).isEqualTo(RecordType.POISON);

        fixture.append(journal, 2);

        assertThat(JournalFixture.scan(store).status()).isEqualTo(JournalStatus.DAMAGED);
    }

    @Test
    void shouldGoOnWhereAWriterHasFinishedADocumentMeanwhile()
    {
        fixture.append(journal, 1, 3);
        final JournalScanner scanner = JournalScanner.of(store);
        while (scanner.report().end().lastSequence() < 3)
        {
            assertThat(scanner.next()).isTrue();
        }

        fixture.append(journal, 4);

        assertThat(scanner.next()).isTrue();
        assertThat(scanner.next()).isFalse();
        assertThat(scanner.report().end().lastSequence()).isEqualTo(4);
    }

    private void flip(final int position, final int bit)
    {
        store.putByte(position, (byte)(store.window(position, 1).getByte(position) ^ 1 << bit));
    }
}

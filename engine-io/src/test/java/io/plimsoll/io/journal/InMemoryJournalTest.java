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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InMemoryJournalTest
{
    private static final int EFFECT_BYTES_MAX = 1024;

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[24]);
    private final UnsafeBuffer effects = new UnsafeBuffer(new byte[48]);
    private final JournalStore store = new JournalStore();

    @Test
    void shouldFrameEachRecordAsOneDocument()
    {
        final InMemoryJournal journal = journal(JournalFault.NONE);

        append(journal, 1);
        append(journal, 2);

        final int recordLength = RecordLayout.length(24, 48);
        assertThat(store.word(0)).isEqualTo(recordLength);
        assertThat(store.word(DocumentWord.LENGTH + recordLength)).isEqualTo(recordLength);
        assertThat(store.word(2 * (DocumentWord.LENGTH + recordLength))).isEqualTo(DocumentWord.NONE);
        assertThat(journal.lengthBytes()).isEqualTo(2L * (DocumentWord.LENGTH + recordLength));
        assertThat(journal.lastSequence()).isEqualTo(2);
        assertThat(journal.lastPosition()).isEqualTo(DocumentWord.LENGTH + recordLength);
    }

    @Test
    void shouldKeepNothingOfAnAppendThatEndedBefore()
    {
        final InMemoryJournal journal = journal(endAt(JournalFault.Operation.APPEND, true));

        assertThatThrownBy(() -> append(journal, 1)).hasMessage("the end");

        assertThat(store.word(0)).isEqualTo(DocumentWord.NONE);
    }

    @Test
    void shouldKeepTheWholeOfAnAppendThatEndedAfter()
    {
        final InMemoryJournal journal = journal(endAt(JournalFault.Operation.APPEND, false));

        assertThatThrownBy(() -> append(journal, 1)).hasMessage("the end");

        assertThat(store.word(0)).isEqualTo(RecordLayout.length(24, 48));
    }

    @Test
    void shouldKnowWhatASyncCovered()
    {
        final InMemoryJournal journal = journal(JournalFault.NONE);
        append(journal, 1);
        journal.sync();
        final long covered = journal.lengthBytes();

        append(journal, 2);

        assertThat((long)store.syncedLength()).isEqualTo(covered);
        journal.close();
        assertThat((long)store.syncedLength()).isEqualTo(journal.lengthBytes());
    }

    @Test
    void shouldGrowAndCopy()
    {
        final InMemoryJournal journal = journal(JournalFault.NONE);
        for (int sequence = 1; sequence <= 2000; sequence++)
        {
            append(journal, sequence);
        }

        final JournalStore copy = new JournalStore(store);
        store.clearFrom(0);

        assertThat(copy.length()).isEqualTo(store.length()).isGreaterThan(journal.lengthBytes());
        assertThat(copy.word(journal.lastPosition())).isEqualTo(RecordLayout.length(24, 48));
        assertThat(store.word(0)).isEqualTo(DocumentWord.NONE);
    }

    @Test
    void shouldRefuseASequenceThatDoesNotFollow()
    {
        final InMemoryJournal journal = journal(JournalFault.NONE);
        append(journal, 1);

        assertThatThrownBy(() -> append(journal, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> append(journal, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> journal.append(RecordType.EPOCH_CLOSE, 2, 0, 0, command, 0, 24, null, 0, 0))
            .isInstanceOf(IllegalArgumentException.class);
        assertThat(journal.lastSequence()).isEqualTo(1);
    }

    private InMemoryJournal journal(final JournalFault fault)
    {
        return new InMemoryJournal(store, JournalEnd.before(1, 0, 0), 1, EFFECT_BYTES_MAX, fault);
    }

    private void append(final Journal journal, final long sequence)
    {
        journal.append(RecordType.COMMAND, sequence, sequence, 1, command, 0, 24, effects, 0, 48);
    }

    private static JournalFault endAt(final JournalFault.Operation operation, final boolean before)
    {
        return (at, atBefore) ->
        {
            if (at == operation && atBefore == before)
            {
                throw new IllegalStateException("the end");
            }
        };
    }
}

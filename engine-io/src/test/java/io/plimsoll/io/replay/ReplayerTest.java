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
package io.plimsoll.io.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.Engine;
import io.plimsoll.io.journal.EpochRecords;
import io.plimsoll.io.journal.InMemoryJournal;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.JournalException;
import io.plimsoll.io.journal.JournalFault;
import io.plimsoll.io.journal.JournalReport;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.journal.JournalStore;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.pipeline.EngineStateMachine;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ReplayerTest
{
    private static final int COMMANDS = 60;

    private final JournalStore store = new JournalStore();
    private final long digest = new ReplayFixture().write(journal(store), COMMANDS);

    @Test
    void shouldReachTheSameDigest()
    {
        final ReplayReport report = replay(store);

        assertThat(report.difference()).isEmpty();
        assertThat(report.halt()).isEmpty();
        assertThat(report.commands()).isEqualTo(COMMANDS);
        assertThat(report.stateDigest()).isEqualTo(digest);
        assertThat(report.digestText()).isEqualTo(String.format("%016x", digest)).hasSize(16);
        assertThat(report.journal().status()).isEqualTo(JournalStatus.WHOLE);
    }

    @Test
    void shouldNameTheSequenceOfEveryChangedEffectByteWhoseCrcAndChainWereRepaired()
    {
        for (int sequence = 1; sequence <= COMMANDS; sequence += 7)
        {
            for (int index = 0; index < effectsLength(sequence); index++)
            {
                final ReplayReport report = replay(forged(sequence, index));

                assertThat(report.difference()).startsWith("Sequence " + sequence + " differs in effect ")
                    .contains("the journal has ").contains("the engine makes ");
                assertThat(report.commands()).isEqualTo(sequence);
            }
        }
    }

    @Test
    void shouldFindADigestInTheCloseThatDiffers()
    {
        final JournalStore other = new JournalStore();
        final InMemoryJournal to = journal(other);
        final JournalScanner scanner = JournalScanner.of(store);
        while (scanner.next() && RecordType.EPOCH_CLOSE != scanner.record().type())
        {
            ReplayFixture.copy(scanner.record(), to, ReplayFixture.effects(scanner.record()));
        }
        EpochRecords.appendClose(to, COMMANDS * 10L, digest + 1);

        assertThat(replay(other).difference()).startsWith("Sequence " + COMMANDS + " differs: the journal was closed");
    }

    @Test
    void shouldStopAtAPoisonRecord()
    {
        final InMemoryJournal journal = new InMemoryJournal(
            store, scanned().end(), 1, ReplayFixture.LIMITS.effectBytesMax(), JournalFault.NONE);
        journal.append(RecordType.POISON, COMMANDS + 1, COMMANDS * 10L, 1, new UnsafeBuffer(new byte[16]), 0, 16,
            null, 0, 0);

        final ReplayReport report = replay(store);

        assertThat(report.halt()).contains("halted at sequence " + (COMMANDS + 1));
        assertThat(report.commands()).isEqualTo(COMMANDS);
        assertThat(report.stateDigest()).isEqualTo(digest);
    }

    @Test
    void shouldReplayUpToAHalfRecord()
    {
        final JournalStore torn = new JournalStore();
        final InMemoryJournal journal = journal(torn);
        new ReplayFixture().write(journal, COMMANDS);
        torn.tear(journal.lastPosition(), 30);

        final ReplayReport report = replay(torn);

        assertThat(report.difference()).isEmpty();
        assertThat(report.stateDigest()).isEqualTo(digest);
        assertThat(report.journal().status()).isEqualTo(JournalStatus.TORN);
    }

    @Test
    void shouldBringAnEngineToTheEndAndNameTheSessionsLeft()
    {
        final List<Integer> sessions = new ArrayList<>();
        final List<Long> documents = new ArrayList<>();
        try (EngineStateMachine machine = new EngineStateMachine(new Engine(ReplayFixture.LIMITS)))
        {
            new JournalRecovery(() -> JournalScanner.of(store)).recover(machine,
                record -> documents.add(record.sequence()), sessions::add);

            assertThat(machine.stateDigest()).isEqualTo(digest);
            assertThat(machine.lastSequence()).isEqualTo(COMMANDS);
            assertThat(sessions).containsExactly(1, 2, 4);
            assertThat(documents).contains(1L, (long)COMMANDS).isSorted();
        }
    }

    @Test
    void shouldRefuseToRecoverFromAJournalThatDiffers()
    {
        final JournalStore forged = forged(5, 8);
        try (EngineStateMachine machine = new EngineStateMachine(new Engine(ReplayFixture.LIMITS)))
        {
            assertThatThrownBy(() -> new JournalRecovery(() -> JournalScanner.of(forged)).recover(machine,
                record ->
                {
                },
                id ->
                {
                })).isInstanceOf(JournalException.class).hasMessageContaining("Sequence 5 differs");
        }
    }

    private JournalStore forged(final int sequence, final int index)
    {
        final JournalStore other = new JournalStore();
        final InMemoryJournal to = journal(other);
        ReplayFixture.forge(JournalScanner.of(store), to, sequence, index);
        return other;
    }

    private int effectsLength(final int sequence)
    {
        final JournalScanner scanner = JournalScanner.of(store);
        while (scanner.next() && sequence != scanner.record().sequence())
        {
            assertThat(scanner.record().sequence()).isLessThan(sequence);
        }
        return scanner.record().effectsLength();
    }

    private JournalReport scanned()
    {
        final JournalScanner scanner = JournalScanner.of(store);
        boolean more = true;
        while (more)
        {
            more = scanner.next();
        }
        return scanner.report();
    }

    private static ReplayReport replay(final JournalStore from)
    {
        try (Replayer replayer = new Replayer(JournalScanner.of(from)))
        {
            return replayer.run();
        }
    }

    private static InMemoryJournal journal(final JournalStore to)
    {
        return new InMemoryJournal(
            to, JournalEnd.before(1, 0, 0), 1, ReplayFixture.LIMITS.effectBytesMax(), JournalFault.NONE);
    }
}

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

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.SessionOpenDecoder;
import io.plimsoll.core.codec.generated.StateDigestRequestDecoder;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.JournalFault;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.JournalStore;
import io.plimsoll.io.journal.RecordType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandHandlerTest
{
    private static final int OPEN = SessionOpenDecoder.TEMPLATE_ID;
    private static final int REQUEST = StateDigestRequestDecoder.TEMPLATE_ID;
    private static final int CONTINUE = ContinueDecoder.TEMPLATE_ID;

    private final ScriptedMachine machine = new ScriptedMachine();
    private final JournalStore store = new JournalStore();

    private OneThreadFrame frame(final JournalFault fault, final boolean virtualTime)
    {
        final OneThreadFrame frame = new OneThreadFrame(
            store, JournalEnd.before(1, 0, 0), fault, InMemoryTransport.PublishFault.NONE);
        frame.context.ports().machine(machine);
        frame.context.virtualTime(virtualTime);
        return frame;
    }

    private static void request(final OneThreadFrame frame, final int count)
    {
        for (int i = 1; i <= count; i++)
        {
            frame.send(frame.clock.nanoTime(), Commands.stateDigestRequest(i), 16);
        }
        frame.run();
    }

    private List<Integer> recordTypes()
    {
        final List<Integer> types = new ArrayList<>();
        try (JournalCursor cursor = JournalScanner.of(store))
        {
            while (cursor.next())
            {
                types.add(cursor.record().type());
            }
        }
        return types;
    }

    @Test
    void shouldContinueInVirtualTimeUntilNothingIsLeftBeforeTheNextCommand()
    {
        machine.workPerCommand(40);
        try (OneThreadFrame frame = frame(JournalFault.NONE, true).launch().connect())
        {
            request(frame, 2);

            final List<Integer> expected = new ArrayList<>(List.of(OPEN));
            for (int command = 0; command < 2; command++)
            {
                expected.add(REQUEST);
                for (int i = 0; i < 40; i++)
                {
                    expected.add(CONTINUE);
                }
            }
            assertThat(machine.templateIds).isEqualTo(expected);
            assertThat(frame.counters.continues().get()).isEqualTo(80);
            // Continues carry the time of what they go on with.
            assertThat(frame.counters.lastTimestampNs().get()).isEqualTo(frame.clock.nanoTime());
        }
    }

    @Test
    void shouldContinueInLiveModeOnceAfterEachCommandAndThenWhenIdle()
    {
        machine.workPerCommand(3);
        try (OneThreadFrame frame = frame(JournalFault.NONE, false).launch().connect())
        {
            request(frame, 2);

            assertThat(machine.templateIds).containsExactly(
                OPEN, REQUEST, CONTINUE, REQUEST, CONTINUE, CONTINUE, CONTINUE, CONTINUE, CONTINUE);
        }
    }

    @Test
    void shouldContinueUntilNothingIsLeftWhenItIsClosed()
    {
        machine.workPerCommand(100);
        try (OneThreadFrame frame = frame(JournalFault.NONE, false).launch().connect())
        {
            frame.send(frame.clock.nanoTime(), Commands.stateDigestRequest(1), 16);
            frame.pipeline.invoke();
        }
        assertThat(machine.templateIds).hasSize(102);
        assertThat(recordTypes()).endsWith(RecordType.COMMAND, RecordType.EPOCH_CLOSE);
    }

    @Test
    void shouldLatchHaltedAndWriteThePoisonRecordWhenTheCoreThrows()
    {
        try (OneThreadFrame frame = frame(JournalFault.NONE, true).launch().connect())
        {
            machine.fault(() -> new IllegalStateException("invariant R failed"));
            request(frame, 2);

            assertThat(frame.pipeline.halt().isSet()).isTrue();
            assertThat(frame.pipeline.halt().sequence()).isEqualTo(2);
            assertThat(frame.pipeline.halt().cause()).contains("invariant R failed");
            assertThat(frame.counters.halted().get()).isEqualTo(1);
            assertThat(frame.counters.halted().label()).contains("invariant R failed");
            assertThat(frame.counters.lastSequence().get()).isEqualTo(1);
            assertThat(frame.counters.durableSequence().get()).isEqualTo(1);
            assertThat(frame.received()).hasSize(2);
        }
        assertThat(recordTypes()).containsExactly(RecordType.EPOCH_HEADER, RecordType.COMMAND, RecordType.POISON);
    }

    static List<Error> faultsOfTheJvm()
    {
        return List.of(new InternalError("page gone"), new OutOfMemoryError("heap"), new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("faultsOfTheJvm")
    void shouldLatchHaltedWithoutTouchingTheJournalWhenTheJvmFails(final Error fault)
    {
        try (OneThreadFrame frame = frame(JournalFault.NONE, true).launch().connect())
        {
            machine.fault(() -> fault);
            request(frame, 1);

            assertThat(frame.pipeline.halt().isSet()).isTrue();
        }
        assertThat(recordTypes()).containsExactly(RecordType.EPOCH_HEADER, RecordType.COMMAND);
    }

    @Test
    void shouldLatchHaltedAndAcknowledgeNothingWhenTheJournalFails()
    {
        final boolean[] isFull = {false};
        final JournalFault fault = (operation, before) ->
        {
            if (isFull[0] && JournalFault.Operation.APPEND == operation)
            {
                throw new IllegalStateException("disk full");
            }
        };
        try (OneThreadFrame frame = frame(fault, true).launch().connect())
        {
            isFull[0] = true;
            request(frame, 3);

            assertThat(frame.pipeline.halt().cause()).contains("the journal failed").contains("disk full");
            assertThat(frame.received()).hasSize(2);
            assertThat(frame.counters.appendedSequence().get()).isEqualTo(1);
        }
    }

    @Test
    void shouldSendNothingThatNoSyncCovers()
    {
        final boolean[] fails = {false};
        final int[] syncs = {0};
        final JournalFault fault = (operation, before) ->
        {
            if (JournalFault.Operation.SYNC == operation && before)
            {
                syncs[0]++;
                if (fails[0])
                {
                    throw new IllegalStateException("input/output fault");
                }
            }
        };
        final OneThreadFrame unlaunched = frame(fault, true);
        unlaunched.context.ackMode(AckMode.ACK_ON_SYNC);
        try (OneThreadFrame frame = unlaunched.launch().connect())
        {
            request(frame, 5);
            assertThat(frame.received()).hasSize(7);
            fails[0] = true;
            final int syncsBefore = syncs[0];
            request(frame, 5);

            // A failed sync is never tried again, and what it should have covered never leaves.
            assertThat(syncs[0]).isEqualTo(syncsBefore + 1);
            assertThat(frame.received()).hasSize(7);
            assertThat(frame.pipeline.halt().cause()).contains("the sync of the journal failed");
            assertThat(frame.counters.durableSequence().get()).isEqualTo(6);
        }
    }

    @Test
    void shouldFormGroupsOfSyncsByItself()
    {
        final int[] syncs = {0};
        final JournalFault fault = (operation, before) ->
            syncs[0] += JournalFault.Operation.SYNC == operation && before ? 1 : 0;
        final OneThreadFrame unlaunched = frame(fault, true);
        unlaunched.context.ackMode(AckMode.ACK_ON_SYNC);
        try (OneThreadFrame frame = unlaunched.launch().connect())
        {
            final int syncsBefore = syncs[0];
            request(frame, 20);

            assertThat(frame.received()).hasSize(22);
            assertThat(syncs[0] - syncsBefore).isEqualTo(1);
        }
    }

    @Test
    void shouldShowEveryCommandWithItsServiceTime()
    {
        final List<Integer> seen = new ArrayList<>();
        final OneThreadFrame unlaunched = frame(JournalFault.NONE, true);
        unlaunched.context.observer((templateId, resultCode, serviceTimeNs) ->
        {
            assertThat(serviceTimeNs).isPositive();
            seen.add(templateId);
        });
        machine.workPerCommand(1);
        try (OneThreadFrame frame = unlaunched.launch().connect())
        {
            request(frame, 1);

            assertThat(seen).containsExactly(OPEN, REQUEST, CONTINUE);
        }
    }
}

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

import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.JournalFault;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.JournalStore;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.session.ConnectRequest;
import io.plimsoll.io.session.EgressLink;
import io.plimsoll.io.session.IngressEnvelope;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackPressureTest
{
    private static final int STREAM_ID = InMemoryClient.STREAM_ID;
    private static final int OTHER_STREAM_ID = 6;
    private static final int OTHER_SOURCE_ID = 78;
    private static final int COMMANDS = 2_000;
    private static final long TIMEOUT_NS = 1_000_000_000L;

    private final ScriptedMachine machine = new ScriptedMachine();
    private final VirtualClock nanoClock = new VirtualClock(5);
    private final OneThreadFrame frame = new OneThreadFrame(
        new JournalStore(), JournalEnd.before(1, 0, 0), JournalFault.NONE, InMemoryTransport.PublishFault.NONE);
    private final ThrottledTransport transport = new ThrottledTransport(frame.transport);

    private void launch(final boolean virtualTime)
    {
        frame.context.ports().machine(machine).transport(transport).nanoClock(nanoClock::nanoTime);
        frame.context.virtualTime(virtualTime)
            .ringCapacity(16).egressRingLength(16 << 10).backlogLength(4 << 10).slowClientTimeoutNs(TIMEOUT_NS);
        frame.launch().connect();
    }

    private void request(final int count)
    {
        for (int i = 1; i <= count; i++)
        {
            frame.send(frame.clock.nanoTime(), Commands.stateDigestRequest(i), 16);
        }
        frame.run();
    }

    private void connectOther()
    {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[256]);
        final int length = ConnectRequest.encode(message, IngressEnvelope.LENGTH, 2, "memory", OTHER_STREAM_ID);
        frame.transport.send(OTHER_SOURCE_ID, message, 0, IngressEnvelope.LENGTH + length);
        frame.run();
    }

    @Test
    void shouldStopTheIngressAndLoseNothingWhenTheEgressRingIsFull()
    {
        launch(true);
        transport.answer(STREAM_ID, EgressLink.BACK_PRESSURED);

        request(COMMANDS);

        // The engine has stopped, the ring is full, and the rest waits in the transport.
        assertThat(frame.counters.lastSequence().get()).isLessThan(COMMANDS / 2);
        assertThat(frame.counters.egressFull().get()).isPositive();
        assertThat(frame.counters.ringFull().get()).isPositive();
        assertThat(frame.received()).hasSize(2);

        transport.answer(STREAM_ID, 1);
        frame.run();

        assertThat(frame.counters.lastSequence().get()).isEqualTo(COMMANDS + 1);
        final List<Effect> effects = frame.received().stream().skip(2).map(Effect::of).toList();
        assertThat(effects).hasSize(COMMANDS);
        for (int i = 0; i < COMMANDS; i++)
        {
            assertThat(effects.get(i).clientSequence()).isEqualTo(i + 1);
        }
        frame.close();
    }

    @Test
    void shouldStopInTheMiddleOfTheEffectsOfOneCommand()
    {
        launch(true);
        machine.effectsPerCommand(1_000);
        transport.answer(STREAM_ID, EgressLink.BACK_PRESSURED);

        request(3);
        assertThat(frame.counters.lastSequence().get()).isEqualTo(2);

        transport.answer(STREAM_ID, 1);
        frame.run();
        final List<Effect> effects = frame.received().stream().skip(2).map(Effect::of).toList();
        assertThat(effects).hasSize(3_000);
        for (int i = 0; i < effects.size(); i++)
        {
            assertThat(effects.get(i).index()).isEqualTo(i % 1_000);
            assertThat(effects.get(i).last()).isEqualTo(999 == i % 1_000);
        }
        frame.close();
    }

    @Test
    void shouldEndTheSessionOfASlowClientInLiveModeAndServeTheOthers()
    {
        launch(false);
        connectOther();
        transport.answer(STREAM_ID, EgressLink.BACK_PRESSURED);

        request(COMMANDS);

        assertThat(frame.counters.slowDisconnects().get()).isEqualTo(1);
        assertThat(frame.counters.sessionsOpen().get()).isEqualTo(1);
        assertThat(transport.closedLinks()).isEqualTo(1);
        // Once its session is gone, whatever it still sends comes from nobody.
        assertThat(frame.counters.unknownSource().get()).isPositive();
        final int before = frame.transport.received(OTHER_STREAM_ID).size();
        sendAsOther();
        assertThat(frame.transport.received(OTHER_STREAM_ID)).hasSize(before + 1);
        frame.close();
    }

    private void sendAsOther()
    {
        final UnsafeBuffer message = new UnsafeBuffer(new byte[24]);
        message.putBytes(IngressEnvelope.LENGTH, Commands.stateDigestRequest(1), 0, 16);
        frame.transport.send(OTHER_SOURCE_ID, message, 0, 24);
        frame.run();
    }

    @ParameterizedTest
    @ValueSource(longs = {EgressLink.BACK_PRESSURED, EgressLink.NOT_CONNECTED, EgressLink.ADMIN_ACTION})
    void shouldEndTheSessionOfAClientThatTakesNothingForTooLong(final long answer)
    {
        launch(false);
        transport.answer(STREAM_ID, answer);
        request(3);
        nanoClock.set(nanoClock.nanoTime() + TIMEOUT_NS);
        frame.run();
        assertThat(frame.counters.sessionsOpen().get()).isEqualTo(1);

        nanoClock.set(nanoClock.nanoTime() + 1);
        frame.run();

        assertThat(frame.counters.sessionsOpen().get()).isZero();
        assertThat(frame.counters.slowDisconnects().get() + frame.counters.goneDisconnects().get()).isEqualTo(1);
        frame.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {EgressLink.CLOSED, EgressLink.MAX_POSITION_EXCEEDED})
    void shouldEndTheSessionAtOnceWhoseStreamHasEnded(final long answer)
    {
        launch(false);
        transport.answer(STREAM_ID, answer);

        request(1);

        assertThat(frame.counters.sessionsOpen().get()).isZero();
        assertThat(frame.counters.goneDisconnects().get()).isEqualTo(1);
        frame.close();
    }

    @Test
    void shouldSendWhatWaitedBeforeWhatCameLater()
    {
        launch(false);
        transport.answer(STREAM_ID, EgressLink.BACK_PRESSURED);
        request(5);
        transport.answer(STREAM_ID, 1);
        request(5);

        final List<Long> sequences = frame.received().stream().map(bytes -> Effect.of(bytes).sequence()).toList();
        assertThat(sequences).containsExactly(1L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        frame.close();
    }

    @Test
    void shouldCloseTheEpochThoughAClientTakesNothing()
    {
        frame.context.drainTimeoutNs(100_000_000L);
        launch(true);
        transport.answer(STREAM_ID, EgressLink.BACK_PRESSURED);
        request(COMMANDS);

        frame.close();

        assertThat(frame.counters.appendedSequence().get()).isGreaterThan(10);
        assertThat(JournalContent.of(JournalScanner.of(frame.store)).report.end().lastType())
            .isEqualTo(RecordType.EPOCH_CLOSE);
    }
}

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
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.journal.JournalStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The world ends at every storage and publish operation of a script, one after the other, and goes on from what the
 * journal holds. Nothing acknowledged is missing, nothing is applied twice, and every effect is what it would have
 * been.
 */
class CrashTest
{
    private static final int COMMANDS_MIN = 20;

    private final List<UnsafeBuffer> script = new ArrayList<>();
    private final JournalStore referenceStore = new JournalStore();
    private JournalContent reference;

    @ParameterizedTest
    @EnumSource(AckMode.class)
    void shouldSurviveTheEndOfTheProcessAtEveryOperation(final AckMode ackMode)
    {
        final int operations = runReference(ackMode);
        int torn = 0;
        for (int at = 1; at <= operations; at++)
        {
            final JournalStore store = new JournalStore();
            final CrashPoint crash = new CrashPoint(at);
            final List<Effect> acknowledged = runUntilCrash(store, crash, ackMode);
            goOnAndCheck(new JournalStore(store), acknowledged, ackMode, at);
            if (crash.isAfterAppend())
            {
                tearLastRecord(store);
                goOnAndCheck(store, acknowledged, ackMode, at);
                torn++;
            }
        }
        assertThat(torn).isGreaterThan(COMMANDS_MIN);
    }

    @ParameterizedTest
    @EnumSource(value = AckMode.class, names = "ACK_ON_SYNC")
    void shouldSurviveTheEndOfPowerAtEveryOperation(final AckMode ackMode)
    {
        final int operations = runReference(ackMode);
        for (int at = 1; at <= operations; at++)
        {
            final JournalStore store = new JournalStore();
            final List<Effect> acknowledged = runUntilCrash(store, new CrashPoint(at), ackMode);
            store.clearFrom(store.syncedLength());
            goOnAndCheck(store, acknowledged, ackMode, at);
        }
    }

    private int runReference(final AckMode ackMode)
    {
        final CrashPoint never = new CrashPoint(CrashPoint.NEVER);
        try (OneThreadFrame frame = frame(referenceStore, JournalEnd.before(1, 0, 0), never, ackMode))
        {
            frame.launch().connect();
            final Rehearsal rehearsal = new Rehearsal(new Recorder(frame.client));
            rehearsal.begin();
            rehearsal.fall();
        }
        assertThat(script).hasSizeGreaterThanOrEqualTo(COMMANDS_MIN);
        reference = JournalContent.of(JournalScanner.of(referenceStore));
        assertThat(reference.clientSequences)
            .containsExactlyElementsOf(LongStream.rangeClosed(1, script.size()).boxed().toList());
        return never.operations();
    }

    private List<Effect> runUntilCrash(final JournalStore store, final CrashPoint crash, final AckMode ackMode)
    {
        final OneThreadFrame frame = frame(store, JournalEnd.before(1, 0, 0), crash, ackMode);
        frame.launch().connect();
        for (int i = 0; i < script.size() && !crash.hasCrashed(); i++)
        {
            frame.client.send(script.get(i), script.get(i).capacity());
        }
        if (!crash.hasCrashed())
        {
            // The operations of the shutdown are crash points too.
            frame.close();
        }
        return frame.received().stream().map(Effect::of).toList();
    }

    private void goOnAndCheck(
        final JournalStore store, final List<Effect> acknowledged, final AckMode ackMode, final int at)
    {
        final JournalContent before = JournalContent.of(JournalScanner.of(store));
        assertThat(before.report.status()).as("crash at %d", at).isNotEqualTo(JournalStatus.DAMAGED);
        assertAcknowledgedIsThere(acknowledged, before, at);

        final JournalEnd end = before.report.end();
        store.clearFrom((int)end.lengthBytes());
        final List<Effect> answers = goOn(store, end, before.clientSequences.size(), ackMode);

        final JournalContent after = JournalContent.of(JournalScanner.of(store));
        assertThat(after.report.status()).isEqualTo(JournalStatus.WHOLE);
        assertThat(after.clientSequences).as("crash at %d", at).isEqualTo(reference.clientSequences);
        assertThat(after.effectsByClientSequence).as("crash at %d", at).isEqualTo(reference.effectsByClientSequence);
        assertAcknowledgedIsThere(answers, after, at);
        assertThat(answers).isNotEmpty();
    }

    private List<Effect> goOn(final JournalStore store, final JournalEnd end, final int applied, final AckMode ackMode)
    {
        final CrashPoint never = new CrashPoint(CrashPoint.NEVER);
        try (OneThreadFrame frame = frame(store, end, never, ackMode))
        {
            frame.clock.set(Math.max(end.lastTimestampNs(), frame.clock.nanoTime()));
            frame.launch().connect();
            for (int i = applied; i < script.size(); i++)
            {
                frame.client.send(script.get(i), script.get(i).capacity());
            }
            return frame.received().stream().map(Effect::of).toList();
        }
    }

    private static void assertAcknowledgedIsThere(
        final List<Effect> acknowledged, final JournalContent content, final int at)
    {
        for (final Effect effect : acknowledged)
        {
            final byte[] bytes = new byte[effect.message().capacity()];
            effect.message().getBytes(0, bytes);
            assertThat(content.effectsBySequence).as("crash at %d", at).containsKey(effect.sequence());
            assertThat(content.effectsBySequence.get(effect.sequence()).get(effect.index()))
                .as("crash at %d", at).isEqualTo(ByteBuffer.wrap(bytes));
        }
    }

    // As if the process had been killed while the document was open: half of the record is there.
    private static void tearLastRecord(final JournalStore store)
    {
        long position = 0;
        int length = 0;
        try (JournalScanner scanner = JournalScanner.of(store))
        {
            while (scanner.next())
            {
                position = scanner.position();
                length = scanner.record().length();
            }
        }
        store.tear((int)position, length / 2);
    }

    private static OneThreadFrame frame(
        final JournalStore store, final JournalEnd end, final CrashPoint crash, final AckMode ackMode)
    {
        final OneThreadFrame frame = new OneThreadFrame(store, end, (JournalFault)crash, crash);
        frame.context.ackMode(ackMode);
        return frame;
    }

    private final class Recorder implements Rehearsal.Exchange
    {
        private final InMemoryClient client;

        private Recorder(final InMemoryClient client)
        {
            this.client = client;
        }

        @Override
        public long send(final DirectBuffer command, final int length)
        {
            final byte[] bytes = new byte[length];
            command.getBytes(0, bytes);
            script.add(new UnsafeBuffer(Arrays.copyOf(bytes, length)));
            return client.send(command, length);
        }

        @Override
        public long positionLots()
        {
            return client.positionLots();
        }

        @Override
        public long cashAtoms()
        {
            return client.cashAtoms();
        }
    }
}

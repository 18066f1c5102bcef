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
package io.plimsoll.io.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.StateDigestRequestEncoder;
import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalReport;
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.session.PlimsollClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RunVerbTest
{
    private static final int SIGTERM_EXIT_CODE = 143;

    private final UnsafeBuffer request = new UnsafeBuffer(ByteBuffer.allocateDirect(16));
    private final StateDigestRequestEncoder encoder = new StateDigestRequestEncoder();
    private long acknowledged;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"threads.mode = shared", "threads.mode = dedicated, journal.ack = sync"})
    void shouldCloseTheEpochOnSigtermWhileTheRingsAreFull(final String settings) throws Exception
    {
        try (EngineProcess engine = new EngineProcess(folder, settings).start())
        {
            final PlimsollClient client = PlimsollClient.connect(engine.newClientContext());
            fill(client);
            assertThat(engine.terminate()).isEqualTo(SIGTERM_EXIT_CODE);
            client.close();

            final JournalReport report = new JournalDirectory(engine.journal).verify();
            assertThat(report.status()).isEqualTo(JournalStatus.WHOLE);
            assertThat(report.end().lastType()).isEqualTo(RecordType.EPOCH_CLOSE);
            assertReplays(engine.journal);
        }
    }

    @Test
    void shouldLoseNothingAcknowledgedWhenItIsKilled() throws Exception
    {
        try (EngineProcess engine = new EngineProcess(folder, "").start())
        {
            for (int kill = 0; kill < 2; kill++)
            {
                final PlimsollClient client = PlimsollClient.connect(engine.newClientContext());
                converse(client, 2_000);
                fill(client);
                client.poll(this::acknowledge);
                engine.kill();
                client.close();

                final JournalReport report = new JournalDirectory(engine.journal).verify();
                assertThat(report.status()).isNotEqualTo(JournalStatus.DAMAGED);
                assertThat(report.end().lastSequence()).isGreaterThanOrEqualTo(acknowledged);
                assertReplays(engine.journal);
                engine.start();
            }
            assertThat(acknowledged).isGreaterThan(4_000);
        }
    }

    @Test
    void shouldShowItsCountersToAnotherProcessAlsoWhenItIsDead() throws Exception
    {
        try (EngineProcess engine = new EngineProcess(folder, "").start())
        {
            try (PlimsollClient client = PlimsollClient.connect(engine.newClientContext()))
            {
                converse(client, 10);
                assertThat(stat(engine)).contains("\"alive\":true").contains("\"last sequence\":11,");
            }
            engine.kill();
            assertThat(stat(engine)).contains("\"alive\":false").contains("\"last sequence\":12,");
        }
    }

    private void converse(final PlimsollClient client, final int count)
    {
        for (int i = 1; i <= count; i++)
        {
            encode(i);
            client.offer(0, request, 0, request.capacity());
            client.awaitQuiet(i, this::acknowledge);
        }
    }

    // Sends for as long as the engine takes commands, and polls no effect.
    private void fill(final PlimsollClient client)
    {
        encode(1_000_000);
        long refusedSinceNs = System.nanoTime();
        for (int i = 0; i < 100_000 && System.nanoTime() - refusedSinceNs < 50_000_000L; i++)
        {
            if (client.tryOffer(0, request, 0, request.capacity()))
            {
                refusedSinceNs = System.nanoTime();
            }
        }
    }

    private void encode(final long clientSequence)
    {
        encoder.wrapAndApplyHeader(request, 0, new MessageHeaderEncoder()).clientSequence(clientSequence);
    }

    private void acknowledge(
        final long sequence,
        final long timestampNs,
        final int effectIndex,
        final boolean last,
        final int templateId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        acknowledged = Math.max(acknowledged, sequence);
    }

    private static void assertReplays(final Path journal)
    {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        assertThat(Main.execute(new PrintWriter(out), new PrintWriter(err), "replay", journal.toString()))
            .as("%s", err).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("RESULT replay");
    }

    private static String stat(final EngineProcess engine) throws IOException
    {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        assertThat(Main.execute(new PrintWriter(out), new PrintWriter(err), "--json", "stat",
            engine.journal.toString())).as("%s", err).isEqualTo(ExitCode.DONE);
        return out.toString();
    }
}

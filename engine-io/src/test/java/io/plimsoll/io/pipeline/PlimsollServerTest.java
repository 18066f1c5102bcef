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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalReport;
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.session.EffectListener;
import io.plimsoll.io.session.PlimsollClient;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PlimsollServerTest
{
    private static final EngineLimits LIMITS = Rehearsal.limits();

    @TempDir
    private Path folder;

    private ServerContext context(final ThreadingMode mode)
    {
        return new ServerContext()
            .limits(LIMITS)
            .journalDirectory(folder.resolve("journal"))
            .pipeline(pipeline -> pipeline.threadingMode(mode));
    }

    @ParameterizedTest
    @CsvSource({
        "SHARED, aeron:ipc, aeron:ipc, ACK_ON_APPEND",
        "SHARED, aeron:udp?endpoint=localhost:24671, aeron:udp?endpoint=localhost:0, ACK_ON_SYNC",
        "DEDICATED, aeron:ipc, aeron:ipc, ACK_ON_SYNC",
        "DEDICATED, aeron:udp?endpoint=localhost:24671, aeron:udp?endpoint=localhost:0, ACK_ON_APPEND"})
    void shouldCarryCommandsFromTheClientIntoTheJournalAndBack(
        final ThreadingMode mode, final String ingress, final String response, final AckMode ackMode)
    {
        final ServerContext context = context(mode)
            .pipeline(pipeline -> pipeline.ackMode(ackMode))
            .aeron(aeron -> aeron.ingressChannel(ingress));
        try (PlimsollServer server = PlimsollServer.launch(context);
            PlimsollClient client = PlimsollClient.connect(server.newClientContext().responseChannel(response)))
        {
            converse(client, 1, 100);
            assertThat(server.counters().lastSequence().get()).isEqualTo(101);
        }

        final JournalReport report = new JournalDirectory(folder.resolve("journal")).verify();
        assertThat(report.status()).isEqualTo(JournalStatus.WHOLE);
        // Session-open, the commands, session-close.
        assertThat(report.end().lastSequence()).isEqualTo(102);
    }

    @Test
    void shouldGoOnWithItsJournalAfterARestart()
    {
        try (PlimsollServer server = PlimsollServer.launch(context(ThreadingMode.SHARED));
            PlimsollClient client = PlimsollClient.connect(server.newClientContext()))
        {
            converse(client, 1, 5);
        }

        try (PlimsollServer server = PlimsollServer.launch(context(ThreadingMode.SHARED));
            PlimsollClient client = PlimsollClient.connect(server.newClientContext()))
        {
            assertThat(server.wentOn()).isTrue();
            assertThat(client.sessionId()).isEqualTo(2);
            converse(client, 1, 5);
            assertThat(client.resultSequence()).isEqualTo(13);
        }
        assertThat(new JournalDirectory(folder.resolve("journal")).verify().end().lastSequence()).isEqualTo(14);
    }

    @Test
    void shouldServeSeveralClients()
    {
        try (PlimsollServer server = PlimsollServer.launch(context(ThreadingMode.SHARED));
            PlimsollClient second = PlimsollClient.connect(server.newClientContext().principalId(2)))
        {
            final PlimsollClient first = PlimsollClient.connect(server.newClientContext().principalId(1));
            converse(first, 1, 10);
            converse(second, 1, 10);
            first.close();
            converse(second, 11, 10);

            assertThat(first.messagesReceived()).isEqualTo(23);
            assertThat(second.messagesReceived()).isEqualTo(42);
        }
    }

    @Test
    void shouldRunOnTheCallersThread()
    {
        try (PlimsollServer server = PlimsollServer.launch(context(ThreadingMode.INVOKER));
            PlimsollClient client = PlimsollClient.connect(server.newClientContext()))
        {
            converse(client, 1, 10);
            assertThat(server.counters().lastSequence().get()).isEqualTo(11);
        }
    }

    private static void converse(final PlimsollClient client, final int firstSequence, final int count)
    {
        for (int i = firstSequence; i < firstSequence + count; i++)
        {
            final UnsafeBuffer request = Commands.stateDigestRequest(i);
            client.offer(0, request, 0, request.capacity());
            assertThat(client.awaitQuiet(i, EffectListener.NONE)).isEqualTo(ResultCode.ACCEPTED);
        }
    }
}

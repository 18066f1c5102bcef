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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.io.PlimsollServer;
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.aeron.AeronContext;
import io.plimsoll.io.aeron.AeronDirectories;
import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalReport;
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.metrics.CountersFile;
import io.plimsoll.io.session.ConnectRequest;
import io.plimsoll.io.session.EffectListener;
import io.plimsoll.io.session.IngressEnvelope;
import io.plimsoll.io.session.PlimsollClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void shouldLeaveTheCountersOfARunningEngineAlone()
    {
        try (PlimsollServer server = PlimsollServer.launch(context(ThreadingMode.SHARED));
            PlimsollClient client = PlimsollClient.connect(server.newClientContext()))
        {
            final ServerContext second = context(ThreadingMode.SHARED);
            assertThatThrownBy(() -> PlimsollServer.launch(second)).hasMessageContaining("another engine");

            converse(client, 1, 5);
            assertThat(lastSequenceIn(second.countersFile())).isEqualTo(6);
        }
    }

    private static long lastSequenceIn(final Path countersFile)
    {
        final long[] found = {-1};
        try (CountersFile file = CountersFile.open(countersFile))
        {
            file.reader().forEach((value, id, label) -> found[0] = "last sequence".equals(label) ? value : found[0]);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        return found[0];
    }

    @Test
    void shouldUseAMediaDriverThatRunsAlready()
    {
        final MediaDriver.Context driverContext = new MediaDriver.Context()
            .aeronDirectoryName(AeronDirectories.unique().toString())
            .threadingMode(io.aeron.driver.ThreadingMode.SHARED)
            .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
            .dirDeleteOnShutdown(true);
        try (MediaDriver driver = MediaDriver.launch(driverContext);
            PlimsollServer server = PlimsollServer.launch(context(ThreadingMode.SHARED).aeron(aeron ->
                aeron.embeddedDriver(false).directory(driver.aeronDirectoryName())));
            PlimsollClient client = PlimsollClient.connect(server.newClientContext()))
        {
            converse(client, 1, 10);
            assertThat(server.aeronDirectory()).isEqualTo(driver.aeronDirectoryName());
        }
    }

    @Test
    void shouldThrowWhatTheListenerThrows()
    {
        try (PlimsollServer server = PlimsollServer.launch(context(ThreadingMode.SHARED));
            PlimsollClient client = PlimsollClient.connect(server.newClientContext()))
        {
            final UnsafeBuffer request = Commands.stateDigestRequest(1);
            final EffectListener listener = (sequence, timestampNs, index, last, templateId, buffer, offset, length) ->
            {
                throw new IllegalArgumentException("not what was expected");
            };
            client.offer(0, request, 0, request.capacity());
            assertThatThrownBy(() -> client.awaitQuiet(1, listener)).hasMessage("not what was expected");

            converse(client, 2, 5);
        }
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

    @Test
    void shouldCloseTheSessionOfAClientThatIsGoneWithoutAWord()
    {
        try (PlimsollServer server = PlimsollServer.launch(context(ThreadingMode.SHARED));
            PlimsollClient other = PlimsollClient.connect(server.newClientContext()))
        {
            try (Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(server.aeronDirectory())))
            {
                connectRaw(aeron, "aeron:ipc");
                awaitSessions(server, 2);
            }
            awaitSessions(server, 1);
            converse(other, 1, 10);
            // Two opens, one close, ten commands.
            assertThat(server.counters().lastSequence().get()).isEqualTo(13);
        }
    }

    @Test
    void shouldEndTheSessionOfAClientThatTakesNothing()
    {
        final ServerContext context = context(ThreadingMode.DEDICATED)
            .pipeline(pipeline -> pipeline.backlogLength(64 << 10))
            .aeron(aeron -> aeron.termLength(64 << 10));
        try (PlimsollServer server = PlimsollServer.launch(context);
            PlimsollClient slow = PlimsollClient.connect(server.newClientContext());
            PlimsollClient other = PlimsollClient.connect(server.newClientContext()))
        {
            final UnsafeBuffer request = Commands.stateDigestRequest(1);
            await("the client is slow", () ->
            {
                slow.tryOffer(0, request, 0, request.capacity());
                return server.counters().slowDisconnects().get() > 0;
            });
            awaitSessions(server, 1);
            converse(other, 1, 10);
            assertThat(server.halt().isSet()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "aeron:udp?endpoint=nowhere.invalid:1", "aeron:spy-of?x"})
    void shouldRefuseAClientWhoseChannelCannotBe(final String channel)
    {
        try (PlimsollServer server = PlimsollServer.launch(context(ThreadingMode.SHARED)
            .pipeline(pipeline -> pipeline.connectTimeoutNs(500_000_000L)));
            Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(server.aeronDirectory())))
        {
            connectRaw(aeron, channel);
            await("the connect is refused", () -> server.counters().connectsRefused().get() > 0);
            try (PlimsollClient client = PlimsollClient.connect(server.newClientContext()))
            {
                converse(client, 1, 10);
            }
        }
    }

    private static void connectRaw(final Aeron aeron, final String responseChannel)
    {
        final int streamId = 4711;
        final Subscription subscription = aeron.addSubscription("aeron:ipc", streamId);
        final ExclusivePublication publication =
            aeron.addExclusivePublication(AeronContext.IPC_CHANNEL, AeronContext.INGRESS_STREAM_ID);
        final UnsafeBuffer request = new UnsafeBuffer(new byte[256]);
        final int length = ConnectRequest.encode(request, IngressEnvelope.LENGTH, 7, responseChannel, streamId);
        await("the request is sent", () -> publication.offer(request, 0, IngressEnvelope.LENGTH + length) > 0);
        assertThat(subscription.streamId()).isEqualTo(streamId);
    }

    private static void awaitSessions(final PlimsollServer server, final int count)
    {
        await(count + " sessions", () -> count == server.counters().sessionsOpen().get());
    }

    private static void await(final String what, final BooleanSupplier condition)
    {
        final long deadlineNs = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean())
        {
            assertThat(System.nanoTime() - deadlineNs).as(what).isNegative();
            Thread.yield();
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

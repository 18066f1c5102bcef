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
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.io.PlimsollServer;
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.session.EffectListener;
import io.plimsoll.io.session.PlimsollClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * In virtual time the journal follows from the input alone: neither threads nor syncs nor batches show in its bytes.
 */
@Timeout(120)
class JournalBytesTest
{
    private static final int ACCOUNTS = 2_000;
    private static final int FALLS = 10;
    private static final long START_NS = 1_600_000_000_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void shouldBeTheSameInEveryMode() throws IOException
    {
        final Path shared = run(ThreadingMode.SHARED, AckMode.ACK_ON_APPEND);

        assertSameBytes(shared, run(ThreadingMode.DEDICATED, AckMode.ACK_ON_APPEND));
        assertSameBytes(shared, run(ThreadingMode.SHARED, AckMode.ACK_ON_SYNC));
        assertSameBytes(shared, run(ThreadingMode.DEDICATED, AckMode.ACK_ON_SYNC));
        assertSameBytes(shared, run(ThreadingMode.INVOKER, AckMode.ACK_ON_APPEND));
    }

    private Path run(final ThreadingMode mode, final AckMode ackMode)
    {
        final Path journal = folder.resolve(mode + "-" + ackMode);
        final ServerContext context = new ServerContext()
            .limits(EngineLimits.builder().accounts(4_096).balances(64).positions(128).orders(256).priceLevels(128)
                .positionsPerAccount(4).build())
            .journalDirectory(journal)
            .pipeline(pipeline -> pipeline
                .threadingMode(mode).ackMode(ackMode).virtualTime(true).clock(new VirtualClock(START_NS)));
        try (PlimsollServer server = PlimsollServer.launch(context);
            PlimsollClient client = PlimsollClient.connect(server.newClientContext().timestampNs(START_NS)))
        {
            final Rehearsal rehearsal = new Rehearsal(new AeronExchange(client, START_NS));
            rehearsal.begin();
            final long timestampNs = START_NS + 1_000_000;
            openAccounts(client, timestampNs);
            final Rehearsal falls = new Rehearsal(new AeronExchange(client, timestampNs));
            for (int i = 0; i < FALLS; i++)
            {
                falls.fall();
            }
            assertThat(server.halt().isSet()).isFalse();
        }
        return journal;
    }

    // Not in lock step: these run through the rings as fast as they will, in batches of whatever size.
    private static void openAccounts(final PlimsollClient client, final long timestampNs)
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
        final OpenAccountEncoder open = new OpenAccountEncoder();
        final DepositEncoder deposit = new DepositEncoder();
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        long clientSequence = 1_000_000;
        for (int i = 0; i < ACCOUNTS; i++)
        {
            open.wrapAndApplyHeader(buffer, 0, header)
                .clientSequence(++clientSequence).accountId(1_000 + i).selfTradeGroupId(0);
            client.offer(timestampNs, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + open.encodedLength());
            deposit.wrapAndApplyHeader(buffer, 0, header)
                .clientSequence(++clientSequence).accountId(1_000 + i).amountAtoms(1_000_000).assetId(1);
            client.offer(timestampNs, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + deposit.encodedLength());
        }
        client.awaitQuiet(clientSequence, EffectListener.NONE);
    }

    private static void assertSameBytes(final Path expected, final Path actual) throws IOException
    {
        final List<Path> files = files(expected);
        assertThat(files(actual)).isEqualTo(files).isNotEmpty();
        for (final Path file : files)
        {
            assertThat(Files.mismatch(expected.resolve(file), actual.resolve(file)))
                .as("%s of %s against %s", file, expected.getFileName(), actual.getFileName()).isEqualTo(-1);
        }
    }

    private static List<Path> files(final Path directory) throws IOException
    {
        try (Stream<Path> paths = Files.walk(directory))
        {
            return paths.filter(Files::isRegularFile).map(directory::relativize).sorted().toList();
        }
    }
}

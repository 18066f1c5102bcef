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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.Engine;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.config.ConfigurationException;
import io.plimsoll.io.pipeline.AckMode;
import io.plimsoll.io.pipeline.IdleKind;
import io.plimsoll.io.pipeline.ThreadingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineConfigTest
{
    private static final Path SAMPLE = Path.of("..", "config", "engine.conf");

    @TempDir
    private Path folder;

    private ServerContext read(final String text) throws IOException
    {
        final Path file = folder.resolve("engine.conf");
        Files.writeString(file, text);
        return EngineConfig.read(file);
    }

    @Test
    void shouldDrawASeedOfItsOwnForEveryNewJournalUnlessOneIsGiven() throws IOException
    {
        assertThat(EngineConfig.read(SAMPLE).limits().hashSeed())
            .isNotEqualTo(EngineConfig.read(SAMPLE).limits().hashSeed());
        assertThat(EngineConfig.limits(SAMPLE).hashSeed()).isZero();
        final Path file = Files.writeString(folder.resolve("seed.conf"),
            "journal.directory = j\nlimits.hash-seed = -7\n");
        assertThat(EngineConfig.read(file).limits().hashSeed()).isEqualTo(-7);
    }

    @Test
    void shouldReadTheSampleAndListItsInstruments()
    {
        final ServerContext context = EngineConfig.read(SAMPLE);

        assertThat(context.journalDirectory().getFileName()).hasToString("journal");
        assertThat(context.pipeline().threadingMode()).isEqualTo(ThreadingMode.SHARED);
        assertThat(context.pipeline().genesis()).hasSize(9);
        assertThat(context.pipeline().feed()).as("no market data unless they are asked for").isNull();
        final DirectBuffer open = sessionOpen();
        long sequence = 1;
        try (Engine engine = new Engine(context.limits()))
        {
            engine.apply(sequence, 1, 0, open, 0, open.capacity());
            for (final DirectBuffer command : context.pipeline().genesis())
            {
                assertThat(ResultCode.name(engine.apply(++sequence, 1, 1, command, 0, command.capacity())))
                    .isEqualTo("ACCEPTED");
            }
            assertThat(engine.nextDeadlineNs()).as("a sample every minute").isEqualTo(60_000_000_000L);
        }
    }

    private static DirectBuffer sessionOpen()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8 + SessionOpenEncoder.BLOCK_LENGTH]);
        new SessionOpenEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0).principalId(0);
        return buffer;
    }

    @Test
    void shouldGiveEverySettingToItsContext() throws IOException
    {
        final ServerContext context = read("""
            journal { directory = "j", ack = sync }
            counters.file = "c"
            threads { mode = dedicated, idle.engine = busy-spin }
            rings { commands = 64, effects = 1 MiB }
            sessions { connected = 3, backlog = 64 KiB, slow-timeout = 250 ms, connect-timeout = 2 s }
            aeron { directory = "/dev/shm/x", driver-thread = true, ingress-channel = "aeron:udp?endpoint=a:1" }
            aeron { ingress-stream = 7, term-length = 128 KiB, client-timeout = 3 s }
            feed { enabled = true, channel = "aeron:udp?endpoint=b:2", stream = 8, snapshot-channel = "aeron:ipc" }
            feed { snapshot-stream = 9, snapshot-interval = 20 ms, ring = 2 MiB }
            threads.idle.feed = sleep
            limits { accounts = 5, positions-per-account = 2, fills-per-command = 16 }
            """);

        assertThat(context.journalDirectory()).isEqualTo(folder.resolve("j").toAbsolutePath());
        assertThat(context.countersFile()).isEqualTo(folder.resolve("c").toAbsolutePath());
        assertThat(context.pipeline().ackMode()).isEqualTo(AckMode.ACK_ON_SYNC);
        assertThat(context.pipeline().threadingMode()).isEqualTo(ThreadingMode.DEDICATED);
        assertThat(context.pipeline().idleStrategies().engine()).isEqualTo(IdleKind.BUSY_SPIN);
        assertThat(context.pipeline().ringCapacity()).isEqualTo(64);
        assertThat(context.pipeline().egressRingLength()).isEqualTo(1 << 20);
        assertThat(context.pipeline().connections()).isEqualTo(3);
        assertThat(context.pipeline().backlogLength()).isEqualTo(64 << 10);
        assertThat(context.pipeline().slowClientTimeoutNs()).isEqualTo(250_000_000L);
        assertThat(context.pipeline().connectTimeoutNs()).isEqualTo(2_000_000_000L);
        assertThat(context.aeron().directory()).isEqualTo("/dev/shm/x");
        assertThat(context.aeron().invokedDriver()).isFalse();
        assertThat(context.aeron().ingressChannel()).isEqualTo("aeron:udp?endpoint=a:1");
        assertThat(context.aeron().ingressStreamId()).isEqualTo(7);
        assertThat(context.aeron().termLength()).isEqualTo(128 << 10);
        assertThat(context.aeron().clientLivenessTimeoutNs()).isEqualTo(3_000_000_000L);
        assertThat(context.pipeline().idleStrategies().feed()).isEqualTo(IdleKind.SLEEP);
        assertThat(context.pipeline().feed().incrementChannel()).isEqualTo("aeron:udp?endpoint=b:2");
        assertThat(context.pipeline().feed().incrementStreamId()).isEqualTo(8);
        assertThat(context.pipeline().feed().snapshotChannel()).isEqualTo("aeron:ipc");
        assertThat(context.pipeline().feed().snapshotStreamId()).isEqualTo(9);
        assertThat(context.pipeline().feed().snapshotIntervalNs()).isEqualTo(20_000_000L);
        assertThat(context.pipeline().feed().ringLength()).isEqualTo(2 << 20);
        assertThat(context.limits().accounts()).isEqualTo(5);
        assertThat(context.limits().fillsPerCommandMax()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "nosuchkey = 1 | unknown key 'nosuchkey'",
        "journal.directry = x | line 1: unknown key 'journal.directry': did you mean 'journal.directory'?",
        "journal { directory = x, ack = quorum } | needs a cluster and is not in this release",
        "journal { directory = x, ack = synch } | did you mean 'sync'?",
        "threads.mode = shared | 'journal.directory' is missing",
        "journal.directory = x, rings.commands = many | rings.commands",
        "journal.directory = x, rings.commands = 1.5 | must be a whole number",
        "journal.directory = x, rings.effects = 4 furlongs | furlongs",
        "journal.directory = x, limits.accounts = 0 | 'limits.accounts' cannot be used",
        "journal.directory = x, feed { enabled = true, ring = 3 MiB } | must be a power of two of at least 1048576",
        "journal.directory = x, feed { enabled = true, snapshot-interval = 0 s } | must be above 0",
        "journal.directory = x, feed { enabled = true, snapshot-stream = 1101 } | give each a stream of its own",
        "journal.directory = x, genesis = none.conf | none.conf' cannot be read",
        "journal { | line 1"})
    void shouldSayInOneSentenceWhatIsWrong(final String text, final String expected)
    {
        assertThatThrownBy(() -> read(text))
            .isInstanceOf(ConfigurationException.class)
            .hasMessageContaining(expected)
            .extracting(Throwable::getMessage).asString().hasLineCount(1);
    }

    @Test
    void shouldNameTheLineOfAWrongGenesisKey() throws IOException
    {
        Files.writeString(folder.resolve("g.conf"), "assets = [\n  { id = 1,\n    unit-atms = 1 }\n]\n");

        assertThatThrownBy(() -> read("journal.directory = x, genesis = g.conf"))
            .hasMessageContaining("line 3: unknown key 'unit-atms': did you mean 'unit-atoms'?");
    }

    @Test
    void shouldNameTheLineOfAnExpiryThatIsNoInstant() throws IOException
    {
        Files.writeString(folder.resolve("g.conf"), Files.readString(SAMPLE.resolveSibling("instruments.conf"))
            .replace("2030-12-27T08:00:00Z", "Friday"));

        assertThatThrownBy(() -> read("journal.directory = x, genesis = g.conf"))
            .hasMessageContaining("'expire-time' is 'Friday', but must be an instant such as 2030-12-27T08:00:00Z");
    }
}

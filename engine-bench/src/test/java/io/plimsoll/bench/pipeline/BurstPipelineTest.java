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
package io.plimsoll.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.inline.MarkedCommands;
import io.plimsoll.bench.peer.Peer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BurstPipelineTest
{
    private static final int COMMANDS = 20_000;

    @TempDir
    private Path directory;

    @Test
    void shouldEndInTheSameStateWithAndWithoutAJournal()
    {
        final Workload workload = Workload.record("A", COMMANDS);
        try (MarkedCommands commands = new MarkedCommands(workload.commands(), true);
            BurstPipeline journaled = new BurstPipeline(commands, directory.resolve("journal"));
            BurstPipeline plain = new BurstPipeline(commands, null))
        {
            assertThat(journaled.burst()).isPositive();
            assertThat(plain.burst()).isPositive();

            assertThat(journaled.stateDigest()).isEqualTo(plain.stateDigest());
            // Trades and marks are in it, and a command that trades nothing may take 192 bytes.
            assertThat(journaled.journalBytesOfBurst()).isBetween(100L * COMMANDS, 192L * COMMANDS);
            assertThat(plain.journalBytesOfBurst()).isZero();
        }
    }

    @Test
    @EnabledOnJre(JRE.JAVA_17)
    void shouldLeaveThePeersBookAsTheGeneratorsIs() throws IOException
    {
        final Workload workload = Workload.record("A", COMMANDS);
        try (Peer peer = new Peer();
            Peer.Part part = peer.open("PipelineAdapter", workload.commands().words(), workload.commands().prefill(),
                Workload.USERS, directory.toString(), "BLOCKING"))
        {
            assertThat(((long[])part.call("burst"))[1]).isZero();
            assertThat(part.call("levels", false)).isEqualTo(PipelineProgram.levels(workload.bids()));
            assertThat(part.call("levels", true)).isEqualTo(PipelineProgram.levels(workload.asks()));
        }
        assertThat(directory).isNotEmptyDirectory();
    }

    @Test
    void shouldPassTheStreamOverAndOverWithoutARefusal()
    {
        try (MarkedCommands commands = new MarkedCommands(Workload.record("A", 2_000), 200_000);
            LiveRun run = new LiveRun(commands, directory.resolve("journal")))
        {
            assertThat(run.burst()).isPositive();
            final long bytes = run.journalBytes();
            assertThat(run.burst()).isPositive();
            assertThat(run.journalBytes()).isGreaterThan(bytes);
            assertThat(run.sustain(100_000_000)).isPositive();
        }
    }

    @Test
    void shouldMeasureTheDiskAndLeaveNothingOnIt() throws IOException
    {
        assertThat(RawDisk.bytesPerSecond(directory, 3 << 20)).isPositive();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldAddUpTheOrdersOfALevel()
    {
        assertThat(PipelineProgram.levels(new long[]{7, 100, 5, 9, 100, 6, 2, 99, 1}))
            .containsExactly(100, 11, 99, 1);
        assertThat(PipelineProgram.levels(new long[0])).isEmpty();
    }
}

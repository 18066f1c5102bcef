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
package io.plimsoll.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands allocate nothing, whatever they are and whatever they set off. */
class AllocationTest
{
    private static final int COMMANDS = 1_000_000;
    private static final int WARM_UP = 300_000;
    private static final int ATTEMPTS = 12;

    @Test
    void shouldAllocateNothingOverAMillionMixedCommands()
    {
        final MixedLoad load = new MixedLoad(false);

        // Where compiled code meets a case for the first time the virtual machine leaves it, and allocates by itself.
        assertThat(load.bytesOf(WARM_UP, COMMANDS, ATTEMPTS)).isZero();

        final long percent = load.commands / 100;
        assertThat(load.rejects).as("rejects").isGreaterThan(percent);
        assertThat(load.cancels).as("cancels").isGreaterThan(percent);
        assertThat(load.replaces).as("replaces").isGreaterThan(percent);
        assertThat(load.extended).as("icebergs that expire").isGreaterThan(percent);
        assertThat(load.immediates).as("immediate-or-cancel").isGreaterThan(percent);
        assertThat(load.ticks).as("ticks").isGreaterThan(percent);
        assertThat(load.spoken).as("prices of sources").isGreaterThan(percent);
        assertThat(load.deposits).as("deposits").isGreaterThan(percent);
        assertThat(load.questions).as("questions").isGreaterThan(percent / 2);
        assertThat(load.fundings).as("funding").isGreaterThan(1_000);
        assertThat(load.liquidations).as("liquidations").isGreaterThan(percent / 2);
    }

    @Test
    void shouldAllocateNothingWithoutACompiler() throws IOException, InterruptedException
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xint");
        command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        command.add("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MixedLoad.class.getName());
        command.add("2000");
        command.add("10000");
        final Process child = new ProcessBuilder(command).redirectErrorStream(true).start();

        final String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor(2, TimeUnit.MINUTES)).as(said).isTrue();
        assertThat(said).contains("bytes=0 operations=").doesNotContain("operations=0", "liquidations=0");
    }
}

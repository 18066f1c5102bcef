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

import io.plimsoll.io.aeron.AeronDirectories;
import io.plimsoll.io.session.ClientContext;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.IoUtil;

/**
 * An engine in a process of its own, started as an operator would.
 */
final class EngineProcess implements AutoCloseable
{
    private static final long EXIT_TIMEOUT_S = 60;

    final Path journal;
    final String aeronDirectory = AeronDirectories.unique().toString();
    private final Path config;
    private Process process;

    EngineProcess(final Path folder, final String settings) throws IOException
    {
        journal = folder.resolve("journal");
        config = folder.resolve("engine.conf");
        Files.writeString(config, """
            journal.directory = "journal"
            aeron.directory = "%s"
            aeron.client-timeout = 2 s
            limits { accounts = 64, positions = 128, orders = 256, price-levels = 128, balances = 64 }
            limits { assets = 4, instruments = 4, positions-per-account = 4 }
            """.formatted(aeronDirectory) + settings);
    }

    EngineProcess start() throws IOException
    {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String argument : ManagementFactory.getRuntimeMXBean().getInputArguments())
        {
            if (argument.startsWith("--add-") || argument.startsWith("--enable-"))
            {
                command.add(argument);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(),
            "run", "--config", config.toString()));
        process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        awaitReady();
        return this;
    }

    ClientContext newClientContext()
    {
        return new ClientContext().aeronDirectory(aeronDirectory);
    }

    /** Sends SIGTERM and waits for the end. */
    int terminate() throws InterruptedException
    {
        process.destroy();
        return exitCode();
    }

    /** Sends SIGKILL and waits for the end. */
    void kill() throws InterruptedException
    {
        process.destroyForcibly();
        exitCode();
    }

    int exitCode() throws InterruptedException
    {
        assertThat(process.waitFor(EXIT_TIMEOUT_S, TimeUnit.SECONDS)).as("the process ends").isTrue();
        return process.exitValue();
    }

    @Override
    public void close()
    {
        if (null != process)
        {
            process.destroyForcibly().onExit().join();
        }
        // A killed process leaves it behind; the next engine of this user would remove it.
        IoUtil.delete(new File(aeronDirectory), true);
    }

    private void awaitReady() throws IOException
    {
        final BufferedReader err =
            new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        final List<String> lines = new ArrayList<>();
        String line = err.readLine();
        while (null != line && !"ready".equals(line))
        {
            lines.add(line);
            line = err.readLine();
        }
        assertThat(line).as("said before it was ready: %s", lines).isEqualTo("ready");
    }
}

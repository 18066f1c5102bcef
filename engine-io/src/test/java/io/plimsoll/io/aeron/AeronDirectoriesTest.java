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
package io.plimsoll.io.aeron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AeronDirectoriesTest
{
    private static final long NO_PROCESS = 4_194_305;

    @TempDir
    private Path folder;

    private Path directoryOf(final long processId) throws IOException
    {
        final String own = AeronDirectories.unique().getFileName().toString();
        final String prefix = own.substring(0, own.indexOf(Long.toString(ProcessHandle.current().pid())));
        final Path directory = Files.createDirectory(folder.resolve(prefix + processId + "-1"));
        Files.writeString(directory.resolve("left-over"), "x");
        return directory;
    }

    @Test
    void shouldRemoveTheDirectoriesOfDeadProcessesAlone() throws IOException
    {
        final Path dead = directoryOf(NO_PROCESS);
        final Path alive = directoryOf(ProcessHandle.current().pid());
        final Path foreign = Files.createDirectory(folder.resolve("aeron-somebody"));

        assertThat(AeronDirectories.removeStale(folder)).isEqualTo(1);

        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
        assertThat(foreign).exists();
    }

    @Test
    void shouldNameEveryDriverDifferently()
    {
        assertThat(AeronDirectories.unique()).isNotEqualTo(AeronDirectories.unique());
    }

    @Test
    void shouldSayHowMuchSpaceIsMissing()
    {
        assertThatCode(() -> AeronDirectories.checkSpace(folder.resolve("aeron"), 1 << 20, 16))
            .doesNotThrowAnyException();
        assertThatThrownBy(() -> AeronDirectories.checkSpace(folder.resolve("aeron"), 1 << 26, 1_000_000))
            .hasMessageContaining("MiB left")
            .hasMessageContaining("--shm-size")
            .extracting(Throwable::getMessage).asString().hasLineCount(1);
    }

    @Test
    void shouldRefuseADirectoryInWhichADriverIsAlive()
    {
        final Path directory = folder.resolve("aeron");
        final MediaDriver.Context context = new MediaDriver.Context()
            .aeronDirectoryName(directory.toString()).threadingMode(ThreadingMode.SHARED).dirDeleteOnShutdown(true);
        try (MediaDriver driver = MediaDriver.launch(context))
        {
            assertThat(driver.context().aeronDirectoryName()).isEqualTo(directory.toString());
            assertThatThrownBy(() -> AeronDirectories.requireUnused(directory))
                .hasMessageContaining("A media driver is alive")
                .hasMessageContaining("aeron.driver = external");
        }
        assertThatCode(() -> AeronDirectories.requireUnused(directory)).doesNotThrowAnyException();
    }
}

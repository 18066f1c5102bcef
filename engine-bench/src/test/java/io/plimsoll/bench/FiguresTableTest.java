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
package io.plimsoll.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTableTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldMakeARowOfEachKeptReport() throws IOException
    {
        keep("tick", "run:      tick --short", "RESULT tick accounts=1000 ns=80.0 scan_ns=9 ratio=8",
            "RESULT tick accounts=1000000 ns=90.6 scan_ns=9 ratio=311585",
            "RESULT tick_all positions=10 accounts=100000 ns=4391.2 visits_per_tick=1.5400 ratio=5499.7");
        keep("pipeline", "run:      pipeline",
            "RESULT pipeline journal=true commands_per_s=1053301 bytes_per_command=162.9 ratio=1.12",
            "RESULT pipeline journal=false commands_per_s=7 bytes_per_command=0.0 ratio=9.99");

        assertThat(FiguresTable.rows(folder).values()).containsExactly(
            "| price tick that passes no bound, 10^6 accounts | 90.6 ns, 311,585 times faster than a full scan " +
                "| `tick --short` |",
            "| mean price tick over 10^5 accounts with ten positions, visits included | 4,391 ns, 1.5400 visits, " +
                "5,500 times faster than a scan | `tick --short` |",
            "| ring to egress ring with journal, a burst | 1,053,301 commands a second, 162.9 bytes each, 1.12 times " +
                "the peer | `pipeline` |");
    }

    @Test
    void shouldLeaveARowOutWhoseReportsAreNotAllKept() throws IOException
    {
        keep("tape-static", "run:      tape --scenario static", "RESULT tape scenario=static ratio=2.18");
        assertThat(FiguresTable.rows(folder)).isEmpty();
        for (final String scenario : new String[]{"normal", "swing-25", "swing-40", "flash-crash"})
        {
            keep("tape-" + scenario, "run:      tape", "RESULT tape scenario=" + scenario + " ratio=1.36");
        }
        assertThat(FiguresTable.rows(folder).values()).containsExactly("| the public survey's tapes, static to " +
            "flash-crash | 2.18, 1.36, 1.36, 1.36, 1.36 times as fast as the peer | `tape --scenario static` |");
    }

    @Test
    void shouldSayWhichFigureAReportLacks() throws IOException
    {
        keep("alloc", "run:      alloc", "RESULT alloc commands=5");
        assertThatThrownBy(() -> FiguresTable.rows(folder))
            .isInstanceOf(IllegalStateException.class).hasMessageContaining("alloc").hasMessageContaining("'bytes'");
    }

    private void keep(final String name, final String... lines) throws IOException
    {
        Files.writeString(folder.resolve(name + ".txt"), String.join("\n", lines) + '\n');
    }
}

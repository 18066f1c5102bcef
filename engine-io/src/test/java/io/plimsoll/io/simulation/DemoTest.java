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
package io.plimsoll.io.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.io.importer.CandleSeries;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DemoTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldShowBothPoliciesAndProveTheDigest() throws IOException
    {
        final StringWriter out = new StringWriter();
        final Demo demo = new Demo(4_000, folder.resolve("journal"), null, null, false);

        demo.run();
        demo.print(new PrintWriter(out, true));

        assertThat(out.toString()).contains("partial", "full", "kept a position", "every effect byte", "agree.");
        assertThat(demo.result()).matches("RESULT demo commands=\\d+ digest=[0-9a-f]{16} conserved=true unqueued=0 " +
            "closed=\\d+ full_closed=\\d+ kept=\\d+");
        assertThat(demo.toJson()).contains("\"partial\" : {", "\"full\" : {", "\"replayed_digest\"");
        try (Stream<Path> files = Files.list(folder))
        {
            assertThat(files.map(path -> path.getFileName().toString())).contains("journal")
                .allMatch(name -> name.startsWith("journal"));
        }
    }

    @Test
    void shouldMakeTheSameCrashOnEveryMachine()
    {
        final List<CandleSeries> series = SyntheticCrash.series(7);

        long hash = 0;
        for (final CandleSeries market : series)
        {
            for (int bar = 0; bar < market.bars(); bar++)
            {
                for (int point = 0; point < CandleSeries.POINTS_PER_BAR; point++)
                {
                    hash = hash * 31 + market.pointPrice(bar, point);
                }
            }
        }

        assertThat(series).hasSize(2);
        assertThat(hash).isEqualTo(-6341003317824354907L);
    }
}

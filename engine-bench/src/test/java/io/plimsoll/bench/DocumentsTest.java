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

import io.plimsoll.bench.latency.LatencyTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables of the documents are those of the runs that are kept beside them. After a new run, with
 * {@code -Dplimsoll.docs.write=true}, the tables are written instead of compared.
 */
class DocumentsTest
{
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path RESULTS = MODULE.resolve("src/docs/results");
    private static final boolean WRITES = Boolean.getBoolean("plimsoll.docs.write");

    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "src/docs/performance.md"})
    void shouldShowTheLatenciesOfTheKeptRun(final String document) throws IOException
    {
        check(MODULE.resolve(document), "latency", LatencyTable.markdown(RESULTS) + '\n');
    }

    @Test
    void shouldShowTheFiguresOfTheKeptRuns() throws IOException
    {
        final Path readme = MODULE.resolve("../README.md");
        final List<String> lines = new ArrayList<>(Files.readAllLines(readme));
        final Map<String, String> rows = FiguresTable.rows(RESULTS);
        rows.forEach((begin, row) ->
        {
            final List<String> found = lines.stream().filter(line -> line.startsWith(begin)).toList();
            assertThat(found).as("rows that begin with " + begin).hasSize(1);
            lines.set(lines.indexOf(found.get(0)), WRITES ? row : found.get(0));
            assertThat(lines).contains(row);
        });
        if (WRITES)
        {
            Files.writeString(readme, String.join("\n", lines) + '\n');
        }
    }

    private static void check(final Path document, final String name, final String wanted) throws IOException
    {
        final String text = Files.readString(document);
        final String begin = "<!-- generated from src/docs/results: " + name + " -->\n";
        assertThat(text).as("mark in " + document.getFileName()).containsOnlyOnce(begin);
        final int from = text.indexOf(begin) + begin.length();
        final int to = text.indexOf("<!-- end -->", from);
        if (WRITES)
        {
            Files.writeString(document, text.substring(0, from) + wanted + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to)).as(name + " in " + document.getFileName()).isEqualTo(wanted);
    }
}

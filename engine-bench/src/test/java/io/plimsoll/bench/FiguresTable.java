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

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows of the table of figures whose reports are kept, as they stand in Markdown. */
final class FiguresTable
{
    private static final List<Row> ROWS = List.of(
        new Row("price tick that passes no bound, 10^6 accounts", List.of("tick"), reports ->
            figure(reports, "ns", "tick", "accounts=1000000") + " ns, " +
            grouped(figure(reports, "ratio", "tick", "accounts=1000000")) +
            " times faster than a full scan"),
        new Row("mean price tick over 10^5 accounts with ten positions, visits included", List.of("tick"), reports ->
            grouped(figure(reports, "ns", "tick_all", "positions=10", "accounts=100000")) + " ns, " +
            figure(reports, "visits_per_tick", "tick_all", "positions=10", "accounts=100000") + " visits, " +
            grouped(figure(reports, "ratio", "tick_all", "positions=10", "accounts=100000")) +
            " times faster than a scan"),
        new Row("one command in flight over Aeron IPC, journaled, p50", List.of("roundtrip"), reports ->
            grouped(figure(reports, "p50_ns", "roundtrip")) + " ns, " + figure(reports, "ratio", "roundtrip") +
            " times an echo on the same path"),
        new Row("bytes allocated by mixed commands, liquidations among them", List.of("alloc"), reports ->
            figure(reports, "bytes", "alloc") + " in " + grouped(figure(reports, "commands", "alloc"))),
        book("A"),
        book("B"),
        new Row("the public survey's tapes, static to flash-crash",
            List.of("tape-static", "tape-normal", "tape-swing-25", "tape-swing-40", "tape-flash-crash"),
            FiguresTable::tapes),
        new Row("risk, margin and matching, marks moving", List.of("inline"), reports ->
            figure(reports, "cpu_ns", "inline") + " ns of processor a command, " +
            figure(reports, "ratio", "inline") +
            " times as fast as the peer, which keeps no mark, bracket or load line"),
        new Row("ring to egress ring with journal, a burst", List.of("pipeline"), reports ->
            grouped(figure(reports, "commands_per_s", "journal=true")) + " commands a second, " +
            figure(reports, "bytes_per_command", "journal=true") + " bytes each, " +
            figure(reports, "ratio", "journal=true") + " times the peer"));

    private FiguresTable()
    {
    }

    /** What a row says of its reports. */
    private interface Figure
    {
        String of(List<KeptReport> reports);
    }

    private record Row(String what, List<String> names, Figure figure)
    {
        boolean isKept(final Path folder)
        {
            return names.stream().allMatch(name -> KeptReport.isKept(folder, name));
        }

        String markdown(final Path folder) throws IOException
        {
            final List<KeptReport> reports = new ArrayList<>();
            for (final String name : names)
            {
                reports.add(new KeptReport(folder, name));
            }
            return begin(what) + figure.of(reports) + " | `" + reports.get(0).command() + "` |";
        }
    }

    /** The rows by how each begins, which tells it apart. */
    static Map<String, String> rows(final Path folder) throws IOException
    {
        final Map<String, String> rows = new LinkedHashMap<>();
        for (final Row row : ROWS)
        {
            if (row.isKept(folder))
            {
                rows.put(begin(row.what), row.markdown(folder));
            }
        }
        return rows;
    }

    private static Row book(final String workload)
    {
        return new Row("book alone, workload " + workload, List.of("book-" + workload), reports ->
            figure(reports, "cpu_ns", "book") + " ns of processor a command, " + figure(reports, "ratio", "book") +
            " times as fast as the peer");
    }

    private static String tapes(final List<KeptReport> reports)
    {
        return String.join(", ", reports.stream().map(report -> report.figure("ratio", "tape")).toList()) +
            " times as fast as the peer";
    }

    private static String begin(final String what)
    {
        return "| " + what + " | ";
    }

    private static String figure(final List<KeptReport> reports, final String name, final String... fields)
    {
        return reports.get(0).figure(name, fields);
    }

    private static String grouped(final String figure)
    {
        return String.format(Locale.ROOT, "%,d", Math.round(Double.parseDouble(figure)));
    }
}

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
package io.plimsoll.io.metrics;

import java.io.PrintWriter;
import java.time.Instant;
import org.agrona.concurrent.errors.ErrorLogReader;

/**
 * Prints what a counters file holds, as a table or as one JSON object. Reads only.
 */
public final class StatReport
{
    private final CountersFile file;
    private final PrintWriter out;

    /**
     * A report.
     *
     * @param file of the engine.
     * @param out  to print to.
     */
    public StatReport(final CountersFile file, final PrintWriter out)
    {
        this.file = file;
        this.out = out;
    }

    /**
     * Prints a table: every counter, then every distinct error.
     */
    public void printTable()
    {
        out.printf("process %d, %s, since %s%n", file.processId(), isAlive() ? "alive" : "ended",
            Instant.ofEpochMilli(file.startMs()));
        file.reader().forEach((value, id, label) -> out.printf("%,24d  %s%n", value, label));
        final int errors = ErrorLogReader.read(file.errorLog(), (count, firstMs, lastMs, text) ->
            out.printf("error, seen %d times from %s to %s: %s%n", count, Instant.ofEpochMilli(firstMs),
                Instant.ofEpochMilli(lastMs), firstLine(text)));
        if (0 == errors)
        {
            out.println("no errors");
        }
    }

    /**
     * Prints one JSON object on one line.
     */
    public void printJson()
    {
        out.printf("{\"process\":%d,\"alive\":%b,\"startMs\":%d,\"counters\":{",
            file.processId(), isAlive(), file.startMs());
        final String[] separator = {""};
        file.reader().forEach((value, id, label) ->
        {
            out.printf("%s\"%s\":%d", separator[0], escaped(label), value);
            separator[0] = ",";
        });
        out.print("},\"errors\":[");
        separator[0] = "";
        ErrorLogReader.read(file.errorLog(), (count, firstMs, lastMs, text) ->
        {
            out.printf("%s{\"count\":%d,\"firstMs\":%d,\"lastMs\":%d,\"error\":\"%s\"}",
                separator[0], count, firstMs, lastMs, escaped(firstLine(text)));
            separator[0] = ",";
        });
        out.println("]}");
    }

    private boolean isAlive()
    {
        return ProcessHandle.of(file.processId()).map(ProcessHandle::isAlive).orElse(false);
    }

    // The log holds whole stack traces; the first line of each says what happened.
    private static String firstLine(final String text)
    {
        final int end = text.indexOf('\n');
        return (end < 0 ? text : text.substring(0, end)).trim();
    }

    private static String escaped(final String text)
    {
        final StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++)
        {
            final char c = text.charAt(i);
            if ('"' == c || '\\' == c)
            {
                escaped.append('\\').append(c);
            }
            else
            {
                escaped.append(c < ' ' ? ' ' : c);
            }
        }
        return escaped.toString();
    }
}

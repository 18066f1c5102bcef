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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a program printed in a run that is kept, from which tables of the documents are made. */
public final class KeptReport
{
    private static final String RESULT = "RESULT ";

    private final Path file;
    private final List<String> lines;

    /**
     * Reads a report.
     *
     * @param folder that holds it.
     * @param name   of the file, without its suffix.
     * @throws IOException if it is not there.
     */
    public KeptReport(final Path folder, final String name) throws IOException
    {
        file = folder.resolve(name + ".txt");
        lines = Files.readAllLines(file);
    }

    /**
     * Whether a report is there.
     *
     * @param folder that holds it.
     * @param name   of the file, without its suffix.
     * @return true if so.
     */
    public static boolean isKept(final Path folder, final String name)
    {
        return Files.exists(folder.resolve(name + ".txt"));
    }

    /**
     * How the run was asked for.
     *
     * @return the program and its options.
     */
    public String command()
    {
        return labelled("run:");
    }

    /**
     * The lines that hold figures.
     *
     * @return lines that begin with RESULT, in their order.
     */
    public List<String> results()
    {
        return lines.stream().filter(line -> line.startsWith(RESULT)).toList();
    }

    /**
     * What stands behind a label at the start of a line.
     *
     * @param label with its colon.
     * @return the rest of the first such line, without blanks around it.
     * @throws IllegalStateException if there is none.
     */
    public String labelled(final String label)
    {
        return lines.stream().filter(line -> line.startsWith(label)).findFirst()
            .map(line -> line.substring(label.length()).trim())
            .orElseThrow(() -> new IllegalStateException(file + " has no line that begins with '" + label + "'"));
    }

    /**
     * One figure.
     *
     * @param name   of the figure.
     * @param fields that its line must have, each as it stands there.
     * @return digits of the figure.
     * @throws IllegalStateException if no line has these fields and this figure.
     */
    public String figure(final String name, final String... fields)
    {
        for (final String line : results())
        {
            final List<String> words = List.of(line.split(" "));
            if (words.containsAll(List.of(fields)))
            {
                for (final String word : words)
                {
                    if (word.startsWith(name + '='))
                    {
                        return word.substring(name.length() + 1);
                    }
                }
            }
        }
        throw new IllegalStateException(
            file + " has no result with " + String.join(" ", fields) + " and a figure '" + name + "'");
    }

    /**
     * What the run was made on.
     *
     * @return half a sentence.
     */
    public String machine()
    {
        return labelled("hardware:") + "; " + labelled("system:") + "; " + labelled("jvm:") + "; flags: " +
            labelled("flags:") + "; load " + labelled("load:");
    }
}

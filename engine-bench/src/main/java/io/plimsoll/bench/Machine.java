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
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a figure was measured on, without which it says nothing. */
public final class Machine
{
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

    private Machine()
    {
    }

    /**
     * Prints hardware, operating system, JVM, its flags and how busy the machine is already, one line each.
     *
     * @param out receives them.
     */
    public static void print(final PrintStream out)
    {
        out.println("hardware: " + firstValue(CPU_INFO, "model name") + ", " +
            Runtime.getRuntime().availableProcessors() + " processors, memory " +
            firstValue(MEMORY_INFO, "MemTotal"));
        out.println("system:   " + System.getProperty("os.name") + ' ' + System.getProperty("os.version") + ' ' +
            System.getProperty("os.arch"));
        out.println("jvm:      " + System.getProperty("java.vm.name") + ' ' + System.getProperty("java.vm.version"));
        out.println("flags:    " + flags());
        out.printf(Locale.ROOT, "load:     %.2f on average in the minute before%n",
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /**
     * The flags that this JVM was started with.
     *
     * @return flags separated by blanks, or a word that says that there are none.
     */
    public static String flags()
    {
        final List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        return flags.isEmpty() ? "none" : String.join(" ", flags);
    }

    private static String firstValue(final Path file, final String key)
    {
        try
        {
            for (final String line : Files.readAllLines(file))
            {
                if (line.startsWith(key))
                {
                    return line.substring(line.indexOf(':') + 1).trim();
                }
            }
        }
        catch (final IOException ex)
        {
            return "unknown";
        }
        return "unknown";
    }
}

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

import io.plimsoll.io.config.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a program was asked to do.
 *
 * @param line    of the command, from the program's name on, without {@code --keep}.
 * @param isShort a check that ends within a minute, in place of the run whose figures are quoted.
 * @param values  of the program's own options, one for each.
 */
public record Request(String line, boolean isShort, Map<String, String> values)
{
    /** The option of every program. */
    public static final String SHORT = "--short";
    /** The option of every program that keeps what it prints. */
    static final Option KEEP = new Option("--keep", "FOLDER", "none", Request::requireFolder);

    /**
     * An option that a program takes, followed by its value.
     *
     * @param name  with both dashes.
     * @param form  of its value, for the help.
     * @param usual value where the option is left out; empty if it must be given.
     * @param check throws {@link IllegalArgumentException} with one sentence for the user if a value will not do.
     */
    public record Option(String name, String form, String usual, Consumer<String> check)
    {
        /**
         * An option that takes one of a few values.
         *
         * @param name    with both dashes.
         * @param allowed values.
         * @param usual   value where the option is left out; empty if it must be given.
         */
        public Option(final String name, final List<String> allowed, final String usual)
        {
            this(name, String.join("|", allowed), usual, value -> requireAllowed(name, allowed, value));
        }

        private static void requireAllowed(final String name, final List<String> allowed, final String value)
        {
            if (!allowed.contains(value))
            {
                throw new IllegalArgumentException("Option '" + name + "' takes " + String.join(" or ", allowed) +
                    ", not '" + value + "'.");
            }
        }

        @Override
        public String toString()
        {
            return usual.isEmpty() ? name + ' ' + form : '[' + name + ' ' + form + ']';
        }
    }

    /**
     * Value of an option.
     *
     * @param option that the program takes.
     * @return the value given, or the usual one.
     */
    public String value(final Option option)
    {
        return values.get(option.name());
    }

    /**
     * Where the report and the histograms are kept.
     *
     * @return a folder; null for none.
     */
    public Path keep()
    {
        return values.containsKey(KEEP.name()) ? Path.of(values.get(KEEP.name())) : null;
    }

    /**
     * Reads the arguments of a program.
     *
     * @param program that was asked for.
     * @param args    of the command line, the first one being the program's name.
     * @return the request.
     * @throws IllegalArgumentException with one sentence for the user, if they cannot be understood.
     */
    static Request parse(final Program program, final String[] args)
    {
        final Map<String, String> values = new LinkedHashMap<>();
        final StringBuilder line = new StringBuilder(args[0]);
        boolean isShort = false;
        for (int at = 1; at < args.length; at++)
        {
            if (args[at].equals(SHORT))
            {
                isShort = true;
                line.append(' ').append(SHORT);
                continue;
            }
            final Option option = find(program, args[at]);
            at++;
            final String value = checked(option, at < args.length ? args[at] : "");
            values.put(option.name(), value);
            line.append(option == KEEP ? "" : ' ' + option.name() + ' ' + value);
        }
        for (final Option option : program.options())
        {
            if (!values.containsKey(option.name()))
            {
                values.put(option.name(), checked(option, option.usual()));
            }
        }
        return new Request(line.toString(), isShort, values);
    }

    private static void requireFolder(final String folder)
    {
        if (!Files.isDirectory(Path.of(folder)))
        {
            throw new IllegalArgumentException(
                "Option '" + KEEP.name() + "' takes a folder that is there, not '" + folder + "'.");
        }
    }

    private static Option find(final Program program, final String name)
    {
        final Map<String, Option> options = new LinkedHashMap<>();
        options.put(KEEP.name(), KEEP);
        program.options().forEach(option -> options.put(option.name(), option));
        if (!options.containsKey(name))
        {
            options.put(SHORT, null);
            throw new IllegalArgumentException("Program '" + program.name() + "' has no option '" + name +
                "'; did you mean '" + NearestName.of(name, options.keySet()) + "'?");
        }
        return options.get(name);
    }

    private static String checked(final Option option, final String value)
    {
        if (value.isEmpty())
        {
            throw new IllegalArgumentException("Option '" + option.name() + "' needs a value: " + option + '.');
        }
        option.check().accept(value);
        return value;
    }
}

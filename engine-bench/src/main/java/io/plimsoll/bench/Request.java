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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program was asked to do.
 *
 * @param isShort a check that ends within a minute, in place of the run whose figures are quoted.
 * @param values  of the program's own options, one for each.
 */
public record Request(boolean isShort, Map<String, String> values)
{
    /** The option of every program. */
    public static final String SHORT = "--short";

    /**
     * An option that a program takes, followed by its value.
     *
     * @param name    with both dashes.
     * @param allowed values; empty if the program judges the value itself.
     * @param usual   value where the option is left out; empty if it must be given.
     */
    public record Option(String name, List<String> allowed, String usual)
    {
        @Override
        public String toString()
        {
            final String value = allowed.isEmpty() ? "VALUE" : String.join("|", allowed);
            return usual.isEmpty() ? name + ' ' + value : '[' + name + ' ' + value + ']';
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
        boolean isShort = false;
        for (int at = 1; at < args.length; at++)
        {
            if (args[at].equals(SHORT))
            {
                isShort = true;
                continue;
            }
            final Option option = find(program, args[at]);
            at++;
            values.put(option.name(), checked(option, at < args.length ? args[at] : ""));
        }
        for (final Option option : program.options())
        {
            if (!values.containsKey(option.name()))
            {
                values.put(option.name(), checked(option, option.usual()));
            }
        }
        return new Request(isShort, values);
    }

    private static Option find(final Program program, final String name)
    {
        final Map<String, Option> options = new LinkedHashMap<>();
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
        if (!option.allowed().isEmpty() && !option.allowed().contains(value))
        {
            throw new IllegalArgumentException("Option '" + option.name() + "' takes " +
                String.join(" or ", option.allowed()) + ", not '" + value + "'.");
        }
        return value;
    }
}

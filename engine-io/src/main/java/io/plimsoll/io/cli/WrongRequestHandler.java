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
package io.plimsoll.io.cli;

import io.plimsoll.io.config.NearestName;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Answers a wrong verb or option in two lines at most: what is wrong with the nearest right name, and where help is.
 */
final class WrongRequestHandler implements IParameterExceptionHandler
{
    @Override
    public int handleParseException(final ParameterException exception, final String[] args)
    {
        final CommandLine commandLine = exception.getCommandLine();
        commandLine.getErr().println(sentence(exception, commandLine));
        commandLine.getErr().println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private static String sentence(final ParameterException exception, final CommandLine commandLine)
    {
        if (exception instanceof UnmatchedArgumentException)
        {
            final String unmatched = ((UnmatchedArgumentException)exception).getUnmatched().get(0);
            return unmatched.startsWith("-") ?
                unknown("option", unmatched, optionNames(commandLine)) :
                unknown("verb or argument", unmatched, new ArrayList<>(commandLine.getSubcommands().keySet()));
        }
        final String message = exception.getMessage()
            .replace("is not an int", "is not a whole number from -2147483648 to 2147483647")
            .replace("is not a long", "is not a whole number of 64 bits");
        return message.endsWith(".") ? message : message + ".";
    }

    private static String unknown(final String what, final String name, final List<String> known)
    {
        return "Unknown " + what + " '" + name + "'" +
            (NearestName.isNear(name, known) ? ": did you mean '" + NearestName.of(name, known) + "'?" : ".");
    }

    private static List<String> optionNames(final CommandLine commandLine)
    {
        final List<String> names = new ArrayList<>();
        for (final OptionSpec option : commandLine.getCommandSpec().options())
        {
            names.add(option.longestName());
        }
        return names;
    }
}

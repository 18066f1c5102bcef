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

import io.plimsoll.io.config.FlagCheck;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Entry point of the executable jar: {@code plimsoll VERB}. Runs on the calling thread.
 *
 * <p>Results go to standard output, progress and errors to standard error. Every failure is one sentence; a stack
 * trace is never shown. The exit codes are those of {@link ExitCode}.
 */
@Command(
    name = "plimsoll",
    description = "A deterministic matching and margin engine.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:done",
        "1:could not be done, or a replay differs; the sentence on standard error says why",
        "2:wrong request: unknown verb, option or key, missing or unreadable input",
        "3:not to be trusted: damaged journal, halted engine"})
public final class Main
{
    private static final String NO_COLOR_OPTION = "--no-color";

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print results as JSON.")
    private boolean json;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "Print no progress.")
    private boolean quiet;

    @Option(names = NO_COLOR_OPTION, scope = ScopeType.INHERIT, description = "Use no colour (also: NO_COLOR).")
    private boolean noColor;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean helpRequested;

    private Main()
    {
    }

    /**
     * Runs one verb and ends the process with its exit code.
     *
     * @param args verb and options.
     */
    public static void main(final String[] args)
    {
        // The order checks of the generated codecs are for tests; they must be off before the first codec is loaded.
        if (null == System.getProperty("sbe.enable.precedence.checks"))
        {
            System.setProperty("sbe.enable.precedence.checks", "false");
        }
        System.exit(execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /**
     * Runs one verb.
     *
     * @param out  for results.
     * @param err  for progress and errors.
     * @param args verb and options.
     * @return one of {@link ExitCode}.
     */
    public static int execute(final PrintWriter out, final PrintWriter err, final String... args)
    {
        try
        {
            FlagCheck.check();
        }
        catch (final IllegalStateException ex)
        {
            err.println(ex.getMessage());
            return ExitCode.FAILED;
        }
        try
        {
            return commandLine(out, err, args).execute(args);
        }
        catch (final OutOfMemoryError error)
        {
            err.println("There is not enough memory for what was asked: lower the limits, or allow the JVM more " +
                "with -Xmx or -XX:MaxDirectMemorySize.");
        }
        catch (final StackOverflowError | LinkageError | InternalError error)
        {
            err.println("The JVM failed (" + error.getMessage() + "): check memory, disk and the jar.");
        }
        finally
        {
            out.flush();
            err.flush();
        }
        return ExitCode.FAILED;
    }

    /**
     * The version of this build.
     *
     * @return the version, or "development" outside a jar.
     */
    public static String version()
    {
        final String version = Main.class.getPackage().getImplementationVersion();
        return null == version ? "development" : version;
    }

    boolean json()
    {
        return json;
    }

    boolean quiet()
    {
        return quiet;
    }

    boolean color()
    {
        return !noColor && Ansi.AUTO.enabled();
    }

    private static CommandLine commandLine(final PrintWriter out, final PrintWriter err, final String[] args)
    {
        final CommandLine commandLine = new CommandLine(new Main());
        Verbs.addTo(commandLine);
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(args)));
        commandLine.setParameterExceptionHandler(new WrongRequestHandler());
        commandLine.setExecutionExceptionHandler(new FailureHandler());
        return commandLine;
    }

    // Looked up before parsing, because the answer to a wrong option must honour it too.
    private static Ansi ansi(final String[] args)
    {
        for (final String arg : args)
        {
            if (NO_COLOR_OPTION.equals(arg))
            {
                return Ansi.OFF;
            }
        }
        return Ansi.AUTO;
    }
}

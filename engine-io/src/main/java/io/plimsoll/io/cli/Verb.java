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

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What every verb has: help, and the way to the global options and the two output streams.
 */
public abstract class Verb implements Callable<Integer>
{
    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean helpRequested;

    /**
     * For results.
     *
     * @return standard output.
     */
    public final PrintWriter out()
    {
        return spec.commandLine().getOut();
    }

    /**
     * For progress, logs and errors.
     *
     * @return standard error.
     */
    public final PrintWriter err()
    {
        return spec.commandLine().getErr();
    }

    /**
     * Whether {@code --json} was given.
     *
     * @return true where results are to be JSON.
     */
    public final boolean json()
    {
        return main().json();
    }

    /**
     * Whether {@code --quiet} was given.
     *
     * @return true where progress is not wanted.
     */
    public final boolean quiet()
    {
        return main().quiet();
    }

    /**
     * Whether colour and cursor control may be used on standard error.
     *
     * @return true on a terminal where neither {@code --no-color} nor {@code NO_COLOR} speaks against it.
     */
    public final boolean color()
    {
        return main().color();
    }

    /**
     * The command line of this verb, for verbs that only hold others.
     *
     * @return the command line.
     */
    protected final CommandLine commandLine()
    {
        return spec.commandLine();
    }

    private Main main()
    {
        return (Main)spec.root().userObject();
    }
}

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

import io.plimsoll.io.journal.JournalException;
import io.plimsoll.io.simulation.Demo;
import io.plimsoll.io.simulation.SimulationException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows what partial liquidation is worth, in about a minute and without any file.
 */
@Command(
    name = "demo",
    description = {
        "Run a synthetic crash twice, with partial and with full closes, and replay the first.",
        "Needs no file and about a minute. Fails if partial closes do not come to less than half of full ones."})
final class DemoVerb extends Verb
{
    @Option(
        names = "--journal",
        paramLabel = "DIR",
        description = "Keep the journal of the partial run there; otherwise it is deleted.")
    private Path journal;

    @Override
    public Integer call()
    {
        final Demo demo = new Demo(journal, quiet() ? null : err(), quiet() ? null : err(), color());
        try
        {
            demo.run();
        }
        catch (final SimulationException ex)
        {
            throw CliException.failed(ex.getMessage() + ".");
        }
        catch (final JournalException ex)
        {
            throw JournalFailures.of(ex);
        }
        if (json())
        {
            out().println(demo.toJson());
            return ExitCode.DONE;
        }
        demo.print(out());
        printNext(out());
        out().println(demo.result());
        return ExitCode.DONE;
    }

    private void printNext(final PrintWriter out)
    {
        final String directory = null == journal ? "DIR" : journal.toString();
        out.println();
        out.println("Where to look next:");
        if (null == journal)
        {
            next(out, "demo --journal DIR", "keep the journal of the partial run");
        }
        next(out, "journal dump " + directory, "every command with its effects, one JSON line each");
        next(out, "explain LIQUIDATION --journal " + directory, "why this account, why now, why by that much");
        next(out, "replay " + directory, "the same digest, on any JDK from 17 on");
        next(out, "simulate PRICES.csv --accounts 100000 --seed 7", "the same on candles of your own");
        next(out, "apply", "send commands as JSON lines, and read the effects");
        out.println();
    }

    private static void next(final PrintWriter out, final String verb, final String what)
    {
        out.printf("  %-49s %s%n", verb, what);
    }
}

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

import io.plimsoll.bench.book.BookProgram;
import io.plimsoll.bench.book.ScaleProgram;
import io.plimsoll.bench.inline.InlineProgram;
import io.plimsoll.bench.latency.RoundtripProgram;
import io.plimsoll.bench.load.AllocProgram;
import io.plimsoll.bench.load.KillProgram;
import io.plimsoll.bench.load.MarginProgram;
import io.plimsoll.bench.load.SoakProgram;
import io.plimsoll.bench.load.TickProgram;
import io.plimsoll.bench.load.WhatIfProgram;
import io.plimsoll.bench.pipeline.PipelineProgram;
import io.plimsoll.bench.tape.TapeProgram;
import io.plimsoll.io.config.NearestName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Starts a benchmark program by its name. */
public final class Main
{
    /** Exit status of a request that cannot be understood. */
    public static final int USAGE = 2;
    /** Exit status of a program whose own check has failed, or that could not be run. */
    public static final int FAILED = 1;

    private Main()
    {
    }

    /**
     * Runs one program and ends the process with its status.
     *
     * @param args name of the program, then its options.
     */
    public static void main(final String[] args)
    {
        System.exit(run(args, System.out, System.err));
    }

    /**
     * Runs one program.
     *
     * @param args   name of the program, then its options.
     * @param out    receives the report.
     * @param errors receives the reason of a refusal, one sentence.
     * @return exit status.
     */
    static int run(final String[] args, final PrintStream out, final PrintStream errors)
    {
        final Map<String, Program> programs = programs();
        if (args.length == 0 || args[0].equals("--help") || args.length > 1 && args[1].equals("--help"))
        {
            help(programs, args.length == 0 ? errors : out);
            return args.length == 0 ? USAGE : 0;
        }
        final Program program = programs.get(args[0]);
        if (program == null)
        {
            errors.println("There is no program '" + args[0] + "'; did you mean '" +
                NearestName.of(args[0], programs.keySet()) + "'? --help lists them all.");
            return USAGE;
        }
        try
        {
            return run(program, Request.parse(program, args), out, errors);
        }
        catch (final IllegalArgumentException ex)
        {
            errors.println(ex.getMessage());
            return USAGE;
        }
    }

    /** Runs a program, and keeps its report where that is wanted: also one of a run whose own check has failed. */
    static int run(
        final Program program, final Request request, final PrintStream out, final PrintStream errors)
    {
        final ByteArrayOutputStream report = new ByteArrayOutputStream();
        final PrintStream both = new PrintStream(new CopyingStream(out, report), true, StandardCharsets.UTF_8);
        try
        {
            both.println("run:      " + request.line());
            Machine.print(both);
            final int status = program.run(request, both);
            if (request.keep() != null)
            {
                final Path file = request.keep().resolve(program.keptName(request) + ".txt");
                Files.write(file, report.toByteArray());
                out.println("report:   " + file);
            }
            return status;
        }
        catch (final Exception ex)
        {
            out.flush();
            errors.println("Program '" + program.name() + "' could not be run: " + ex.getMessage());
            return FAILED;
        }
    }

    private static Map<String, Program> programs()
    {
        final Map<String, Program> programs = new LinkedHashMap<>();
        for (final Program program : new Program[]{
            new TickProgram(), new MarginProgram(), new AllocProgram(), new KillProgram(), new RoundtripProgram(),
            new BookProgram(), new InlineProgram(), new TapeProgram(), new PipelineProgram(), new ScaleProgram(),
            new WhatIfProgram(), new SoakProgram()})
        {
            programs.put(program.name(), program);
        }
        return programs;
    }

    private static void help(final Map<String, Program> programs, final PrintStream out)
    {
        out.println("Usage: java -jar plimsoll-bench.jar NAME [OPTIONS] [" + Request.SHORT + "] " + Request.KEEP);
        for (final Program program : programs.values())
        {
            out.printf("  %-10s %s%n", program.name(), program.summary());
            program.options().forEach(option -> out.printf("  %-10s   %s%n", "", option));
        }
        out.println("With " + Request.SHORT + " a program ends within a minute: a check, not a figure to be quoted.");
        out.println("With " + Request.KEEP.name() +
            " its report is written there too, and its histograms if it has some.");
        out.println("Exit status: 0 measured, 1 a check of the program failed, 2 a wrong request.");
        out.println("Microbenchmarks: java -cp plimsoll-bench.jar org.openjdk.jmh.Main [REGEXP]");
    }
}

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
package io.plimsoll.bench.latency;

import io.plimsoll.bench.Program;
import io.plimsoll.bench.Request;
import io.plimsoll.bench.book.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How long one command takes from the client and back to it over Aeron IPC, with the real pipeline and a journal on
 * disk: client and engine spin on a processor each, one command is in flight. Rounds with the engine take turns with
 * rounds through the same path in which the core only echoes. One command in flight is a closed loop: the figure is the
 * way of a command through an idle engine, and says nothing of a loaded one. That is measured with rates: then the
 * program sends workload A at each of them in turn, in an open loop.
 */
public final class RoundtripProgram implements Program
{
    private static final String NONE = "none";
    private static final String USUAL = "usual";
    private static final String USUAL_RATES = "10000,50000,100000,200000,400000,600000,800000,1000000";
    private static final long LEAST_RATE = 100;
    private static final long GREATEST_RATE = 10_000_000;
    private static final Request.Option RATES = new Request.Option("--rates", "N,N,...|" + USUAL, NONE,
        RoundtripProgram::checkRates);
    private static final int TIMED_SHORT = 500_000;
    private static final int SECONDS = 20;
    private static final int SECONDS_SHORT = 2;
    private static final int WARM_UP_SECONDS = 5;
    private static final int ROUNDS = 40;
    private static final int ROUNDS_SHORT = 12;
    private static final int COMMANDS = 20_000;
    private static final int WARM_UP_ROUNDS = 6;
    private static final long ECHO_MOST_NS = 5_000;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    /** A round-trip program. */
    public RoundtripProgram()
    {
    }

    @Override
    public String name()
    {
        return "roundtrip";
    }

    @Override
    public String summary()
    {
        return "one command over Aeron IPC and back, journaled, beside an echo; or latency by offered rate";
    }

    @Override
    public List<Request.Option> options()
    {
        return List.of(RATES);
    }

    @Override
    public String keptName(final Request request)
    {
        return request.value(RATES).equals(NONE) ? name() : OpenLoop.NAME;
    }

    @Override
    public int run(final Request request, final PrintStream out) throws IOException
    {
        if (!request.value(RATES).equals(NONE))
        {
            final OpenLoop loop = request.isShort() ? new OpenLoop(TIMED_SHORT, SECONDS_SHORT, 1, out) :
                new OpenLoop(Workload.TIMED, SECONDS, WARM_UP_SECONDS, out);
            loop.run(rates(request.value(RATES)), request.keep());
            return 0;
        }
        return oneInFlight(request, out);
    }

    /**
     * Reads a list of rates.
     *
     * @param list as it was given.
     * @return messages a second.
     * @throws IllegalArgumentException whose message says what is wrong.
     */
    static long[] rates(final String list)
    {
        final String[] numbers = (list.equals(USUAL) ? USUAL_RATES : list).split(",", -1);
        final long[] rates = new long[numbers.length];
        for (int place = 0; place < numbers.length; place++)
        {
            rates[place] = numbers[place].matches("[0-9]{1,8}") ? Long.parseLong(numbers[place]) : 0;
            if (rates[place] < LEAST_RATE || rates[place] > GREATEST_RATE)
            {
                throw new IllegalArgumentException("Option '" + RATES.name() + "' takes messages a second, each from " +
                    LEAST_RATE + " to " + GREATEST_RATE + ", with commas between them, or " + USUAL + ", not '" +
                    numbers[place] + "'.");
            }
        }
        return rates;
    }

    private static void checkRates(final String list)
    {
        if (!list.equals(NONE))
        {
            rates(list);
        }
    }

    private int oneInFlight(final Request request, final PrintStream out) throws IOException
    {
        final HiccupControl control = new HiccupControl();
        final Histogram engine = tagged("engine");
        final Histogram echo = tagged("echo");
        final int rounds = request.isShort() ? ROUNDS_SHORT : ROUNDS;
        final double[] ratios = new double[rounds];
        try (RoundtripPath path = new RoundtripPath())
        {
            for (int round = 0; round < WARM_UP_ROUNDS; round++)
            {
                path.run((round & 1) == 0, COMMANDS, tagged("warmUp"));
            }
            for (int round = 0; round < rounds; round++)
            {
                control.listen();
                final Histogram engineRound = path.run(false, COMMANDS, tagged("engine"));
                final Histogram echoRound = path.run(true, COMMANDS, tagged("echo"));
                ratios[round] = engineRound.getValueAtPercentile(50) / (double)echoRound.getValueAtPercentile(50);
                engine.add(engineRound);
                echo.add(echoRound);
            }
            path.print(out);
        }
        Arrays.sort(ratios);
        control.gaps().setTag("hiccup");
        report(out, request.keep(), engine, echo, control.gaps());
        out.printf(Locale.ROOT, "ratio of the medians of a round: least %.3f, median %.3f, most %.3f%n",
            ratios[0], ratios[rounds / 2], ratios[rounds - 1]);
        return result(out, engine.getValueAtPercentile(50), echo.getValueAtPercentile(50));
    }

    private static void report(
        final PrintStream out,
        final Path folder,
        final Histogram engine,
        final Histogram echo,
        final Histogram hiccups) throws IOException
    {
        out.println("percentile       " + engine.getTag() + " ns      " + echo.getTag() + " ns    " +
            hiccups.getTag() + " ns");
        for (final double percentile : PERCENTILES)
        {
            out.printf(Locale.ROOT, "%10.2f %13d %13d %13d%n", percentile, engine.getValueAtPercentile(percentile),
                echo.getValueAtPercentile(percentile), hiccups.getValueAtPercentile(percentile));
        }
        LatencyLog.write(out, folder, "roundtrip", "round trip of one command in flight, closed loop, Aeron IPC, " +
            "journaled; nanoseconds; hiccup: gaps of a spinning thread in the same run", engine, echo, hiccups);
    }

    private static int result(final PrintStream out, final long engineNs, final long echoNs)
    {
        final boolean sound = echoNs <= ECHO_MOST_NS;
        if (!sound)
        {
            out.println("The echo itself takes more than " + ECHO_MOST_NS + " ns: the path is not measured fairly.");
        }
        out.printf(Locale.ROOT, "RESULT roundtrip p50_ns=%d echo_p50_ns=%d ratio=%.3f%n",
            engineNs, echoNs, engineNs / (double)echoNs);
        return sound ? 0 : 1;
    }

    private static Histogram tagged(final String tag)
    {
        final Histogram histogram = new Histogram(60_000_000_000L, 3);
        histogram.setTag(tag);
        return histogram;
    }
}

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
package io.plimsoll.io.simulation;

import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.io.importer.CandleSeries;
import io.plimsoll.io.pipeline.ThreadingMode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * What a simulation is asked to do. Set before it runs; confined to one thread.
 */
public final class SimulationOptions
{
    /** Most users of one run: their orders to leave are kept by numbers of 27 bits. */
    public static final int ACCOUNTS_MAX = 1 << 24;

    private SimulationTerms terms = SimulationTerms.load();
    private List<CandleSeries> series = List.of();
    private int accounts = 1_000;
    private long seed = 1;
    private ClosePolicy policy = ClosePolicy.PARTIAL;
    private ThreadingMode mode = ThreadingMode.SHARED;
    private long rate;
    private Path journal;
    private Path acks;
    private PrintWriter log;
    private PrintWriter progress;
    private boolean terminal;
    private String label = "simulate";

    /**
     * Options with their defaults: 1,000 accounts, seed 1, partial closes, one thread, as fast as it goes, a temporary
     * journal, no acknowledgements, no progress.
     */
    public SimulationOptions()
    {
    }

    SimulationOptions terms(final SimulationTerms simulationTerms)
    {
        terms = simulationTerms;
        return this;
    }

    SimulationTerms terms()
    {
        return terms;
    }

    /**
     * The prices.
     *
     * @param candles of each market, at least one.
     * @return this.
     */
    public SimulationOptions series(final List<CandleSeries> candles)
    {
        series = List.copyOf(candles);
        return this;
    }

    List<CandleSeries> series()
    {
        return series;
    }

    /**
     * How many users trade.
     *
     * @param count from 1 to {@link #ACCOUNTS_MAX}.
     * @return this.
     */
    public SimulationOptions accounts(final int count)
    {
        if (count < 1 || count > ACCOUNTS_MAX)
        {
            throw new SimulationException("A simulation has from 1 to " + ACCOUNTS_MAX + " accounts, not " + count +
                ": choose another --accounts");
        }
        accounts = count;
        return this;
    }

    int accounts()
    {
        return accounts;
    }

    /**
     * What the population is drawn from.
     *
     * @param populationSeed any number.
     * @return this.
     */
    public SimulationOptions seed(final long populationSeed)
    {
        seed = populationSeed;
        return this;
    }

    long seed()
    {
        return seed;
    }

    /**
     * How much a liquidation closes.
     *
     * @param closePolicy of every market.
     * @return this.
     */
    public SimulationOptions policy(final ClosePolicy closePolicy)
    {
        policy = closePolicy;
        return this;
    }

    ClosePolicy policy()
    {
        return policy;
    }

    /**
     * Which thread of the pipeline drives what.
     *
     * @param threadingMode of the pipeline.
     * @return this.
     */
    public SimulationOptions mode(final ThreadingMode threadingMode)
    {
        mode = threadingMode;
        return this;
    }

    ThreadingMode mode()
    {
        return mode;
    }

    /**
     * The pace.
     *
     * @param batchesPerSecond price batches per second of the wall clock; 0 for as fast as it goes.
     * @return this.
     */
    public SimulationOptions rate(final long batchesPerSecond)
    {
        rate = batchesPerSecond;
        return this;
    }

    long rate()
    {
        return rate;
    }

    /**
     * Where the journal stands.
     *
     * @param directory that is empty or does not exist; null for one that is deleted afterwards.
     * @return this.
     */
    public SimulationOptions journal(final Path directory)
    {
        journal = directory;
        return this;
    }

    Path journal()
    {
        return journal;
    }

    /**
     * Where acknowledged sequences are appended.
     *
     * @param file to append to; null for nowhere.
     * @return this.
     */
    public SimulationOptions acks(final Path file)
    {
        acks = file;
        return this;
    }

    Path acks()
    {
        return acks;
    }

    /**
     * Where the forecast is told before the run.
     *
     * @param out to print on; null for nowhere.
     * @return this.
     */
    public SimulationOptions log(final PrintWriter out)
    {
        log = out;
        return this;
    }

    void log(final String sentence)
    {
        if (null != log)
        {
            log.println(label + ": " + sentence);
        }
    }

    /**
     * Where progress is shown.
     *
     * @param out         to draw on; null for nowhere.
     * @param hasTerminal whether it is one.
     * @param runLabel    what the run is called there.
     * @return this.
     */
    public SimulationOptions progress(final PrintWriter out, final boolean hasTerminal, final String runLabel)
    {
        progress = out;
        terminal = hasTerminal;
        label = runLabel;
        return this;
    }

    ProgressBar progressBar(final long total)
    {
        return new ProgressBar(progress, terminal, label, total);
    }
}

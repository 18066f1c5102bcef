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

import io.plimsoll.core.Engine;
import io.plimsoll.io.pipeline.EngineStateMachine;
import java.nio.file.Path;

/**
 * Runs a population along a price path through a whole engine, checks the end by brute force, and reports.
 */
public final class Simulation
{
    private final SimulationOptions options;
    private final World world;
    private final ServiceTimes serviceTimes = new ServiceTimes();
    private final Pacer pacer;

    private Simulation(final SimulationOptions options)
    {
        this.options = options;
        world = new World(options.terms(), options.series(), options.accounts(), options.seed());
        pacer = new Pacer(options.rate());
    }

    /**
     * Runs a simulation.
     *
     * @param options what is to be done.
     * @return the report.
     * @throws SimulationException if it cannot begin or go on; the message says why.
     */
    public static Report run(final SimulationOptions options)
    {
        final Simulation simulation = new Simulation(options);
        if (null != options.journal())
        {
            return simulation.run(options.journal());
        }
        try (TemporaryFolder folder = new TemporaryFolder("plimsoll-simulate-"))
        {
            return simulation.run(folder.path().resolve("journal"));
        }
    }

    private Report run(final Path journal)
    {
        final Forecast forecast = Forecast.of(world, options.policy());
        options.log(forecast.sentence());
        forecast.checkSpace(journal);

        final long startNs = System.nanoTime();
        final long startMs = System.currentTimeMillis();
        final Reporter reporter = new Reporter(world);
        final EmbeddedEngine engine = converse(journal);
        final long elapsedNs = System.nanoTime() - startNs;

        reporter.setting(options);
        reporter.trading();
        reporter.liquidations();
        reporter.end();
        reporter.traffic(engine.messagesSent(), engine.messagesReceived());
        reporter.journal(null == options.journal() ? "a temporary folder, deleted" : journal.toString(),
            engine.journalBytes(), engine.commands());
        reporter.serviceTimes(serviceTimes.byKind(), writeServiceTimes(startMs));
        if (pacer.isPaced())
        {
            reporter.latency(pacer.latency(), pacer.hiccups(), options.rate());
        }
        reporter.duration(elapsedNs);
        reporter.result(engine.commands(), engine.digest());
        return reporter.report();
    }

    private EmbeddedEngine converse(final Path journal)
    {
        final EmbeddedEngine engine = new EmbeddedEngine(
            engineLimits -> new EngineStateMachine(new Engine(engineLimits)),
            world.limits(), journal, options.mode(), serviceTimes, world.newPath().nextTimestampNs());
        try (engine; AckFile acks = AckFile.open(options.acks()))
        {
            engine.listener(world.router(acks));
            new Feed(engine, world, pacer, options.progressBar(world.instants)).run(options.policy());
        }
        return engine;
    }

    // Beside the journal, never in it: measurements differ from run to run, journals must not.
    private String writeServiceTimes(final long startMs)
    {
        if (null == options.journal())
        {
            return "kept with --journal only";
        }
        final Path journal = options.journal().toAbsolutePath().normalize();
        final Path log = journal.resolveSibling(journal.getFileName() + ".service-time.hlog");
        serviceTimes.write(log, startMs, System.currentTimeMillis());
        return log.toString();
    }
}

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
package io.plimsoll.io;

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.io.aeron.AeronContext;
import io.plimsoll.io.config.FlagCheck;
import io.plimsoll.io.pipeline.EngineStateMachine;
import io.plimsoll.io.pipeline.PipelineContext;
import io.plimsoll.io.pipeline.StateMachine;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a {@link PlimsollServer} is made of. Each setter returns this.
 */
public final class ServerContext
{
    private static final int FEED_STREAMS = 2;

    private final PipelineContext pipeline;
    private final AeronContext aeron;
    private EngineLimits limits;
    private Path journalDirectory;
    private Path countersFile;
    private boolean warmUp;
    private Function<EngineLimits, StateMachine> machine = limitsOf -> new EngineStateMachine(new Engine(limitsOf));

    /**
     * Defaults. Checks the JVM's flags first, before any buffer is touched.
     */
    public ServerContext()
    {
        FlagCheck.check();
        pipeline = new PipelineContext();
        aeron = new AeronContext();
    }

    /**
     * Checks that everything is there.
     *
     * @return this.
     * @throws IllegalArgumentException whose message says what is missing.
     */
    public ServerContext conclude()
    {
        if (null == limits)
        {
            limits = EngineLimits.builder().build();
        }
        if (null == journalDirectory)
        {
            throw new IllegalArgumentException("The journal directory is missing: set journal.directory.");
        }
        if (null == countersFile)
        {
            final Path absolute = journalDirectory.toAbsolutePath().normalize();
            countersFile = absolute.resolveSibling(absolute.getFileName() + ".counters");
        }
        aeron.streams(pipeline.connections() + (null == pipeline.feed() ? 0 : FEED_STREAMS));
        return this;
    }

    /**
     * Capacities of the engine. A journal that holds an epoch already has its own, which stand.
     *
     * @param engineLimits of a new epoch.
     * @return this.
     */
    public ServerContext limits(final EngineLimits engineLimits)
    {
        limits = engineLimits;
        return this;
    }

    /**
     * Capacities of the engine.
     *
     * @return the limits of a new epoch.
     */
    public EngineLimits limits()
    {
        return limits;
    }

    /**
     * Where the journal lies, or is made.
     *
     * @param directory that holds a journal, is empty, or does not exist.
     * @return this.
     */
    public ServerContext journalDirectory(final Path directory)
    {
        journalDirectory = directory;
        return this;
    }

    /**
     * Where the journal lies, or is made.
     *
     * @return the directory.
     */
    public Path journalDirectory()
    {
        return journalDirectory;
    }

    /**
     * Where counters and errors are kept.
     *
     * @param file to be made anew; null, the default, for one beside the journal directory.
     * @return this.
     */
    public ServerContext countersFile(final Path file)
    {
        countersFile = file;
        return this;
    }

    /**
     * Where counters and errors are kept.
     *
     * @return the file.
     */
    public Path countersFile()
    {
        return countersFile;
    }

    /**
     * Whether a throwaway engine is driven through every kind of command before clients are let in: in a crash the
     * coldest code is the most wanted.
     *
     * @param wanted by default false.
     * @return this.
     */
    public ServerContext warmUp(final boolean wanted)
    {
        warmUp = wanted;
        return this;
    }

    /**
     * Whether a throwaway engine is driven through every kind of command before clients are let in.
     *
     * @return true if so.
     */
    public boolean warmUp()
    {
        return warmUp;
    }

    /**
     * What stands in the place of the core, by default the engine.
     *
     * @param factory makes one from its limits.
     * @return this.
     */
    public ServerContext machine(final Function<EngineLimits, StateMachine> factory)
    {
        machine = factory;
        return this;
    }

    /**
     * What stands in the place of the core.
     *
     * @return makes one from its limits.
     */
    public Function<EngineLimits, StateMachine> machine()
    {
        return machine;
    }

    /**
     * Sets modes and sizes of the pipeline. Its ports are set by the server.
     *
     * @param settings is given the context to set.
     * @return this.
     */
    public ServerContext pipeline(final Consumer<PipelineContext> settings)
    {
        settings.accept(pipeline);
        return this;
    }

    /**
     * Modes and sizes of the pipeline.
     *
     * @return the context.
     */
    public PipelineContext pipeline()
    {
        return pipeline;
    }

    /**
     * Sets channels and driver.
     *
     * @param settings is given the context to set.
     * @return this.
     */
    public ServerContext aeron(final Consumer<AeronContext> settings)
    {
        settings.accept(aeron);
        return this;
    }

    /**
     * Channels and driver.
     *
     * @return the context.
     */
    public AeronContext aeron()
    {
        return aeron;
    }
}

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
package io.plimsoll.bench.load;

import io.plimsoll.core.Engine;
import java.util.function.Consumer;

/**
 * One random stream into an engine of two hundred accounts. After every command, continues included, every account
 * is recomputed from scratch, and each that is below a line must be in the queue, served or waiting.
 */
final class IndexSoak
{
    private final long seed;
    private final long commandsMax;
    private final Consumer<Engine> preparation;
    private final StateChanges stateChanges = new StateChanges();
    private Engine engine;
    private long commands;
    private long accepted;
    private long changes;
    private long evaluations;
    private String failure;

    /**
     * A stream that has not begun, into a sound engine.
     *
     * @param seed        of the venue and the stream.
     * @param commandsMax after which it ends.
     */
    IndexSoak(final long seed, final long commandsMax)
    {
        this(seed, commandsMax, engine ->
        {
            // Nothing is spoilt.
        });
    }

    /**
     * A stream that has not begun.
     *
     * @param seed        of the venue and the stream.
     * @param commandsMax after which it ends.
     * @param preparation done to the engine before the stream begins, for defects that must be found.
     */
    IndexSoak(final long seed, final long commandsMax, final Consumer<Engine> preparation)
    {
        this.seed = seed;
        this.commandsMax = commandsMax;
        this.preparation = preparation;
    }

    /** Runs to the end or to the first failure. */
    void run()
    {
        try (SoakWorld world = new SoakWorld(seed))
        {
            engine = world.host.engine();
            preparation.accept(engine);
            final SoakStream stream = new SoakStream(world, this::check);
            while (commands < commandsMax)
            {
                stream.next();
                goOn(world);
            }
            accepted = stream.accepted();
            evaluations = engine.evaluations();
        }
        catch (final IllegalStateException ex)
        {
            failure = "seed " + seed + ", command " + commands + ": " + ex.getMessage();
        }
    }

    /** Mostly all that is left over is done before the next command comes, as a host does it. */
    private void goOn(final SoakWorld world)
    {
        while (engine.workLeft() && world.random.nextInt(4) != 0)
        {
            world.host.continueOnce();
            check();
        }
    }

    private void check()
    {
        commands++;
        changes += stateChanges.count(engine.effects());
        final int unqueued = engine.unqueuedAccounts();
        if (unqueued != 0)
        {
            throw new IllegalStateException("the index has left out " + unqueued + " accounts");
        }
    }

    long commands()
    {
        return commands;
    }

    long accepted()
    {
        return accepted;
    }

    /** Changes of state of accounts. */
    long changes()
    {
        return changes;
    }

    /** Accounts that the index made the engine look at. */
    long evaluations()
    {
        return evaluations;
    }

    /** What went wrong, null if nothing did. */
    String failure()
    {
        return failure;
    }
}

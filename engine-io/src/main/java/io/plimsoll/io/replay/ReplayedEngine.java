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
package io.plimsoll.io.replay;

import io.plimsoll.core.Engine;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.pipeline.EngineStateMachine;

/**
 * An engine that is brought to a sequence of a journal, so that it can be asked. Every effect byte is held against the
 * journal on the way. Confined to one thread.
 */
public final class ReplayedEngine implements AutoCloseable
{
    private final Replayer replayer;
    private Engine engine;

    /**
     * Before the first record.
     *
     * @param cursor of the journal; closed with this.
     */
    public ReplayedEngine(final JournalCursor cursor)
    {
        replayer = new Replayer(cursor, limits ->
        {
            engine = new Engine(limits);
            return new EngineStateMachine(engine);
        });
    }

    /**
     * Applies the next record, unless the sequence has been reached.
     *
     * @param lastSequence not to be passed.
     * @return false at the sequence, at the end of the journal, or at a difference.
     */
    public boolean next(final long lastSequence)
    {
        return (null == engine || engine.lastSequence() < lastSequence) && replayer.next();
    }

    /**
     * The record that was applied last.
     *
     * @return the record, valid until the next one.
     */
    public RecordDecoder record()
    {
        return replayer.record();
    }

    /**
     * The engine.
     *
     * @return the engine; null before the epoch header.
     */
    public Engine engine()
    {
        return engine;
    }

    /**
     * What has been found so far.
     *
     * @return the report.
     */
    public ReplayReport report()
    {
        return replayer.report();
    }

    @Override
    public void close()
    {
        replayer.close();
    }
}

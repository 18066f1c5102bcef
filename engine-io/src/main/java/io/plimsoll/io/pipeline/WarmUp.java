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
package io.plimsoll.io.pipeline;

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.io.journal.EpochRecords;
import io.plimsoll.io.journal.InMemoryJournal;
import io.plimsoll.io.journal.Journal;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.JournalFault;
import io.plimsoll.io.journal.JournalStore;
import java.nio.ByteBuffer;
import org.agrona.concurrent.SystemEpochClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.errors.DistinctErrorLog;

/**
 * Drives throwaway engines, each with its own pipeline and in-memory journal, through every kind of command, forced
 * closes included, so that the code is compiled before the first client comes: in a crash the coldest code is the most
 * wanted. Leaves nothing behind.
 */
public final class WarmUp
{
    private static final int ENGINES = 10;
    private static final int FALLS_PER_ENGINE = 100;
    private static final int ERROR_LOG_LENGTH = 64 << 10;

    private WarmUp()
    {
    }

    /**
     * Warms up. Takes about a second or two.
     *
     * @return commands that were applied.
     */
    public static long run()
    {
        long commands = 0;
        for (int i = 0; i < ENGINES; i++)
        {
            commands += runEngine();
        }
        return commands;
    }

    private static long runEngine()
    {
        final EngineLimits limits = Rehearsal.limits();
        final Journal journal = new InMemoryJournal(new JournalStore(), JournalEnd.before(1, 0, 0),
            SessionOpenEncoder.SCHEMA_VERSION, limits.effectBytesMax(), JournalFault.NONE);
        EpochRecords.appendHeader(journal, JournalEnd.before(1, 0, 0), limits);
        final InMemoryTransport transport = new InMemoryTransport(InMemoryTransport.PublishFault.NONE);
        final VirtualClock clock = new VirtualClock(1);
        final PipelineContext context = new PipelineContext();
        context.ports()
            .machine(new EngineStateMachine(new Engine(limits)))
            .journal(journal)
            .transport(transport)
            .errorLog(new DistinctErrorLog(
                new UnsafeBuffer(ByteBuffer.allocateDirect(ERROR_LOG_LENGTH)), SystemEpochClock.INSTANCE));
        final Pipeline pipeline = Pipeline.launch(context
            .clock(clock)
            .threadingMode(ThreadingMode.INVOKER)
            .virtualTime(true));
        try (pipeline)
        {
            final Rehearsal rehearsal = new Rehearsal(new InMemoryClient(pipeline, transport, clock));
            rehearsal.begin();
            for (int i = 0; i < FALLS_PER_ENGINE; i++)
            {
                rehearsal.fall();
            }
            return pipeline.counters().lastSequence().get();
        }
    }
}

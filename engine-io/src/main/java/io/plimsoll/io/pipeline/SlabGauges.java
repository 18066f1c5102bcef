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

import io.plimsoll.io.metrics.EngineCounters;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Keeps the high-water mark of every slab of the core among the counters. Not after each command, since a mark that is
 * a thousand commands old tells an operator the same. Engine thread only.
 */
final class SlabGauges
{
    private static final long COMMANDS_BETWEEN = 1_024;

    private final StateMachine machine;
    private final AtomicCounter[] marks;
    private long updatedSequence;

    SlabGauges(final StateMachine machine, final EngineCounters counters)
    {
        this.machine = machine;
        marks = new AtomicCounter[machine.slabCount()];
        for (int i = 0; i < marks.length; i++)
        {
            marks[i] = counters.add(
                "slab used at most: " + machine.slabName(i) + " of " + machine.slabCapacity(i));
        }
    }

    /** Takes the marks, if many commands have been applied since, or some and the engine is idle. */
    void update(final boolean idle)
    {
        final long sequence = machine.lastSequence();
        if (sequence - updatedSequence >= COMMANDS_BETWEEN || idle && sequence != updatedSequence)
        {
            updatedSequence = sequence;
            for (int i = 0; i < marks.length; i++)
            {
                marks[i].setRelease(machine.slabUsed(i));
            }
        }
    }
}

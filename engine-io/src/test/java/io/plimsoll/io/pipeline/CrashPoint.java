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

import io.plimsoll.io.journal.JournalFault;

/**
 * Ends the world at the n-th storage or publish operation: nothing happens at or after it. Each operation counts twice,
 * before it has happened and after.
 */
final class CrashPoint implements JournalFault, InMemoryTransport.PublishFault
{
    static final int NEVER = Integer.MAX_VALUE;

    private final int at;
    private int operations;
    private boolean afterAppend;

    CrashPoint(final int at)
    {
        this.at = at;
    }

    @Override
    public void at(final Operation operation, final boolean before)
    {
        afterAppend = !hasCrashed() && Operation.APPEND == operation && !before;
        count();
    }

    @Override
    public void at(final boolean before)
    {
        afterAppend = false;
        count();
    }

    int operations()
    {
        return operations;
    }

    boolean hasCrashed()
    {
        return operations >= at;
    }

    /** Whether the world ended between the append of a record and the return of the call. */
    boolean isAfterAppend()
    {
        return hasCrashed() && afterAppend;
    }

    private void count()
    {
        if (hasCrashed())
        {
            throw new IllegalStateException("the world has ended");
        }
        operations++;
        if (hasCrashed())
        {
            throw new IllegalStateException("the world ends at operation " + at);
        }
    }
}

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

import java.util.concurrent.atomic.AtomicReference;

/**
 * Remembers that the engine has stopped for good, where, and why. The first cause stands. Any thread.
 */
public final class HaltLatch
{
    private final AtomicReference<Halt> halt = new AtomicReference<>();

    private record Halt(long sequence, String cause)
    {
    }

    void set(final long sequence, final String cause)
    {
        halt.compareAndSet(null, new Halt(sequence, cause));
    }

    /**
     * Whether the engine has stopped for good.
     *
     * @return true once it has.
     */
    public boolean isSet()
    {
        return null != halt.get();
    }

    /**
     * The command at which it stopped.
     *
     * @return its sequence, 0 while the engine runs.
     */
    public long sequence()
    {
        final Halt seen = halt.get();
        return null == seen ? 0 : seen.sequence;
    }

    /**
     * Why it stopped.
     *
     * @return the cause in a few words, empty while the engine runs.
     */
    public String cause()
    {
        final Halt seen = halt.get();
        return null == seen ? "" : seen.cause;
    }
}

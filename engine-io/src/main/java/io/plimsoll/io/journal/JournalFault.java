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
package io.plimsoll.io.journal;

/**
 * Hook of the in-memory journal at which a test may end the world: it throws, and the operation has not happened
 * (before) or has happened unnoticed (after).
 */
@FunctionalInterface
public interface JournalFault
{
    /** Never ends the world. */
    JournalFault NONE = (operation, before) ->
    {
    };

    /** What the journal is about to do, or has just done. */
    enum Operation
    {
        /** A record is appended. */
        APPEND,

        /** Everything appended is synced. */
        SYNC,

        /** The journal is closed. */
        CLOSE
    }

    /**
     * Called around every operation; may throw.
     *
     * @param operation that is concerned.
     * @param before    true before it happens, false after.
     */
    void at(Operation operation, boolean before);
}

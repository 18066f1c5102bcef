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

/**
 * What a command is for: a purpose and whom or what it concerns, packed into a long.
 */
final class Note
{
    /** Concerns nobody in particular; must be accepted. */
    static final int SETUP = 0;

    /** A market maker's quote; the subject is its slot. */
    static final int QUOTE = 1;

    /** A user's entry; the subject is the account. */
    static final int ENTRY = 2;

    /** A user's deposit on a margin call; the subject is the account. */
    static final int TOP_UP = 3;

    /** A user's order to close; the subject is the account times the number of markets, plus the market. */
    static final int CLOSE = 4;

    /** A question; the subject is the account. */
    static final int QUERY = 5;

    private static final int PURPOSE_SHIFT = 56;

    private Note()
    {
    }

    static long of(final int purpose, final long subject)
    {
        return ((long)purpose << PURPOSE_SHIFT) | subject;
    }

    static int purpose(final long note)
    {
        return (int)(note >>> PURPOSE_SHIFT);
    }

    static long subject(final long note)
    {
        return note & ((1L << PURPOSE_SHIFT) - 1);
    }
}

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
package io.plimsoll.core;

import io.plimsoll.core.book.Cancels;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.price.Contracts;

/**
 * Fires what is due before a command is applied: orders that expire and dated futures, by time; at one instant orders
 * by their ids first, then futures by theirs.
 */
final class Deadlines
{
    private final EngineLimits limits;
    private final OrderTerms terms;
    private final Contracts contracts;
    private final Cancels cancels;
    private final Expiries expiries;

    Deadlines(final Rooms rooms)
    {
        limits = rooms.limits;
        terms = rooms.books.terms();
        contracts = rooms.contracts;
        cancels = rooms.cancels;
        expiries = rooms.expiries;
    }

    /** Fires the deadlines that are due, at most {@code deadlinesPerCommand} of them, earliest first. */
    void fire()
    {
        final long nowNs = terms.nowNs();
        for (int left = limits.deadlinesPerCommand(); left > 0 && nextNs() <= nowNs; left--)
        {
            if (terms.nextDeadlineNs() <= contracts.nextDeadlineNs())
            {
                cancels.cancelExpired(1);
            }
            else
            {
                expiries.fire();
            }
        }
    }

    /** When the earliest deadline falls due. */
    long nextNs()
    {
        return Math.min(terms.nextDeadlineNs(), contracts.nextDeadlineNs());
    }
}

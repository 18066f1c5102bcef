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
package io.plimsoll.bench.book;

import io.plimsoll.bench.Rounds;

/**
 * Orders that one taker fills by thousands: the makers come untimed, four at a price, and the sweep alone is timed,
 * over and over in the same book.
 */
final class SweepRounds
{
    private static final int SWEEPS = 200;
    private static final int ORDERS_PER_LEVEL = 4;
    private static final int FIRST_TICKS = 10_000;

    private final int fills;
    private final int users;
    private final Rounds rounds;
    private int lastOrderId;

    /**
     * No round yet.
     *
     * @param fills of one sweep.
     * @param users who own the makers.
     */
    SweepRounds(final int fills, final int users)
    {
        this.fills = fills;
        this.users = users;
        rounds = new Rounds("sweep of " + fills, fills);
    }

    /** Runs sweeps, those of the first half to warm up, and gives the rounds, of which each is one sweep. */
    Rounds run()
    {
        try (PlainBook book = new PlainBook(users, 2 * fills, 2 * fills))
        {
            for (int sweep = 0; sweep < 2 * SWEEPS; sweep++)
            {
                if (sweep == SWEEPS)
                {
                    rounds.forget();
                }
                final int[] words = scene();
                book.run(words, 0, fills);
                rounds.begin();
                final long refused = book.run(words, fills, fills + 1);
                rounds.end();
                if (refused != 0 || book.resting(true).length != 0 || book.resting(false).length != 0)
                {
                    throw new IllegalStateException("a sweep of " + fills + " orders left " +
                        book.resting(true).length / 3 + " of them, " + refused + " commands refused");
                }
            }
        }
        return rounds;
    }

    private int[] scene()
    {
        final Commands.Recorder recorder = new Commands.Recorder();
        for (int maker = 0; maker < fills; maker++)
        {
            recorder.record(Commands.ADD + Commands.SELL, ++lastOrderId, 1 + maker % (users - 1),
                FIRST_TICKS + maker / ORDERS_PER_LEVEL, 1, 0);
        }
        recorder.record(Commands.IMMEDIATE, ++lastOrderId, users, FIRST_TICKS + fills, fills, 0);
        return recorder.finish(fills, users, FIRST_TICKS + fills).words();
    }
}

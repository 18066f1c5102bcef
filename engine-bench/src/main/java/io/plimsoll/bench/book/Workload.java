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

/**
 * A recorded stream with what is known of it.
 *
 * @param name     letter by which it is asked for.
 * @param commands recorded.
 * @param figures  counted while it was recorded.
 * @param bids     what rests at the end: id, price and lots of every order, best price first and oldest first.
 * @param asks     likewise.
 */
public record Workload(String name, Commands commands, MarketFigures figures, long[] bids, long[] asks)
{
    /** Timed commands of the published runs. */
    public static final int TIMED = 3_000_000;
    /** Longs for each order of {@link #bids()} and {@link #asks()}. */
    public static final int WORDS_PER_ORDER = 3;
    /** Users of both workloads. */
    public static final int USERS = 1_000;

    private static final long SEED = 20_260_101;

    /**
     * Records a workload.
     *
     * @param name  {@code A} or {@code B}.
     * @param timed commands behind those that fill the book.
     * @return the same stream for the same arguments, on every machine.
     */
    public static Workload record(final String name, final int timed)
    {
        return name.equals("A") ? recordLike(name, timed, WorkloadA.USUAL) :
            new WorkloadB(SEED).record(timed);
    }

    /**
     * Records the like of workload A.
     *
     * @param name  of it.
     * @param timed commands behind those that fill the book.
     * @param shape of it.
     * @return the same stream for the same arguments.
     */
    static Workload recordLike(final String name, final int timed, final WorkloadA.Shape shape)
    {
        return new WorkloadA(name, SEED, shape).record(timed);
    }

    static Workload of(
        final String name, final RecordedMarket market, final int users, final int highestPrice)
    {
        return new Workload(name, market.finish(users, highestPrice), market.figures(),
            market.book().resting(false), market.book().resting(true));
    }
}

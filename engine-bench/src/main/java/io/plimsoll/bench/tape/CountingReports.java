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
package io.plimsoll.bench.tape;

/** Counts reports: what is told while time is taken, so that a round is known to have done the work. */
public final class CountingReports implements TapeReports
{
    private long accepted;
    private long fills;
    private long valueTicks;
    private long rejects;

    /** Counts from zero. */
    public CountingReports()
    {
    }

    @Override
    public void orderAccepted(
        final int sequence, final int side, final long orderId, final long priceTicks, final long quantityLots)
    {
        accepted++;
    }

    @Override
    public void traded(
        final int sequence,
        final long priceTicks,
        final long quantityLots,
        final long makerOrderId,
        final long takerOrderId)
    {
        fills++;
        valueTicks += priceTicks * quantityLots;
    }

    @Override
    public void cancelled(final int sequence, final int side, final long orderId, final long priceTicks)
    {
        accepted++;
    }

    @Override
    public void modified(
        final int sequence, final int side, final long orderId, final long priceTicks, final long quantityLots)
    {
        accepted++;
    }

    @Override
    public void cancelRejected(final int sequence, final long orderId)
    {
        rejects++;
    }

    @Override
    public void modifyRejected(final int sequence, final long orderId)
    {
        rejects++;
    }

    /**
     * Orders taken, taken out and modified.
     *
     * @return number.
     */
    public long accepted()
    {
        return accepted;
    }

    /**
     * Trades.
     *
     * @return number.
     */
    public long fills()
    {
        return fills;
    }

    /**
     * Price times quantity over all trades.
     *
     * @return ticks times lots.
     */
    public long valueTicks()
    {
        return valueTicks;
    }

    /**
     * Cancels and modifies of orders that do not rest.
     *
     * @return number.
     */
    public long rejects()
    {
        return rejects;
    }
}

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

import java.util.Locale;

/**
 * What a recorded stream is like, without which a figure for it says nothing: counted over its timed commands, and
 * sampled every so many of them.
 */
public final class MarketFigures
{
    private long commands;
    private long trades;
    private long tradingCommands;
    private int fillsMost;
    private long samples;
    private long bidOrders;
    private long askOrders;
    private long bidLevels;
    private long askLevels;

    MarketFigures()
    {
    }

    void count(final int fills)
    {
        commands++;
        trades += fills;
        tradingCommands += fills > 0 ? 1 : 0;
        fillsMost = Math.max(fillsMost, fills);
    }

    void sample(final ReferenceBook book)
    {
        samples++;
        bidOrders += book.orders(false);
        askOrders += book.orders(true);
        bidLevels += book.levels(false);
        askLevels += book.levels(true);
    }

    /**
     * Trades, each with one resting order.
     *
     * @return number.
     */
    public long trades()
    {
        return trades;
    }

    /**
     * Trades of a command on average.
     *
     * @return mean over the timed commands.
     */
    public double tradesPerCommand()
    {
        return trades / (double)commands;
    }

    /**
     * Commands that traded.
     *
     * @return share of the timed commands.
     */
    public double tradingShare()
    {
        return tradingCommands / (double)commands;
    }

    /**
     * The widest sweep.
     *
     * @return trades of one command.
     */
    public int fillsMost()
    {
        return fillsMost;
    }

    /**
     * Orders that rest.
     *
     * @param sell the side.
     * @return mean over the samples.
     */
    public double orders(final boolean sell)
    {
        return (sell ? askOrders : bidOrders) / (double)samples;
    }

    /**
     * Prices at which something rests.
     *
     * @param sell the side.
     * @return mean over the samples.
     */
    public double levels(final boolean sell)
    {
        return (sell ? askLevels : bidLevels) / (double)samples;
    }

    @Override
    public String toString()
    {
        return String.format(Locale.ROOT,
            "%d trades, %.4f a command, %.2f %% of the commands trade, at most %d fills; " +
            "resting on average %.0f bids on %.0f levels, %.0f asks on %.0f levels", trades, tradesPerCommand(),
            100 * tradingShare(), fillsMost, orders(false), levels(false), orders(true), levels(true));
    }
}

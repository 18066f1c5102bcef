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

import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.io.importer.PricePath;
import io.plimsoll.io.journal.JournalSpace;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a run will come to, told beforehand: the quotes are counted on the price path itself, users by their shares. The
 * bytes are the journal records of the kinds of commands, as measured on real data, with room for liquidations.
 */
final class Forecast
{
    private static final long PRICE_BYTES = 124;
    private static final long PRICE_BYTES_PER_MARKET = 24;
    private static final long QUOTE_BYTES = 148;
    private static final long USER_COMMANDS = 6;
    private static final long USER_BYTES_PARTIAL = 9_000;
    private static final long USER_BYTES_FULL = 3_000;
    private static final long FIXED_BYTES = 64L << 20;

    final long commands;
    final long bytes;

    private Forecast(final long commands, final long bytes)
    {
        this.commands = commands;
        this.bytes = bytes;
    }

    static Forecast of(final World world, final ClosePolicy policy)
    {
        final long quotes = countQuotes(world);
        final long users = world.userCount;
        final long commands = world.instants + quotes + users * USER_COMMANDS;
        final long priceBytes = PRICE_BYTES + PRICE_BYTES_PER_MARKET * world.markets.size();
        // Closing by parts takes many steps where closing whole takes one.
        final long userBytes = ClosePolicy.PARTIAL == policy ? USER_BYTES_PARTIAL : USER_BYTES_FULL;
        final long bytes = world.instants * priceBytes + quotes * QUOTE_BYTES + users * userBytes + FIXED_BYTES;
        return new Forecast(commands, bytes);
    }

    private static long countQuotes(final World world)
    {
        final PricePath path = world.newPath();
        final SimulationTerms.Makers terms = world.terms.makers;
        final long[] centres = new long[world.markets.size()];
        final int slotsPerMarket = MarketMakers.slots(terms, 1);
        long quotes = 0;
        while (path.advance())
        {
            for (int i = 0; i < path.size(); i++)
            {
                final int market = path.series(i);
                final long mark = world.markets.get(market).scale.markSubTicks(path.price(i));
                if (0 == centres[market] || MarketMakers.hasMoved(terms, centres[market], mark))
                {
                    centres[market] = mark;
                    quotes += slotsPerMarket;
                }
            }
        }
        return quotes;
    }

    /**
     * Refuses a run that could fill the disk.
     *
     * @param directory where the journal will stand; it need not exist.
     */
    void checkSpace(final Path directory)
    {
        checkSpace(directory, JournalSpace.usableBytes(directory));
    }

    void checkSpace(final Path directory, final long usableBytes)
    {
        if (usableBytes < bytes + bytes / 2)
        {
            throw new SimulationException(String.format(Locale.ROOT,
                "The journal may take %,d MB and the disk of %s has %,d MB left, which is less than 1.5 times that: " +
                "free space, name another --journal folder, or lower --accounts",
                bytes >> 20, directory, usableBytes >> 20));
        }
    }

    String sentence()
    {
        return String.format(
            Locale.ROOT, "expecting about %,d commands and %,d MB of journal", commands, bytes >> 20);
    }
}

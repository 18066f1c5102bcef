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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.io.importer.CandleSeries;
import io.plimsoll.io.importer.PricePath;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one run consists of besides the engine: markets, accounts, makers, users, and what is counted of
 * them. Made anew for each run. Confined to one thread.
 */
final class World
{
    private static final long BALANCE_ATOMS_MAX = 1L << 59;
    private static final int HALT_INTERVALS = 4;
    private static final int EXTRA_ORDERS = 1_024;

    final SimulationTerms terms;
    final List<Market> markets;
    final int userCount;
    final long instants;
    final Wave wave = new Wave();
    final Tally tally = new Tally();
    final AccountBook book;
    final MarketMakers makers;
    final Users users;
    final Audit audit;
    private final List<CandleSeries> series;

    World(final SimulationTerms terms, final List<CandleSeries> series, final int userCount, final long seed)
    {
        this.terms = terms;
        this.series = series;
        this.userCount = userCount;
        markets = markets(terms, series);
        instants = countInstants();
        book = new AccountBook(terms.makers.count, userCount, markets.size());
        makers = new MarketMakers(terms.makers, markets, sideDepthAtoms(), seed);
        users = new Users(terms, markets, book, userCount, seed, instants, Listing.ASSET_ID);
        audit = new Audit(markets, terms.instrument, book);
    }

    private static List<Market> markets(final SimulationTerms terms, final List<CandleSeries> series)
    {
        final List<Market> markets = new ArrayList<>();
        for (final CandleSeries candles : series)
        {
            markets.add(new Market(
                markets.size(), candles, MarketScale.choose(candles, terms.asset.decimals, terms.instrument)));
        }
        return List.copyOf(markets);
    }

    private long countInstants()
    {
        final PricePath path = newPath();
        long count = 0;
        while (path.advance())
        {
            count++;
        }
        return count;
    }

    EffectRouter router(final AckFile acks)
    {
        return new EffectRouter(wave, tally, book, makers, users, audit, acks);
    }

    /**
     * Capacities that this run cannot pass.
     *
     * @return the limits of the engine.
     */
    EngineLimits limits()
    {
        final int marketCount = markets.size();
        final long accounts = (long)userCount + terms.makers.count;
        final long quotes = MarketMakers.slots(terms.makers, marketCount);
        return EngineLimits.builder()
            .sessions(16)
            .assets(2)
            .instruments(marketCount)
            .accounts(accounts)
            .balances(1)
            .positions(accounts * marketCount)
            .orders(quotes + EXTRA_ORDERS)
            .priceLevels(quotes + EXTRA_ORDERS)
            .positionsPerAccount(marketCount)
            .build();
    }

    PricePath newPath()
    {
        return new PricePath(series);
    }

    // Of what all users together hold, as far as the means of the terms tell.
    private long share(final long sharePpm)
    {
        return userCount * terms.users.meanNotional() / SimulationTerms.PPM * sharePpm;
    }

    private long sideDepthAtoms()
    {
        return bounded(terms.makers.depthBase + share(terms.makers.depthPpm));
    }

    long makerFundsAtoms()
    {
        return bounded(terms.makers.fundsBase + share(terms.makers.fundsPpm));
    }

    private long bounded(final long units)
    {
        return units > BALANCE_ATOMS_MAX / terms.asset.unitAtoms ? BALANCE_ATOMS_MAX :
            Math.max(1, units) * terms.asset.unitAtoms;
    }

    long haltNs(final Market market)
    {
        return Math.max(terms.makers.haltNs, market.series.intervalMs() * 1_000_000 * HALT_INTERVALS);
    }
}

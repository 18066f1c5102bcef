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
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.io.importer.PricePath;
import java.util.List;

/**
 * Drives a whole run in lock-step: the prices of an instant go out and everything that follows from them comes back;
 * only then are the reactions of makers and users planned, sent and waited for, and only then comes the next instant.
 * Confined to one thread.
 */
final class Feed
{
    private static final int QUERIES_PER_WAVE = 256;

    private final Conversation conversation;
    private final World world;
    private final Wave wave;
    private final Pacer pacer;
    private final ProgressBar progress;
    private long timestampNs;

    Feed(final Conversation conversation, final World world, final Pacer pacer, final ProgressBar progress)
    {
        this.conversation = conversation;
        this.world = world;
        this.wave = world.wave;
        this.pacer = pacer;
        this.progress = progress;
    }

    void run(final ClosePolicy policy)
    {
        final PricePath path = world.newPath();
        timestampNs = path.nextTimestampNs();
        Listing.plan(wave, world.terms, world.markets, policy, world.makerFundsAtoms());
        wave.run(conversation, timestampNs);
        long instant = 0;
        while (path.advance())
        {
            timestampNs = path.timestampNs();
            pacer.await(instant);
            sendPrices(path);
            pacer.answered(instant);
            react(path, instant);
            instant++;
            progress.update(instant, timestampNs);
        }
        progress.finish();
        query();
    }

    private void sendPrices(final PricePath path)
    {
        final PriceBatchEncoder batch = wave.priceBatch();
        final PriceBatchEncoder.InstrumentPricesEncoder prices = batch.instrumentPricesCount(path.size());
        for (int i = 0; i < path.size(); i++)
        {
            final Market market = world.markets.get(path.series(i));
            market.price(path.price(i));
            prices.next()
                .markSubTicks(market.markSubTicks())
                .indexSubTicks(market.markSubTicks())
                .instrumentId(market.instrumentId)
                .padding(0);
        }
        batch.assetPricesCount(0);
        wave.end(Note.of(Note.SETUP, 0), batch.limit());
        world.tally.instants++;
        world.tally.prices += path.size();
        wave.run(conversation, timestampNs);
    }

    private void react(final PricePath path, final long instant)
    {
        final List<Market> markets = world.markets;
        world.makers.nextInstant();
        for (int i = 0; i < path.size(); i++)
        {
            world.makers.planRetreat(wave, markets.get(path.series(i)));
        }
        for (int i = 0; i < path.size(); i++)
        {
            planAdvance(path, path.series(i));
        }
        world.users.planTopUps(wave);
        for (int i = 0; i < path.size(); i++)
        {
            world.users.planExits(wave, markets.get(path.series(i)));
        }
        world.users.planEntries(wave, instant);
        wave.run(conversation, timestampNs);
    }

    private void planAdvance(final PricePath path, final int series)
    {
        final Market market = world.markets.get(series);
        final long nextNs = path.nextTimestampNs(series);
        if (PricePath.NO_TIME != nextNs && nextNs - timestampNs > world.haltNs(market))
        {
            world.makers.planLeave(wave, market);
        }
        else
        {
            world.makers.planAdvance(wave, market);
        }
    }

    private void query()
    {
        final int accounts = world.terms.makers.count + world.users.entered();
        for (int account = 0; account < accounts; account++)
        {
            wave.accountQuery(Note.of(Note.QUERY, account), AccountBook.idOf(account));
            if (0 == (account + 1) % QUERIES_PER_WAVE)
            {
                wave.run(conversation, timestampNs);
            }
        }
        wave.run(conversation, timestampNs);
    }
}

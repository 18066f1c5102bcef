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
package io.plimsoll.core.twin;

import io.plimsoll.core.codec.generated.OraclePricesEncoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesEncoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Commands of oracle sources: most streams have none, the others register indexes and let their sources speak so often
 * that they are mostly OK, now and then part, fall silent, doubt themselves or say what they have said before.
 */
final class OracleStream
{
    private static final int SOURCE_IDS = 6;

    private final Random random;
    private final TwinState state;
    private final boolean used;
    private final boolean jumpy;
    private long sequence = 1;

    OracleStream(final Random random, final TwinState state)
    {
        this.random = random;
        this.state = state;
        used = random.nextInt(3) == 0;
        jumpy = random.nextBoolean();
    }

    private List<TwinIndex> sourced()
    {
        return state.oracle.indexes.values().stream().filter(TwinIndex::isSourced).toList();
    }

    boolean isNext()
    {
        return used && random.nextInt(sourced().isEmpty() ? 20 : 3) == 0;
    }

    Command next()
    {
        return sourced().isEmpty() || random.nextInt(40) == 0 ? register() : speak();
    }

    /** Mostly sound; one in ten withdraws, and now and then a field is out of its range. */
    private Command register()
    {
        final Command command = new Command(SetIndexSourcesEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        command.target = random.nextInt(40) == 0 ? 2 + random.nextInt(200) : random.nextInt(3) / 2;
        command.instrument = command.target == 0 ?
            state.instruments.get(random.nextInt(state.instruments.size())).id :
            state.assets.get(random.nextInt(state.assets.size())).id;
        command.instrument += random.nextInt(40) == 0 ? 5 : 0;
        final TwinIndex.Terms terms = new TwinIndex.Terms();
        command.newTerms = terms;
        final int count = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(5);
        for (int place = 0; place < count; place++)
        {
            final TwinIndex.Source source = new TwinIndex.Source();
            source.id = random.nextInt(40) == 0 ? 1 : place + 1;
            source.weight = 1 + random.nextInt(4);
            source.kind = random.nextInt(8) == 0 ? random.nextInt(6) :
                command.target == 0 && place > 1 && random.nextInt(3) == 0 ? TwinIndex.PERPETUAL : 0;
            terms.sources.add(source);
        }
        terms.maxAge = 2_000 + random.nextInt(20_000);
        terms.window = 1 + random.nextInt(30_000);
        terms.sample = 1 + random.nextInt(2_000);
        terms.basis = 1 + random.nextInt(20_000);
        terms.stepPpm = 1 + random.nextInt(jumpy ? 300_000 : 30_000);
        terms.windowPpm = 1 + random.nextInt(jumpy ? 600_000 : 100_000);
        terms.divergencePpm = 10_000 + random.nextInt(100_000);
        terms.slowPpm = random.nextInt(4) == 0 ? 1_000_000 : random.nextInt(10_000);
        terms.minWeight = 1 + random.nextInt(3);
        terms.minSources = 1 + random.nextInt(2);
        spoil(terms);
        return command;
    }

    private void spoil(final TwinIndex.Terms terms)
    {
        switch (random.nextInt(120))
        {
            case 0 -> terms.maxAge = 0;
            case 1 -> terms.window = 1L << 61;
            case 2 -> terms.sample = -1;
            case 3 -> terms.basis = 0;
            case 4 -> terms.stepPpm = 0;
            case 5 -> terms.windowPpm = 1_000_001;
            case 6 -> terms.divergencePpm = 0;
            case 7 -> terms.slowPpm = -1;
            case 8 -> terms.minWeight = 0;
            case 9 -> terms.minSources = 100;
            case 10 -> terms.outlierFactor = 101;
            case 11 -> terms.maxConfidencePpm = -5;
            default ->
            {
                return;
            }
        }
    }

    private Command speak()
    {
        final Command command = new Command(OraclePricesEncoder.TEMPLATE_ID);
        command.session = CommandStream.ANY_SESSION;
        final List<long[]> quotes = new ArrayList<>();
        for (int times = 1 + random.nextInt(3); times > 0; times--)
        {
            final int source = 1 + random.nextInt(random.nextInt(30) == 0 ? SOURCE_IDS : 5);
            for (final TwinIndex index : sourced())
            {
                if (index.source(source) != null || random.nextInt(150) == 0)
                {
                    quotes.add(quote(index, source));
                }
            }
        }
        command.quotes = quotes.toArray(new long[0][]);
        return command;
    }

    /** Its time is relative to that of the command, which is not known yet. */
    private long[] quote(final TwinIndex index, final int source)
    {
        final long around = Math.max(1, index.median != 0 ? index.median : index.price != 0 ? index.price : 100);
        final double move = random.nextGaussian() * (random.nextInt(jumpy ? 8 : 30) == 0 ? 0.12 : 0.003);
        final long most = index.instrument != null ? index.instrument.maxMark : index.asset.maxPrice;
        final long least = index.instrument != null ? index.instrument.leastMark() : 1;
        long price = Math.max(least, Math.min(most, Math.round(around * (1 + move))));
        price = switch (random.nextInt(80))
        {
            case 0 -> 0;
            case 1 -> -random.nextInt(1_000);
            case 2 -> most + 1 + random.nextInt(100);
            default -> price;
        };
        final long confidence = random.nextInt(25) == 0 ? random.nextInt(100) - 1 : price / 5_000;
        sequence += 1 + random.nextInt(3);
        final long time = switch (random.nextInt(100))
        {
            case 0 -> -30_000;
            case 1 -> 1_000 + random.nextInt(30_000);
            default -> -random.nextInt(1_500);
        };
        return new long[]{index.instrument != null ? 0 : 1, index.targetId(), price, Math.max(confidence, -1), source,
            time, random.nextInt(100) == 0 ? sequence - random.nextInt(40) : sequence};
    }
}

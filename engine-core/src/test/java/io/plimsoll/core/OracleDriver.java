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

import io.plimsoll.core.codec.generated.IndexPricedDecoder;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.OraclePricesEncoder;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.codec.generated.OracleStateChangedDecoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesEncoder;
import io.plimsoll.core.codec.generated.SourceKind;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.Consumer;

/** Speaks for oracle sources in tests; times are seconds after a start. */
public final class OracleDriver
{
    /** A second. */
    public static final long SECOND = 1_000_000_000L;
    /** An instrument's index, an asset's. */
    public static final IndexTarget INSTRUMENT = IndexTarget.INSTRUMENT;
    public static final IndexTarget ASSET = IndexTarget.ASSET;

    /** One source: id, weight, kind. */
    public record Source(int id, int weight, SourceKind kind)
    {
    }

    private final EngineDriver engine;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OraclePricesEncoder prices = new OraclePricesEncoder();
    private long sequence;

    public OracleDriver(final EngineDriver engine)
    {
        this.engine = engine;
    }

    /** A market with a weight. */
    public static Source market(final int id, final int weight)
    {
        return new Source(id, weight, SourceKind.MARKET);
    }

    /** The defaults of the model, and then whatever the test changes. */
    public int register(
        final IndexTarget target,
        final int targetId,
        final Consumer<SetIndexSourcesEncoder> changes,
        final Source... sources)
    {
        final SetIndexSourcesEncoder encoder = new SetIndexSourcesEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(0).maxAgeNs(10 * SECOND).windowNs(10 * SECOND).sampleNs(5 * SECOND)
            .basisNs(150 * SECOND).targetId(targetId).maxConfidencePpm(1_000).outlierPpm(5_000).outlierFactor(5)
            .stepPpm(5_000).windowPpm(30_000).divergencePpm(30_000).slowPpmPerSecond(300).minWeight(1).minSources(1)
            .targetKind(target).padding1((short)0).padding2(0).padding3(0);
        changes.accept(encoder);
        final SetIndexSourcesEncoder.SourcesEncoder group = encoder.sourcesCount(sources.length);
        for (final Source source : sources)
        {
            group.next().sourceId(source.id).weight(source.weight).kind(source.kind)
                .padding1((short)0).padding2(0);
        }
        return send(encoder.encodedLength());
    }

    /** Applies the bytes at the time that was set last. */
    private int send(final int length)
    {
        return engine.raw(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    /** Sets the time of the next command. */
    public OracleDriver at(final double seconds)
    {
        engine.now(Math.round(seconds * SECOND) + 1_000 * SECOND - 1);
        return this;
    }

    public long next()
    {
        return ++sequence;
    }

    /** Each quote has source and price, of one target, without doubt and without age. */
    public int say(final IndexTarget target, final int targetId, final long[]... quotes)
    {
        final OraclePricesEncoder.PricesEncoder group =
            prices.wrapAndApplyHeader(buffer, 0, header).clientSequence(0).pricesCount(quotes.length);
        for (final long[] quote : quotes)
        {
            group.next().price(quote[1]).confidence(0).sourceTimestampNs(engine.now() + 1).sourceSequence(next())
                .targetId(targetId).sourceId((int)quote[0]).targetKind(target)
                .padding1((short)0).padding2(0).padding3(0);
        }
        return send(prices.encodedLength());
    }

    /** One price with all its fields, which the test sets. */
    public int say(final Consumer<OraclePricesEncoder.PricesEncoder> fields)
    {
        final OraclePricesEncoder.PricesEncoder group =
            prices.wrapAndApplyHeader(buffer, 0, header).clientSequence(0).pricesCount(1).next();
        group.price(1).confidence(0).sourceTimestampNs(engine.now() + 1).sourceSequence(next())
            .targetId(0).sourceId(0).targetKind(INSTRUMENT).padding1((short)0).padding2(0).padding3(0);
        fields.accept(group);
        return send(prices.encodedLength());
    }

    /** The last pricing among the effects of the last command. */
    public IndexPricedDecoder priced()
    {
        return new IndexPricedDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(IndexPricedDecoder.TEMPLATE_ID, engine.count(IndexPricedDecoder.TEMPLATE_ID) - 1),
            engine.header());
    }

    /** State that the last command brought an index to, null if none changed. */
    public OracleState changed()
    {
        final int count = engine.count(OracleStateChangedDecoder.TEMPLATE_ID);
        return count == 0 ? null : new OracleStateChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(OracleStateChangedDecoder.TEMPLATE_ID, count - 1), engine.header()).toState();
    }
}

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

import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.OraclePricesEncoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesEncoder;

import org.agrona.MutableDirectBuffer;

/** The bytes of commands about indexes; their kinds may be numbers that the enums do not have. */
final class OracleBytes
{
    private OracleBytes()
    {
    }

    static int encodeSources(
        final Command command, final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final TwinIndex.Terms terms = command.newTerms;
        final SetIndexSourcesEncoder encoder = new SetIndexSourcesEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(command.clientSequence).maxAgeNs(terms.maxAge).windowNs(terms.window)
            .sampleNs(terms.sample).basisNs(terms.basis).targetId(command.instrument)
            .maxConfidencePpm(terms.maxConfidencePpm).outlierPpm(terms.outlierPpm).outlierFactor(terms.outlierFactor)
            .stepPpm(terms.stepPpm).windowPpm(terms.windowPpm).divergencePpm(terms.divergencePpm)
            .slowPpmPerSecond(terms.slowPpm).minWeight(terms.minWeight).minSources(terms.minSources)
            .padding1((short)0).padding2(0).padding3(0);
        buffer.putByte(
            Command.HEADER + SetIndexSourcesEncoder.targetKindEncodingOffset(), (byte)command.target);
        final SetIndexSourcesEncoder.SourcesEncoder sources = encoder.sourcesCount(terms.sources.size());
        for (final TwinIndex.Source source : terms.sources)
        {
            sources.next().sourceId(source.id).weight(source.weight).padding1((short)0).padding2(0);
            buffer.putByte(encoder.limit() - SetIndexSourcesEncoder.SourcesEncoder.sbeBlockLength() +
                SetIndexSourcesEncoder.SourcesEncoder.kindEncodingOffset(), (byte)source.kind);
        }
        return Command.HEADER + encoder.encodedLength();
    }

    static int encodePrices(
        final Command command, final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final OraclePricesEncoder encoder = new OraclePricesEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(command.clientSequence);
        final OraclePricesEncoder.PricesEncoder prices = encoder.pricesCount(command.quotes.length);
        for (final long[] quote : command.quotes)
        {
            prices.next().price(quote[2]).confidence(quote[3]).sourceTimestampNs(quote[5]).sourceSequence(quote[6])
                .targetId((int)quote[1]).sourceId((int)quote[4]).padding1((short)0).padding2(0).padding3(0);
            buffer.putByte(encoder.limit() - OraclePricesEncoder.PricesEncoder.sbeBlockLength() +
                OraclePricesEncoder.PricesEncoder.targetKindEncodingOffset(), (byte)quote[0]);
        }
        return Command.HEADER + encoder.encodedLength();
    }
}

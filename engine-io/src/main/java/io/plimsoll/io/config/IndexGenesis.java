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
package io.plimsoll.io.config;

import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesEncoder;
import io.plimsoll.core.codec.generated.SourceKind;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** The indexes of a genesis file as commands: the sources of each, and how they are brought together. */
final class IndexGenesis
{
    private static final List<String> KEYS = List.of(
        "instrument", "asset", "max-age-ns", "window-ns", "sample-ns", "basis-ns", "max-confidence-ppm",
        "outlier-ppm", "outlier-factor", "step-ppm", "window-ppm", "divergence-ppm", "slow-ppm-per-second",
        "min-weight", "min-sources", "sources");
    private static final List<String> SOURCE_KEYS = List.of("id", "weight", "kind");
    private static final Map<String, SourceKind> KINDS = Map.of(
        "market", SourceKind.MARKET, "pool", SourceKind.POOL, "redemption", SourceKind.REDEMPTION,
        "own-book", SourceKind.OWN_BOOK, "perpetual", SourceKind.PERPETUAL);

    private IndexGenesis()
    {
    }

    /**
     * The command that registers the sources of an index.
     *
     * @param index of the file.
     * @return the command.
     * @throws ConfigurationException whose message is one sentence.
     */
    static DirectBuffer command(final ConfigurationFile index)
    {
        index.requireKnown(KEYS);
        final List<ConfigurationFile> sources = index.objects("sources");
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(MessageHeaderEncoder.ENCODED_LENGTH +
            SetIndexSourcesEncoder.BLOCK_LENGTH + SetIndexSourcesEncoder.SourcesEncoder.sbeHeaderSize() +
            sources.size() * SetIndexSourcesEncoder.SourcesEncoder.sbeBlockLength()));
        final SetIndexSourcesEncoder encoder = new SetIndexSourcesEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0)
            .padding1((short)0)
            .padding2(0)
            .padding3(0);
        encodeTarget(index, encoder);
        encodeTerms(index, encoder);
        final SetIndexSourcesEncoder.SourcesEncoder group = encoder.sourcesCount(sources.size());
        for (final ConfigurationFile source : sources)
        {
            source.requireKnown(SOURCE_KEYS);
            group.next()
                .sourceId(source.integer("id"))
                .weight(source.integer("weight"))
                .kind(SourceKind.MARKET)
                .padding1((short)0)
                .padding2(0);
            source.word("kind", KINDS, group::kind);
        }
        return buffer;
    }

    /** An index is that of an instrument unless it names an asset. */
    private static void encodeTarget(final ConfigurationFile index, final SetIndexSourcesEncoder encoder)
    {
        final int[] asset = new int[1];
        index.integer("asset", id -> asset[0] = id);
        encoder
            .targetId(asset[0] != 0 ? asset[0] : index.integer("instrument"))
            .targetKind(asset[0] != 0 ? IndexTarget.ASSET : IndexTarget.INSTRUMENT);
    }

    private static void encodeTerms(final ConfigurationFile index, final SetIndexSourcesEncoder encoder)
    {
        encoder
            .maxAgeNs(index.number("max-age-ns"))
            .windowNs(index.number("window-ns"))
            .sampleNs(index.number("sample-ns"))
            .basisNs(index.number("basis-ns"))
            .maxConfidencePpm(index.integer("max-confidence-ppm"))
            .outlierPpm(index.integer("outlier-ppm"))
            .outlierFactor(index.integer("outlier-factor"))
            .stepPpm(index.integer("step-ppm"))
            .windowPpm(index.integer("window-ppm"))
            .divergencePpm(index.integer("divergence-ppm"))
            .slowPpmPerSecond(index.integer("slow-ppm-per-second"))
            .minWeight(index.integer("min-weight"))
            .minSources(index.integer("min-sources"));
    }
}

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

import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.SetIndexSourcesDecoder;
import io.plimsoll.core.codec.generated.SourceKind;
import io.plimsoll.core.price.Indexes;

/** What must hold for the sources of an index. */
final class SourceRules
{
    private static final long TIME_MAX_NS = 1L << 60;
    private static final int PPM = 1_000_000;
    private static final int FACTOR_MAX = 100;
    private static final int OWN_BOOK = SourceKind.OWN_BOOK.value();
    private static final int PERPETUAL = SourceKind.PERPETUAL.value();

    private final Refusal refusal;
    private final int[] ids = new int[Indexes.SOURCES_MAX];
    private int count;
    private int spotCount;
    private long spotWeight;
    private long ownWeight;
    private boolean wrapped;

    SourceRules(final Refusal refusal)
    {
        this.refusal = refusal;
    }

    /** Number of sources of the last command. */
    int count()
    {
        return count;
    }

    int check(final SetIndexSourcesDecoder command)
    {
        final SetIndexSourcesDecoder.SourcesDecoder sources = command.sources();
        count = 0;
        spotCount = 0;
        spotWeight = 0;
        ownWeight = 0;
        wrapped = false;
        if (sources.count() > Indexes.SOURCES_MAX)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, Indexes.SOURCES_MAX, sources.count());
        }
        final int lastKind = command.targetKindRaw() == IndexTarget.INSTRUMENT.value() ? PERPETUAL : OWN_BOOK;
        while (sources.hasNext() && refusal.code() == ResultCode.ACCEPTED)
        {
            sources.next();
            checkSource(sources, lastKind);
        }
        if (count > 0 && refusal.code() == ResultCode.ACCEPTED)
        {
            checkOwnWeight();
            checkTerms(command);
        }
        return refusal.code();
    }

    private void checkSource(final SetIndexSourcesDecoder.SourcesDecoder source, final int lastKind)
    {
        for (int place = 0; place < count; place++)
        {
            if (ids[place] == source.sourceId())
            {
                refusal.refuse(ResultCode.DUPLICATE_SOURCE, 0, source.sourceId());
                return;
            }
        }
        final int kind = source.kindRaw();
        range(kind, 0, lastKind);
        range(source.weight(), 1, PPM);
        ids[count++] = source.sourceId();
        if (kind != PERPETUAL)
        {
            spotCount++;
            spotWeight += source.weight();
        }
        ownWeight += kind == OWN_BOOK ? source.weight() : 0;
        wrapped |= kind == SourceKind.POOL.value() || kind == SourceKind.REDEMPTION.value();
    }

    private void checkOwnWeight()
    {
        final long most = wrapped ? 0 : spotWeight / 3;
        if (ownWeight > most)
        {
            refusal.refuse(ResultCode.OWN_BOOK_WEIGHT, most, ownWeight);
        }
    }

    private void checkTerms(final SetIndexSourcesDecoder command)
    {
        range(command.maxAgeNs(), 1, TIME_MAX_NS);
        range(command.windowNs(), 1, TIME_MAX_NS);
        range(command.sampleNs(), 1, TIME_MAX_NS);
        range(command.basisNs(), 1, TIME_MAX_NS);
        range(command.maxConfidencePpm(), 0, PPM);
        range(command.outlierPpm(), 0, PPM);
        range(command.outlierFactor(), 0, FACTOR_MAX);
        range(command.stepPpm(), 1, PPM);
        range(command.windowPpm(), 1, PPM);
        range(command.divergencePpm(), 1, PPM);
        range(command.slowPpmPerSecond(), 0, PPM);
        range(command.minWeight(), 1, spotWeight);
        range(command.minSources(), 1, spotCount);
    }

    /** Refuses a value out of a range, unless something is refused already. */
    private void range(final long value, final long least, final long most)
    {
        if (refusal.code() == ResultCode.ACCEPTED && (value < least || value > most))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < least ? least : most, value);
        }
    }
}

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

import static io.plimsoll.core.twin.Exact.big;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** An index as the twin sees it: every price that it ever had is kept, and everything is counted from those. */
final class TwinIndex
{
    static final int OK = 0;
    static final int DIVERGENT = 1;
    static final int DEGRADED = 2;
    static final int STALE = 3;
    static final int INVALID = 4;
    static final int OWN_BOOK = 3;
    static final int PERPETUAL = 4;

    private static final long HOUR = 3_600_000_000_000L;
    private static final BigInteger SECOND_PPM = Exact.QUADRILLION;

    /** One source with the last that it said. */
    static final class Source
    {
        int id;
        int weight;
        int kind;
        boolean spoke;
        long price;
        long confidence;
        long time;
        long sequence;
    }

    /** What is registered. */
    static final class Terms
    {
        long maxAge = 4_000;
        long window = 10_000;
        long sample = 300;
        long basis = 5_000;
        int maxConfidencePpm = 1_000;
        int outlierPpm = 5_000;
        int outlierFactor = 5;
        int stepPpm = 5_000;
        int windowPpm = 30_000;
        int divergencePpm = 30_000;
        int slowPpm = 300;
        int minWeight = 1;
        int minSources = 1;
        final List<Source> sources = new ArrayList<>();
    }

    private record Sample(long time, long price)
    {
    }

    final TwinInstrument instrument;
    final TwinAsset asset;
    Terms terms = new Terms();
    long price;
    long median;
    long slow;
    long low;
    long high;
    long last;
    long valid;
    long windowNumber = -1;
    long windowPrice;
    BigInteger basis = BigInteger.ZERO;
    long basisTime;
    long perpetual;
    long weight;
    int sure;
    int left;
    int state;
    private final List<Sample> samples = new ArrayList<>();

    TwinIndex(final TwinInstrument instrument, final TwinAsset asset)
    {
        this.instrument = instrument;
        this.asset = asset;
    }

    int targetId()
    {
        return instrument != null ? instrument.id : asset.id;
    }

    boolean isSourced()
    {
        return !terms.sources.isEmpty();
    }

    Source source(final int id)
    {
        return terms.sources.stream().filter(source -> source.id == id).findFirst().orElse(null);
    }

    private boolean isYoung(final Source source, final long now)
    {
        return source.spoke && now - source.time <= terms.maxAge;
    }

    private boolean isUsable(final Source source, final long now)
    {
        return isYoung(source, now) && source.price > 0 && big(source.confidence).multiply(Exact.PPM)
            .compareTo(Exact.product(source.price, terms.maxConfidencePpm)) <= 0;
    }

    /** When the next of its sources grows too old. */
    long deadline()
    {
        return terms.sources.stream().filter(source -> isYoung(source, last))
            .mapToLong(source -> source.time + terms.maxAge + 1).min().orElse(Long.MAX_VALUE);
    }

    /** The least of the values at or below which half of the weight lies. */
    private static long median(final List<Source> sources, final ToLongFunction<Source> value)
    {
        final long sum = sources.stream().mapToLong(source -> source.weight).sum();
        return sources.stream().mapToLong(value).sorted().filter(candidate -> 2 * sources.stream()
            .filter(source -> value.applyAsLong(source) <= candidate).mapToLong(source -> source.weight).sum() >= sum)
            .findFirst().orElse(0);
    }

    void aggregate(final long now)
    {
        sample(now);
        slow = slowAt(now);
        final List<Source> usable = terms.sources.stream().filter(source -> isUsable(source, now)).toList();
        perpetual = median(usable.stream().filter(source -> source.kind == PERPETUAL).toList(), source -> source.price);
        final List<Source> spot = usable.stream().filter(source -> source.kind != PERPETUAL).toList();
        weight = spot.stream().mapToLong(source -> source.weight).sum();
        sure = spot.size();
        final long first = median(spot, source -> source.price);
        final long deviation = median(spot, source -> Math.abs(source.price - first));
        final List<Source> kept = spot.stream().filter(source -> Math.abs(source.price - first) <=
            Math.max(terms.outlierFactor * deviation, Math.floorDiv(first * terms.outlierPpm, 1_000_000))).toList();
        left = kept.size();
        median = median(kept, source -> source.price);
        last = now;
        if (left > 0)
        {
            low = kept.stream().map(source -> source.price).min(Comparator.naturalOrder()).orElseThrow();
            high = kept.stream().map(source -> source.price).max(Comparator.naturalOrder()).orElseThrow();
            move(now);
        }
        final boolean young = terms.sources.stream().anyMatch(
            source -> source.kind != PERPETUAL && isYoung(source, now));
        state = left == 0 ? young ? INVALID : STALE :
            weight < terms.minWeight || sure < terms.minSources ? DEGRADED :
            big(Math.abs(median - mean())).multiply(Exact.PPM)
                .compareTo(Exact.product(mean(), terms.divergencePpm)) > 0 ? DIVERGENT : OK;
    }

    private void move(final long now)
    {
        valid = now;
        final long before = price;
        final long from = before == 0 ? median : before;
        if (before == 0 || windowNumber != now / terms.window)
        {
            windowNumber = now / terms.window;
            windowPrice = from;
        }
        if (before == 0)
        {
            price = median;
            slow = median;
            return;
        }
        price = within(within(median, before, terms.stepPpm), windowPrice, terms.windowPpm);
    }

    private static long within(final long value, final long around, final int ppm)
    {
        final long width = share(around, ppm);
        return Math.max(1, Math.max(around - width, Math.min(around + width, value)));
    }

    private static long share(final long of, final long ppm)
    {
        return Exact.floor(Exact.product(of, ppm), Exact.PPM).longValueExact();
    }

    /** The price in force at each multiple of the sample time since the last time, the last sixty of them. */
    private void sample(final long now)
    {
        final List<Sample> taken = new ArrayList<>();
        for (long number = now / terms.sample;
            price != 0 && number > last / terms.sample && taken.size() < 60; number--)
        {
            taken.add(0, new Sample(number * terms.sample, price));
        }
        samples.addAll(taken);
    }

    long mean()
    {
        final int count = Math.min(60, samples.size());
        return count == 0 ? price : samples.subList(samples.size() - count, samples.size()).stream()
            .mapToLong(Sample::price).sum() / count;
    }

    /** Mean over the clock hour a day before, 0 unless that hour is over and has samples. */
    private long dayBefore(final long now)
    {
        final long hour = now / HOUR - 24;
        final boolean over = !samples.isEmpty() && samples.get(samples.size() - 1).time / HOUR > hour;
        long sum = 0;
        int count = 0;
        for (int at = samples.size() - 1; at >= 0 && samples.get(at).time / HOUR >= hour; at--)
        {
            sum += samples.get(at).time / HOUR == hour ? samples.get(at).price : 0;
            count += samples.get(at).time / HOUR == hour ? 1 : 0;
        }
        return !over || count == 0 ? 0 : sum / count;
    }

    /** The slow price, 0 without sources. */
    long slowAt(final long now)
    {
        if (!isSourced() || slow == price)
        {
            return isSourced() ? slow : 0;
        }
        final long before = dayBefore(now);
        BigInteger speed = big(slow);
        for (int twice = 0; twice < 2 && before != 0; twice++)
        {
            speed = Exact.floor(
                speed.multiply(big(Math.min(slow, before))), big(Math.max(slow, before)));
        }
        final BigInteger most = Exact.floor(
            speed.multiply(big(terms.slowPpm)).multiply(big(now - last)), SECOND_PPM);
        final long step = most.min(big(Math.abs(price - slow))).longValueExact();
        return price > slow ? slow + step : slow - step;
    }

    /** Mark of the instrument from its own book, other venues and the mean of the basis. */
    long mark(final long now)
    {
        final long tick = instrument.subTicks;
        final long band = Math.max(tick, share(price, instrument.bandPpm));
        final long bid = instrument.book.best(TwinBook.BUY) * tick;
        final long ask = instrument.book.best(TwinBook.SELL) * tick;
        final List<Long> candidates = new ArrayList<>();
        if (bid != 0 && ask != 0)
        {
            final long book = instrument.lastTrade == 0 ? Math.floorDiv(bid + ask, 2) :
                middle(List.of(bid, ask, instrument.lastTrade * tick));
            followBasis(Math.max(-band, Math.min(band, book - price)), now);
            candidates.add(book);
        }
        final long fair = price + Exact.floor(basis, big(65_536)).longValueExact();
        long mark = fair;
        if (perpetual != 0)
        {
            candidates.add(perpetual);
            candidates.add(fair);
            mark = candidates.size() == 3 ? middle(candidates) : Math.floorDiv(fair + perpetual, 2);
        }
        else if (!candidates.isEmpty())
        {
            mark = Math.floorDiv(2 * fair + candidates.get(0), 3);
        }
        final long bounded = Math.max(Math.max(instrument.leastMark(), price - band), Math.min(price + band, mark));
        return Math.min(instrument.maxMark, bounded);
    }

    private void followBasis(final long distance, final long now)
    {
        final BigInteger scaled = big(distance).multiply(big(65_536));
        final long dt = now - basisTime;
        basis = basisTime == 0 ? scaled : basis.add(Exact.floor(
            scaled.subtract(basis).multiply(big(dt)), big(terms.basis).add(big(dt))));
        basisTime = now;
    }

    private static long middle(final List<Long> three)
    {
        return three.stream().sorted().skip(1).findFirst().orElseThrow();
    }

    /** The kindest price that may be true, seen from one side. */
    long kinder(final boolean up, final long now, final boolean begins)
    {
        final long present = instrument != null ? instrument.mark : asset.price;
        final long most = instrument != null ? instrument.maxMark : asset.maxPrice;
        final long other = switch (state)
        {
            case DIVERGENT -> begins ? mean() : present;
            case DEGRADED -> up ? high : low;
            case STALE, INVALID ->
            {
                final BigInteger ppm = big((now - valid) / terms.window).multiply(big(terms.windowPpm));
                final long move = share(present, ppm.min(big(100_000)).longValueExact());
                yield up ? present + move : present - move;
            }
            default -> present;
        };
        return Math.max(1, Math.min(most, up ? Math.max(present, other) : Math.min(present, other)));
    }

    /** Whether the state makes a judgement other than at the mark. */
    boolean isTroubled(final boolean begins)
    {
        return state != OK && (begins || state != DIVERGENT);
    }

    boolean isMissing()
    {
        return state == STALE || state == INVALID;
    }
}

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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AuctionPriceKind;
import io.plimsoll.core.codec.generated.IndexPricedEncoder;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.codec.generated.OracleStateChangedEncoder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** The commands of indexes, and what follows from their states. */
final class TwinOracle
{
    private static final int PPM = 1_000_000;

    private final TwinState state;
    private final TwinRefusal refusal;
    private final TwinAuction auction;
    private final EngineLimits limits;
    /** By number: instruments first, then assets. */
    final TreeMap<Integer, TwinIndex> indexes = new TreeMap<>();
    /** Instruments of which the index has changed its state in this command, in order. */
    final List<TwinInstrument> changed = new ArrayList<>();

    TwinOracle(
        final TwinState state, final TwinRefusal refusal, final TwinAuction auction, final EngineLimits limits)
    {
        this.state = state;
        this.refusal = refusal;
        this.auction = auction;
        this.limits = limits;
    }

    /** Begins a command. */
    void begin()
    {
        changed.clear();
    }

    /** The index of which a source grows too old first, by now; null if there is none. */
    TwinIndex due()
    {
        TwinIndex due = null;
        for (final TwinIndex index : indexes.values())
        {
            final boolean isDue = index.isSourced() && index.deadline() <= state.timestampNs;
            due = isDue && (due == null || index.deadline() < due.deadline()) ? index : due;
        }
        return due;
    }

    TwinIndex of(final TwinInstrument instrument)
    {
        return indexes.computeIfAbsent(instrument.index, number -> new TwinIndex(instrument, null));
    }

    TwinIndex of(final TwinAsset asset)
    {
        return indexes.computeIfAbsent(limits.instruments() + asset.index, number -> new TwinIndex(null, asset));
    }

    private TwinIndex find(final int target, final int id)
    {
        final TwinInstrument instrument = state.instrument(id);
        final TwinAsset asset = state.asset(id);
        if (target == 0 && instrument != null)
        {
            return of(instrument);
        }
        if (target == 1 && asset != null && asset.index != 1)
        {
            return of(asset);
        }
        refusal.refuse(target > 1 ? ResultCode.FIELD_OUT_OF_RANGE : target == 0 ? ResultCode.UNKNOWN_INSTRUMENT :
            asset == null ? ResultCode.UNKNOWN_ASSET : ResultCode.REFERENCE_ASSET, target > 1 ? 1 : 0,
            target > 1 ? target : id);
        return null;
    }

    void setSources(final Command command)
    {
        final TwinIndex index = find(command.target, command.instrument);
        if (index == null || !isSound(command.newTerms, command.target))
        {
            return;
        }
        final TwinIndex.Terms terms = command.newTerms;
        if (terms.sources.isEmpty())
        {
            if (index.isSourced())
            {
                release(index);
            }
            return;
        }
        if (!index.isSourced())
        {
            index.price = index.instrument != null ? index.instrument.indexPrice : index.asset.price;
            index.slow = index.price;
            index.last = state.timestampNs;
            index.valid = state.timestampNs;
        }
        for (final TwinIndex.Source source : terms.sources)
        {
            final TwinIndex.Source former = index.source(source.id);
            if (former != null)
            {
                source.spoke = former.spoke;
                source.price = former.price;
                source.confidence = former.confidence;
                source.time = former.time;
                source.sequence = former.sequence;
            }
        }
        index.terms = terms;
        price(index, state.timestampNs);
    }

    private void release(final TwinIndex index)
    {
        final int number = indexes.entrySet().stream().filter(entry -> entry.getValue() == index)
            .map(Map.Entry::getKey).findFirst().orElseThrow();
        final TwinIndex none = new TwinIndex(index.instrument, index.asset);
        none.terms.minWeight = 0;
        none.terms.minSources = 0;
        indexes.put(number, none);
        if (index.state != TwinIndex.OK)
        {
            none.price = index.price;
            reportState(none, index.state, 0);
            none.price = 0;
            note(none);
        }
    }

    private boolean isSound(final TwinIndex.Terms terms, final int target)
    {
        final List<TwinIndex.Source> sources = terms.sources;
        if (sources.size() > 16)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 16, sources.size());
            return false;
        }
        final Set<Integer> seen = new HashSet<>();
        for (final TwinIndex.Source source : sources)
        {
            if (!seen.add(source.id))
            {
                refusal.refuse(ResultCode.DUPLICATE_SOURCE, 0, source.id);
                return false;
            }
            if (!in(source.kind, 0, target == 0 ? 4 : 3) || !in(source.weight, 1, PPM))
            {
                return false;
            }
        }
        final List<TwinIndex.Source> spot =
            sources.stream().filter(source -> source.kind != TwinIndex.PERPETUAL).toList();
        final long all = spot.stream().mapToLong(source -> source.weight).sum();
        final long own = spot.stream().filter(source -> source.kind == TwinIndex.OWN_BOOK)
            .mapToLong(source -> source.weight).sum();
        final long most = spot.stream().anyMatch(source -> source.kind == 1 || source.kind == 2) ? 0 : all / 3;
        if (own > most)
        {
            refusal.refuse(ResultCode.OWN_BOOK_WEIGHT, most, own);
            return false;
        }
        final long longest = 1L << 60;
        return sources.isEmpty() || in(terms.maxAge, 1, longest) && in(terms.window, 1, longest) &&
            in(terms.sample, 1, longest) && in(terms.basis, 1, longest) && in(terms.maxConfidencePpm, 0, PPM) &&
            in(terms.outlierPpm, 0, PPM) && in(terms.outlierFactor, 0, 100) && in(terms.stepPpm, 1, PPM) &&
            in(terms.windowPpm, 1, PPM) && in(terms.divergencePpm, 1, PPM) && in(terms.slowPpm, 0, PPM) &&
            in(terms.minWeight, 1, all) && in(terms.minSources, 1, spot.size());
    }

    private boolean in(final long value, final long least, final long most)
    {
        if (value < least || value > most)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < least ? least : most, value);
            return false;
        }
        return true;
    }

    /** Each quote has target, id, price, confidence, source, its time and its sequence. */
    void prices(final Command command)
    {
        final List<TwinIndex> named = new ArrayList<>();
        final List<TwinIndex.Source> speakers = new ArrayList<>();
        for (final long[] quote : command.quotes)
        {
            final TwinIndex index = find((int)quote[0], (int)quote[1]);
            if (index == null || !admits(index, quote, speakers))
            {
                return;
            }
            named.add(index);
            speakers.add(index.source((int)quote[4]));
        }
        for (int place = 0; place < named.size(); place++)
        {
            final TwinIndex.Source source = speakers.get(place);
            final long[] quote = command.quotes[place];
            source.spoke = true;
            source.price = quote[2];
            source.confidence = quote[3];
            source.time = Math.min(state.timestampNs, quote[5]);
            source.sequence = quote[6];
        }
        new LinkedHashSet<>(named).forEach(index -> price(index, state.timestampNs));
    }

    private boolean admits(final TwinIndex index, final long[] quote, final List<TwinIndex.Source> speakers)
    {
        final TwinIndex.Source source = index.source((int)quote[4]);
        final long oldest = Math.max(0, state.timestampNs - index.terms.maxAge);
        final long newest = state.timestampNs + Math.min(index.terms.maxAge, Long.MAX_VALUE - state.timestampNs);
        final long most = index.instrument != null ? index.instrument.maxMark :
            Math.min(1L << 46, index.asset.maxPrice);
        if (source == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_SOURCE, 0, quote[4]);
        }
        else if (speakers.contains(source))
        {
            refusal.refuse(ResultCode.DUPLICATE_PRICE, 0, quote[1]);
        }
        else if (quote[6] <= source.sequence)
        {
            refusal.refuse(ResultCode.ORACLE_SEQUENCE, source.sequence + 1, quote[6]);
        }
        else if (quote[5] < oldest || quote[5] > newest)
        {
            refusal.refuse(ResultCode.ORACLE_TIME, quote[5] < oldest ? oldest : newest, quote[5]);
        }
        else if (quote[2] > most || quote[2] > 0 && index.instrument != null && quote[2] < index.instrument.leastMark())
        {
            refusal.refuse(
                ResultCode.PRICE_OUT_OF_RANGE, quote[2] > most ? most : index.instrument.leastMark(), quote[2]);
        }
        else if (quote[3] < 0)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 0, quote[3]);
        }
        return refusal.code == ResultCode.ACCEPTED;
    }

    void price(final TwinIndex index, final long now)
    {
        final int before = index.state;
        index.aggregate(now);
        if (index.left > 0)
        {
            setMark(index, now);
        }
        if (index.state != before)
        {
            reportState(index, before, index.state);
            note(index);
        }
    }

    private void note(final TwinIndex index)
    {
        if (index.instrument != null)
        {
            changed.add(index.instrument);
        }
    }

    private void setMark(final TwinIndex index, final long now)
    {
        final TwinInstrument instrument = index.instrument;
        if (instrument == null)
        {
            index.asset.price = index.price;
        }
        else if (instrument.stage != 2)
        {
            instrument.mark = index.mark(now);
            instrument.indexPrice = index.price;
            instrument.funding.observe(now, instrument);
            state.stops.note(instrument, 1);
            state.stops.note(instrument, 2);
            if (instrument.state == TwinControl.CALL_AUCTION)
            {
                auction.publish(instrument, AuctionPriceKind.INDICATIVE);
            }
        }
        new IndexPricedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(TwinEffects.EVERYBODY, IndexPricedEncoder.BLOCK_LENGTH), state.effects.header())
            .price(index.price)
            .medianPrice(index.median)
            .meanPrice(index.mean())
            .slowPrice(index.slow)
            .markSubTicks(instrument == null ? index.price : instrument.mark)
            .targetId(index.targetId())
            .sources(index.left)
            .targetKind(instrument == null ? IndexTarget.ASSET : IndexTarget.INSTRUMENT)
            .state(OracleState.get((short)index.state));
    }

    private void reportState(final TwinIndex index, final int from, final int to)
    {
        new OracleStateChangedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(TwinEffects.EVERYBODY, OracleStateChangedEncoder.BLOCK_LENGTH),
                state.effects.header())
            .price(index.price)
            .medianPrice(index.median)
            .meanPrice(index.isSourced() ? index.mean() : 0)
            .targetId(index.targetId())
            .weight((int)index.weight)
            .minWeight(index.terms.minWeight)
            .sources(index.sure)
            .minSources(index.terms.minSources)
            .targetKind(index.instrument == null ? IndexTarget.ASSET : IndexTarget.INSTRUMENT)
            .fromState(OracleState.get((short)from))
            .toState(OracleState.get((short)to));
    }

    private List<TwinIndex> held(final TwinAccount account)
    {
        final List<TwinIndex> held = new ArrayList<>();
        account.positions.keySet().forEach(index -> held.add(of(state.at(index))));
        account.balances.keySet().forEach(index -> held.add(of(state.assets.get(index - 1))));
        return held;
    }

    /** What is held, and then what is owed. */
    private List<TwinIndex> heldAndOwed(final TwinAccount account)
    {
        final List<TwinIndex> all = held(account);
        account.loans.keySet().forEach(index -> all.add(of(state.assets.get(index - 1))));
        return all;
    }

    boolean admitsBorrow(final TwinAccount account, final TwinAsset asset)
    {
        final TwinIndex own = of(asset);
        return !refuses(own.state != TwinIndex.OK, own) && admitsWithdraw(account);
    }

    /** Whether an account may take an order that does not reduce; says why not. */
    boolean admitsRisk(final TwinAccount account, final TwinInstrument instrument)
    {
        final TwinIndex own = of(instrument);
        return !refuses(own.state != TwinIndex.OK, own) &&
            !(instrument.settlesElsewhere() &&
            refuses(of(instrument.settles).state != TwinIndex.OK, of(instrument.settles))) &&
            heldAndOwed(account).stream().noneMatch(index -> refuses(index.isMissing(), index));
    }

    boolean admitsSpotRisk(final TwinAccount account, final TwinInstrument pair)
    {
        final TwinIndex base = of(pair.base);
        return !refuses(base.state != TwinIndex.OK, base) && admitsRisk(account, pair);
    }

    boolean admitsWithdraw(final TwinAccount account)
    {
        return heldAndOwed(account).stream().noneMatch(index -> refuses(index.state >= TwinIndex.DEGRADED, index));
    }

    private boolean refuses(final boolean refuses, final TwinIndex index)
    {
        if (refuses)
        {
            refusal.refuse(ResultCode.ORACLE_STATE, index.targetId(), index.state);
        }
        return refuses;
    }

    /**
     * Equity with each input at the lower of price and slow price, or the higher of a short, once every order has
     * filled that makes it less; the order that is asked about among them, without the one that it takes the place of.
     */
    long slowEquity(final TwinAccount account, final TwinOrder order, final TwinOrder replaced)
    {
        long excess = legExcess(account, order, replaced, state.assets.get(0));
        for (final TwinAsset asset : state.assets)
        {
            excess += excess(asset, account, account.balances.getOrDefault(asset.index, 0L) +
                (order != null && order.side == TwinBook.BUY && order.instrument.base == asset ?
                order.remaining * order.instrument.lotAtoms : 0), order, replaced);
        }
        for (final int index : account.loans.keySet())
        {
            final TwinAsset asset = state.assets.get(index - 1);
            final long slow = asset.index == 1 ? 0 : of(asset).slowAt(state.timestampNs);
            final long before = state.loans(account, true);
            asset.loanPrice = Math.max(asset.price, slow);
            excess += state.loans(account, true) - before;
            asset.loanPrice = 0;
        }
        return state.equity(account) - excess;
    }

    /** What positions that settle in an asset count too much for, in its atoms. */
    private long legExcess(
        final TwinAccount account, final TwinOrder order, final TwinOrder replaced, final TwinAsset asset)
    {
        long excess = 0;
        for (final TwinInstrument instrument : state.instruments)
        {
            final long slow = instrument.isSpot() || instrument.settles != asset ? 0 :
                of(instrument).slowAt(state.timestampNs);
            if (slow != 0)
            {
                final long held = account.lots(instrument);
                final long buys = account.restingLots(instrument, TwinBook.BUY, replaced) +
                    lots(order, instrument, TwinBook.BUY);
                final long sells = account.restingLots(instrument, TwinBook.SELL, replaced) +
                    lots(order, instrument, TwinBook.SELL);
                excess += LongStream.of(held + buys, held - sells)
                    .map(lots -> instrument.worth(lots) - instrument.worth(
                        lots, lots > 0 ? Math.min(slow, instrument.mark) : Math.max(slow, instrument.mark)))
                    .max().orElseThrow();
            }
        }
        return excess;
    }

    private static long lots(final TwinOrder order, final TwinInstrument instrument, final int side)
    {
        return order != null && order.instrument == instrument && order.side == side ? order.remaining : 0;
    }

    /** What an asset counts too much for, with what spot purchases will add. */
    private long excess(
        final TwinAsset asset,
        final TwinAccount account,
        final long atoms,
        final TwinOrder order,
        final TwinOrder replaced)
    {
        final long slow = asset.index == 1 ? 0 : of(asset).slowAt(state.timestampNs);
        if (asset.index != 1 && (atoms < 0 || state.settlesIn(account, asset) ||
            order != null && order.instrument.settles == asset))
        {
            final long net = atoms + state.net(account, asset) - account.balances.getOrDefault(asset.index, 0L);
            final long lost = legExcess(account, order, replaced, asset);
            return Math.max(netExcess(asset, net, lost, slow),
                netExcess(asset, net + TwinState.spotAtoms(account, asset, TwinBook.BUY, replaced), lost, slow));
        }
        if (slow == 0)
        {
            return 0;
        }
        final long all = atoms + TwinState.spotAtoms(account, asset, TwinBook.BUY, replaced);
        final long price = asset.price;
        final long present = asset.value(all);
        asset.price = Math.min(slow, price);
        final long value = asset.value(all);
        asset.price = price;
        return present - value;
    }

    private static long netExcess(final TwinAsset asset, final long net, final long lost, final long slow)
    {
        final long price = asset.price;
        final long present = asset.value(net);
        asset.price = slow == 0 ? price : net - lost < 0 ? Math.max(slow, price) : Math.min(slow, price);
        final long value = asset.value(net - lost);
        asset.price = price;
        return present - value;
    }

    /** Equity as it would be asked for after a withdrawal. */
    long slowEquityWithout(final TwinAccount account, final TwinAsset asset, final long amount)
    {
        final long held = account.balances.getOrDefault(asset.index, 0L);
        final long net = state.net(account, asset);
        final long lost = asset.index == 1 ? amount : asset.value(net) - asset.value(net - amount) +
            excess(asset, account, held - amount, null, null) - excess(asset, account, held, null, null);
        return slowEquity(account, null, null) - lost;
    }

    private interface Choice
    {
        long of(boolean isShort, long price, long other);
    }

    /** Answers a question as if the prices of what an account holds were others, and puts them back. */
    private <A> A with(
        final TwinAccount account, final ToLongFunction<TwinIndex> other, final Choice choice, final Supplier<A> asked)
    {
        final Map<TwinIndex, Long> before = new HashMap<>();
        for (final TwinIndex index : held(account))
        {
            final TwinInstrument instrument = index.instrument;
            if (instrument == null)
            {
                before.put(index, index.asset.price);
                index.asset.price = choice.of(false, index.asset.price, other.applyAsLong(index));
            }
            else
            {
                before.put(index, instrument.mark);
                instrument.mark = choice.of(account.lots(instrument) < 0, instrument.mark, other.applyAsLong(index));
            }
        }
        final A answer = asked.get();
        before.forEach((index, price) ->
        {
            if (index.instrument == null)
            {
                index.asset.price = price;
            }
            else
            {
                index.instrument.mark = price;
            }
        });
        return answer;
    }

    boolean isMissing(final TwinAsset asset)
    {
        return asset.index != 1 && of(asset).isMissing();
    }

    boolean isMissing(final TwinInstrument instrument)
    {
        return of(instrument).isMissing();
    }

    /** Whether nothing of an account that is below its line may be closed. */
    boolean holdsBack(final TwinAccount account)
    {
        final boolean begins = account.state != TwinAccount.LIQUIDATING;
        if (!(begins ? state.credits.starts(account) : state.isBelow(account, account.thetaPpm)))
        {
            return false;
        }
        boolean troubled = false;
        boolean trusted = false;
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            final TwinInstrument instrument = state.at(held.getKey());
            troubled |= held.getValue().lots != 0 && of(instrument).isTroubled(begins);
            trusted |= held.getValue().lots != 0 && !isMissing(instrument) && !isMissing(instrument.settles);
        }
        for (final int asset : account.balances.keySet())
        {
            final TwinIndex index = of(state.assets.get(asset - 1));
            troubled |= index.isTroubled(begins);
            trusted |= !account.loans.isEmpty() && !index.isMissing();
        }
        final Map<TwinAsset, long[]> candidates = candidates(account, begins);
        for (final int owed : account.loans.keySet())
        {
            final TwinAsset asset = state.assets.get(owed - 1);
            troubled |= of(asset).isTroubled(begins);
            asset.loanPrice = of(asset).kinder(false, state.timestampNs, begins);
        }
        final boolean below = with(account,
            index -> index.kinder(index.instrument == null || account.lots(index.instrument) > 0,
                state.timestampNs, begins),
            (isShort, price, kinder) -> kinder,
            () -> isBelowAtAll(account, new ArrayList<>(candidates.keySet()), candidates));
        account.loans.keySet().forEach(owed -> state.assets.get(owed - 1).loanPrice = 0);
        return troubled && !(trusted && below);
    }

    /** Prices that may be the kindest of an asset that positions settle in, or that is owed. */
    private Map<TwinAsset, long[]> candidates(final TwinAccount account, final boolean begins)
    {
        final Map<TwinAsset, long[]> candidates = new HashMap<>();
        account.balances.forEach((number, atoms) ->
        {
            final TwinAsset asset = state.assets.get(number - 1);
            if (atoms < 0 || state.settlesIn(account, asset))
            {
                candidates.put(asset, new long[]{asset.price, of(asset).kinder(true, state.timestampNs, begins),
                    of(asset).kinder(false, state.timestampNs, begins)});
            }
        });
        return candidates;
    }

    private boolean isBelowAtAll(
        final TwinAccount account, final List<TwinAsset> assets, final Map<TwinAsset, long[]> candidates)
    {
        if (assets.isEmpty())
        {
            return state.isBelow(account, PPM);
        }
        final TwinAsset asset = assets.get(0);
        boolean below = true;
        for (final long price : candidates.get(asset))
        {
            asset.price = price;
            below &= isBelowAtAll(account, assets.subList(1, assets.size()), candidates);
        }
        return below;
    }
}

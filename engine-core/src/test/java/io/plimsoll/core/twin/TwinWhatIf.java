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
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.WhatIfEncoder;
import io.plimsoll.core.codec.generated.WhatIfReportEncoder;
import org.agrona.MutableDirectBuffer;

import java.math.BigInteger;
import java.util.Map;

/** What an account would be: a copy of it is changed, at prices that are put back afterwards. */
final class TwinWhatIf
{
    private static final int PARTS = 16;
    private static final long LIMIT = 1L << 60;

    private final TwinState state;
    private final TwinRefusal refusal;
    private final EngineLimits limits;
    private final TwinPrices prices;
    private TwinAccount account;

    TwinWhatIf(final TwinState state, final TwinRefusal refusal, final EngineLimits limits)
    {
        this.state = state;
        this.refusal = refusal;
        this.limits = limits;
        prices = new TwinPrices(state);
    }

    /** Three groups: what is priced, its id and price; asset and atoms; instrument, lots and price. */
    static int encode(final Command command, final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        final WhatIfEncoder encoder = new WhatIfEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(command.clientSequence).accountId(command.account);
        final WhatIfEncoder.PricesEncoder supposed = encoder.pricesCount(command.quotes.length);
        for (final long[] quote : command.quotes)
        {
            supposed.next().price(quote[2]).targetId((int)quote[1]).padding1((short)0).padding2(0);
            buffer.putByte(encoder.limit() - WhatIfEncoder.PricesEncoder.sbeBlockLength() +
                WhatIfEncoder.PricesEncoder.targetKindEncodingOffset(), (byte)quote[0]);
        }
        final WhatIfEncoder.TransfersEncoder transfers = encoder.transfersCount(command.transfers.length);
        for (final long[] transfer : command.transfers)
        {
            transfers.next().amountAtoms(transfer[1]).assetId((int)transfer[0]).padding(0);
        }
        final WhatIfEncoder.TradesEncoder trades = encoder.tradesCount(command.trades.length);
        for (final long[] trade : command.trades)
        {
            trades.next().quantityLots(trade[1]).priceTicks(trade[2]).instrumentId((int)trade[0]).padding(0);
        }
        return Command.HEADER + encoder.encodedLength();
    }

    void ask(final Command command, final TwinAccount asked, final int recipient)
    {
        if (asked == null)
        {
            return;
        }
        final int parts =
            Math.max(command.quotes.length, Math.max(command.transfers.length, command.trades.length));
        if (parts > PARTS)
        {
            refusal.refuse(ResultCode.QUESTION_TOO_LARGE, PARTS, parts);
            return;
        }
        account = copy(asked);
        final long[] marks = state.instruments.stream().mapToLong(instrument -> instrument.mark).toArray();
        final long[] assets = state.assets.stream().mapToLong(asset -> asset.price).toArray();
        if (find(command) && suppose(command) && fits())
        {
            report(recipient);
        }
        for (int place = 0; place < marks.length; place++)
        {
            state.instruments.get(place).mark = marks[place];
        }
        for (int place = 0; place < assets.length; place++)
        {
            state.assets.get(place).price = assets[place];
        }
    }

    private static TwinAccount copy(final TwinAccount asked)
    {
        final TwinAccount copy = new TwinAccount();
        copy.id = asked.id;
        copy.index = asked.index;
        copy.principal = asked.principal;
        copy.cash = asked.cash;
        copy.state = asked.state;
        copy.thetaPpm = asked.thetaPpm;
        copy.balances.putAll(asked.balances);
        copy.leverages.putAll(asked.leverages);
        copy.loans.putAll(asked.loans);
        copy.orders.addAll(asked.orders);
        asked.positions.forEach((index, position) ->
        {
            final TwinAccount.Position same = new TwinAccount.Position();
            same.lots = position.lots;
            same.cost = position.cost;
            same.paid = position.paid;
            same.frozen = position.frozen;
            copy.positions.put(index, same);
        });
        return copy;
    }

    private boolean refuse(final int code, final long limit, final long actual)
    {
        refusal.refuse(code, limit, actual);
        return false;
    }

    private boolean find(final Command command)
    {
        for (int place = 0; place < command.quotes.length; place++)
        {
            if (!findPrice(command.quotes, place))
            {
                return false;
            }
        }
        for (final long[] transfer : command.transfers)
        {
            final TwinAsset asset = state.asset((int)transfer[0]);
            if (asset == null)
            {
                return refuse(ResultCode.UNKNOWN_ASSET, 0, transfer[0]);
            }
            if (transfer[1] == 0)
            {
                return refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0);
            }
            if (asset.index != 1 && !openBalance(asset))
            {
                return false;
            }
        }
        for (final long[] trade : command.trades)
        {
            if (!findTrade(trade))
            {
                return false;
            }
        }
        return true;
    }

    private boolean findPrice(final long[][] quotes, final int place)
    {
        final int kind = (int)quotes[place][0];
        final int id = (int)quotes[place][1];
        if (kind > 1)
        {
            return refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, kind);
        }
        if (kind == 1 ? state.asset(id) == null : state.instrument(id) == null)
        {
            return refuse(kind == 1 ? ResultCode.UNKNOWN_ASSET : ResultCode.UNKNOWN_INSTRUMENT, 0, id);
        }
        if (kind == 1 && state.asset(id).index == 1)
        {
            return refuse(ResultCode.REFERENCE_ASSET, 0, id);
        }
        for (int before = 0; before < place; before++)
        {
            if (quotes[before][0] == kind && quotes[before][1] == id)
            {
                return refuse(ResultCode.DUPLICATE_PRICE, 0, id);
            }
        }
        return kind == 1 || isLive(state.instrument(id));
    }

    private boolean isLive(final TwinInstrument instrument)
    {
        return instrument.state != TwinControl.SETTLED ||
            refuse(ResultCode.INSTRUMENT_STATE, TwinControl.OPEN, instrument.state);
    }

    private boolean findTrade(final long[] trade)
    {
        final TwinInstrument instrument = state.instrument((int)trade[0]);
        if (instrument == null)
        {
            return refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, trade[0]);
        }
        if (trade[1] == 0)
        {
            return refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0);
        }
        if (!isLive(instrument) || instrument.isSpot() && !openBalance(instrument.base) ||
            instrument.settlesElsewhere() && !openBalance(instrument.settles))
        {
            return false;
        }
        if (account.position(instrument) == null)
        {
            final int open = state.accounts.values().stream().mapToInt(one -> one.positions.size()).sum() +
                account.positions.size() - state.accounts.get(account.id).positions.size();
            if (account.positions.size() == limits.positionsPerAccount() || open == limits.positions())
            {
                refusal.refuseFull("positions", limits.positions());
                return false;
            }
            account.positions.put(instrument.index, new TwinAccount.Position());
        }
        return true;
    }

    private boolean openBalance(final TwinAsset asset)
    {
        if (!account.balances.containsKey(asset.index))
        {
            final int open = state.accounts.values().stream().mapToInt(one -> one.balances.size()).sum() +
                account.balances.size() - state.accounts.get(account.id).balances.size();
            if (open == limits.balances())
            {
                refusal.refuseFull("balances", limits.balances());
                return false;
            }
            account.balances.put(asset.index, 0L);
        }
        return true;
    }

    private boolean suppose(final Command command)
    {
        for (final long[] quote : command.quotes)
        {
            final TwinAsset asset = quote[0] == 1 ? state.asset((int)quote[1]) : null;
            final TwinInstrument instrument = asset == null ? state.instrument((int)quote[1]) : null;
            final long least = asset == null ? instrument.leastMark() : 1;
            final long most = asset == null ? instrument.maxMark : asset.maxPrice;
            if (quote[2] < least || quote[2] > most)
            {
                return refuse(ResultCode.PRICE_OUT_OF_RANGE, quote[2] < least ? least : most, quote[2]);
            }
            if (asset == null)
            {
                instrument.mark = quote[2];
            }
            else
            {
                asset.price = quote[2];
            }
        }
        for (final long[] transfer : command.transfers)
        {
            if (!move(state.asset((int)transfer[0]), Exact.big(transfer[1])))
            {
                return false;
            }
        }
        for (final long[] trade : command.trades)
        {
            if (!trade(state.instrument((int)trade[0]), trade[1], trade[2]))
            {
                return false;
            }
        }
        return true;
    }

    private static long capped(final BigInteger number)
    {
        return number.min(Exact.big(Long.MAX_VALUE)).longValueExact();
    }

    private boolean mayMove(final TwinAsset asset, final BigInteger amount)
    {
        final boolean reference = asset.index == 1;
        final long held = reference ? account.cash : account.balances.get(asset.index);
        final long free = held - (reference ? 0 : TwinState.spotAtoms(account, asset, TwinBook.SELL, null));
        if (amount.signum() < 0 && amount.negate().compareTo(Exact.big(Math.max(0, free))) > 0)
        {
            return refuse(ResultCode.INSUFFICIENT_BALANCE, capped(amount.negate()), free);
        }
        final long awaited = reference ? 0 : TwinState.spotAtoms(account, asset, TwinBook.BUY, null);
        final BigInteger after = Exact.big(Math.max(0, held) + awaited).add(amount);
        if (after.compareTo(Exact.big(asset.maxBalance)) > 0)
        {
            return refuse(ResultCode.BALANCE_LIMIT, asset.maxBalance, capped(after));
        }
        if (reference)
        {
            return true;
        }
        if (asset.price == 0)
        {
            return refuse(ResultCode.MARK_MISSING, 0, asset.id);
        }
        final BigInteger highest = state.highestCollateral(account, asset, amount.longValueExact());
        return amount.signum() < 0 || highest.compareTo(Exact.big(2 * LIMIT)) <= 0 ||
            refuse(ResultCode.COLLATERAL_LIMIT, 2 * LIMIT, highest.longValueExact());
    }

    private boolean move(final TwinAsset asset, final BigInteger amount)
    {
        if (!mayMove(asset, amount))
        {
            return false;
        }
        if (asset.index == 1)
        {
            account.cash += amount.longValueExact();
        }
        else
        {
            account.balances.merge(asset.index, amount.longValueExact(), Long::sum);
        }
        return true;
    }

    private boolean trade(final TwinInstrument instrument, final long lots, final long price)
    {
        if (instrument.mark == 0)
        {
            return refuse(ResultCode.MARK_MISSING, 0, instrument.id);
        }
        if (price < 0 || price > instrument.mostTicks() || price != 0 && price < instrument.leastTicks())
        {
            return refuse(ResultCode.PRICE_OUT_OF_RANGE, price < 0 ? 0 :
                price > instrument.mostTicks() ? instrument.mostTicks() : instrument.leastTicks(), price);
        }
        if (Exact.big(lots).abs().compareTo(Exact.big(2 * instrument.maxPosition)) > 0)
        {
            return refuse(ResultCode.POSITION_LIMIT, instrument.maxPosition, capped(Exact.big(lots).abs()));
        }
        final long most = Math.abs(lots);
        final long paid = price != 0 ? instrument.filled(most, price) :
            instrument.inverse ? instrument.worth(-most) : instrument.worth(most);
        final long value = Long.signum(lots) * paid;
        final long fee = Exact.fee(Exact.big(paid), instrument.takerFeePpm);
        if (instrument.isSpot())
        {
            return exchange(instrument, lots, value, fee);
        }
        final TwinAccount.Position position = account.position(instrument);
        final long after = position.lots + lots;
        final long worst = Math.max(Math.abs(after), Math.max(
            Math.abs(after + account.restingLots(instrument, TwinBook.BUY, null)),
            Math.abs(after - account.restingLots(instrument, TwinBook.SELL, null))));
        if (worst > instrument.maxPosition)
        {
            return refuse(ResultCode.POSITION_LIMIT, instrument.maxPosition, worst);
        }
        TwinState.credit(account, instrument.settles, -position.due(instrument) - fee);
        position.paid = instrument.funding.cumulative;
        final long ticks = price == 0 ? instrument.mark / instrument.subTicks : price;
        final long booked = instrument.inverse ? paid : instrument.filled(most, ticks);
        book(instrument, position, lots, booked);
        TwinState.credit(account, instrument.settles, -Long.signum(lots) * (paid - booked));
        return !instrument.settlesElsewhere() || fits(instrument.settles);
    }

    private boolean fits(final TwinAsset asset)
    {
        final long held = account.balances.get(asset.index);
        final BigInteger highest = state.highestCollateral(account, asset, 0);
        return (Math.abs(held) <= asset.maxBalance || refuse(ResultCode.BALANCE_LIMIT, asset.maxBalance, held)) &&
            (highest.compareTo(Exact.big(1L << 61)) <= 0 ||
            refuse(ResultCode.COLLATERAL_LIMIT, 1L << 61, capped(highest)));
    }

    /** Lots that close take their share of the cost into cash; what a mark is above its tick goes there as well. */
    private void book(
        final TwinInstrument instrument, final TwinAccount.Position position, final long lots, final long value)
    {
        final int sign = instrument.buySign();
        final long held = position.lots;
        final long closed = Long.signum(held) == -Long.signum(lots) ? Math.min(Math.abs(held), Math.abs(lots)) : 0;
        final long ofClosed = Exact.floor(Exact.product(value, closed), Exact.big(Math.abs(lots))).longValueExact();
        if (closed > 0)
        {
            final long released =
                Exact.floor(Exact.product(position.cost, closed), Exact.big(Math.abs(held))).longValueExact();
            TwinState.credit(account, instrument.settles, sign * Long.signum(held) * ofClosed - released);
            position.cost -= released;
        }
        position.cost += sign * Long.signum(lots) * (value - ofClosed);
        position.lots += lots;
    }

    private boolean exchange(final TwinInstrument pair, final long lots, final long value, final long fee)
    {
        if (!move(pair.base, Exact.product(lots, pair.lotAtoms)))
        {
            return false;
        }
        account.cash -= value + fee;
        return lots < 0 || account.cash >= 0 ||
            refuse(ResultCode.INSUFFICIENT_BALANCE, value, account.cash + value);
    }

    /** Whether all that could be held fits into what the engine can count. */
    private boolean fits()
    {
        BigInteger sum = BigInteger.ZERO;
        for (final TwinInstrument instrument : state.instruments)
        {
            if (!instrument.isSpot())
            {
                final long most = state.worstLots(account, instrument, -1, 0, null);
                sum = sum.add(Exact.ceil(instrument.highestNotional(most)
                    .multiply(Exact.big(instrument.settles.maxPrice)), Exact.big(instrument.settles.unit)));
            }
        }
        return sum.compareTo(Exact.big(2 * LIMIT)) <= 0 || refuse(ResultCode.NOTIONAL_LIMIT, 2 * LIMIT, capped(sum));
    }

    private void report(final int recipient)
    {
        final long equity = state.equity(account);
        final BigInteger maintenance = state.maintenance(account);
        final int level = state.level(account);
        final long held = account.positions.values().stream().filter(position -> position.lots != 0).count();
        new WhatIfReportEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(recipient, WhatIfReportEncoder.BLOCK_LENGTH), state.effects.header())
            .accountId(account.id)
            .equityAtoms(equity)
            .slowEquityAtoms(state.oracle.slowEquity(account, null, null))
            .maintenanceAtoms(TwinState.published(maintenance))
            .initialAtoms(state.initial(account, null, 0, 0, 0, null))
            .loanAtoms(state.loans(account, false))
            .notionalAtoms(state.notional(account))
            .missingAtoms(level == 0 ? 0 : state.missingAt(account, level))
            .healthPpm(health(equity, maintenance, state.loans(account, false)))
            .radiusPpm(radius(Exact.big(equity).multiply(Exact.PPM).subtract(maintenance)))
            .positions((int)held)
            .state(AccountState.get((short)level));
        prices.report(account, recipient);
    }

    private static long health(final long equity, final BigInteger maintenance, final long loans)
    {
        final BigInteger required = maintenance.add(Exact.big(loans).multiply(Exact.PPM));
        return required.signum() == 0 ? -1 :
            Exact.floor(Exact.big(equity + loans).multiply(Exact.TRILLION), required)
                .max(BigInteger.ZERO).min(Exact.TRILLION).longValueExact();
    }

    private long radius(final BigInteger slack)
    {
        if (account.positions.entrySet().stream().anyMatch(
            held -> held.getValue().lots != 0 && state.at(held.getKey()).settlesElsewhere()))
        {
            return 0;
        }
        BigInteger left = slack;
        BigInteger exposure = BigInteger.ZERO;
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            final TwinInstrument instrument = state.at(held.getKey());
            if (held.getValue().lots != 0)
            {
                exposure = exposure.add(Exact.big(instrument.notional(held.getValue().lots))
                    .multiply(Exact.big(1_000_000 + instrument.ratePpm[instrument.ratePpm.length - 1])));
            }
        }
        for (final Map.Entry<Integer, Long> held : account.balances.entrySet())
        {
            final TwinAsset asset = state.assets.get(held.getKey() - 1);
            if (held.getValue() != 0)
            {
                left = left.subtract(Exact.PPM);
                final int most = asset.weights.length == 0 ? asset.haircutPpm : asset.weights[0];
                exposure = exposure.add(
                    Exact.ceil(Exact.product(Math.abs(held.getValue()), asset.price), Exact.big(asset.unit))
                    .multiply(Exact.big(held.getValue() < 0 ? 1_000_000 : most)));
            }
        }
        for (final int index : account.loans.keySet())
        {
            final TwinAsset asset = state.assets.get(index - 1);
            if (index != 1)
            {
                left = left.subtract(Exact.PPM);
                exposure = exposure.add(asset.pool.value(
                    asset, Exact.big(state.debt(account, asset)), asset.price, false)
                    .multiply(Exact.big(asset.pool.weightPpm)));
            }
        }
        return exposure.signum() == 0 ? -1 : Exact.floor(left.multiply(Exact.PPM), exposure)
            .max(BigInteger.ZERO).min(Exact.BILLION).longValueExact();
    }
}

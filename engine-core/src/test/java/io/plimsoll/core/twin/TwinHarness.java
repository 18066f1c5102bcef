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

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedDecoder;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.OracleStateChangedDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderTriggeredDecoder;
import io.plimsoll.core.codec.generated.StateDigestRequestEncoder;
import io.plimsoll.core.codec.generated.WhatIfEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** Gives each command to the engine and to its twin, and compares what both did and what both hold. */
final class TwinHarness
{
    /** A digest walks the arena: every command would take longer for it than for all the rest. */
    private static final int DIGEST_EVERY = 16;

    final Engine engine;
    final TwinEngine twin;
    final EngineState view;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX * 2]);
    Command last;
    private Engine follower;
    private boolean followed = true;
    private ObjIntConsumer<Command> observer;
    long commands;
    long liquidations;
    long auctionFills;
    long triggered;
    /** Accounts that became restricted, and orders that went because their account was. */
    long restricted;
    long restrictedCancels;
    long refused;
    /** Questions about what an account would be that were answered. */
    long answered;
    /** Commands after which an account was held back by a price. */
    long held;
    /** Changes of the state of an index, by the state that it went to. */
    final long[] oracleStates = new long[5];
    final long[] codes = new long[ResultCode.COUNT];

    TwinHarness(final Engine engine)
    {
        this.engine = engine;
        view = new EngineState(engine);
        twin = new TwinEngine(engine.limits(), view::slabId);
    }

    /** Applies a command and, as a host does in virtual time, what it leaves over. */
    int apply(final Command command)
    {
        if (command.template == StateDigestRequestEncoder.TEMPLATE_ID && engine.nextDeadlineNs() <= command.timestampNs)
        {
            // The digest is the one after the deadlines have fired, which only the engine knows.
            goOn(command.timestampNs);
        }
        final int code = applyOne(command);
        while (engine.workLeft())
        {
            goOn(command.timestampNs);
        }
        return code;
    }

    private void goOn(final long timestampNs)
    {
        final Command next = new Command(ContinueEncoder.TEMPLATE_ID);
        next.session = 0;
        next.timestampNs = timestampNs;
        applyOne(next);
    }

    private int applyOne(final Command command)
    {
        last = command;
        commands++;
        final int length = command.encode(buffer);
        final boolean asks = command.template == StateDigestRequestEncoder.TEMPLATE_ID;
        final boolean samples = asks || commands % DIGEST_EVERY == 0;
        final boolean idle = !engine.workLeft() && engine.nextDeadlineNs() > command.timestampNs;
        twin.digest = samples ? engine.stateDigest() : 0;
        twin.eventHash = engine.eventHash();
        final int[] ring = view.waitingRing();
        final int code = engine.apply(
            engine.lastSequence() + 1, command.timestampNs, command.session, buffer, 0, length);
        follow(command.timestampNs, command.session, buffer, length);
        twin.turns = turns();
        twin.ring.set(ring, twin.state);
        final int expected = twin.apply(command);
        require(code == expected, ResultCode.name(code) + " but the twin says " + ResultCode.name(expected));
        compareEffects();
        compareState();
        codes[code]++;
        held += twin.state.accounts.values().stream().anyMatch(account -> account.held) ? 1 : 0;
        if (observer != null)
        {
            observer.accept(command, code);
        }
        if (code != ResultCode.ACCEPTED)
        {
            refused++;
            require(!samples || !idle || twin.digest == engine.stateDigest(), "a refused command changes nothing");
        }
        else if (command.template == WhatIfEncoder.TEMPLATE_ID)
        {
            answered++;
            final long before = samples ? engine.stateDigest() : 0;
            final int told = view.ask(command.account, command.quotes, command.transfers, command.trades);
            require(!idle || told == code, "the host is told the same");
            require(!samples || before == engine.stateDigest(), "a question changes nothing");
        }
        return code;
    }

    /** Applies bytes that are no command; returns the code. */
    int applyGarbage(final int session, final long timestampNs, final DirectBuffer garbage, final int length)
    {
        commands++;
        final boolean samples = commands % 2 == 0;
        final long before = samples ? engine.stateDigest() : 0;
        final int code = engine.apply(engine.lastSequence() + 1, timestampNs, session, garbage, 0, length);
        follow(timestampNs, session, garbage, length);
        require(code == ResultCode.MALFORMED || code == ResultCode.UNKNOWN_COMMAND, "garbage is refused: " + code);
        require(!samples || before == engine.stateDigest(), "garbage changes nothing");
        require(engine.effects().count() == 1, "garbage has one effect");
        refused++;
        return code;
    }

    /** From now on another engine is given the same bytes, and must have the same effects. */
    void follow(final Engine copy)
    {
        follower = copy;
    }

    /** Tells of every command that has been applied, also of those that go on with what others left over. */
    void afterEach(final ObjIntConsumer<Command> watcher)
    {
        observer = watcher;
    }

    boolean followerAgrees()
    {
        return followed;
    }

    private void follow(final long timestampNs, final int session, final DirectBuffer bytes, final int length)
    {
        if (follower != null)
        {
            follower.apply(follower.lastSequence() + 1, timestampNs, session, bytes, 0, length);
            final EffectSink effects = follower.effects();
            followed &= effects.length() == engine.effects().length();
            for (int at = 0; followed && at < effects.length(); at++)
            {
                followed = effects.buffer().getByte(at) == engine.effects().buffer().getByte(at);
            }
        }
    }

    int encode(final Command command)
    {
        return command.encode(buffer);
    }

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    /** Accounts that wait and yet had effects: one of them may have had its turn. */
    private List<Long> turns()
    {
        final List<Long> ids = new ArrayList<>();
        final List<Long> cancelled = new ArrayList<>();
        final EffectSink sink = engine.effects();
        final DirectBuffer effects = sink.buffer();
        for (int at = 0; at < sink.length();
            at += EffectSink.frameLength(effects.getInt(at, ByteOrder.LITTLE_ENDIAN)))
        {
            final int template = effects.getShort(at + 10, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            final int block = at + 16;
            if (template == LiquidationOpenedDecoder.TEMPLATE_ID)
            {
                liquidations++;
                ids.add(effects.getLong(
                    block + LiquidationOpenedDecoder.accountIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN));
            }
            else if (template == OrderTriggeredDecoder.TEMPLATE_ID)
            {
                triggered++;
            }
            else if (template == OrderFilledDecoder.TEMPLATE_ID)
            {
                auctionFills += Liquidity.AUCTION.value() ==
                    effects.getByte(block + OrderFilledDecoder.liquidityEncodingOffset()) ? 1 : 0;
            }
            else if (template == OracleStateChangedDecoder.TEMPLATE_ID)
            {
                oracleStates[effects.getByte(block + OracleStateChangedDecoder.toStateEncodingOffset())]++;
            }
            else if (template == AccountStateChangedDecoder.TEMPLATE_ID)
            {
                restricted += effects.getByte(block + AccountStateChangedDecoder.toStateEncodingOffset()) ==
                    TwinAccount.RESTRICTED ? 1 : 0;
                ids.add(effects.getLong(
                    block + AccountStateChangedDecoder.accountIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN));
            }
            else if (template == OrderCancelledDecoder.TEMPLATE_ID && CancelReason.RESTRICTED.value() ==
                effects.getByte(block + OrderCancelledDecoder.reasonEncodingOffset()))
            {
                restrictedCancels++;
            }
            else if (template == OrderCancelledDecoder.TEMPLATE_ID && CancelReason.OWNER_LIQUIDATED.value() ==
                effects.getByte(block + OrderCancelledDecoder.reasonEncodingOffset()))
            {
                cancelled.add(effects.getLong(
                    block + OrderCancelledDecoder.accountIdEncodingOffset(), ByteOrder.LITTLE_ENDIAN));
            }
        }
        ids.addAll(cancelled);
        ids.removeIf(id -> !twin.state.accounts.get(id).waiting);
        return ids;
    }

    private void compareEffects()
    {
        final TwinEffects expected = twin.state.effects;
        final EffectSink sink = engine.effects();
        boolean same = expected.length() == sink.length();
        for (int at = 0; same && at < sink.length(); at++)
        {
            same = expected.buffer().getByte(at) == sink.buffer().getByte(at);
        }
        if (!same)
        {
            throw new AssertionError("effects differ after " + last + "\n  engine:\n" +
                EffectText.of(sink.buffer(), sink.length()) + "  twin:\n" +
                EffectText.of(expected.buffer(), expected.length()));
        }
    }

    private void compareState()
    {
        final TwinState state = twin.state;
        for (final TwinAccount account : state.accounts.values())
        {
            compareAccount(state, account);
        }
        for (final TwinInstrument instrument : state.instruments)
        {
            compare("instrument " + instrument.id, view.instrument(instrument.index),
                instrument.mark, instrument.state, instrument.lastTrade, instrument.funding.cumulative,
                instrument.isSpot() ? 0 : instrument.ratePpm[instrument.ratePpm.length - 1]);
            for (int side = 0; side < 2; side++)
            {
                compareBook(instrument, side);
            }
        }
        state.oracle.indexes.forEach((number, index) ->
            compare("index " + number, view.index(number), index.price, index.slow, index.basis.longValueExact(),
                index.terms.sources.size(), index.state));
        for (final TwinAsset asset : state.assets)
        {
            compare("asset " + asset.id, view.asset(asset.index), asset.price, asset.custody,
                asset.fees, asset.fund);
            final TwinPool pool = asset.pool;
            compare("pool " + asset.id, view.pool(asset.index), pool.listed ? pool.index.longValueExact() : 0,
                pool.cash, pool.units.longValue(), pool.endNs, pool.fundDue, pool.rounding);
        }
    }

    private void compareAccount(final TwinState state, final TwinAccount account)
    {
        final String name = "account " + account.id;
        compare(name, view.account(account.index), account.id, account.cash, account.state, account.level,
            account.queued ? 1 : account.waiting ? 2 : account.held ? 3 : 0,
            account.orders.size(), account.positions.size(),
            account.thetaPpm, account.lowestEquity);
        final long[] positions = new long[9 * account.positions.size()];
        int at = 0;
        for (final Map.Entry<Integer, TwinAccount.Position> held : account.positions.entrySet())
        {
            final TwinInstrument instrument = state.at(held.getKey());
            positions[at++] = held.getKey();
            positions[at++] = held.getValue().lots;
            positions[at++] = held.getValue().cost;
            positions[at++] = held.getValue().paid;
            positions[at++] = account.restingLots(instrument, TwinBook.BUY, null);
            positions[at++] = account.restingLots(instrument, TwinBook.SELL, null);
            positions[at++] = account.reduceOnlyLots(instrument, null);
            positions[at++] = account.reduceOnlyOrders(instrument, null);
            positions[at++] = account.orders.stream().filter(
                order -> order.instrument == instrument && !order.isWaiting()).count();
        }
        compare(name + " positions", view.positions(account.index), positions);
        at = 0;
        final long[] balances = new long[2 * account.balances.size()];
        for (final Map.Entry<Integer, Long> held : account.balances.entrySet())
        {
            balances[at++] = held.getKey();
            balances[at++] = held.getValue();
        }
        compare(name + " balances", view.balances(account.index), balances);
        at = 0;
        final long[] loans = new long[2 * account.loans.size()];
        for (final int asset : account.loans.keySet())
        {
            loans[at++] = asset;
            loans[at++] = account.loans.get(asset).longValue();
        }
        compare(name + " loans", view.loans(account.index), loans);
        for (int asset = 1; asset <= state.assets.size(); asset++)
        {
            final TwinShortfall owed = account.shortfalls.get(asset);
            compare(name + " shortfall of " + asset, view.shortfall(account.index, asset),
                owed == null ? new long[0] : owed.numbers());
        }
        final long[] orders = new long[account.orders.size()];
        for (int index = 0; index < orders.length; index++)
        {
            orders[index] = account.orders.get(index).id;
        }
        compare(name + " orders", view.orders(account.index), orders);
    }

    private void compareBook(final TwinInstrument instrument, final int side)
    {
        final List<TwinOrder> orders = instrument.book.inPriority(side);
        final long[] numbers = new long[5 * orders.size()];
        int at = 0;
        for (final TwinOrder order : orders)
        {
            numbers[at++] = order.id;
            numbers[at++] = order.price;
            numbers[at++] = order.remaining;
            numbers[at++] = order.displayed();
            numbers[at++] = order.account.id;
        }
        compare("book " + instrument.id + " side " + side, view.book(instrument.index, side), numbers);
    }

    private void compare(final String what, final long[] engineHas, final long... twinHas)
    {
        if (!Arrays.equals(engineHas, twinHas))
        {
            throw new AssertionError(what + " differs after " + last + "\n  engine: " + Arrays.toString(engineHas) +
                "\n  twin:   " + Arrays.toString(twinHas));
        }
    }

    private void require(final boolean holds, final String what)
    {
        if (!holds)
        {
            throw new AssertionError(what + " after " + last + "\n  engine:\n" +
                EffectText.of(engine.effects().buffer(), engine.effects().length()) + "  twin:\n" +
                EffectText.of(twin.state.effects.buffer(), twin.state.effects.length()));
        }
    }
}

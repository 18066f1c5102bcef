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
package io.plimsoll.bench.load;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Engine;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.IsolatedAction;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;

/**
 * Random commands in a {@link SoakWorld}. Each kind of command is one method, which is named once in {@link #kinds}
 * with its weight; another kind is added by another method and another line there.
 */
final class SoakStream
{
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final int LOTS_MAX = 12;
    private static final int TICKS_AWAY = 40;

    private final SoakWorld world;
    private final EngineHost host;
    private final Engine engine;
    private final Random random;
    private final Runnable afterEach;
    private final List<Runnable> kinds = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AccountReportDecoder report = new AccountReportDecoder();
    private long sourceSequence;
    private long accepted;

    /**
     * A stream in a world.
     *
     * @param world     in which it is sent.
     * @param afterEach called after every command.
     */
    SoakStream(final SoakWorld world, final Runnable afterEach)
    {
        this.world = world;
        this.afterEach = afterEach;
        host = world.host;
        engine = host.engine();
        random = world.random;
        host.writer().ordersNamed(false);
        kinds();
    }

    private void kinds()
    {
        often(24, this::take);
        often(12, this::rest);
        often(2, this::massCancel);
        often(24, this::tick);
        often(8, this::assetPrice);
        often(1, this::crash);
        often(8, this::oracle);
        often(5, this::deposit);
        often(3, this::withdraw);
        often(2, this::transfer);
        often(1, this::leverage);
        often(1, this::exposure);
        often(1, this::isolate);
        often(4, this::borrow);
        often(2, this::repay);
        often(3, this::steer);
        often(5, this::passTime);
        often(1, this::funding);
        often(1, this::volatility);
        often(1, this::schedule);
        often(1, this::control);
    }

    private void often(final int weight, final Runnable kind)
    {
        for (int place = 0; place < weight; place++)
        {
            kinds.add(kind);
        }
    }

    /** Sends commands of one kind, at least one. */
    void next()
    {
        kinds.get(random.nextInt(kinds.size())).run();
    }

    /** Commands that the engine has accepted. */
    long accepted()
    {
        return accepted;
    }

    private void send(final DirectBuffer buffer, final int length)
    {
        accepted += host.send(buffer, 0, length) == ResultCode.ACCEPTED ? 1 : 0;
        afterEach.run();
    }

    private void send(final int length)
    {
        send(host.writer().buffer(), length);
    }

    private long anyAccount()
    {
        return 1 + random.nextInt(SoakWorld.ACCOUNTS);
    }

    private int anyPerpetual()
    {
        return 1 + random.nextInt(SoakWorld.PERPETUALS);
    }

    private int anyAsset()
    {
        return SoakWorld.FIRST_ASSET + random.nextInt(SoakWorld.ASSETS);
    }

    private static Side side(final boolean buys)
    {
        return buys ? Side.BUY : Side.SELL;
    }

    /** An order that trades if there is anything near the mark. */
    private void take()
    {
        take(anyAccount(), 1 + random.nextInt(SoakWorld.SPOT));
    }

    private void take(final long accountId, final int instrumentId)
    {
        final boolean buys = random.nextBoolean();
        final long ticks = world.marks[instrumentId] / SoakWorld.SUB_TICKS_PER_TICK;
        send(host.writer().order(accountId, instrumentId, side(buys), TimeInForce.IOC,
            Math.max(1, ticks + (buys ? TICKS_AWAY : -TICKS_AWAY)), 1 + random.nextInt(LOTS_MAX)));
    }

    /** An order of a maker, and rarely of anybody, near the mark. */
    private void rest()
    {
        final int instrumentId = 1 + random.nextInt(SoakWorld.SPOT);
        final boolean buys = random.nextBoolean();
        final long ticks = world.marks[instrumentId] / SoakWorld.SUB_TICKS_PER_TICK;
        final long away = 1 + random.nextInt(TICKS_AWAY);
        send(host.writer().order(random.nextInt(4) == 0 ? anyAccount() : 1 + random.nextInt(SoakWorld.MAKERS),
            instrumentId, side(buys), TimeInForce.GTC, Math.max(1, ticks + (buys ? -away : away)),
            1 + random.nextInt(4 * LOTS_MAX)));
    }

    private void massCancel()
    {
        send(host.writer().massCancel(random.nextBoolean() ? 1 + random.nextInt(SoakWorld.MAKERS) : anyAccount(),
            1 + random.nextInt(SoakWorld.SPOT)));
    }

    private void tick()
    {
        final int instrumentId = 1 + random.nextInt(SoakWorld.SPOT);
        move(instrumentId);
        send(host.writer().mark(instrumentId, world.marks[instrumentId]));
    }

    private void move(final int instrumentId)
    {
        world.marks[instrumentId] =
            SoakWorld.within(world.marks[instrumentId] * world.someMove(), SoakWorld.START_SUB_TICKS);
    }

    private void assetPrice()
    {
        final int assetId = anyAsset();
        world.prices[assetId] = SoakWorld.within(world.prices[assetId] * world.someMove(), SoakWorld.ASSET_PRICE);
        send(world.factors.buffer(), world.factors.assetPrice(assetId, world.prices[assetId]));
    }

    /** One mark for all perpetuals, in one command. */
    private void crash()
    {
        final long mark = SoakWorld.within(
            world.marks[1] * (1 + random.nextGaussian() * 0.02), SoakWorld.START_SUB_TICKS);
        for (int instrumentId = 1; instrumentId <= SoakWorld.PERPETUALS; instrumentId++)
        {
            world.marks[instrumentId] = mark;
        }
        send(world.factors.buffer(), world.factors.marks(SoakWorld.PERPETUALS, mark));
    }

    /** The sources of an index, mostly of one mind. */
    private void oracle()
    {
        final boolean isAsset = random.nextBoolean();
        final int targetId = isAsset ? anyAsset() : anyPerpetual();
        if (isAsset ? !world.sourcedPrices[targetId] : !world.sourcedMarks[targetId])
        {
            tick();
            return;
        }
        final long[] known = isAsset ? world.prices : world.marks;
        known[targetId] = SoakWorld.within(known[targetId] * world.someMove(),
            isAsset ? SoakWorld.ASSET_PRICE : SoakWorld.START_SUB_TICKS);
        final long[] said = new long[SoakWorld.SOURCES];
        for (int source = 0; source < said.length; source++)
        {
            said[source] = random.nextInt(20) == 0 ? random.nextInt(2) :
                Math.round(known[targetId] * (1 + random.nextGaussian() * 0.000_2));
        }
        send(world.control.buffer(), world.control.oraclePrices(new ControlWriter.Quotes(
            isAsset ? IndexTarget.ASSET : IndexTarget.INSTRUMENT, targetId, engine.lastTimestampNs(),
            ++sourceSequence, said)));
    }

    private void deposit()
    {
        if (random.nextBoolean())
        {
            send(host.writer().deposit(anyAccount(), world.someCash()));
            return;
        }
        send(world.factors.buffer(), world.factors.deposit(
            anyAccount(), anyAsset(), 1 + random.nextLong(SoakWorld.UNIT_ATOMS)));
    }

    private void withdraw()
    {
        if (random.nextBoolean())
        {
            send(host.writer().withdraw(anyAccount(), world.someCash()));
            return;
        }
        send(world.factors.buffer(), world.factors.withdraw(
            anyAccount(), anyAsset(), 1 + random.nextLong(SoakWorld.UNIT_ATOMS)));
    }

    private void transfer()
    {
        final int assetId = random.nextBoolean() ? CommandWriter.CASH : anyAsset();
        send(world.control.buffer(), world.control.transfer(anyAccount(), anyAccount(), assetId,
            assetId == CommandWriter.CASH ? world.someCash() : 1 + random.nextLong(SoakWorld.UNIT_ATOMS)));
    }

    private void leverage()
    {
        send(world.accounts.buffer(), world.accounts.leverage(anyAccount(), anyPerpetual(), 1 + random.nextInt(20)));
    }

    /** Terms that move the initial factor with what is open, or none, and depths from nothing to plenty. */
    private void exposure()
    {
        final boolean raises = random.nextInt(3) != 0;
        final long lowLots = raises ? random.nextInt(2_000) : 0;
        send(world.accounts.buffer(), world.accounts.exposure(anyPerpetual(), lowLots,
            raises ? lowLots + 1 + random.nextInt(2_000) : 0,
            raises ? 1_000_001 + random.nextInt(1_000_000) : 1_000_000,
            random.nextInt(4) == 0 ? random.nextInt(3_000_000) : 0));
        send(world.accounts.buffer(), world.accounts.depth(anyPerpetual(), random.nextInt(10_000)));
    }

    /** Opens an isolated account, gives it cash and lets it take, or closes it. */
    private void isolate()
    {
        final long parent = anyAccount();
        final long isolated = SoakWorld.FIRST_ISOLATED + parent;
        final int instrument = anyPerpetual();
        if (random.nextInt(3) == 0)
        {
            send(world.accounts.buffer(), world.accounts.isolated(parent, isolated, 0, 0, IsolatedAction.CLOSE));
            return;
        }
        send(world.accounts.buffer(), world.accounts.isolated(
            parent, isolated, instrument, world.someCash(), IsolatedAction.OPEN));
        send(world.control.buffer(), world.control.transfer(
            parent, isolated, CommandWriter.CASH, world.someCash()));
        take(isolated, instrument);
    }

    private void borrow()
    {
        final int assetId = random.nextBoolean() ? CommandWriter.CASH : anyAsset();
        send(world.loans.buffer(), world.loans.borrow(anyAccount(), assetId,
            assetId == CommandWriter.CASH ? world.someCash() : 1 + random.nextLong(SoakWorld.UNIT_ATOMS)));
    }

    private void repay()
    {
        final int assetId = random.nextBoolean() ? CommandWriter.CASH : anyAsset();
        send(world.loans.buffer(), world.loans.repay(anyAccount(), assetId,
            random.nextInt(3) == 0 ? 1 + random.nextLong(SoakWorld.UNIT_ATOMS) : 0));
    }

    /** Brings an account by a deposit to within a few atoms of its requirement, or of a multiple of it. */
    private void steer()
    {
        final long accountId = anyAccount();
        send(host.writer().accountQuery(accountId));
        final EffectSink sink = engine.effects();
        header.wrap(sink.buffer(), EffectSink.FRAME_HEADER_LENGTH);
        if (header.templateId() != AccountReportDecoder.TEMPLATE_ID)
        {
            return;
        }
        report.wrapAndApplyHeader(sink.buffer(), EffectSink.FRAME_HEADER_LENGTH, header);
        final long line = report.maintenanceAtoms() + (random.nextBoolean() ? 0 : report.maintenanceAtoms() / 4);
        final long missing = line - report.equityAtoms() + random.nextInt(5) - 2;
        if (missing > 0)
        {
            send(host.writer().deposit(accountId, missing));
        }
    }

    /** Goes to the next time at which a factor moves, or to any other. */
    private void passTime()
    {
        final long now = engine.lastTimestampNs();
        final long deadline = engine.nextDeadlineNs();
        host.timePasses(random.nextInt(4) != 0 && deadline > now && deadline < now + 100 * HOUR_NS ? deadline :
            now + 1 + random.nextLong(random.nextBoolean() ? 10_000 : HOUR_NS));
        host.continueOnce();
        afterEach.run();
    }

    private void funding()
    {
        send(world.factors.buffer(), world.setFunding(anyPerpetual()));
    }

    private void volatility()
    {
        send(world.factors.buffer(), world.setVolatility(anyPerpetual()));
    }

    private void schedule()
    {
        final long now = engine.lastTimestampNs();
        send(world.factors.buffer(), world.factors.scheduleVolatility(anyPerpetual(), now,
            now + 1 + random.nextLong(10 * HOUR_NS), random.nextInt(30_000_000)));
    }

    /** A switch or a state, which is taken back before long because most of these commands take back. */
    private void control()
    {
        final int instrumentId = anyPerpetual();
        final boolean engages = random.nextInt(3) == 0;
        switch (random.nextInt(3))
        {
            case 0 -> send(world.control.buffer(),
                world.control.killSwitch(KillScope.ACCOUNT, anyAccount(), engages));
            case 1 -> send(world.control.buffer(),
                world.control.killSwitch(KillScope.INSTRUMENT, instrumentId, engages));
            default -> send(world.control.buffer(), world.control.setState(
                instrumentId, engages ? InstrumentState.HALTED : InstrumentState.OPEN));
        }
    }
}

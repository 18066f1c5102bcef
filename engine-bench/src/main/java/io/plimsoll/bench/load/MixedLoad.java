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

import io.plimsoll.core.Engine;
import io.plimsoll.core.EffectSink;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OrderTriggeredDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A seeded stream of every kind of command: makers place, replace and cancel orders and icebergs around a moving mark,
 * users take leveraged positions, place stops, cancel all they have, deposit, and are liquidated. A share of the
 * commands is wrong on purpose. 0 B for each command, so that what a thread allocates while it runs the stream is the
 * engine's.
 */
public final class MixedLoad implements AutoCloseable
{
    private static final int INSTRUMENTS = 4;
    private static final int MAKERS = 16;
    private static final int USERS = 4_000;
    private static final int USER_ID = 1_000;
    private static final long START_TICKS = 10_000;
    private static final long SUB_TICKS_PER_TICK = 100;
    private static final long ATOMS_PER_TICK = 10_000;
    private static final long MAKER_CASH = 1L << 55;
    private static final long USER_CASH = 10_000_000_000L;
    private static final int LIVE_ORDERS = 4_096;
    private static final int DEPTH_TICKS = 60;
    private static final int TOUCH_TICKS = 3;
    private static final int MAKER_LOTS = 300;
    private static final int USER_LOTS = 40;
    private static final int ICEBERG_PARTS = 5;
    private static final int STEP_PER_MILLE = 4;
    private static final int TEMPLATES = 200;
    private static final int[] RATE_PPM = {10_000, 20_000, 30_000, 50_000};
    private static final long[] LOWER_NOTIONAL = {0, 10_000_000_000L, 30_000_000_000L, 60_000_000_000L};

    private final EngineHost host;
    private final CommandWriter writer;
    private final SplittableRandom random;
    private final CommandAcceptedDecoder accepted = new CommandAcceptedDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final long[] markTicks = new long[INSTRUMENTS];
    private final long[] orderIds = new long[LIVE_ORDERS];
    private final long[] owners = new long[LIVE_ORDERS];
    private final int[] instruments = new int[LIVE_ORDERS];
    private final long[] kinds = new long[Kind.COUNT];
    private final long[] effects = new long[TEMPLATES];
    private int live;
    private long commands;

    /** The kinds of which a mix must hold a share. */
    static final class Kind
    {
        static final int REJECTED = 0;
        static final int CANCEL = 1;
        static final int REPLACE = 2;
        static final int IMMEDIATE = 3;
        static final int PRICE = 4;
        static final int DEPOSIT = 5;
        static final int STOP = 6;
        static final int ICEBERG = 7;
        static final int MASS_CANCEL = 8;
        static final int RESTING = 9;
        static final int COUNT = 10;

        private Kind()
        {
        }
    }

    /**
     * A world at rest: accounts with cash, instruments with a mark, empty books.
     *
     * @param seed of the stream.
     */
    public MixedLoad(final long seed)
    {
        random = new SplittableRandom(seed);
        host = new EngineHost(EngineLimits.builder()
            .sessions(1).assets(1).instruments(INSTRUMENTS).accounts(MAKERS + USERS).balances(1)
            .positions((MAKERS + USERS) * INSTRUMENTS).orders(4 * LIVE_ORDERS).priceLevels(2 * LIVE_ORDERS)
            .extendedOrders(2 * LIVE_ORDERS)
            .build(), 1_270_000, 1_300_000);
        writer = host.writer();
        for (int instrumentId = 1; instrumentId <= INSTRUMENTS; instrumentId++)
        {
            host.require(writer.listInstrument(new InstrumentTerms(instrumentId, ATOMS_PER_TICK, SUB_TICKS_PER_TICK,
                10 * START_TICKS * SUB_TICKS_PER_TICK, 1L << 30, 300, 1_100_000, 4_000_000, 60, LOWER_NOTIONAL,
                RATE_PPM)));
            markTicks[instrumentId - 1] = START_TICKS;
            host.require(writer.mark(instrumentId, START_TICKS * SUB_TICKS_PER_TICK));
        }
        for (int place = 0; place < MAKERS + USERS; place++)
        {
            final boolean maker = place < MAKERS;
            final long accountId = maker ? place + 1 : USER_ID + place - MAKERS;
            host.require(writer.openAccount(accountId));
            host.require(writer.deposit(accountId, maker ? MAKER_CASH : USER_CASH / 10));
        }
    }

    /**
     * Applies a number of commands, and the continues that they leave over.
     *
     * @param count of commands.
     */
    public void run(final int count)
    {
        for (int command = 0; command < count; command++)
        {
            next();
            while (host.engine().workLeft())
            {
                host.continueOnce();
                count();
            }
        }
    }

    private void next()
    {
        final int choice = random.nextInt(100);
        if (choice < 32)
        {
            placeOrder();
        }
        else if (choice < 36)
        {
            placeIceberg();
        }
        else if (choice < 39)
        {
            placeStop();
        }
        else if (choice < 41)
        {
            send(Kind.MASS_CANCEL, writer.massCancel(randomUser(), 1 + random.nextInt(INSTRUMENTS)));
        }
        else if (choice < 50)
        {
            cancelOrder();
        }
        else if (choice < 62)
        {
            replaceOrder();
        }
        else if (choice < 80)
        {
            takeOrder();
        }
        else if (choice < 88)
        {
            movePrice();
        }
        else if (choice < 96)
        {
            send(Kind.DEPOSIT, writer.deposit(randomUser(), 1 + random.nextLong(USER_CASH / 200)));
        }
        else
        {
            sendWrong();
        }
    }

    private void placeOrder()
    {
        final int instrument = random.nextInt(INSTRUMENTS);
        final boolean buys = random.nextBoolean();
        final long maker = 1 + random.nextInt(MAKERS);
        final long away = TOUCH_TICKS + random.nextInt(DEPTH_TICKS);
        final long price = Math.max(1, markTicks[instrument] + (buys ? -away : away));
        makeRoom();
        send(Kind.RESTING, writer.order(maker, instrument + 1, buys ? Side.BUY : Side.SELL, TimeInForce.GTC, price,
            1 + random.nextInt(MAKER_LOTS)));
        rememberResting(maker, instrument);
    }

    private void makeRoom()
    {
        if (live == LIVE_ORDERS)
        {
            cancelOrder();
        }
    }

    private void placeIceberg()
    {
        final int instrument = random.nextInt(INSTRUMENTS);
        final boolean buys = random.nextBoolean();
        final long maker = 1 + random.nextInt(MAKERS);
        final long away = 1 + random.nextInt(TOUCH_TICKS);
        final long price = Math.max(1, markTicks[instrument] + (buys ? -away : away));
        final long lots = ICEBERG_PARTS * (1L + random.nextInt(USER_LOTS));
        makeRoom();
        send(Kind.ICEBERG, writer.iceberg(
            maker, instrument + 1, buys ? Side.BUY : Side.SELL, price, lots, lots / ICEBERG_PARTS));
        rememberResting(maker, instrument);
    }

    /** Of a user, near the mark, so that most are triggered before long. */
    private void placeStop()
    {
        final int instrument = random.nextInt(INSTRUMENTS);
        final boolean buys = random.nextBoolean();
        final long away = 1 + random.nextInt(DEPTH_TICKS);
        final long trigger = Math.max(1, markTicks[instrument] + (buys ? away : -away));
        send(Kind.STOP, writer.stop(
            randomUser(), instrument + 1, buys ? Side.BUY : Side.SELL, trigger, 1 + random.nextInt(USER_LOTS)));
    }

    private void rememberResting(final long maker, final int instrument)
    {
        final EffectSink sink = host.engine().effects();
        final int at = sink.length() - EffectSink.frameLength(
            MessageHeaderDecoder.ENCODED_LENGTH + CommandAcceptedDecoder.BLOCK_LENGTH);
        if (at < 0)
        {
            return;
        }
        header.wrap(sink.buffer(), at + EffectSink.FRAME_HEADER_LENGTH);
        if (header.templateId() != CommandAcceptedDecoder.TEMPLATE_ID)
        {
            return;
        }
        accepted.wrapAndApplyHeader(sink.buffer(), at + EffectSink.FRAME_HEADER_LENGTH, header);
        if (accepted.restingLots() > 0)
        {
            orderIds[live] = accepted.orderId();
            owners[live] = maker;
            instruments[live] = instrument;
            live++;
        }
    }

    /** Of some order that was placed; where it has been filled since, the cancel is refused. */
    private void cancelOrder()
    {
        if (live == 0)
        {
            return;
        }
        final int place = random.nextInt(live);
        send(Kind.CANCEL, writer.cancel(owners[place], orderIds[place]));
        live--;
        orderIds[place] = orderIds[live];
        owners[place] = owners[live];
        instruments[place] = instruments[live];
    }

    private void replaceOrder()
    {
        if (live == 0)
        {
            return;
        }
        final int place = random.nextInt(live);
        final long mark = markTicks[instruments[place]];
        final long away = random.nextInt(2 * DEPTH_TICKS) - DEPTH_TICKS;
        send(Kind.REPLACE, writer.replace(
            owners[place], orderIds[place], Math.max(1, mark + away), 1 + random.nextInt(MAKER_LOTS)));
    }

    private void takeOrder()
    {
        final int instrument = random.nextInt(INSTRUMENTS);
        final boolean buys = random.nextBoolean();
        final long reach = buys ? 2L * DEPTH_TICKS : -2L * DEPTH_TICKS;
        send(Kind.IMMEDIATE, writer.order(randomUser(), instrument + 1, buys ? Side.BUY : Side.SELL, TimeInForce.IOC,
            Math.max(1, markTicks[instrument] + reach), 1 + random.nextInt(USER_LOTS)));
    }

    private void movePrice()
    {
        final int instrument = random.nextInt(INSTRUMENTS);
        final long step = random.nextInt(2 * STEP_PER_MILLE + 1) - STEP_PER_MILLE;
        final long moved = markTicks[instrument] + markTicks[instrument] * step / 1_000;
        markTicks[instrument] = Math.max(START_TICKS / 2, Math.min(2 * START_TICKS, moved));
        send(Kind.PRICE, writer.mark(instrument + 1, markTicks[instrument] * SUB_TICKS_PER_TICK));
    }

    private void sendWrong()
    {
        switch (random.nextInt(4))
        {
            case 0:
                send(Kind.CANCEL, writer.cancel(1, Long.MAX_VALUE));
                break;
            case 1:
                send(Kind.RESTING, writer.order(randomUser(), 1, Side.BUY, TimeInForce.GTC, START_TICKS, 1 << 29));
                break;
            case 2:
                send(Kind.DEPOSIT, writer.deposit(USER_ID + USERS, 1));
                break;
            default:
                send(Kind.DEPOSIT, writer.deposit(randomUser(), 1) / 2);
                break;
        }
    }

    private long randomUser()
    {
        return USER_ID + random.nextInt(USERS);
    }

    private void send(final int kind, final int length)
    {
        final int code = host.send(length);
        kinds[code == ResultCode.ACCEPTED ? kind : Kind.REJECTED]++;
        count();
    }

    private void count()
    {
        commands++;
        final EffectSink sink = host.engine().effects();
        for (int at = 0; at < sink.length(); at += EffectSink.frameLength(sink.buffer().getInt(at)))
        {
            header.wrap(sink.buffer(), at + EffectSink.FRAME_HEADER_LENGTH);
            effects[header.templateId()]++;
        }
    }

    /** Forgets what was counted so far. */
    public void resetCounts()
    {
        commands = 0;
        Arrays.fill(kinds, 0);
        Arrays.fill(effects, 0);
    }

    /**
     * Commands applied, continues among them.
     *
     * @return number since the counts were reset.
     */
    public long commands()
    {
        return commands;
    }

    /**
     * Stops that a price has triggered.
     *
     * @return number since the counts were reset.
     */
    public long triggered()
    {
        return effects[OrderTriggeredDecoder.TEMPLATE_ID];
    }

    /**
     * Steps of liquidations.
     *
     * @return number since the counts were reset.
     */
    public long liquidations()
    {
        return effects[LiquidationClosedDecoder.TEMPLATE_ID];
    }

    /** Accepted commands of a kind, or refused ones of any. */
    long count(final int kind)
    {
        return kinds[kind];
    }

    /**
     * The engine.
     *
     * @return the engine.
     */
    public Engine engine()
    {
        return host.engine();
    }

    @Override
    public void close()
    {
        host.close();
    }
}

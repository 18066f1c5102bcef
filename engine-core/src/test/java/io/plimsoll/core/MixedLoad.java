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

import com.sun.management.ThreadMXBean;
import io.plimsoll.core.codec.generated.BandBreach;
import io.plimsoll.core.codec.generated.BorrowEncoder;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.KillSwitchEncoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedEncoder;
import io.plimsoll.core.codec.generated.OraclePricesEncoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.RepayEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateEncoder;
import io.plimsoll.core.codec.generated.SetTradingLimitsEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SwitchAction;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;
import io.plimsoll.core.codec.generated.WhatIfEncoder;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.lang.management.ManagementFactory;

/**
 * Every kind of command, mixed, without allocating anything itself: users with thin margins trade against makers while
 * the mark wanders, so that liquidations never end. Counts what the engine was given and did.
 */
public final class MixedLoad
{
    private static final int BTC = 10;
    private static final int GOLD = 2;
    private static final int SOURCES = 3;
    private static final int USERS = 300;
    private static final int MAKERS = 4;
    private static final int FIRST_MAKER = 1_000;
    private static final long UNIT = 1_000_000_000L;
    private static final int IDS = 256;
    private static final int OPERATOR_EVERY = 97;
    private static final int FUNDING_EVERY = 500;
    private static final long SECOND_NS = 1_000_000_000L;

    private final EngineDriver driver = new EngineDriver(EngineDriver.builder().accounts(2_000).build());
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final NewOrderExtendedEncoder newOrderExtended = new NewOrderExtendedEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final ReplaceOrderEncoder replaceOrder = new ReplaceOrderEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final WithdrawEncoder withdraw = new WithdrawEncoder();
    private final PriceBatchEncoder prices = new PriceBatchEncoder();
    private final WhatIfEncoder whatIf = new WhatIfEncoder();
    private final SetInstrumentStateEncoder setState = new SetInstrumentStateEncoder();
    private final SetTradingLimitsEncoder setLimits = new SetTradingLimitsEncoder();
    private final KillSwitchEncoder killSwitch = new KillSwitchEncoder();
    private final OraclePricesEncoder oraclePrices = new OraclePricesEncoder();
    private final BorrowEncoder borrow = new BorrowEncoder();
    private final RepayEncoder repay = new RepayEncoder();
    private final ContinueEncoder goOn = new ContinueEncoder();
    private final boolean withOperator;
    private final long[] orderIds = new long[IDS];
    private final long[] orderOwners = new long[IDS];
    private int nextId;
    private long seed = 42;
    private long mark = 50_000;

    long commands;
    long fundings;
    long rejects;
    long cancels;
    long replaces;
    long immediates;
    long extended;
    long ticks;
    long spoken;
    long deposits;
    long questions;
    long loans;
    long operations;
    long liquidations;

    /**
     * A load without an operator, or with one, whose commands are too rare for a compiler to settle: what it takes back
     * of its guesses is memory too.
     */
    MixedLoad(final boolean withOperator)
    {
        this.withOperator = withOperator;
        driver.instrument(new InstrumentTerms());
        driver.mark(BTC, mark);
        driver.funding(BTC, SECOND_NS, 100);
        driver.volatility(BTC, terms -> terms.clockNs(SECOND_NS).rampNs(SECOND_NS).horizon(1).maxRatePpm(60_000));
        driver.collateral(GOLD, 1, 900_000);
        new OracleDriver(driver).register(IndexTarget.ASSET, GOLD, terms -> terms
            .maxAgeNs(withOperator ? 200 : OracleDriver.SECOND).sampleNs(50)
            .windowNs(1_000).minSources(2), OracleDriver.market(1, 1), OracleDriver.market(2, 2),
            OracleDriver.market(3, 1));
        driver.loanTerms(EngineDriver.CASH, terms -> terms.intervalNs(SECOND_NS));
        driver.supplyPool(EngineDriver.CASH, 1L << 56);
        for (int maker = 0; maker < MAKERS; maker++)
        {
            driver.account(FIRST_MAKER + maker);
            driver.deposit(FIRST_MAKER + maker, EngineDriver.CASH, 1L << 56);
        }
        for (int user = 1; user <= USERS; user++)
        {
            driver.account(user);
            driver.deposit(user, EngineDriver.CASH, 30 * UNIT);
        }
    }

    private int random(final int bound)
    {
        seed ^= seed << 13;
        seed ^= seed >>> 7;
        seed ^= seed << 17;
        return (int)((seed >>> 1) % bound);
    }

    void run(final int count)
    {
        for (int number = 0; number < count; number++)
        {
            final int code = step();
            commands++;
            rejects += code == ResultCode.ACCEPTED ? 0 : 1;
            countLiquidations();
            while (driver.engine().workLeft())
            {
                proceed();
                commands++;
                countLiquidations();
            }
        }
    }

    private int step()
    {
        if (withOperator && commands % OPERATOR_EVERY == OPERATOR_EVERY - 1)
        {
            operations++;
            return operate((int)(operations % 8));
        }
        if (commands % FUNDING_EVERY == 0)
        {
            driver.now(driver.now() + SECOND_NS);
            fundings++;
        }
        final int kind = random(100);
        if (kind < 40)
        {
            return quote();
        }
        if (kind < 60)
        {
            return trade();
        }
        if (kind < 70)
        {
            deposits++;
            final boolean gold = random(16) == 0;
            return send(deposit.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands)
                .accountId(1 + random(USERS)).amountAtoms((1 + random(4)) * (gold ? 1 : UNIT))
                .assetId(gold ? GOLD : EngineDriver.CASH).encodedLength());
        }
        if (kind < 73)
        {
            return lend(random(2) == 0);
        }
        if (kind < 82)
        {
            ticks++;
            mark = Math.max(30_000, Math.min(70_000, mark + random(601) - 300));
            return random(3) == 0 ? speak() : tick();
        }
        final int place = random(IDS);
        if (kind < 90)
        {
            cancels++;
            return send(cancelOrder.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands)
                .accountId(orderOwners[place]).orderId(orderIds[place]).encodedLength());
        }
        if (kind < 97)
        {
            replaces++;
            return send(replaceOrder.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands)
                .accountId(orderOwners[place]).orderId(orderIds[place]).priceTicks(mark - 200 + random(400))
                .quantityLots(1 + random(30)).encodedLength());
        }
        if (kind == 97)
        {
            return ask();
        }
        return send(withdraw.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands)
            .accountId(1 + random(USERS)).amountAtoms((1 + random(8)) * UNIT).assetId(EngineDriver.CASH)
            .encodedLength());
    }

    private int ask()
    {
        questions++;
        whatIf.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands).accountId(1 + random(USERS));
        whatIf.pricesCount(1).next().price(mark + random(500)).targetId(BTC).targetKind(IndexTarget.INSTRUMENT)
            .padding1((short)0).padding2(0);
        whatIf.transfersCount(1).next().amountAtoms((1 + random(4)) * UNIT).assetId(EngineDriver.CASH).padding(0);
        whatIf.tradesCount(1).next().quantityLots(random(9) - 4).priceTicks(0).instrumentId(BTC).padding(0);
        return send(whatIf.encodedLength());
    }

    /** What an operator says: a call auction and its end, limits set and lifted, a halt, a kill switch. */
    private int operate(final int turn)
    {
        switch (turn)
        {
            case 1:
            case 2:
                return state(turn == 1 ? InstrumentState.CALL_AUCTION : InstrumentState.OPEN);
            case 3:
            case 4:
                return limits(turn == 3 ? 1_000_000 : 0);
            case 5:
            case 6:
                return state(turn == 5 ? InstrumentState.HALTED : InstrumentState.OPEN);
            default:
                return send(killSwitch.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands)
                    .targetId(FIRST_MAKER).reasonCode(1).scope(KillScope.ACCOUNT)
                    .action(turn == 7 ? SwitchAction.ENGAGE : SwitchAction.RELEASE).padding(0).encodedLength());
        }
    }

    private int state(final InstrumentState state)
    {
        return send(setState.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands).instrumentId(BTC)
            .state(state).padding1((short)0).padding2(0).encodedLength());
    }

    private int limits(final int maxLots)
    {
        return send(setLimits.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands)
            .staticReferenceTicks(0).staticBelowTicks(0).staticAboveTicks(0).maxOrderValueAtoms(0)
            .maxOrderLots(maxLots).minOrderValueAtoms(0).instrumentId(BTC).maxOpenOrders(0)
            .dynamicBandPpm(maxLots / 10).bandBreach(BandBreach.CANCEL_REMAINDER).padding1((short)0).padding2(0)
            .encodedLength());
    }

    /** Users borrow cash and pay it back, in parts or all of it. */
    private int lend(final boolean more)
    {
        loans++;
        final long account = 1 + random(USERS);
        return more ? send(borrow.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands).accountId(account)
            .amountAtoms((1 + random(4)) * UNIT).assetId(EngineDriver.CASH).padding(0).encodedLength()) :
            send(repay.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands).accountId(account)
            .amountAtoms(random(4) == 0 ? 0 : UNIT).assetId(EngineDriver.CASH).padding(0).encodedLength());
    }

    /** A source gives a price for gold, which users hold now and then and which goes stale in between. */
    private int speak()
    {
        spoken++;
        oraclePrices.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands).pricesCount(1).next()
            .price(1_000_000 + random(20_000)).confidence(random(1_100)).sourceTimestampNs(driver.now())
            .sourceSequence(commands + 1).targetId(GOLD).sourceId(1 + random(SOURCES)).targetKind(IndexTarget.ASSET)
            .padding1((short)0).padding2(0).padding3(0);
        return send(oraclePrices.encodedLength());
    }

    private int quote()
    {
        final long maker = FIRST_MAKER + random(MAKERS);
        final boolean buys = random(2) == 0;
        final long price = buys ? mark - 1 - random(250) : mark + 1 + random(250);
        final int code = random(8) == 0 ? iceberg(maker, buys, price) :
            order(maker, buys, price, 5 + random(40), TimeInForce.GTC);
        remember(code, maker);
        return code;
    }

    /** Hides most of its lots and expires within some thousand commands. */
    private int iceberg(final long account, final boolean buys, final long price)
    {
        extended++;
        newOrderExtended.wrapAndApplyHeader(buffer, 0, header).options().clear();
        return send(newOrderExtended.clientSequence(commands).clientOrderId(commands).accountId(account)
            .priceTicks(price).quantityLots(10 + random(40)).displayLots(4)
            .expireTimeNs(driver.now() + 2 + random(4_000)).triggerPriceTicks(0).instrumentId(BTC)
            .side(buys ? Side.BUY : Side.SELL).orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTD)
            .triggerSource(TriggerSource.NONE).padding1((short)0).padding2(0).padding3(0).encodedLength());
    }

    private void remember(final int code, final long owner)
    {
        if (code == ResultCode.ACCEPTED)
        {
            final EffectSink effects = driver.engine().effects();
            final DirectBuffer bytes = effects.buffer();
            final int block = effects.length() - EffectSink.frameLength(
                MessageHeaderEncoder.ENCODED_LENGTH + CommandAcceptedDecoder.BLOCK_LENGTH) +
                EffectSink.FRAME_HEADER_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH;
            orderIds[nextId] = bytes.getLong(block + CommandAcceptedDecoder.orderIdEncodingOffset());
            orderOwners[nextId] = owner;
            nextId = (nextId + 1) % IDS;
        }
    }

    private int trade()
    {
        immediates++;
        final boolean buys = random(2) == 0;
        return order(1 + random(USERS), buys, buys ? mark + 300 : mark - 300, 1 + random(16), TimeInForce.IOC);
    }

    private int order(
        final long account, final boolean buys, final long price, final long lots, final TimeInForce timeInForce)
    {
        newOrder.wrapAndApplyHeader(buffer, 0, header).options().clear();
        return send(newOrder.clientSequence(commands).clientOrderId(commands).accountId(account).priceTicks(price)
            .quantityLots(lots).instrumentId(BTC).side(buys ? Side.BUY : Side.SELL).orderType(OrderType.LIMIT)
            .timeInForce(timeInForce).encodedLength());
    }

    private int tick()
    {
        prices.wrapAndApplyHeader(buffer, 0, header).clientSequence(commands);
        prices.instrumentPricesCount(1).next()
            .markSubTicks(mark).indexSubTicks(mark).instrumentId(BTC).padding(0);
        prices.assetPricesCount(0);
        return send(prices.encodedLength());
    }

    private int send(final int blockAndGroupsLength)
    {
        return driver.raw(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + blockAndGroupsLength);
    }

    private void proceed()
    {
        final Engine engine = driver.engine();
        goOn.wrapAndApplyHeader(buffer, 0, header).clientSequence(0);
        engine.apply(engine.lastSequence() + 1, engine.lastTimestampNs(), 0, buffer, 0,
            MessageHeaderEncoder.ENCODED_LENGTH + ContinueEncoder.BLOCK_LENGTH);
    }

    private void countLiquidations()
    {
        final EffectSink effects = driver.engine().effects();
        final DirectBuffer bytes = effects.buffer();
        for (int at = 0; at < effects.length(); at += EffectSink.frameLength(bytes.getInt(at)))
        {
            final int template = bytes.getShort(at + EffectSink.FRAME_HEADER_LENGTH + 2);
            liquidations += template == LiquidationClosedDecoder.TEMPLATE_ID ? 1 : 0;
        }
    }

    /** Fewest bytes that the thread allocated over some commands, in a few attempts after a warm-up. */
    long bytesOf(final int warmUp, final int count, final int attempts)
    {
        final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
        run(warmUp);
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < attempts && least != 0; attempt++)
        {
            final long before = threads.getCurrentThreadAllocatedBytes();
            run(count);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    /** Prints the bytes of a run: warm-up commands and counted commands are its arguments. */
    public static void main(final String[] arguments)
    {
        final MixedLoad load = new MixedLoad(true);
        final long bytes = load.bytesOf(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), 3);
        System.out.println(
            "bytes=" + bytes + " operations=" + load.operations + " liquidations=" + load.liquidations);
    }
}

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
package io.plimsoll.io.pipeline;

import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends random commands of every kind that changes a book: orders of all types and options in a few instruments near a
 * wandering price, cancels, replacements, self-trades, prices that liquidate, states. Many of them are refused.
 */
final class RandomMarket
{
    static final int INSTRUMENTS = 3;

    private static final int ACCOUNTS = 8;
    private static final int CASH_ID = 1;
    private static final long SUB_TICKS_PER_TICK = 10;
    private static final int ORDERS_REMEMBERED = 60;
    /** Of these, the youngest may be cancelled or replaced: older ones are mostly gone. */
    private static final int TARGETS = 20;
    /** Time between two commands where it is virtual; elsewhere most deadlines have passed and are refused. */
    private static final long STEP_NS = 1_000;

    private final Random random;
    private final Rehearsal.Exchange exchange;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final List<long[]> orders = new ArrayList<>();
    private final long[] ticks = {0, 1_000, 1_000, 1_000};
    private long clientSequence;
    private long sent;

    RandomMarket(final long seed, final Rehearsal.Exchange exchange)
    {
        random = new Random(seed);
        this.exchange = exchange;
    }

    /** Lists the first instruments and opens the accounts. The last instrument is listed later. */
    void begin()
    {
        final ListAssetEncoder asset = new ListAssetEncoder().wrapAndApplyHeader(buffer, 0, header);
        asset.clientSequence(++clientSequence).unitAtoms(1).maxPriceAtoms(1).maxBalanceAtoms(1L << 50).assetId(CASH_ID)
            .haircutWeightPpm(1_000_000).marginCallPpm(1_270_000).marginCallReleasePpm(1_300_000);
        send(asset.encodedLength());
        list(1);
        list(2);
        for (int account = 1; account <= ACCOUNTS; account++)
        {
            final OpenAccountEncoder open = new OpenAccountEncoder().wrapAndApplyHeader(buffer, 0, header);
            open.clientSequence(++clientSequence).accountId(account).selfTradeGroupId(account <= 3 ? 7 : 0);
            send(open.encodedLength());
            deposit(account, account % 2 == 0 ? 200_000_000L : 80_000L);
        }
        for (int instrumentId = 1; instrumentId < INSTRUMENTS; instrumentId++)
        {
            prices(instrumentId);
        }
    }

    /** One random command. */
    void step()
    {
        final int kind = random.nextInt(100);
        if (kind < 48)
        {
            order();
        }
        else if (kind < 60)
        {
            extended();
        }
        else if (kind < 69)
        {
            cancel();
        }
        else if (kind < 84)
        {
            replace();
        }
        else if (kind < 92)
        {
            prices(instrument());
        }
        else if (kind < 96)
        {
            deposit(1 + random.nextInt(ACCOUNTS), 1 + random.nextInt(20_000));
        }
        else if (kind < 99)
        {
            state();
        }
        else if (random.nextBoolean())
        {
            withdraw();
        }
        else
        {
            list(INSTRUMENTS);
        }
    }

    /** Rests small orders of rich accounts at a few prices, and takes them all with one order. */
    void sweep(final int count)
    {
        for (int i = 0; i < count; i++)
        {
            limit(4 + 2 * (i % 2), Side.SELL, 1_001 + i % 7, 1, TimeInForce.GTC);
        }
        limit(8, Side.BUY, 1_010, count - 1, TimeInForce.IOC);
    }

    private void limit(
        final long accountId, final Side side, final long priceTicks, final long lots, final TimeInForce timeInForce)
    {
        final NewOrderEncoder order = new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, header);
        order.clientSequence(++clientSequence).clientOrderId(0).accountId(accountId).priceTicks(priceTicks)
            .quantityLots(lots).instrumentId(1).side(side).orderType(OrderType.LIMIT).timeInForce(timeInForce)
            .options().clear();
        send(order.encodedLength());
    }

    private void list(final int instrumentId)
    {
        final ListInstrumentEncoder instrument = new ListInstrumentEncoder().wrapAndApplyHeader(buffer, 0, header);
        instrument.clientSequence(++clientSequence).contractFactorAtoms(100).subTicksPerTick(SUB_TICKS_PER_TICK)
            .minMarkSubTicks(1_000).maxMarkSubTicks(1_000_000).maxPositionLots(1_000_000).minNotionalAtoms(0)
            .instrumentId(instrumentId).settlementAssetId(CASH_ID).takerFeePpm(500).makerFeePpm(200)
            .liquidationFeePpm(500).thetaPpm(1_050_000).penaltyBetaPpm(500_000).initialFactorPpm(1_600_000)
            .maxLeverage(50).oracleBandPpm(50_000).kind(InstrumentKind.LINEAR_PERPETUAL)
            .closePolicy(0 == random.nextInt(3) ? ClosePolicy.FULL : ClosePolicy.PARTIAL)
            .bracketsCount(1).next().lowerNotionalAtoms(0).maintenanceRatePpm(10_000).penaltyRatePpm(5_000);
        send(instrument.encodedLength());
    }

    private void deposit(final long accountId, final long atoms)
    {
        final DepositEncoder deposit = new DepositEncoder().wrapAndApplyHeader(buffer, 0, header);
        deposit.clientSequence(++clientSequence).accountId(accountId).amountAtoms(atoms).assetId(CASH_ID);
        send(deposit.encodedLength());
    }

    private void withdraw()
    {
        final WithdrawEncoder withdraw = new WithdrawEncoder().wrapAndApplyHeader(buffer, 0, header);
        withdraw.clientSequence(++clientSequence).accountId(1 + random.nextInt(ACCOUNTS))
            .amountAtoms(1 + random.nextInt(1_000_000)).assetId(CASH_ID);
        send(withdraw.encodedLength());
    }

    private void order()
    {
        final NewOrderEncoder order = new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, header);
        final int instrumentId = instrument();
        final long accountId = 1 + random.nextInt(ACCOUNTS);
        final boolean market = 0 == random.nextInt(20);
        final boolean rests = !market && random.nextInt(5) > 0;
        final boolean postOnly = rests && 0 == random.nextInt(4);
        order.clientSequence(++clientSequence)
            .clientOrderId(0)
            .accountId(accountId)
            .priceTicks(market ? 0 : price(instrumentId))
            .quantityLots(lots())
            .instrumentId(instrumentId)
            .side(random.nextBoolean() ? Side.BUY : Side.SELL)
            .orderType(market ? OrderType.MARKET : OrderType.LIMIT)
            .timeInForce(rests ? TimeInForce.GTC : random.nextBoolean() ? TimeInForce.IOC : TimeInForce.FOK)
            .options().clear()
            .postOnly(postOnly)
            .slide(postOnly && random.nextBoolean())
            .reduceOnly(0 == random.nextInt(10));
        selfTradeMode(order);
        remember(accountId, instrumentId, send(order.encodedLength()));
    }

    /** Icebergs, most of them, and orders that expire within some commands. */
    private void extended()
    {
        final NewOrderExtendedEncoder order = new NewOrderExtendedEncoder().wrapAndApplyHeader(buffer, 0, header);
        final int instrumentId = instrument();
        final long accountId = 1 + random.nextInt(ACCOUNTS);
        final long lots = lots();
        final boolean expires = random.nextBoolean();
        final boolean stop = 0 == random.nextInt(3);
        final boolean postOnly = !stop && 0 == random.nextInt(4);
        final boolean buys = random.nextBoolean();
        final long away = random.nextInt(9) - 1;
        order.clientSequence(++clientSequence)
            .clientOrderId(0)
            .accountId(accountId)
            .priceTicks(price(instrumentId))
            .quantityLots(lots)
            .displayLots(random.nextInt(4) == 0 ? 0 : 1 + lots / (1 + random.nextInt(18)))
            .expireTimeNs(expires ? sent * STEP_NS + 2 * STEP_NS + random.nextInt(60_000) : 0)
            .triggerPriceTicks(stop ? ticks[instrumentId] + (buys ? away : -away) : 0)
            .instrumentId(instrumentId)
            .side(buys ? Side.BUY : Side.SELL)
            .orderType(!stop ? OrderType.LIMIT : OrderType.STOP_LIMIT)
            .triggerSource(!stop ? TriggerSource.NONE : random.nextBoolean() ? TriggerSource.MARK : TriggerSource.LAST)
            .padding1((short)0).padding2(0).padding3(0)
            .timeInForce(expires ? TimeInForce.GTD : TimeInForce.GTC)
            .options().clear()
            .postOnly(postOnly)
            .slide(postOnly && random.nextBoolean())
            .selfTradeDecrement(0 == random.nextInt(4));
        remember(accountId, instrumentId, send(order.encodedLength()));
    }

    private void remember(final long accountId, final int instrumentId, final long orderId)
    {
        if (orders.size() == ORDERS_REMEMBERED)
        {
            orders.remove(random.nextInt(orders.size()));
        }
        orders.add(new long[] {accountId, orderId, instrumentId});
    }

    private void selfTradeMode(final NewOrderEncoder order)
    {
        switch (random.nextInt(6))
        {
            case 0:
                order.options().selfTradeCancelNewest(true);
                break;
            case 1:
                order.options().selfTradeCancelNewest(true).selfTradeCancelOldest(true);
                break;
            case 2:
                order.options().selfTradeDecrement(true);
                break;
            default:
                break;
        }
    }

    private void cancel()
    {
        final long[] target = target();
        final CancelOrderEncoder cancel = new CancelOrderEncoder().wrapAndApplyHeader(buffer, 0, header);
        cancel.clientSequence(++clientSequence).accountId(target[0]).orderId(target[1]);
        send(cancel.encodedLength());
    }

    private void replace()
    {
        final long[] target = target();
        final ReplaceOrderEncoder replace = new ReplaceOrderEncoder().wrapAndApplyHeader(buffer, 0, header);
        replace.clientSequence(++clientSequence).accountId(target[0]).orderId(target[1])
            .priceTicks(price((int)target[2])).quantityLots(lots());
        send(replace.encodedLength());
    }

    private void prices(final int instrumentId)
    {
        final PriceBatchEncoder batch = new PriceBatchEncoder().wrapAndApplyHeader(buffer, 0, header);
        batch.clientSequence(++clientSequence);
        final boolean jump = 0 == random.nextInt(6);
        ticks[instrumentId] = Math.max(800, Math.min(1_200,
            ticks[instrumentId] + (jump ? random.nextInt(61) - 30 : random.nextInt(5) - 2)));
        final PriceBatchEncoder.InstrumentPricesEncoder prices = batch.instrumentPricesCount(1);
        prices.next().markSubTicks(ticks[instrumentId] * SUB_TICKS_PER_TICK)
            .indexSubTicks(ticks[instrumentId] * SUB_TICKS_PER_TICK).instrumentId(instrumentId).padding(0);
        batch.assetPricesCount(0);
        send(batch.encodedLength());
    }

    /** Mostly back to where orders trade. */
    private void state()
    {
        final InstrumentState[] rare = {InstrumentState.HALTED, InstrumentState.POST_ONLY, InstrumentState.CANCEL_ONLY,
            InstrumentState.CALL_AUCTION, InstrumentState.CALL_AUCTION, InstrumentState.CALL_AUCTION};
        final SetInstrumentStateEncoder state = new SetInstrumentStateEncoder().wrapAndApplyHeader(buffer, 0, header);
        state.clientSequence(++clientSequence).instrumentId(instrument())
            .state(random.nextInt(3) > 0 ? InstrumentState.OPEN : rare[random.nextInt(rare.length)]);
        send(state.encodedLength());
    }

    private int instrument()
    {
        return 0 == random.nextInt(8) ? INSTRUMENTS : 1 + random.nextInt(INSTRUMENTS - 1);
    }

    private long price(final int instrumentId)
    {
        return ticks[instrumentId] + random.nextInt(25) - 12;
    }

    private long lots()
    {
        return 1 + (0 == random.nextInt(10) ? random.nextInt(400) : random.nextInt(40));
    }

    private long[] target()
    {
        return orders.isEmpty() ? new long[] {1, 1, 1} :
            orders.get(orders.size() - 1 - random.nextInt(Math.min(TARGETS, orders.size())));
    }

    private long send(final int blockLength)
    {
        sent++;
        return exchange.send(buffer, MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
    }
}

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
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;

/**
 * One account whose liquidation walks ten levels of the book and comes down through four brackets. It can be set again
 * and again, and is the same each time.
 */
public final class LiquidationScene implements AutoCloseable
{
    /** Levels that the liquidation trades with. */
    public static final int LEVELS = 10;

    private static final int INSTRUMENT_ID = 1;
    private static final long USER_ID = 1;
    private static final long MAKER_ID = 2;
    private static final long MARK = 100_000;
    private static final long FALLEN_MARK = 96_560;
    private static final long LOTS = 1_000;
    private static final long LEVEL_LOTS = 88;
    private static final long LOT_ATOMS = MARK * 100;
    private static final long USER_CASH = LOTS * LOT_ATOMS * 36 / 1_000;
    private static final long[] LOWER_NOTIONAL = {0, 150 * LOT_ATOMS, 400 * LOT_ATOMS, 700 * LOT_ATOMS};
    private static final int[] RATE_PPM = {5_000, 10_000, 15_000, 20_000};

    private final EngineHost host;
    private final CommandWriter writer;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AccountReportDecoder report = new AccountReportDecoder();
    private final PositionReportDecoder position = new PositionReportDecoder();
    private long lastOrderId;
    private long firstBid;

    /** A world with two accounts and an empty book. */
    public LiquidationScene()
    {
        host = new EngineHost(EngineLimits.builder().accounts(1_024).positions(4_096).orders(4_096).build(),
            1_270_000, 1_300_000);
        writer = host.writer();
        host.require(writer.listInstrument(new InstrumentTerms(INSTRUMENT_ID, 100, 1, 10 * MARK, 1L << 30, 0,
            1_100_000, 1_300_000, 50, LOWER_NOTIONAL, RATE_PPM)));
        host.require(writer.mark(INSTRUMENT_ID, MARK));
        host.require(writer.openAccount(USER_ID));
        host.require(writer.openAccount(MAKER_ID));
        host.require(writer.deposit(MAKER_ID, 1L << 55));
    }

    /** Brings the account to its full position and cash, and ten levels into the book. */
    public void prepare()
    {
        host.require(writer.mark(INSTRUMENT_ID, MARK));
        empty();
        host.require(writer.deposit(USER_ID, USER_CASH));
        trade(Side.BUY, LOTS);
        firstBid = lastOrderId + 1;
        for (int level = 0; level < LEVELS; level++)
        {
            order(MAKER_ID, Side.BUY, TimeInForce.GTC, FALLEN_MARK - level, LEVEL_LOTS);
        }
    }

    /**
     * Lets the price fall.
     *
     * @return the effects of the price command.
     */
    public EffectSink crash()
    {
        host.send(writer.mark(INSTRUMENT_ID, FALLEN_MARK));
        return host.engine().effects();
    }

    /**
     * Fills of the user in the effects of the last command.
     *
     * @return number of fills, 0 where no liquidation was closed.
     */
    public int liquidationFills()
    {
        return find(LiquidationClosedDecoder.TEMPLATE_ID) < 0 ? 0 : count(OrderFilledDecoder.TEMPLATE_ID) / 2;
    }

    /** Sells what the last liquidation left, withdraws the cash, and clears the book. */
    private void empty()
    {
        for (long orderId = firstBid; firstBid > 0 && orderId < firstBid + LEVELS; orderId++)
        {
            // Those that were filled are refused.
            host.send(writer.cancel(MAKER_ID, orderId));
        }
        host.require(writer.accountQuery(USER_ID));
        final int at = find(PositionReportDecoder.TEMPLATE_ID);
        final long held = at < 0 ? 0 :
            position.wrapAndApplyHeader(host.engine().effects().buffer(), at, header).positionLots();
        host.require(writer.deposit(USER_ID, USER_CASH));
        if (held > 0)
        {
            trade(Side.SELL, held);
        }
        host.require(writer.accountQuery(USER_ID));
        final long cash = report.wrapAndApplyHeader(
            host.engine().effects().buffer(), find(AccountReportDecoder.TEMPLATE_ID), header).cashAtoms();
        host.require(writer.withdraw(USER_ID, cash));
    }

    /** The user trades with an order of the maker at the mark. */
    private void trade(final Side side, final long lots)
    {
        final Side other = side == Side.BUY ? Side.SELL : Side.BUY;
        order(MAKER_ID, other, TimeInForce.GTC, MARK, lots);
        order(USER_ID, side, TimeInForce.IOC, MARK, lots);
    }

    private void order(
        final long accountId, final Side side, final TimeInForce timeInForce, final long price, final long lots)
    {
        host.require(writer.order(accountId, INSTRUMENT_ID, side, timeInForce, price, lots));
        lastOrderId++;
    }

    private int count(final int templateId)
    {
        int count = 0;
        final EffectSink sink = host.engine().effects();
        for (int at = 0; at < sink.length(); at += EffectSink.frameLength(sink.buffer().getInt(at)))
        {
            header.wrap(sink.buffer(), at + EffectSink.FRAME_HEADER_LENGTH);
            count += header.templateId() == templateId ? 1 : 0;
        }
        return count;
    }

    private int find(final int templateId)
    {
        final EffectSink sink = host.engine().effects();
        for (int at = 0; at < sink.length(); at += EffectSink.frameLength(sink.buffer().getInt(at)))
        {
            header.wrap(sink.buffer(), at + EffectSink.FRAME_HEADER_LENGTH);
            if (header.templateId() == templateId)
            {
                return at + EffectSink.FRAME_HEADER_LENGTH;
            }
        }
        return -1;
    }

    @Override
    public void close()
    {
        host.close();
    }
}

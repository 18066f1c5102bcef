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
package io.plimsoll.core.book;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.FillKind;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TriggerSource;
import io.plimsoll.core.control.CounterRecord;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Executes a taker against the book, best price first and oldest order first. Fees round up; the taker's fee is counted
 * over the lots of a level, each trade paying the difference of two such counts, so that it does not depend on how the
 * makers cut it.
 */
public final class Matching
{
    private static final int PPM = 1_000_000;
    /** The fee of a trade is rounded up, that of its order was not. */
    private static final long TRADE_ROUNDING_ATOMS = 1;

    private final Books books;
    private final Cancels cancels;
    private final Ledger ledger;
    private final Sessions sessions;
    private final CounterRecord counters;
    private final EffectWriter effects;
    private final TouchedAccounts touched;
    private final Tradability tradability;
    private final OrderRecord order;
    private final LevelRecord level;
    private final AccountRecord account;
    private final PositionRecord makerPosition;
    private final PositionRecord takerPosition;
    private InstrumentRecord instrument;
    private long takerOrderId;
    private long takerClientOrderId;
    private int takerSide;
    private int takerFeePpm;
    private boolean forced;
    private boolean stopped;
    private long remainingLots;
    private long trades;
    private long levelPriceTicks;
    private long levelValueAtoms;
    private long levelLots;
    private boolean inverse;

    /**
     * Matching in the books.
     *
     * @param books    that hold the orders.
     * @param cancels  of orders that cannot trade.
     * @param accounts that trade.
     * @param ledger   that books the trades.
     * @param sessions that are told.
     * @param counters that number the trades.
     * @param effects  written.
     * @param touched  accounts to be tested.
     */
    public Matching(
        final Books books,
        final Cancels cancels,
        final Accounts accounts,
        final Ledger ledger,
        final Sessions sessions,
        final CounterRecord counters,
        final EffectWriter effects,
        final TouchedAccounts touched)
    {
        this.books = books;
        this.cancels = cancels;
        this.ledger = ledger;
        this.sessions = sessions;
        this.counters = counters;
        this.effects = effects;
        this.touched = touched;
        tradability = new Tradability(accounts, books);
        order = books.newOrderRecord();
        level = books.newLevelRecord();
        account = accounts.newAccountRecord();
        makerPosition = accounts.newPositionRecord();
        takerPosition = accounts.newPositionRecord();
    }

    /**
     * Trades a taker that cancels the orders of its group that it meets.
     *
     * @param book          on the record of the instrument.
     * @param positionIndex of the taker in the instrument.
     * @param orderId       of the taker.
     * @param clientOrderId of the taker.
     * @param side          of the taker.
     * @param limitTicks    of the taker.
     * @param lots          wanted.
     * @param feePpm        of the taker.
     * @param liquidation   whether the taker is closed by force.
     * @return lots not filled.
     */
    public long execute(
        final InstrumentRecord book,
        final int positionIndex,
        final long orderId,
        final long clientOrderId,
        final int side,
        final long limitTicks,
        final long lots,
        final int feePpm,
        final boolean liquidation)
    {
        return execute(book, positionIndex, orderId, clientOrderId, side, limitTicks, lots, feePpm, liquidation,
            SelfTrade.CANCEL_OLDEST);
    }

    /**
     * Trades a taker until its lots are filled, no price is left within its limit, or an order of its own stops it.
     *
     * @param book          on the record of the instrument.
     * @param positionIndex of the taker in the instrument.
     * @param orderId       of the taker.
     * @param clientOrderId of the taker.
     * @param side          of the taker.
     * @param limitTicks    of the taker.
     * @param lots          wanted.
     * @param feePpm        of the taker.
     * @param liquidation   whether the taker is closed by force.
     * @param selfTradeMode what happens where it meets an order of its group.
     * @return lots neither filled nor cancelled.
     */
    public long execute(
        final InstrumentRecord book,
        final int positionIndex,
        final long orderId,
        final long clientOrderId,
        final int side,
        final long limitTicks,
        final long lots,
        final int feePpm,
        final boolean liquidation,
        final int selfTradeMode)
    {
        instrument = book;
        takerPosition.wrap(positionIndex);
        tradability.taker(takerPosition.account(), selfTradeMode);
        stopped = false;
        takerOrderId = orderId;
        takerClientOrderId = clientOrderId;
        takerSide = side;
        takerFeePpm = feePpm;
        forced = liquidation;
        inverse = ContractValue.isInverse(book);
        remainingLots = lots;
        trades = 0;
        levelPriceTicks = 0;
        while (remainingLots > 0 && !stopped && reachLevel(limitTicks))
        {
            meet(level.firstOrder());
        }
        if (remainingLots < lots)
        {
            touchTaker();
            books.triggers().note(instrument, TriggerSource.LAST.value());
        }
        return remainingLots;
    }

    /** Who is closed by force has sent no order that the room of the account could have counted. */
    private void touchTaker()
    {
        if (forced)
        {
            touched.touch(takerPosition.account());
        }
        else
        {
            touched.touchByTrade(takerPosition.account(), trades * TRADE_ROUNDING_ATOMS);
        }
    }

    /** Wraps the best level of the other side, if there is one within the limit. */
    private boolean reachLevel(final long limitTicks)
    {
        final int levelIndex = Books.best(instrument, 1 - takerSide);
        if (levelIndex == 0)
        {
            return false;
        }
        level.wrap(levelIndex);
        if (level.priceTicks() != levelPriceTicks)
        {
            levelPriceTicks = level.priceTicks();
            levelValueAtoms = 0;
            levelLots = 0;
        }
        return Books.crosses(takerSide, limitTicks, levelPriceTicks);
    }

    private void meet(final int orderIndex)
    {
        order.wrap(orderIndex);
        if (tradability.canTrade(order))
        {
            trade(orderIndex, levelPriceTicks);
        }
        else
        {
            giveWay(orderIndex, tradability.mode());
        }
    }

    private void giveWay(final int orderIndex, final int mode)
    {
        if (mode == SelfTrade.DECREMENT)
        {
            final long lots = Math.min(books.shownLots(order), remainingLots);
            remainingLots -= lots;
            cancels.cancelLots(orderIndex, lots, CancelReason.SELF_TRADE);
            cancels.reportTaker(takerPosition.account(), instrument.instrumentId(), takerOrderId, takerClientOrderId,
                lots, remainingLots, CancelReason.SELF_TRADE);
            return;
        }
        if (mode != SelfTrade.CANCEL_NEWEST)
        {
            cancels.cancel(orderIndex, tradability.reason());
        }
        stopped = mode != SelfTrade.CANCEL_OLDEST;
    }

    /**
     * Whether an order of its own group stopped the last taker: what is left of it is to be cancelled.
     *
     * @return true if so.
     */
    public boolean isStopped()
    {
        return stopped;
    }

    private void trade(final int orderIndex, final long priceTicks)
    {
        final long lots = Math.min(books.shownLots(order), remainingLots);
        final int makerPositionIndex = order.position();
        final int makerAccount = order.account();
        final long makerOrderId = order.orderId();
        final long makerClientOrderId = order.clientOrderId();
        final long makerRemaining = books.reduce(orderIndex, lots);
        remainingLots -= lots;
        counters.lastTradeId(counters.lastTradeId() + 1);
        instrument.lastTradeTicks(priceTicks);

        final long valueAtoms = inverse ? inverseValue(lots, priceTicks) :
            lots * priceTicks * instrument.contractFactorAtoms();
        final long makerFee = Fixed.multiplyDivideCeil(valueAtoms, instrument.makerFeePpm(), PPM);
        final long takerFee = Fixed.multiplyDivideCeil(levelValueAtoms + valueAtoms, takerFeePpm, PPM) -
            Fixed.multiplyDivideCeil(levelValueAtoms, takerFeePpm, PPM);
        levelValueAtoms += valueAtoms;

        makerPosition.wrap(makerPositionIndex);
        book(makerPosition, takerSide == Books.BUY ? -lots : lots, priceTicks, valueAtoms, makerFee);
        report(makerAccount, makerOrderId, makerClientOrderId, priceTicks, lots, makerRemaining, makerFee, true);
        book(takerPosition, takerSide == Books.BUY ? lots : -lots, priceTicks, valueAtoms, takerFee);
        report(takerPosition.account(), takerOrderId, takerClientOrderId, priceTicks, lots, remainingLots, takerFee,
            false);
        touched.touchByTrade(makerAccount, TRADE_ROUNDING_ATOMS +
            (instrument.makerFeePpm() > instrument.takerFeePpm() ? makerFee : 0));
        trades++;
        cancels.trimReduceOnly(makerPositionIndex);
        cancels.trimReduceOnly(takerPosition.index());
    }

    /** Part of the fill at the level: what the lots met there are worth together, less those met before. */
    private long inverseValue(final long lots, final long priceTicks)
    {
        levelLots += lots;
        return ContractValue.inverseFill(levelLots, instrument.contractFactorAtoms(), priceTicks) - levelValueAtoms;
    }

    private void book(
        final PositionRecord position,
        final long signedLots,
        final long priceTicks,
        final long valueAtoms,
        final long feeAtoms)
    {
        if (inverse)
        {
            ledger.tradeInverse(position, instrument, signedLots, valueAtoms);
        }
        else
        {
            ledger.trade(position, instrument, signedLots, priceTicks);
        }
        ledger.takeFee(position.account(), instrument, feeAtoms);
    }

    private void report(
        final int accountIndex,
        final long orderId,
        final long clientOrderId,
        final long priceTicks,
        final long lots,
        final long remaining,
        final long feeAtoms,
        final boolean maker)
    {
        final boolean buys = takerSide == Books.BUY != maker;
        account.wrap(accountIndex);
        effects.orderFilled(sessions.recipient(account.principal()))
            .tradeId(counters.lastTradeId())
            .orderId(orderId)
            .accountId(account.accountId())
            .clientOrderId(clientOrderId)
            .priceTicks(priceTicks)
            .quantityLots(lots)
            .remainingLots(remaining)
            .feeAtoms(feeAtoms)
            .instrumentId(instrument.instrumentId())
            .side(buys ? Side.BUY : Side.SELL)
            .liquidity(maker ? Liquidity.MAKER : Liquidity.TAKER)
            .kind(!forced ? FillKind.LIMIT : maker ? FillKind.LIQUIDATION : FillKind.LIQUIDATED);
    }
}

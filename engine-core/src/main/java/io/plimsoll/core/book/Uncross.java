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
import io.plimsoll.core.codec.generated.AuctionPriceKind;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.FillKind;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.Liquidity;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.control.ControlRecord;
import io.plimsoll.core.control.CounterRecord;
import io.plimsoll.core.control.InstrumentControls;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Uncrosses call auctions: finds the {@link AuctionPrice} and trades the best buy with the best sell at it, oldest
 * order first, as long as both are willing; then the instrument goes to the state that was latched. An order whose
 * owner is below maintenance is cancelled where it is met, and of two orders of one account or self-trade group the
 * younger; what still crosses after such cancels is priced again. Both sides of a trade pay the taker's fee, each
 * trade's rounded up, which is what the requirement of a resting order counts.
 * <p>
 * A command meets a bounded number of orders; the price stays latched, and the rest goes on by {@code Continue}.
 */
public final class Uncross
{
    private static final int PPM = 1_000_000;

    private final Books books;
    private final Cancels cancels;
    private final Ledger ledger;
    private final Sessions sessions;
    private final CounterRecord counters;
    private final InstrumentControls controls;
    private final EffectWriter effects;
    private final TouchedAccounts touched;
    private final Tradability tradability;
    private final AuctionPrice price;
    private final InstrumentRecord instrument;
    private final ControlRecord control;
    private final LevelRecord level;
    private final OrderRecord bid;
    private final OrderRecord ask;
    private final AccountRecord account;
    private final PositionRecord position;
    private long usedWork;

    /**
     * Auctions in the books.
     *
     * @param books     that hold the orders.
     * @param cancels   of orders that cannot trade.
     * @param accounts  that trade.
     * @param catalogue that lists the instruments.
     * @param controls  that latch what is being uncrossed.
     * @param ledger    that books the trades.
     * @param sessions  that are told.
     * @param counters  that number the trades.
     * @param effects   written.
     * @param touched   accounts to be tested.
     */
    public Uncross(
        final Books books,
        final Cancels cancels,
        final Accounts accounts,
        final Catalogue catalogue,
        final InstrumentControls controls,
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
        this.controls = controls;
        this.effects = effects;
        this.touched = touched;
        tradability = new Tradability(accounts, books);
        price = new AuctionPrice(books);
        instrument = catalogue.newInstrumentRecord();
        control = controls.newRecord();
        level = books.newLevelRecord();
        bid = books.newOrderRecord();
        ask = books.newOrderRecord();
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
    }

    /** Forgets the last command. */
    public void reset()
    {
        usedWork = 0;
    }

    /**
     * Orders that the last command met.
     *
     * @return orders, with the reduce-only orders that their fills could trim.
     */
    public long workUsed()
    {
        return usedWork;
    }

    /**
     * Publishes the price at which an auction would end now.
     *
     * @param instrumentIndex of an instrument in call auction.
     */
    public void indicate(final int instrumentIndex)
    {
        instrument.wrap(instrumentIndex);
        publish(AuctionPriceKind.INDICATIVE);
    }

    /**
     * Goes on with the first auction that is being uncrossed.
     *
     * @param work orders that may be met; the first pair is met whatever it is.
     * @return index of the instrument if it has reached the state that was latched, else 0.
     */
    public int goOn(final long work)
    {
        final int instrumentIndex = controls.firstUncrossing();
        if (instrumentIndex == 0)
        {
            return 0;
        }
        instrument.wrap(instrumentIndex);
        control.wrap(instrumentIndex);
        while (usedWork < work)
        {
            if (control.auctionTicks() == 0)
            {
                if (!price.isCrossed(instrument))
                {
                    finish(instrumentIndex);
                    return instrumentIndex;
                }
                publish(AuctionPriceKind.FINAL);
                control.auctionTicks(price.priceTicks());
            }
            if (!tradeBest(work))
            {
                return 0;
            }
        }
        return 0;
    }

    private void publish(final AuctionPriceKind kind)
    {
        final long reference = AuctionPrice.referenceTicks(instrument);
        price.find(instrument, reference);
        effects.auctionPriced()
            .priceTicks(price.priceTicks())
            .quantityLots(price.lots())
            .surplusLots(price.surplusLots())
            .referenceTicks(reference)
            .instrumentId(instrument.instrumentId())
            .kind(kind);
    }

    private void finish(final int instrumentIndex)
    {
        final int to = control.uncrossing() - 1;
        controls.endUncross(instrumentIndex);
        effects.instrumentStateChanged()
            .instrumentId(instrument.instrumentId())
            .fromState(InstrumentState.CALL_AUCTION)
            .toState(InstrumentState.get((short)to));
        instrument.state(to);
    }

    /** Lets the best buy meet the best sell; forgets the price once nothing is left at it. False if out of work. */
    private boolean tradeBest(final long work)
    {
        final long ticks = control.auctionTicks();
        if (!enter(Books.BUY, bid) || !enter(Books.SELL, ask) || bid.priceTicks() < ticks || ask.priceTicks() > ticks)
        {
            control.auctionTicks(0);
            return true;
        }
        final long needed = workOf(bid) + workOf(ask) - 1;
        if (usedWork > 0 && usedWork + needed > work)
        {
            return false;
        }
        usedWork += needed;
        meet(ticks);
        return true;
    }

    private boolean enter(final int side, final OrderRecord order)
    {
        final int best = Books.best(instrument, side);
        if (best == 0)
        {
            return false;
        }
        level.wrap(best);
        order.wrap(level.firstOrder());
        return true;
    }

    /** A fill may trim every reduce-only order of its owner. */
    private long workOf(final OrderRecord order)
    {
        position.wrap(order.position());
        return 1 + position.reduceOnlyOrders();
    }

    private void meet(final long ticks)
    {
        tradability.taker(ask.account());
        if (!tradability.canTrade(bid))
        {
            final boolean selfTrade = tradability.reason() == CancelReason.SELF_TRADE;
            final boolean cancelsBid = !selfTrade || bid.orderId() > ask.orderId();
            cancels.cancel(cancelsBid ? bid.index() : ask.index(), tradability.reason());
            return;
        }
        tradability.taker(bid.account());
        if (!tradability.canTrade(ask))
        {
            cancels.cancel(ask.index(), tradability.reason());
            return;
        }
        trade(ticks);
    }

    private void trade(final long ticks)
    {
        final long lots = Math.min(books.shownLots(bid), books.shownLots(ask));
        final int buyer = bid.position();
        final int seller = ask.position();
        final long fee = Fixed.multiplyDivideCeil(
            ContractValue.fill(instrument, lots, ticks), instrument.takerFeePpm(), PPM);
        counters.lastTradeId(counters.lastTradeId() + 1);
        instrument.lastTradeTicks(ticks);
        fill(bid, lots, ticks, fee);
        fill(ask, lots, ticks, fee);
        cancels.trimReduceOnly(buyer);
        cancels.trimReduceOnly(seller);
    }

    private void fill(final OrderRecord order, final long lots, final long ticks, final long feeAtoms)
    {
        final boolean buys = order.side() == Books.BUY;
        position.wrap(order.position());
        account.wrap(order.account());
        final int owner = order.account();
        ledger.trade(position, instrument, buys ? lots : -lots, ticks);
        ledger.takeFee(owner, instrument, feeAtoms);
        effects.orderFilled(sessions.recipient(account.principal()))
            .tradeId(counters.lastTradeId())
            .orderId(order.orderId())
            .accountId(account.accountId())
            .clientOrderId(order.clientOrderId())
            .priceTicks(ticks)
            .quantityLots(lots)
            .remainingLots(order.remainingLots() - lots)
            .feeAtoms(feeAtoms)
            .instrumentId(instrument.instrumentId())
            .side(buys ? Side.BUY : Side.SELL)
            .liquidity(Liquidity.AUCTION)
            .kind(FillKind.LIMIT);
        books.reduce(order.index(), lots);
        touched.touch(owner);
    }
}

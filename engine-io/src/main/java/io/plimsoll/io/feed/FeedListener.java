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
package io.plimsoll.io.feed;

import io.plimsoll.core.codec.generated.TradeKind;

/**
 * Is told by a {@link BookReader} what has happened. Each method does nothing unless it is overridden; none may call
 * the reader's own methods that change it.
 */
public interface FeedListener
{
    /** Hears nothing. */
    FeedListener NONE = new FeedListener()
    {
    };

    /**
     * A trade. Those that were lost with a gap are never told; those that came while the reader waited for a snapshot
     * are told when it has it.
     *
     * @param instrumentId of the instrument.
     * @param timestampNs  of the command.
     * @param tradeId      of the trade.
     * @param makerOrderId the order that rested; in an auction, where both did, that of the buyer.
     * @param priceTicks   of the trade.
     * @param lots         traded.
     * @param takerSide    {@link MarketBook#BUY} or {@link MarketBook#SELL}.
     * @param kind         whether the taker was closed by force, or the trade is of an auction.
     */
    default void onTrade(
        final int instrumentId,
        final long timestampNs,
        final long tradeId,
        final long makerOrderId,
        final long priceTicks,
        final long lots,
        final int takerSide,
        final TradeKind kind)
    {
    }

    /**
     * The best prices have changed.
     *
     * @param instrumentId of the instrument.
     * @param timestampNs  of the command.
     * @param bidTicks     best bid, 0 if there is none.
     * @param bidLots      at it.
     * @param askTicks     best offer, 0 if there is none.
     * @param askLots      at it.
     */
    default void onBestPrices(
        final int instrumentId,
        final long timestampNs,
        final long bidTicks,
        final long bidLots,
        final long askTicks,
        final long askLots)
    {
    }

    /**
     * A call auction has a price.
     *
     * @param instrumentId of the instrument.
     * @param timestampNs  of the command.
     * @param priceTicks   of the auction, 0 if nothing crosses.
     * @param lots         that trade at it.
     * @param surplusLots  that find no other side: above 0 buys, below 0 sells.
     * @param isFinal      whether the auction ends at it; otherwise it would if it ended now.
     */
    default void onAuction(
        final int instrumentId,
        final long timestampNs,
        final long priceTicks,
        final long lots,
        final long surplusLots,
        final boolean isFinal)
    {
    }

    /**
     * An instrument was listed, or its state has changed.
     *
     * @param instrumentId of the instrument.
     * @param timestampNs  of the command.
     * @param state        number of the state.
     */
    default void onStatus(final int instrumentId, final long timestampNs, final int state)
    {
    }

    /**
     * The book is as a command has left it.
     *
     * @param instrumentId of the instrument.
     * @param sequence     of the last increment in it.
     */
    default void onBook(final int instrumentId, final long sequence)
    {
    }

    /**
     * Increments are missing, or contradict the book: it stays as it is until a snapshot mends it.
     *
     * @param instrumentId     of the instrument.
     * @param expectedSequence of the increment that should have come.
     * @param receivedSequence of the one that came.
     */
    default void onGap(final int instrumentId, final long expectedSequence, final long receivedSequence)
    {
    }

    /**
     * A snapshot, with the increments that came since, has made the book whole.
     *
     * @param instrumentId of the instrument.
     * @param sequence     of the last increment in it.
     */
    default void onRecovered(final int instrumentId, final long sequence)
    {
    }
}

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
package io.plimsoll.core.codec;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.codec.generated.AccountReportEncoder;
import io.plimsoll.core.codec.generated.AccountStateChangedEncoder;
import io.plimsoll.core.codec.generated.AuctionPricedEncoder;
import io.plimsoll.core.codec.generated.BalanceChangedEncoder;
import io.plimsoll.core.codec.generated.BalanceReportEncoder;
import io.plimsoll.core.codec.generated.CommandAcceptedEncoder;
import io.plimsoll.core.codec.generated.CommandRejectedEncoder;
import io.plimsoll.core.codec.generated.DigestReportEncoder;
import io.plimsoll.core.codec.generated.FutureExpiredEncoder;
import io.plimsoll.core.codec.generated.IndexPricedEncoder;
import io.plimsoll.core.codec.generated.InstrumentStateChangedEncoder;
import io.plimsoll.core.codec.generated.KillSwitchChangedEncoder;
import io.plimsoll.core.codec.generated.LiquidationClosedEncoder;
import io.plimsoll.core.codec.generated.LiquidationCollateralEncoder;
import io.plimsoll.core.codec.generated.LiquidationLegEncoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedEncoder;
import io.plimsoll.core.codec.generated.LiquidationOrderEncoder;
import io.plimsoll.core.codec.generated.LiquidationPieceEncoder;
import io.plimsoll.core.codec.generated.LiquidationPurgeEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.OracleStateChangedEncoder;
import io.plimsoll.core.codec.generated.OrderCancelledEncoder;
import io.plimsoll.core.codec.generated.OrderFilledEncoder;
import io.plimsoll.core.codec.generated.OrderRestedEncoder;
import io.plimsoll.core.codec.generated.OrderSlidEncoder;
import io.plimsoll.core.codec.generated.OrderTriggeredEncoder;
import io.plimsoll.core.codec.generated.PositionReportEncoder;
import io.plimsoll.core.codec.generated.PositionSettledEncoder;
import io.plimsoll.core.codec.generated.SessionOpenedEncoder;
import io.plimsoll.core.codec.generated.TradingLimitsChangedEncoder;
import io.plimsoll.core.memory.Memory;

/**
 * Opens effects in the {@link EffectSink}: each method claims a zeroed frame for its recipient and returns the encoder,
 * wrapped and ready for its fields, valid until the method is called again. Allocates nothing.
 */
public final class EffectWriter
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final long ACCEPTED_HEADER =
        header(CommandAcceptedEncoder.BLOCK_LENGTH, CommandAcceptedEncoder.TEMPLATE_ID);
    private static final int ACCEPTED_LAST_WORD = CommandAcceptedEncoder.commandTemplateIdEncodingOffset();
    private static final int WORK_LEFT_SHIFT =
        Byte.SIZE * (CommandAcceptedEncoder.workLeftEncodingOffset() - ACCEPTED_LAST_WORD);
    private static final int QUEUE_LENGTH_SHIFT =
        Byte.SIZE * (CommandAcceptedEncoder.queueLengthEncodingOffset() - ACCEPTED_LAST_WORD);

    private final EffectSink sink;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CommandRejectedEncoder commandRejected = new CommandRejectedEncoder();
    private final SessionOpenedEncoder sessionOpened = new SessionOpenedEncoder();
    private final OrderFilledEncoder orderFilled = new OrderFilledEncoder();
    private final OrderCancelledEncoder orderCancelled = new OrderCancelledEncoder();
    private final OrderTriggeredEncoder orderTriggered = new OrderTriggeredEncoder();
    private final OrderRestedEncoder orderRested = new OrderRestedEncoder();
    private final OrderSlidEncoder orderSlid = new OrderSlidEncoder();
    private final BalanceChangedEncoder balanceChanged = new BalanceChangedEncoder();
    private final AccountStateChangedEncoder accountStateChanged = new AccountStateChangedEncoder();
    private final LiquidationOpenedEncoder liquidationOpened = new LiquidationOpenedEncoder();
    private final LiquidationCollateralEncoder liquidationCollateral = new LiquidationCollateralEncoder();
    private final LiquidationPurgeEncoder liquidationPurge = new LiquidationPurgeEncoder();
    private final LiquidationPieceEncoder liquidationPiece = new LiquidationPieceEncoder();
    private final LiquidationOrderEncoder liquidationOrder = new LiquidationOrderEncoder();
    private final LiquidationClosedEncoder liquidationClosed = new LiquidationClosedEncoder();
    private final DigestReportEncoder digestReport = new DigestReportEncoder();
    private final AccountReportEncoder accountReport = new AccountReportEncoder();
    private final PositionReportEncoder positionReport = new PositionReportEncoder();
    private final BalanceReportEncoder balanceReport = new BalanceReportEncoder();
    private final LiquidationLegEncoder liquidationLeg = new LiquidationLegEncoder();
    private final AuctionPricedEncoder auctionPriced = new AuctionPricedEncoder();
    private final TradingLimitsChangedEncoder tradingLimitsChanged = new TradingLimitsChangedEncoder();
    private final KillSwitchChangedEncoder killSwitchChanged = new KillSwitchChangedEncoder();
    private final IndexPricedEncoder indexPriced = new IndexPricedEncoder();
    private final OracleStateChangedEncoder oracleStateChanged = new OracleStateChangedEncoder();
    private final InstrumentStateChangedEncoder instrumentStateChanged = new InstrumentStateChangedEncoder();
    private final FutureExpiredEncoder futureExpired = new FutureExpiredEncoder();
    private final PositionSettledEncoder positionSettled = new PositionSettledEncoder();

    /**
     * A writer into one sink.
     *
     * @param sink that receives the effects.
     */
    public EffectWriter(final EffectSink sink)
    {
        this.sink = sink;
    }

    /**
     * The sink written to.
     *
     * @return the sink.
     */
    public EffectSink sink()
    {
        return sink;
    }

    /**
     * Writes a CommandAccepted, which every accepted command has: by whole words.
     *
     * @param recipient         session that it belongs to, 0 for every session.
     * @param clientSequence    of the command.
     * @param orderId           of the order concerned, 0 if none.
     * @param restingLots       what rests of it.
     * @param commandTemplateId kind of the command.
     * @param workLeft          whether a {@code Continue} follows.
     * @param queueLength       accounts that wait to be served.
     */
    public void commandAccepted(
        final int recipient,
        final long clientSequence,
        final long orderId,
        final long restingLots,
        final int commandTemplateId,
        final boolean workLeft,
        final int queueLength)
    {
        final long message =
            sink.claimUnfilled(recipient, HEADER_LENGTH + CommandAcceptedEncoder.BLOCK_LENGTH);
        final long block = message + HEADER_LENGTH;
        Memory.putLong(message, ACCEPTED_HEADER);
        Memory.putLong(block + CommandAcceptedEncoder.clientSequenceEncodingOffset(), clientSequence);
        Memory.putLong(block + CommandAcceptedEncoder.orderIdEncodingOffset(), orderId);
        Memory.putLong(block + CommandAcceptedEncoder.restingLotsEncodingOffset(), restingLots);
        Memory.putLong(block + ACCEPTED_LAST_WORD, commandTemplateId | (workLeft ? 1L << WORK_LEFT_SHIFT : 0) |
            (long)queueLength << QUEUE_LENGTH_SHIFT);
    }

    /** A message header as one little-endian word. */
    private static long header(final int blockLength, final int templateId)
    {
        return blockLength | (long)templateId << Short.SIZE | (long)MessageHeaderEncoder.SCHEMA_ID << 2 * Short.SIZE |
            (long)MessageHeaderEncoder.SCHEMA_VERSION << 3 * Short.SIZE;
    }

    /**
     * Opens a CommandRejected.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public CommandRejectedEncoder commandRejected(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + CommandRejectedEncoder.BLOCK_LENGTH);
        return commandRejected.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a SessionOpened.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public SessionOpenedEncoder sessionOpened(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + SessionOpenedEncoder.BLOCK_LENGTH);
        return sessionOpened.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a OrderFilled.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public OrderFilledEncoder orderFilled(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + OrderFilledEncoder.BLOCK_LENGTH);
        return orderFilled.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a OrderCancelled.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public OrderCancelledEncoder orderCancelled(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + OrderCancelledEncoder.BLOCK_LENGTH);
        return orderCancelled.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an OrderSlid.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public OrderSlidEncoder orderSlid(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + OrderSlidEncoder.BLOCK_LENGTH);
        return orderSlid.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an OrderTriggered.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public OrderTriggeredEncoder orderTriggered(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + OrderTriggeredEncoder.BLOCK_LENGTH);
        return orderTriggered.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an OrderRested.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public OrderRestedEncoder orderRested(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + OrderRestedEncoder.BLOCK_LENGTH);
        return orderRested.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a BalanceChanged.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public BalanceChangedEncoder balanceChanged(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + BalanceChangedEncoder.BLOCK_LENGTH);
        return balanceChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a AccountStateChanged.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public AccountStateChangedEncoder accountStateChanged(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + AccountStateChangedEncoder.BLOCK_LENGTH);
        return accountStateChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LiquidationOpened.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public LiquidationOpenedEncoder liquidationOpened(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LiquidationOpenedEncoder.BLOCK_LENGTH);
        return liquidationOpened.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LiquidationCollateral.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @param bands     beyond the first that follow in its group.
     * @return its encoder.
     */
    public LiquidationCollateralEncoder liquidationCollateral(final int recipient, final int bands)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LiquidationCollateralEncoder.BLOCK_LENGTH +
            LiquidationCollateralEncoder.BandsEncoder.sbeHeaderSize() +
            bands * LiquidationCollateralEncoder.BandsEncoder.sbeBlockLength());
        return liquidationCollateral.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LiquidationPurge.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public LiquidationPurgeEncoder liquidationPurge(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LiquidationPurgeEncoder.BLOCK_LENGTH);
        return liquidationPurge.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LiquidationPiece.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public LiquidationPieceEncoder liquidationPiece(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LiquidationPieceEncoder.BLOCK_LENGTH);
        return liquidationPiece.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LiquidationOrder.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public LiquidationOrderEncoder liquidationOrder(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LiquidationOrderEncoder.BLOCK_LENGTH);
        return liquidationOrder.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LiquidationClosed.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public LiquidationClosedEncoder liquidationClosed(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LiquidationClosedEncoder.BLOCK_LENGTH);
        return liquidationClosed.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a DigestReport.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public DigestReportEncoder digestReport(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + DigestReportEncoder.BLOCK_LENGTH);
        return digestReport.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a AccountReport.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public AccountReportEncoder accountReport(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + AccountReportEncoder.BLOCK_LENGTH);
        return accountReport.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a PositionReport.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public PositionReportEncoder positionReport(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + PositionReportEncoder.BLOCK_LENGTH);
        return positionReport.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a BalanceReport.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public BalanceReportEncoder balanceReport(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + BalanceReportEncoder.BLOCK_LENGTH);
        return balanceReport.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LiquidationLeg with room for its brackets.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @param brackets  that follow in its group.
     * @return its encoder.
     */
    public LiquidationLegEncoder liquidationLeg(final int recipient, final int brackets)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LiquidationLegEncoder.BLOCK_LENGTH +
            LiquidationLegEncoder.BracketsEncoder.sbeHeaderSize() +
            brackets * LiquidationLegEncoder.BracketsEncoder.sbeBlockLength());
        return liquidationLeg.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an AuctionPriced.
     *
     * @return its encoder; it goes to every session.
     */
    public AuctionPricedEncoder auctionPriced()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + AuctionPricedEncoder.BLOCK_LENGTH);
        return auctionPriced.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a TradingLimitsChanged.
     *
     * @return its encoder; it goes to every session.
     */
    public TradingLimitsChangedEncoder tradingLimitsChanged()
    {
        final int at = sink.claim(
            EffectSink.EVERY_SESSION, HEADER_LENGTH + TradingLimitsChangedEncoder.BLOCK_LENGTH);
        return tradingLimitsChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a KillSwitchChanged.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public KillSwitchChangedEncoder killSwitchChanged(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + KillSwitchChangedEncoder.BLOCK_LENGTH);
        return killSwitchChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an InstrumentStateChanged.
     *
     * @return its encoder; it goes to every session.
     */
    public InstrumentStateChangedEncoder instrumentStateChanged()
    {
        final int at = sink.claim(
            EffectSink.EVERY_SESSION, HEADER_LENGTH + InstrumentStateChangedEncoder.BLOCK_LENGTH);
        return instrumentStateChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a FutureExpired.
     *
     * @return its encoder; it goes to every session.
     */
    public FutureExpiredEncoder futureExpired()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + FutureExpiredEncoder.BLOCK_LENGTH);
        return futureExpired.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a PositionSettled.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public PositionSettledEncoder positionSettled(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + PositionSettledEncoder.BLOCK_LENGTH);
        return positionSettled.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an IndexPriced.
     *
     * @return its encoder; it goes to every session.
     */
    public IndexPricedEncoder indexPriced()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + IndexPricedEncoder.BLOCK_LENGTH);
        return indexPriced.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an OracleStateChanged.
     *
     * @return its encoder; it goes to every session.
     */
    public OracleStateChangedEncoder oracleStateChanged()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + OracleStateChangedEncoder.BLOCK_LENGTH);
        return oracleStateChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }
}

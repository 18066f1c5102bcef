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

import io.plimsoll.core.codec.generated.AccountReportEncoder;
import io.plimsoll.core.codec.generated.AccountStateChangedEncoder;
import io.plimsoll.core.codec.generated.AuctionPricedEncoder;
import io.plimsoll.core.codec.generated.BalanceChangedEncoder;
import io.plimsoll.core.codec.generated.BalanceReportEncoder;
import io.plimsoll.core.codec.generated.CommandRejectedEncoder;
import io.plimsoll.core.codec.generated.CreditReportEncoder;
import io.plimsoll.core.codec.generated.ExposureChangedEncoder;
import io.plimsoll.core.codec.generated.FundingAppliedEncoder;
import io.plimsoll.core.codec.generated.FundingSettledEncoder;
import io.plimsoll.core.codec.generated.FutureExpiredEncoder;
import io.plimsoll.core.codec.generated.IndexPricedEncoder;
import io.plimsoll.core.codec.generated.InstrumentStateChangedEncoder;
import io.plimsoll.core.codec.generated.InterestAppliedEncoder;
import io.plimsoll.core.codec.generated.InterestChargedEncoder;
import io.plimsoll.core.codec.generated.IsolatedReportEncoder;
import io.plimsoll.core.codec.generated.IsolatedToppedUpEncoder;
import io.plimsoll.core.codec.generated.LiquidationClosedEncoder;
import io.plimsoll.core.codec.generated.LiquidationCollateralEncoder;
import io.plimsoll.core.codec.generated.LiquidationLegEncoder;
import io.plimsoll.core.codec.generated.LiquidationLoanEncoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedEncoder;
import io.plimsoll.core.codec.generated.LiquidationOrderEncoder;
import io.plimsoll.core.codec.generated.LiquidationPieceEncoder;
import io.plimsoll.core.codec.generated.LiquidationPriceEncoder;
import io.plimsoll.core.codec.generated.LiquidationPurgeEncoder;
import io.plimsoll.core.codec.generated.LoanChangedEncoder;
import io.plimsoll.core.codec.generated.LoanReportEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.OraclePricesEncoder;
import io.plimsoll.core.codec.generated.OracleStateChangedEncoder;
import io.plimsoll.core.codec.generated.OrderCancelledEncoder;
import io.plimsoll.core.codec.generated.OrderFilledEncoder;
import io.plimsoll.core.codec.generated.OrderRestedEncoder;
import io.plimsoll.core.codec.generated.OrderSlidEncoder;
import io.plimsoll.core.codec.generated.OrderTriggeredEncoder;
import io.plimsoll.core.codec.generated.PositionReportEncoder;
import io.plimsoll.core.codec.generated.PositionSettledEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.RatesChangedEncoder;
import io.plimsoll.core.codec.generated.WhatIfReportEncoder;
import io.plimsoll.core.margin.OrderCheck;
import io.plimsoll.core.price.AssetRecord;

/**
 * The worst case of what a command can put out, in bytes of the effect buffer. {@link EngineLimits} refuses limits
 * whose worst command would not fit, so that no command ever meets a full buffer.
 * <pre>
 *   a maker order met       one fill for each side, one piece and the funding of the maker, or one cancel and one purge
 *   a cancel by the engine  one cancel
 *   a deadline              one cancel, the funding of an instrument, its rates, or interest of an asset or a shortfall
 *   a stop                  that it was triggered, that it slid, that it rests or a cancel; funding of its owner
 *   a liquidation step      two state changes with credit, the opening, for each position a leg, an order and two
 *                           pieces for each bracket edge, a record for each collateral, two for each loan, funding for
 *                           each position, the closing; of a margin call a liquidation price for each position
 *   an account query        two reports, one for each position, balance, loan and isolated account
 *   a what-if               one report, one liquidation price for each position
 *   a price command         one auction price for each instrument that it names
 *   an auction              a price for each time that it is priced, which takes at least one pair of orders; a state
 *   an order or withdrawal  funding of the account, of each position
 *   an instrument           what its open interest asks for, once
 *   the result              one
 * </pre>
 */
final class EffectBounds
{
    static final int RESULT = frame(CommandRejectedEncoder.BLOCK_LENGTH);
    static final int CANCEL = frame(OrderCancelledEncoder.BLOCK_LENGTH);
    static final int TRIGGER = frame(OrderTriggeredEncoder.BLOCK_LENGTH) + frame(OrderSlidEncoder.BLOCK_LENGTH) +
        frame(OrderRestedEncoder.BLOCK_LENGTH) + CANCEL + frame(FundingSettledEncoder.BLOCK_LENGTH);
    static final int DEADLINE = Math.max(
        Math.max(CANCEL, Math.max(frame(InterestAppliedEncoder.BLOCK_LENGTH),
            frame(InterestChargedEncoder.BLOCK_LENGTH))),
        Math.max(frame(FundingAppliedEncoder.BLOCK_LENGTH), frame(RatesChangedEncoder.BLOCK_LENGTH)));
    static final int FUNDING = frame(FundingSettledEncoder.BLOCK_LENGTH);
    static final int PIECE = frame(LiquidationPieceEncoder.BLOCK_LENGTH);
    static final int PURGE = CANCEL + frame(LiquidationPurgeEncoder.BLOCK_LENGTH);
    static final int ORDER_MET = Math.max(
        2 * frame(OrderFilledEncoder.BLOCK_LENGTH) + PIECE + FUNDING, PURGE);
    static final int CREDIT = frame(CreditReportEncoder.BLOCK_LENGTH);
    static final int STATE_CHANGE = frame(AccountStateChangedEncoder.BLOCK_LENGTH) + CREDIT;
    static final int COLLATERAL = frame(LiquidationCollateralEncoder.BLOCK_LENGTH +
        LiquidationCollateralEncoder.BandsEncoder.sbeHeaderSize() +
        (AssetRecord.BANDS_MAX - 1) * LiquidationCollateralEncoder.BandsEncoder.sbeBlockLength());
    /** A loan in the evidence of a step, and what it has been set off with. */
    static final int LOAN = frame(LiquidationLoanEncoder.BLOCK_LENGTH) + frame(LoanChangedEncoder.BLOCK_LENGTH);
    static final int LEG = frame(LiquidationLegEncoder.BLOCK_LENGTH +
        LiquidationLegEncoder.BracketsEncoder.sbeHeaderSize() +
        EngineLimits.BRACKETS_MAX * LiquidationLegEncoder.BracketsEncoder.sbeBlockLength()) +
        frame(LiquidationOrderEncoder.BLOCK_LENGTH) + 2 * EngineLimits.BRACKETS_MAX * PIECE + FUNDING;
    static final int BALANCE_CHANGE = frame(BalanceChangedEncoder.BLOCK_LENGTH);
    static final int TOP_UP = 2 * BALANCE_CHANGE + frame(IsolatedToppedUpEncoder.BLOCK_LENGTH);
    static final int STEP = TOP_UP + 2 * STATE_CHANGE + frame(LiquidationOpenedEncoder.BLOCK_LENGTH) +
        frame(LiquidationClosedEncoder.BLOCK_LENGTH);
    static final int ISOLATED_REPORT = frame(IsolatedReportEncoder.BLOCK_LENGTH);
    static final int EXPOSURE = frame(ExposureChangedEncoder.BLOCK_LENGTH);
    static final int AUCTION_PRICED = frame(AuctionPricedEncoder.BLOCK_LENGTH);
    /** The first pair of an auction is met whatever it is: two orders, and what their fills trim. */
    static final int PAIR = 2 * (1 + OrderCheck.REDUCE_ONLY_ORDERS_MAX) * ORDER_MET + 2 * AUCTION_PRICED +
        frame(InstrumentStateChangedEncoder.BLOCK_LENGTH);
    /** Instruments that one price command can name. */
    static final int PRICES_MAX = EngineLimits.COMMAND_LENGTH_MAX /
        PriceBatchEncoder.InstrumentPricesEncoder.sbeBlockLength();
    /** Indexes that one command can price: those that a message of a source names, or whose deadline has come. */
    static final int INDEXES_MAX = EngineLimits.COMMAND_LENGTH_MAX /
        OraclePricesEncoder.PricesEncoder.sbeBlockLength();
    static final int INDEX = frame(IndexPricedEncoder.BLOCK_LENGTH) +
        frame(OracleStateChangedEncoder.BLOCK_LENGTH) + AUCTION_PRICED;
    static final int REPORT = frame(AccountReportEncoder.BLOCK_LENGTH) + CREDIT;
    static final int POSITION_REPORT = frame(PositionReportEncoder.BLOCK_LENGTH);
    static final int BALANCE_REPORT = frame(BalanceReportEncoder.BLOCK_LENGTH);
    static final int WHAT_IF = frame(WhatIfReportEncoder.BLOCK_LENGTH);
    static final int LIQUIDATION_PRICE = frame(LiquidationPriceEncoder.BLOCK_LENGTH);
    static final int LOAN_REPORT = frame(LoanReportEncoder.BLOCK_LENGTH);

    /** The end of a dated future: its event and its state. */
    static final int EXPIRY =
        frame(FutureExpiredEncoder.BLOCK_LENGTH) + frame(InstrumentStateChangedEncoder.BLOCK_LENGTH);
    /** An order that is cancelled, or a position settled, because a dated future has ended. */
    static final int SETTLEMENT = Math.max(CANCEL, frame(PositionSettledEncoder.BLOCK_LENGTH));

    private EffectBounds()
    {
    }

    /** One command without the queue, and then at least one step of it. */
    static long worstCommandLength(
        final long fills,
        final long cancels,
        final long positionsPerAccount,
        final long assets,
        final long instruments,
        final long deadlines,
        final long triggers)
    {
        final long query = Math.max(REPORT + positionsPerAccount * (POSITION_REPORT + ISOLATED_REPORT) +
            assets * Math.max(BALANCE_REPORT + LOAN_REPORT, 2 * BALANCE_CHANGE),
            WHAT_IF + positionsPerAccount * LIQUIDATION_PRICE);
        final long auctions = Math.max(PAIR, Math.max(PRICES_MAX * AUCTION_PRICED, INDEXES_MAX * INDEX));
        return deadlines * Math.max(INDEX, Math.max(DEADLINE, EXPIRY)) + cancels * SETTLEMENT +
            positionsPerAccount * FUNDING +
            triggers * TRIGGER + Math.max(query, auctions) +
            worstTailLength(fills, cancels, positionsPerAccount, assets, instruments);
    }

    /** What a step of the queue and the result can still put out, with the work that is left to the command. */
    static long worstTailLength(
        final long fills,
        final long cancels,
        final long positionsPerAccount,
        final long assets,
        final long instruments)
    {
        return instruments * EXPOSURE + fills * ORDER_MET + cancels * CANCEL + STEP + positionsPerAccount *
            (LEG + LIQUIDATION_PRICE) + assets * (COLLATERAL + LOAN) + RESULT;
    }

    static int frame(final int blockLength)
    {
        final int length = EffectSink.FRAME_HEADER_LENGTH + MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        return (length + 7) & ~7;
    }
}

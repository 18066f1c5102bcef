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
package io.plimsoll.core.twin;

import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.AuctionPricedDecoder;
import io.plimsoll.core.codec.generated.BalanceChangedDecoder;
import io.plimsoll.core.codec.generated.BalanceReportDecoder;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.core.codec.generated.CreditReportDecoder;
import io.plimsoll.core.codec.generated.DigestReportDecoder;
import io.plimsoll.core.codec.generated.FutureExpiredDecoder;
import io.plimsoll.core.codec.generated.FundingAppliedDecoder;
import io.plimsoll.core.codec.generated.FundingSettledDecoder;
import io.plimsoll.core.codec.generated.FundingChangedDecoder;
import io.plimsoll.core.codec.generated.IndexPricedDecoder;
import io.plimsoll.core.codec.generated.InstrumentStateChangedDecoder;
import io.plimsoll.core.codec.generated.KillSwitchChangedDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationCollateralDecoder;
import io.plimsoll.core.codec.generated.LiquidationLegDecoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOrderDecoder;
import io.plimsoll.core.codec.generated.LiquidationPieceDecoder;
import io.plimsoll.core.codec.generated.LiquidationPriceDecoder;
import io.plimsoll.core.codec.generated.LiquidationPurgeDecoder;
import io.plimsoll.core.codec.generated.OracleStateChangedDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.OrderRestedDecoder;
import io.plimsoll.core.codec.generated.OrderSlidDecoder;
import io.plimsoll.core.codec.generated.OrderTriggeredDecoder;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import io.plimsoll.core.codec.generated.PositionSettledDecoder;
import io.plimsoll.core.codec.generated.LoanTermsChangedDecoder;
import io.plimsoll.core.codec.generated.PoolChangedDecoder;
import io.plimsoll.core.codec.generated.InterestChargedDecoder;
import io.plimsoll.core.codec.generated.LoanChangedDecoder;
import io.plimsoll.core.codec.generated.InterestAppliedDecoder;
import io.plimsoll.core.codec.generated.LoanReportDecoder;
import io.plimsoll.core.codec.generated.LiquidationLoanDecoder;
import io.plimsoll.core.codec.generated.RatesChangedDecoder;
import io.plimsoll.core.codec.generated.SessionOpenedDecoder;
import io.plimsoll.core.codec.generated.TradingLimitsChangedDecoder;
import io.plimsoll.core.codec.generated.WhatIfReportDecoder;
import io.plimsoll.core.codec.generated.VenueChangedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/** Effects as text, one line each, for messages of failed tests. */
final class EffectText
{
    private EffectText()
    {
    }

    static String of(final DirectBuffer buffer, final int length)
    {
        final StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < length)
        {
            final int messageLength = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            text.append("    to ").append(buffer.getInt(at + 4, ByteOrder.LITTLE_ENDIAN)).append(": ")
                .append(one(buffer, at + 8)).append('\n');
            at += (8 + messageLength + 7) / 8 * 8;
        }
        return text.toString();
    }

    private static Object one(final DirectBuffer buffer, final int at)
    {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, at);
        return switch (header.templateId())
        {
            case AccountReportDecoder.TEMPLATE_ID ->
                new AccountReportDecoder().wrapAndApplyHeader(buffer, at, header);
            case AccountStateChangedDecoder.TEMPLATE_ID ->
                new AccountStateChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case AuctionPricedDecoder.TEMPLATE_ID ->
                new AuctionPricedDecoder().wrapAndApplyHeader(buffer, at, header);
            case BalanceChangedDecoder.TEMPLATE_ID ->
                new BalanceChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case BalanceReportDecoder.TEMPLATE_ID ->
                new BalanceReportDecoder().wrapAndApplyHeader(buffer, at, header);
            case CommandAcceptedDecoder.TEMPLATE_ID ->
                new CommandAcceptedDecoder().wrapAndApplyHeader(buffer, at, header);
            case CommandRejectedDecoder.TEMPLATE_ID ->
                new CommandRejectedDecoder().wrapAndApplyHeader(buffer, at, header);
            case DigestReportDecoder.TEMPLATE_ID ->
                new DigestReportDecoder().wrapAndApplyHeader(buffer, at, header);
            case LoanTermsChangedDecoder.TEMPLATE_ID ->
                new LoanTermsChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case PoolChangedDecoder.TEMPLATE_ID ->
                new PoolChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case InterestChargedDecoder.TEMPLATE_ID ->
                new InterestChargedDecoder().wrapAndApplyHeader(buffer, at, header);
            case LoanChangedDecoder.TEMPLATE_ID ->
                new LoanChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case InterestAppliedDecoder.TEMPLATE_ID ->
                new InterestAppliedDecoder().wrapAndApplyHeader(buffer, at, header);
            case LoanReportDecoder.TEMPLATE_ID ->
                new LoanReportDecoder().wrapAndApplyHeader(buffer, at, header);
            case LiquidationLoanDecoder.TEMPLATE_ID ->
                new LiquidationLoanDecoder().wrapAndApplyHeader(buffer, at, header);
            case RatesChangedDecoder.TEMPLATE_ID ->
                new RatesChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case CreditReportDecoder.TEMPLATE_ID ->
                new CreditReportDecoder().wrapAndApplyHeader(buffer, at, header);
            case VenueChangedDecoder.TEMPLATE_ID ->
                new VenueChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case FundingAppliedDecoder.TEMPLATE_ID ->
                new FundingAppliedDecoder().wrapAndApplyHeader(buffer, at, header);
            case FundingSettledDecoder.TEMPLATE_ID ->
                new FundingSettledDecoder().wrapAndApplyHeader(buffer, at, header);
            case FundingChangedDecoder.TEMPLATE_ID ->
                new FundingChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case InstrumentStateChangedDecoder.TEMPLATE_ID ->
                new InstrumentStateChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case FutureExpiredDecoder.TEMPLATE_ID ->
                new FutureExpiredDecoder().wrapAndApplyHeader(buffer, at, header);
            case PositionSettledDecoder.TEMPLATE_ID ->
                new PositionSettledDecoder().wrapAndApplyHeader(buffer, at, header);
            case KillSwitchChangedDecoder.TEMPLATE_ID ->
                new KillSwitchChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case IndexPricedDecoder.TEMPLATE_ID ->
                new IndexPricedDecoder().wrapAndApplyHeader(buffer, at, header);
            case OracleStateChangedDecoder.TEMPLATE_ID ->
                new OracleStateChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case TradingLimitsChangedDecoder.TEMPLATE_ID ->
                new TradingLimitsChangedDecoder().wrapAndApplyHeader(buffer, at, header);
            case LiquidationClosedDecoder.TEMPLATE_ID ->
                new LiquidationClosedDecoder().wrapAndApplyHeader(buffer, at, header);
            case LiquidationCollateralDecoder.TEMPLATE_ID ->
                new LiquidationCollateralDecoder().wrapAndApplyHeader(buffer, at, header);
            case LiquidationLegDecoder.TEMPLATE_ID ->
                new LiquidationLegDecoder().wrapAndApplyHeader(buffer, at, header);
            case LiquidationOpenedDecoder.TEMPLATE_ID ->
                new LiquidationOpenedDecoder().wrapAndApplyHeader(buffer, at, header);
            case LiquidationOrderDecoder.TEMPLATE_ID ->
                new LiquidationOrderDecoder().wrapAndApplyHeader(buffer, at, header);
            case LiquidationPieceDecoder.TEMPLATE_ID ->
                new LiquidationPieceDecoder().wrapAndApplyHeader(buffer, at, header);
            case LiquidationPriceDecoder.TEMPLATE_ID ->
                new LiquidationPriceDecoder().wrapAndApplyHeader(buffer, at, header);
            case WhatIfReportDecoder.TEMPLATE_ID ->
                new WhatIfReportDecoder().wrapAndApplyHeader(buffer, at, header);
            case LiquidationPurgeDecoder.TEMPLATE_ID ->
                new LiquidationPurgeDecoder().wrapAndApplyHeader(buffer, at, header);
            case OrderCancelledDecoder.TEMPLATE_ID ->
                new OrderCancelledDecoder().wrapAndApplyHeader(buffer, at, header);
            case OrderFilledDecoder.TEMPLATE_ID ->
                new OrderFilledDecoder().wrapAndApplyHeader(buffer, at, header);
            case OrderTriggeredDecoder.TEMPLATE_ID ->
                new OrderTriggeredDecoder().wrapAndApplyHeader(buffer, at, header);
            case OrderRestedDecoder.TEMPLATE_ID ->
                new OrderRestedDecoder().wrapAndApplyHeader(buffer, at, header);
            case OrderSlidDecoder.TEMPLATE_ID ->
                new OrderSlidDecoder().wrapAndApplyHeader(buffer, at, header);
            case PositionReportDecoder.TEMPLATE_ID ->
                new PositionReportDecoder().wrapAndApplyHeader(buffer, at, header);
            case SessionOpenedDecoder.TEMPLATE_ID ->
                new SessionOpenedDecoder().wrapAndApplyHeader(buffer, at, header);
            default -> "template " + header.templateId();
        };
    }
}

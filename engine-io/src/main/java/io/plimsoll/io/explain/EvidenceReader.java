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
package io.plimsoll.io.explain;

import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.FillKind;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationCollateralDecoder;
import io.plimsoll.core.codec.generated.LiquidationLegDecoder;
import io.plimsoll.core.codec.generated.LiquidationLoanDecoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOrderDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.LiquidationPieceDecoder;
import io.plimsoll.core.codec.generated.LiquidationPurgeDecoder;
import io.plimsoll.core.codec.generated.LoanChangedDecoder;
import io.plimsoll.core.codec.generated.LoanReason;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.io.journal.FrameCursor;
import io.plimsoll.io.journal.RecordDecoder;
import org.agrona.DirectBuffer;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the evidence of one step out of the effects of a command. Every message of a step begins with the number of the
 * step. Confined to one thread.
 */
final class EvidenceReader
{
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private DirectBuffer buffer;
    private int offset;
    private Evidence evidence;

    /**
     * Number of the step that an effect belongs to.
     *
     * @param buffer     that holds it.
     * @param offset     of its message header.
     * @param templateId of the effect.
     * @return the number; 0 if it belongs to none.
     */
    static long liquidationId(final DirectBuffer buffer, final int offset, final int templateId)
    {
        return templateId >= LiquidationOpenedDecoder.TEMPLATE_ID &&
            templateId <= LiquidationClosedDecoder.TEMPLATE_ID || LiquidationLoanDecoder.TEMPLATE_ID == templateId ?
            buffer.getLong(offset + MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN) : 0;
    }

    /**
     * Reads the evidence.
     *
     * @param record        of the command in which the step was done.
     * @param liquidationId number of the step.
     * @return the evidence.
     */
    Evidence read(final RecordDecoder record, final long liquidationId)
    {
        evidence = new Evidence();
        buffer = record.buffer();
        final FrameCursor frames =
            new FrameCursor().wrap(record.buffer(), record.effectsOffset(), record.effectsLength());
        while (frames.next())
        {
            offset = frames.messageOffset();
            final int templateId = header.wrap(buffer, offset).templateId();
            if (OrderFilledDecoder.TEMPLATE_ID == templateId)
            {
                readFill();
            }
            else if (LoanChangedDecoder.TEMPLATE_ID == templateId)
            {
                readLoanChange();
            }
            else if (OrderCancelledDecoder.TEMPLATE_ID == templateId)
            {
                readCancel();
            }
            else if (liquidationId(buffer, offset, templateId) == liquidationId)
            {
                read(templateId);
            }
        }
        evidence.fills().removeIf(
            fill -> evidence.orders().stream().noneMatch(order -> order.orderId() == fill.orderId()));
        return evidence;
    }

    private void read(final int templateId)
    {
        switch (templateId)
        {
            case LiquidationOpenedDecoder.TEMPLATE_ID:
                readOpening();
                break;
            case LiquidationLegDecoder.TEMPLATE_ID:
                readLeg();
                break;
            case LiquidationCollateralDecoder.TEMPLATE_ID:
                readCollateral();
                break;
            case LiquidationLoanDecoder.TEMPLATE_ID:
                readLoan();
                break;
            case LiquidationPurgeDecoder.TEMPLATE_ID:
                readPurge();
                break;
            case LiquidationOrderDecoder.TEMPLATE_ID:
                readOrder();
                break;
            case LiquidationPieceDecoder.TEMPLATE_ID:
                readPiece();
                break;
            default:
                readClosing();
                break;
        }
    }

    private void readOpening()
    {
        final LiquidationOpenedDecoder from = new LiquidationOpenedDecoder().wrapAndApplyHeader(buffer, offset, header);
        evidence.opening(new Evidence.Opening(
            from.liquidationId(),
            from.episodeId(),
            from.accountId(),
            big(from.equityAtoms()),
            big(from.loanAtoms()),
            wide(from.maintenanceHigh(), from.maintenanceLow()),
            big(from.lowestEquityAtoms()),
            wide(from.lowestMaintenanceHigh(), from.lowestMaintenanceLow()),
            big(from.cashAtoms()),
            from.thetaPpm(),
            ClosePolicy.FULL.value() == from.closePolicyRaw(),
            from.stage(),
            from.legCount(),
            from.collateralCount(),
            from.loanCount()));
    }

    private void readLeg()
    {
        final LiquidationLegDecoder from = new LiquidationLegDecoder().wrapAndApplyHeader(buffer, offset, header);
        final List<Evidence.Bracket> brackets = new ArrayList<>();
        final Evidence.Leg leg = new Evidence.Leg(
            from.instrumentId(),
            from.positionLots(),
            big(from.costAtoms()),
            big(from.fundingDueAtoms()),
            from.markSubTicks(),
            from.markFactorAtoms(),
            from.contractFactorAtoms(),
            from.minNotionalAtoms(),
            from.minMarkSubTicks(),
            from.bandLimitTicks(),
            from.liquidationFeePpm(),
            from.penaltyBetaPpm(),
            from.instrumentStateRaw(),
            0 != from.inFinalWindow(),
            from.oracleStateRaw(),
            from.settlementAssetId(),
            from.entryRatePpm(),
            from.kindRaw(),
            brackets);
        for (final LiquidationLegDecoder.BracketsDecoder each : from.brackets())
        {
            brackets.add(new Evidence.Bracket(
                each.lowerNotionalAtoms(), each.maintenanceRatePpm(), each.penaltyRatePpm()));
        }
        evidence.legs().add(leg);
    }

    private void readCollateral()
    {
        final LiquidationCollateralDecoder from =
            new LiquidationCollateralDecoder().wrapAndApplyHeader(buffer, offset, header);
        final List<Evidence.Band> bands = new ArrayList<>();
        bands.add(new Evidence.Band(0, from.haircutWeightPpm()));
        evidence.collaterals().add(new Evidence.Collateral(from.assetId(), big(from.balanceAtoms()),
            from.priceAtoms(), from.unitAtoms(), from.liabilityWeightPpm(), bands, big(from.valueAtoms())));
        for (final LiquidationCollateralDecoder.BandsDecoder each : from.bands())
        {
            bands.add(new Evidence.Band(each.lowerValueAtoms(), each.weightPpm()));
        }
    }

    private void readLoan()
    {
        final LiquidationLoanDecoder from = new LiquidationLoanDecoder().wrapAndApplyHeader(buffer, offset, header);
        evidence.loans().add(new Evidence.Loan(from.assetId(), big(from.debtAtoms()), from.priceAtoms(),
            from.unitAtoms(), from.liabilityWeightPpm(), big(from.valueAtoms()), big(from.weightedAtoms())));
    }

    /** Of any account: what it was netted for is told before the evidence, which names the account. */
    private void readLoanChange()
    {
        final LoanChangedDecoder from = new LoanChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
        if (LoanReason.SET_OFF.value() == from.reasonRaw())
        {
            evidence.setOff();
        }
    }

    private void readPurge()
    {
        final LiquidationPurgeDecoder from = new LiquidationPurgeDecoder().wrapAndApplyHeader(buffer, offset, header);
        evidence.purges().add(new Evidence.Cancel(
            from.orderId(), from.instrumentId(), from.cancelledLots(), reason(from.reasonRaw())));
    }

    private void readOrder()
    {
        final LiquidationOrderDecoder from = new LiquidationOrderDecoder().wrapAndApplyHeader(buffer, offset, header);
        evidence.orders().add(new Evidence.Order(from.orderId(), from.instrumentId(),
            Side.SELL.value() == from.sideRaw(), from.quantityLots(), from.minimalLots(), from.dustLots(),
            from.blockLots(), from.limitTicks()));
    }

    private void readPiece()
    {
        final LiquidationPieceDecoder from = new LiquidationPieceDecoder().wrapAndApplyHeader(buffer, offset, header);
        evidence.pieces().add(new Evidence.Piece(
            from.instrumentId(),
            from.priceTicks(),
            from.quantityLots(),
            big(from.feeAtoms()),
            big(from.penaltyAtoms()),
            big(from.fundAtoms()),
            from.zeroPriceRatio(),
            from.penaltyRatio(),
            from.maintenanceRatePpm(),
            from.bracketIndex(),
            from.trades()));
    }

    private void readFill()
    {
        final OrderFilledDecoder from = new OrderFilledDecoder().wrapAndApplyHeader(buffer, offset, header);
        if (FillKind.LIQUIDATED.value() == from.kindRaw())
        {
            evidence.fills().add(new Evidence.Fill(
                from.orderId(), from.priceTicks(), from.quantityLots(), big(from.feeAtoms())));
        }
    }

    private void readCancel()
    {
        final OrderCancelledDecoder from = new OrderCancelledDecoder().wrapAndApplyHeader(buffer, offset, header);
        evidence.cancels().add(new Evidence.Cancel(
            from.orderId(), from.instrumentId(), from.cancelledLots(), reason(from.reasonRaw())));
    }

    private void readClosing()
    {
        final LiquidationClosedDecoder from = new LiquidationClosedDecoder().wrapAndApplyHeader(buffer, offset, header);
        evidence.closing(new Evidence.Closing(
            from.episodeId(),
            from.accountId(),
            big(from.equityAtoms()),
            wide(from.maintenanceHigh(), from.maintenanceLow()),
            big(from.closedNotionalAtoms()),
            big(from.minimalNotionalAtoms()),
            big(from.feeAtoms()),
            big(from.penaltyAtoms()),
            from.pieces(),
            outcome(from.outcomeRaw())));
    }

    // By number, because a damaged record may hold one that has no name.
    private static String outcome(final int value)
    {
        for (final LiquidationOutcome outcome : LiquidationOutcome.values())
        {
            if (outcome.value() == value)
            {
                return outcome.name();
            }
        }
        return "outcome " + value;
    }

    private static String reason(final int value)
    {
        for (final CancelReason reason : CancelReason.values())
        {
            if (reason.value() == value)
            {
                return reason.name();
            }
        }
        return "reason " + value;
    }

    private static BigInteger big(final long value)
    {
        return BigInteger.valueOf(value);
    }

    /**
     * A number of 128 bits.
     */
    static BigInteger wide(final long high, final long low)
    {
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(new BigInteger(Long.toUnsignedString(low)));
    }
}

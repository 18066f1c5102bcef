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

import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.BalanceChangedDecoder;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.IndexPricedDecoder;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.codec.generated.InstrumentStateChangedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOpenedDecoder;
import io.plimsoll.core.codec.generated.ListAssetDecoder;
import io.plimsoll.core.codec.generated.ListFutureDecoder;
import io.plimsoll.core.codec.generated.ListInstrumentDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.codec.generated.OracleStateChangedDecoder;
import io.plimsoll.core.codec.generated.InterestChargedDecoder;
import io.plimsoll.core.codec.generated.LoanChangedDecoder;
import io.plimsoll.core.codec.generated.LoanTermsChangedDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.PositionSettledDecoder;
import io.plimsoll.core.codec.generated.PriceBatchDecoder;
import io.plimsoll.core.codec.generated.RatesChangedDecoder;
import io.plimsoll.core.codec.generated.SetHaircutBandsDecoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesDecoder;
import io.plimsoll.io.journal.FrameCursor;
import io.plimsoll.io.journal.MessageJson;
import io.plimsoll.io.journal.MessageSchema;
import io.plimsoll.io.journal.RecordDecoder;
import org.agrona.DirectBuffer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows an account through a journal up to a step of its liquidation: terms, marks, what changed it, and which
 * command took it below its line. From the last trade or payment of the account on, its positions are those that the
 * evidence shows, so its health at any later mark is known. Confined to one thread.
 */
final class AccountTrail
{
    private static final MessageSchema SCHEMA = MessageSchema.load();
    private static final long LINE_PPM = 1_000_000;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FrameCursor frames = new FrameCursor();
    private final MessageJson names = new MessageJson(SCHEMA);
    private final Map<Integer, LiquidationCase.Terms> terms = new HashMap<>();
    private final Map<Integer, Long> units = new HashMap<>();
    private final Map<Integer, String> assets = new HashMap<>();
    private final Map<Integer, Integer> weights = new HashMap<>();
    private final Map<Integer, Long> marks = new HashMap<>();
    private final Map<Integer, Long> prices = new HashMap<>();
    private final Map<Integer, Integer> states = new HashMap<>();
    private final Map<Integer, Integer> oracleStates = new HashMap<>();
    private final List<Worth> earlier = new ArrayList<>();
    private final RatesTrail rates = new RatesTrail();
    private final Evidence evidence;
    private final long accountId;
    private LiquidationCase.Moment moment;
    private LiquidationCase.Entry entry;
    private LiquidationCase.Crossing crossing;
    private boolean isChanged;
    private boolean isPriced;
    private boolean hasIndexes;
    private boolean isAtStep;

    /**
     * Trail of an account.
     *
     * @param evidence of the step that it leads to.
     */
    AccountTrail(final Evidence evidence)
    {
        this.evidence = evidence;
        accountId = evidence.opening().accountId();
    }

    /**
     * Follows the next command.
     *
     * @param record     of the command; the last one is that of the step.
     * @param isAccepted whether the engine accepted it.
     */
    void follow(final RecordDecoder record, final boolean isAccepted)
    {
        final int templateId = header.wrap(record.buffer(), record.commandOffset()).templateId();
        moment = new LiquidationCase.Moment(
            record.sequence(), record.timestampNs(), names.name(record.buffer(), record.commandOffset()));
        final boolean isOutside = null == entry;
        hasIndexes |= SetIndexSourcesDecoder.TEMPLATE_ID == templateId;
        // Any command may find an index due; without indexes only a batch sets prices.
        final boolean mayPrice = hasIndexes || PriceBatchDecoder.TEMPLATE_ID == templateId;
        final Map<Integer, Long> marksBefore = mayPrice ? new HashMap<>(marks) : null;
        final Map<Integer, Long> pricesBefore = mayPrice ? new HashMap<>(prices) : null;
        isPriced = false;
        if (isAccepted && isListing(templateId))
        {
            list(record.buffer(), record.commandOffset());
        }
        else if (isAccepted && ListAssetDecoder.TEMPLATE_ID == templateId)
        {
            final ListAssetDecoder from =
                new ListAssetDecoder().wrapAndApplyHeader(record.buffer(), record.commandOffset(), header);
            units.put(from.assetId(), from.unitAtoms());
            assets.put(from.assetId(), LiquidationCase.asset(
                from.unitAtoms(), List.of(new Evidence.Band(0, from.haircutWeightPpm()))));
        }
        else if (isAccepted && SetHaircutBandsDecoder.TEMPLATE_ID == templateId)
        {
            setBands(record.buffer(), record.commandOffset());
        }
        else if (isAccepted && PriceBatchDecoder.TEMPLATE_ID == templateId)
        {
            isPriced = true;
            setPrices(record.buffer(), record.commandOffset());
        }
        readEffects(record);
        if (isOutside && (isChanged || isPriced))
        {
            judge(marksBefore, pricesBefore);
        }
    }

    private void setBands(final DirectBuffer buffer, final int offset)
    {
        final SetHaircutBandsDecoder from = new SetHaircutBandsDecoder().wrapAndApplyHeader(buffer, offset, header);
        final List<Evidence.Band> bands = new ArrayList<>();
        for (final SetHaircutBandsDecoder.BandsDecoder each : from.bands())
        {
            bands.add(new Evidence.Band(each.lowerValueAtoms(), each.weightPpm()));
        }
        assets.put(from.assetId(), LiquidationCase.asset(units.get(from.assetId()), bands));
    }

    private static boolean isListing(final int templateId)
    {
        return ListInstrumentDecoder.TEMPLATE_ID == templateId || ListFutureDecoder.TEMPLATE_ID == templateId;
    }

    private void judge(final Map<Integer, Long> marksBefore, final Map<Integer, Long> pricesBefore)
    {
        if (!Worth.at(evidence, marks, prices).isBelow(LINE_PPM))
        {
            crossing = null;
        }
        else if (isChanged)
        {
            crossing = new LiquidationCase.Crossing(moment, false, Map.of(), Map.of(), null);
        }
        else if (null == crossing)
        {
            crossing = new LiquidationCase.Crossing(moment, true, marksBefore, new HashMap<>(marks),
                Worth.at(evidence, marksBefore, pricesBefore));
        }
    }

    private void list(final DirectBuffer buffer, final int offset)
    {
        // The block of a dated future begins as that of any instrument.
        header.wrap(buffer, offset);
        final ListInstrumentDecoder from = new ListInstrumentDecoder().wrap(
            buffer, offset + header.encodedLength(), header.blockLength(), header.version());
        final List<Evidence.Bracket> brackets = new ArrayList<>();
        final boolean isInverse = from.kindRaw() >= InstrumentKind.INVERSE_PERPETUAL.value();
        final Evidence.Leg leg = new Evidence.Leg(from.instrumentId(), 0, BigInteger.ZERO, BigInteger.ZERO, 0,
            isInverse ? from.contractFactorAtoms() * from.subTicksPerTick() :
                from.contractFactorAtoms() / from.subTicksPerTick(),
            from.contractFactorAtoms(), from.minNotionalAtoms(),
            from.minMarkSubTicks(), 0, from.liquidationFeePpm(), from.penaltyBetaPpm(),
            InstrumentState.OPEN.value(), false, OracleState.OK.value(), from.settlementAssetId(), 0, from.kindRaw(),
            brackets);
        terms.put(from.instrumentId(), new LiquidationCase.Terms(from.thetaPpm(),
            ClosePolicy.FULL.value() == from.closePolicyRaw(), from.oracleBandPpm(), from.subTicksPerTick(),
            windowNs(buffer, offset), leg));
        for (final ListInstrumentDecoder.BracketsDecoder each : from.brackets())
        {
            brackets.add(new Evidence.Bracket(
                each.lowerNotionalAtoms(), each.maintenanceRatePpm(), each.penaltyRatePpm()));
        }
    }

    private long windowNs(final DirectBuffer buffer, final int offset)
    {
        if (ListFutureDecoder.TEMPLATE_ID != header.wrap(buffer, offset).templateId())
        {
            return Long.MAX_VALUE;
        }
        final ListFutureDecoder dates = new ListFutureDecoder().wrapAndApplyHeader(buffer, offset, header);
        return dates.expireTimeNs() - dates.windowSamples() * dates.sampleIntervalNs();
    }

    private void setPrices(final DirectBuffer buffer, final int offset)
    {
        final PriceBatchDecoder from = new PriceBatchDecoder().wrapAndApplyHeader(buffer, offset, header);
        for (final PriceBatchDecoder.InstrumentPricesDecoder each : from.instrumentPrices())
        {
            marks.put(each.instrumentId(), each.markSubTicks());
        }
        for (final PriceBatchDecoder.AssetPricesDecoder each : from.assetPrices())
        {
            prices.put(each.assetId(), each.priceAtoms());
        }
    }

    private void readEffects(final RecordDecoder record)
    {
        isChanged = false;
        frames.wrap(record.buffer(), record.effectsOffset(), record.effectsLength());
        while (!isAtStep && frames.next())
        {
            readEffect(record.buffer(), frames.messageOffset());
        }
    }

    private void readEffect(final DirectBuffer buffer, final int offset)
    {
        switch (header.wrap(buffer, offset).templateId())
        {
            case OrderFilledDecoder.TEMPLATE_ID:
                isChanged |= accountId ==
                    new OrderFilledDecoder().wrapAndApplyHeader(buffer, offset, header).accountId();
                break;
            case PositionSettledDecoder.TEMPLATE_ID:
                isChanged |= accountId ==
                    new PositionSettledDecoder().wrapAndApplyHeader(buffer, offset, header).accountId();
                break;
            case BalanceChangedDecoder.TEMPLATE_ID:
                isChanged |= accountId ==
                    new BalanceChangedDecoder().wrapAndApplyHeader(buffer, offset, header).accountId();
                break;
            case InterestChargedDecoder.TEMPLATE_ID:
                isChanged |= accountId ==
                    new InterestChargedDecoder().wrapAndApplyHeader(buffer, offset, header).accountId();
                break;
            case LoanChangedDecoder.TEMPLATE_ID:
                isChanged |= accountId ==
                    new LoanChangedDecoder().wrapAndApplyHeader(buffer, offset, header).accountId();
                break;
            case LoanTermsChangedDecoder.TEMPLATE_ID:
                final LoanTermsChangedDecoder lent =
                    new LoanTermsChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                weights.put(lent.assetId(), lent.liabilityWeightPpm());
                break;
            case RatesChangedDecoder.TEMPLATE_ID:
                final RatesChangedDecoder rated =
                    new RatesChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                rates.changed(rated.instrumentId(), rated.inForcePpm());
                break;
            case AccountStateChangedDecoder.TEMPLATE_ID:
                enter(new AccountStateChangedDecoder().wrapAndApplyHeader(buffer, offset, header));
                break;
            case InstrumentStateChangedDecoder.TEMPLATE_ID:
                final InstrumentStateChangedDecoder from =
                    new InstrumentStateChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                states.put(from.instrumentId(), (int)from.toStateRaw());
                break;
            case IndexPricedDecoder.TEMPLATE_ID:
                setPrice(new IndexPricedDecoder().wrapAndApplyHeader(buffer, offset, header));
                break;
            case OracleStateChangedDecoder.TEMPLATE_ID:
                final OracleStateChangedDecoder change =
                    new OracleStateChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                if (IndexTarget.INSTRUMENT.value() == change.targetKindRaw())
                {
                    oracleStates.put(change.targetId(), (int)change.toStateRaw());
                }
                break;
            case LiquidationOpenedDecoder.TEMPLATE_ID:
                open(new LiquidationOpenedDecoder().wrapAndApplyHeader(buffer, offset, header));
                break;
            default:
                break;
        }
    }

    private void setPrice(final IndexPricedDecoder from)
    {
        isPriced = true;
        if (IndexTarget.INSTRUMENT.value() == from.targetKindRaw())
        {
            marks.put(from.targetId(), from.markSubTicks());
        }
        else
        {
            prices.put(from.targetId(), from.price());
        }
    }

    private void enter(final AccountStateChangedDecoder from)
    {
        if (accountId != from.accountId() || AccountState.LIQUIDATING.value() != from.toStateRaw())
        {
            return;
        }
        rates.enter();
        if (evidence.opening().episodeId() == from.episodeId())
        {
            entry = new LiquidationCase.Entry(moment, Arithmetic.big(from.equityAtoms()),
                Arithmetic.big(from.maintenanceAtoms()), from.thetaPpm());
        }
    }

    private void open(final LiquidationOpenedDecoder from)
    {
        if (evidence.opening().liquidationId() == from.liquidationId())
        {
            isAtStep = true;
        }
        else if (accountId == from.accountId() && evidence.opening().episodeId() == from.episodeId())
        {
            earlier.add(new Worth(Arithmetic.big(from.equityAtoms()),
                EvidenceReader.wide(from.maintenanceHigh(), from.maintenanceLow()),
                Arithmetic.big(from.loanAtoms())));
        }
    }

    /**
     * What was found on the trail.
     *
     * @return the step with what led to it.
     */
    LiquidationCase result()
    {
        return new LiquidationCase(
            evidence, moment, terms, assets, weights, marks, prices, states, oracleStates, rates, entry, earlier,
            earlier.isEmpty() ? crossing : null);
    }
}

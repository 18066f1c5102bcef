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

import io.plimsoll.core.codec.CommandFrame;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.AccountQueryDecoder;
import io.plimsoll.core.codec.generated.AttestDecoder;
import io.plimsoll.core.codec.generated.BorrowDecoder;
import io.plimsoll.core.codec.generated.CancelByClientIdDecoder;
import io.plimsoll.core.codec.generated.CancelOrderDecoder;
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.DepositDecoder;
import io.plimsoll.core.codec.generated.KillSwitchDecoder;
import io.plimsoll.core.codec.generated.ListAssetDecoder;
import io.plimsoll.core.codec.generated.ListFutureDecoder;
import io.plimsoll.core.codec.generated.ListInstrumentDecoder;
import io.plimsoll.core.codec.generated.ListSpotDecoder;
import io.plimsoll.core.codec.generated.MassCancelDecoder;
import io.plimsoll.core.codec.generated.NewOrderDecoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedDecoder;
import io.plimsoll.core.codec.generated.OpenAccountDecoder;
import io.plimsoll.core.codec.generated.OraclePricesDecoder;
import io.plimsoll.core.codec.generated.PriceBatchDecoder;
import io.plimsoll.core.codec.generated.RegisterVenueDecoder;
import io.plimsoll.core.codec.generated.RepayDecoder;
import io.plimsoll.core.codec.generated.ReplaceOrderDecoder;
import io.plimsoll.core.codec.generated.RevokeCreditDecoder;
import io.plimsoll.core.codec.generated.ScheduleVolatilityDecoder;
import io.plimsoll.core.codec.generated.SessionCloseDecoder;
import io.plimsoll.core.codec.generated.SessionOpenDecoder;
import io.plimsoll.core.codec.generated.SetDepthDecoder;
import io.plimsoll.core.codec.generated.SetExposureDecoder;
import io.plimsoll.core.codec.generated.SetFundingDecoder;
import io.plimsoll.core.codec.generated.SetHaircutBandsDecoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesDecoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateDecoder;
import io.plimsoll.core.codec.generated.SetIsolatedDecoder;
import io.plimsoll.core.codec.generated.SetLeverageDecoder;
import io.plimsoll.core.codec.generated.SetLoanTermsDecoder;
import io.plimsoll.core.codec.generated.SetTradingLimitsDecoder;
import io.plimsoll.core.codec.generated.SetVolatilityDecoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleDecoder;
import io.plimsoll.core.codec.generated.StateDigestRequestDecoder;
import io.plimsoll.core.codec.generated.SupplyPoolDecoder;
import io.plimsoll.core.codec.generated.TransferDecoder;
import io.plimsoll.core.codec.generated.WhatIfDecoder;
import io.plimsoll.core.codec.generated.WithdrawDecoder;
import io.plimsoll.core.codec.generated.WithdrawPoolDecoder;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;
import org.agrona.DirectBuffer;

/** Finds the room of a command: who may send it, how it is decoded, who handles it. */
final class Dispatcher
{
    private final Engine engine;
    private final Arena arena;
    private final Refusal refusal;
    private final Sessions sessions;
    private final EffectWriter effects;
    private final OrderCommands orders;
    private final AccountCommands accounts;
    private final IsolatedCommands isolated;
    private final TransferCommands transfers;
    private final LeverageCommands leverages;
    private final ExposureCommands exposures;
    private final WhatIfCommands questions;
    private final ListingCommands listings;
    private final HaircutCommands haircuts;
    private final LoanCommands loans;
    private final PoolCommands pools;
    private final InstrumentCommands instruments;
    private final LimitCommands limits;
    private final KillCommands kills;
    private final MassCancelCommands massCancels;
    private final PriceCommands prices;
    private final FactorCommands factors;
    private final IndexPricing pricing;
    private final OracleCommands oracle;
    private final CreditCommands credits;
    private final SessionOpenDecoder sessionOpen = new SessionOpenDecoder();
    private final ListAssetDecoder listAsset = new ListAssetDecoder();
    private final ListInstrumentDecoder listInstrument = new ListInstrumentDecoder();
    private final ListFutureDecoder listFuture = new ListFutureDecoder();
    private final SetHaircutBandsDecoder setHaircutBands = new SetHaircutBandsDecoder();
    private final ListSpotDecoder listSpot = new ListSpotDecoder();
    private final SetLoanTermsDecoder setLoanTerms = new SetLoanTermsDecoder();
    private final SupplyPoolDecoder supplyPool = new SupplyPoolDecoder();
    private final WithdrawPoolDecoder withdrawPool = new WithdrawPoolDecoder();
    private final BorrowDecoder borrow = new BorrowDecoder();
    private final RepayDecoder repay = new RepayDecoder();
    private final OpenAccountDecoder openAccount = new OpenAccountDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();
    private final TransferDecoder transfer = new TransferDecoder();
    private final SetIsolatedDecoder setIsolated = new SetIsolatedDecoder();
    private final SetLeverageDecoder setLeverage = new SetLeverageDecoder();
    private final SetExposureDecoder setExposure = new SetExposureDecoder();
    private final SetDepthDecoder setDepth = new SetDepthDecoder();
    private final SetWithdrawRuleDecoder setWithdrawRule = new SetWithdrawRuleDecoder();
    private final NewOrderExtendedDecoder newOrderExtended = new NewOrderExtendedDecoder();
    private final MassCancelDecoder massCancel = new MassCancelDecoder();
    private final CancelByClientIdDecoder cancelByClientId = new CancelByClientIdDecoder();
    private final PriceBatchDecoder priceBatch = new PriceBatchDecoder();
    private final SetIndexSourcesDecoder setIndexSources = new SetIndexSourcesDecoder();
    private final OraclePricesDecoder oraclePrices = new OraclePricesDecoder();
    private final AccountQueryDecoder accountQuery = new AccountQueryDecoder();
    private final WhatIfDecoder whatIf = new WhatIfDecoder();
    private final KillSwitchDecoder killSwitch = new KillSwitchDecoder();
    private final SetTradingLimitsDecoder setTradingLimits = new SetTradingLimitsDecoder();
    private final SetFundingDecoder setFunding = new SetFundingDecoder();
    private final SetVolatilityDecoder setVolatility = new SetVolatilityDecoder();
    private final ScheduleVolatilityDecoder scheduleVolatility = new ScheduleVolatilityDecoder();
    private final SetInstrumentStateDecoder setInstrumentState = new SetInstrumentStateDecoder();
    private final RegisterVenueDecoder registerVenue = new RegisterVenueDecoder();
    private final AttestDecoder attest = new AttestDecoder();
    private final RevokeCreditDecoder revokeCredit = new RevokeCreditDecoder();
    private int recipient;

    Dispatcher(final Engine engine, final Rooms rooms)
    {
        this.engine = engine;
        arena = rooms.arena;
        refusal = rooms.refusal;
        sessions = rooms.sessions;
        effects = rooms.effects;
        orders = new OrderCommands(rooms);
        isolated = new IsolatedCommands(rooms);
        accounts = new AccountCommands(rooms, isolated);
        transfers = new TransferCommands(rooms);
        leverages = new LeverageCommands(rooms);
        exposures = new ExposureCommands(rooms);
        questions = new WhatIfCommands(rooms);
        listings = new ListingCommands(rooms);
        haircuts = new HaircutCommands(rooms);
        loans = new LoanCommands(rooms);
        pools = new PoolCommands(rooms);
        instruments = new InstrumentCommands(rooms);
        limits = new LimitCommands(rooms);
        kills = new KillCommands(rooms);
        massCancels = new MassCancelCommands(rooms);
        final Marks marks = new Marks(rooms);
        prices = new PriceCommands(rooms, marks);
        pricing = new IndexPricing(rooms, marks);
        oracle = new OracleCommands(rooms, pricing);
        factors = new FactorCommands(rooms);
        credits = new CreditCommands(rooms);
    }

    /** What the last order command left for the rest of the step. */
    OrderEntry entry()
    {
        return orders.entry();
    }

    /** Instrument in which the last command may have made it possible to close accounts, 0 for none. */
    int instrumentTouched()
    {
        final int byOrder = orders.entry().instrumentTouched();
        return byOrder != 0 ? byOrder : instruments.instrumentTouched();
    }

    /** Session that receives the result of the last command. */
    int recipient()
    {
        return recipient;
    }

    /** Orders that the last command has cancelled as one of many. */
    long cancelsUsed()
    {
        return massCancels.cancelsUsed();
    }

    /** Orders that the last command met. */
    long workUsed()
    {
        return orders.entry().workUsed() + instruments.workUsed();
    }

    /** What the indexes of this command have become. */
    IndexPricing pricing()
    {
        return pricing;
    }

    /** Forgets the last command. */
    void reset()
    {
        orders.entry().reset();
        instruments.reset();
        kills.reset();
        massCancels.reset();
    }

    int dispatch(final CommandFrame frame, final int sessionId, final DirectBuffer buffer)
    {
        reset();
        recipient = sessionId;
        if (sessionId == 0)
        {
            return dispatchOfHost(frame, buffer);
        }
        if (!sessions.isOpen(sessionId))
        {
            recipient = EffectSink.NO_SESSION;
            return refusal.refuse(ResultCode.SESSION_NOT_OPEN, sessions.opened(), sessionId);
        }
        return dispatchOfSession(frame, sessionId, buffer);
    }

    private int dispatchOfHost(final CommandFrame frame, final DirectBuffer buffer)
    {
        switch (frame.templateId())
        {
            case ContinueDecoder.TEMPLATE_ID:
                recipient = EffectSink.EVERY_SESSION;
                kills.goOn();
                massCancels.goOn();
                instruments.goOn();
                return ResultCode.ACCEPTED;
            case SessionOpenDecoder.TEMPLATE_ID:
                return openSession(frame, buffer);
            case TransferDecoder.TEMPLATE_ID:
                recipient = EffectSink.NO_SESSION;
                return transfers.transfer(transfer.wrap(
                    buffer, frame.blockOffset(), frame.blockLength(), frame.version()), 0);
            case WhatIfDecoder.TEMPLATE_ID:
                recipient = EffectSink.NO_SESSION;
                return questions.answerHost(whatIf.wrap(buffer, frame.blockOffset(), frame.blockLength(),
                    frame.version()));
            default:
                recipient = EffectSink.NO_SESSION;
                return refusal.refuse(ResultCode.SESSION_NOT_OPEN, sessions.opened(), 0);
        }
    }

    private int openSession(final CommandFrame frame, final DirectBuffer buffer)
    {
        sessionOpen.wrap(buffer, frame.blockOffset(), frame.blockLength(), frame.version());
        recipient = EffectSink.NO_SESSION;
        final long principalId = sessionOpen.principalId();
        final Slab full = sessions.fullSlab(principalId);
        if (full != null)
        {
            return refusal.refuseFull(full);
        }
        recipient = sessions.open(principalId);
        effects.sessionOpened(recipient).principalId(principalId).sessionId(recipient);
        return ResultCode.ACCEPTED;
    }

    private int dispatchOfSession(final CommandFrame frame, final int sessionId, final DirectBuffer buffer)
    {
        final int at = frame.blockOffset();
        final int length = frame.blockLength();
        final int version = frame.version();
        switch (frame.templateId())
        {
            case NewOrderDecoder.TEMPLATE_ID:
                return orders.newOrder(frame, sessionId);
            case NewOrderExtendedDecoder.TEMPLATE_ID:
                return orders.newOrder(newOrderExtended.wrap(buffer, at, length, version), sessionId);
            case CancelOrderDecoder.TEMPLATE_ID:
                return orders.cancel(frame, sessionId);
            case MassCancelDecoder.TEMPLATE_ID:
                return massCancels.apply(massCancel.wrap(buffer, at, length, version), sessionId);
            case CancelByClientIdDecoder.TEMPLATE_ID:
                return orders.cancelByClientId(cancelByClientId.wrap(buffer, at, length, version), sessionId);
            case ReplaceOrderDecoder.TEMPLATE_ID:
                return orders.replace(frame, sessionId);
            case PriceBatchDecoder.TEMPLATE_ID:
                return prices.apply(priceBatch.wrap(buffer, at, length, version));
            case OraclePricesDecoder.TEMPLATE_ID:
                return oracle.prices(oraclePrices.wrap(buffer, at, length, version));
            case SetIndexSourcesDecoder.TEMPLATE_ID:
                return oracle.setSources(setIndexSources.wrap(buffer, at, length, version));
            case DepositDecoder.TEMPLATE_ID:
                return accounts.deposit(deposit.wrap(buffer, at, length, version), sessionId);
            case WithdrawDecoder.TEMPLATE_ID:
                return accounts.withdraw(withdraw.wrap(buffer, at, length, version), sessionId);
            case TransferDecoder.TEMPLATE_ID:
                return transfers.transfer(transfer.wrap(buffer, at, length, version), sessionId);
            case SetIsolatedDecoder.TEMPLATE_ID:
                return isolated.set(setIsolated.wrap(buffer, at, length, version), sessionId);
            case SetLeverageDecoder.TEMPLATE_ID:
                return leverages.set(setLeverage.wrap(buffer, at, length, version), sessionId);
            case SetExposureDecoder.TEMPLATE_ID:
                return exposures.set(setExposure.wrap(buffer, at, length, version));
            case SetDepthDecoder.TEMPLATE_ID:
                return exposures.setDepth(setDepth.wrap(buffer, at, length, version));
            case SetWithdrawRuleDecoder.TEMPLATE_ID:
                return transfers.setRule(setWithdrawRule.wrap(buffer, at, length, version));
            case OpenAccountDecoder.TEMPLATE_ID:
                return accounts.open(openAccount.wrap(buffer, at, length, version), sessionId);
            case AccountQueryDecoder.TEMPLATE_ID:
                return accounts.query(accountQuery.wrap(buffer, at, length, version), sessionId);
            case WhatIfDecoder.TEMPLATE_ID:
                return questions.answer(whatIf.wrap(buffer, at, length, version), sessionId);
            case ListAssetDecoder.TEMPLATE_ID:
                return listings.listAsset(listAsset.wrap(buffer, at, length, version));
            case ListInstrumentDecoder.TEMPLATE_ID:
                return listings.listInstrument(listInstrument.wrap(buffer, at, length, version));
            case ListFutureDecoder.TEMPLATE_ID:
                return listings.listFuture(listInstrument.wrap(buffer, at, length, version),
                    listFuture.wrap(buffer, at, length, version));
            case SetHaircutBandsDecoder.TEMPLATE_ID:
                return haircuts.set(setHaircutBands.wrap(buffer, at, length, version));
            case BorrowDecoder.TEMPLATE_ID:
                return loans.borrow(borrow.wrap(buffer, at, length, version), sessionId);
            case RepayDecoder.TEMPLATE_ID:
                return loans.repay(repay.wrap(buffer, at, length, version), sessionId);
            case SetLoanTermsDecoder.TEMPLATE_ID:
                return pools.setTerms(setLoanTerms.wrap(buffer, at, length, version));
            case SupplyPoolDecoder.TEMPLATE_ID:
                return pools.supply(supplyPool.wrap(buffer, at, length, version));
            case WithdrawPoolDecoder.TEMPLATE_ID:
                return pools.withdraw(withdrawPool.wrap(buffer, at, length, version));
            case ListSpotDecoder.TEMPLATE_ID:
                return listings.listSpot(listSpot.wrap(buffer, at, length, version));
            case KillSwitchDecoder.TEMPLATE_ID:
                return kills.change(killSwitch.wrap(buffer, at, length, version), sessionId);
            case SetTradingLimitsDecoder.TEMPLATE_ID:
                return limits.set(setTradingLimits.wrap(buffer, at, length, version));
            case SetVolatilityDecoder.TEMPLATE_ID:
                return factors.setVolatility(setVolatility.wrap(buffer, at, length, version));
            case ScheduleVolatilityDecoder.TEMPLATE_ID:
                return factors.scheduleVolatility(scheduleVolatility.wrap(buffer, at, length, version));
            case SetFundingDecoder.TEMPLATE_ID:
                return factors.setFunding(setFunding.wrap(buffer, at, length, version));
            case AttestDecoder.TEMPLATE_ID:
                return credits.attest(attest.wrap(buffer, at, length, version), frame, sessionId);
            case RegisterVenueDecoder.TEMPLATE_ID:
                return credits.register(registerVenue.wrap(buffer, at, length, version), frame);
            case RevokeCreditDecoder.TEMPLATE_ID:
                return credits.revoke(revokeCredit.wrap(buffer, at, length, version), sessionId);
            case SetInstrumentStateDecoder.TEMPLATE_ID:
                return instruments.setState(setInstrumentState.wrap(buffer, at, length, version));
            case StateDigestRequestDecoder.TEMPLATE_ID:
                effects.digestReport(sessionId).stateDigest(arena.digest()).eventHash(engine.eventHash());
                return ResultCode.ACCEPTED;
            case SessionCloseDecoder.TEMPLATE_ID:
                sessions.close(sessionId);
                return ResultCode.ACCEPTED;
            default:
                return refusal.refuse(ResultCode.HOST_ONLY, 0, sessionId);
        }
    }
}

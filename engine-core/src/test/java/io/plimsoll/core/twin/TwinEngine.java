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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountQueryEncoder;
import io.plimsoll.core.codec.generated.AttestEncoder;
import io.plimsoll.core.codec.generated.BorrowEncoder;
import io.plimsoll.core.codec.generated.CancelByClientIdEncoder;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.CommandAcceptedEncoder;
import io.plimsoll.core.codec.generated.CommandRejectedEncoder;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.DigestReportEncoder;
import io.plimsoll.core.codec.generated.KillSwitchEncoder;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListFutureEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.ListSpotEncoder;
import io.plimsoll.core.codec.generated.MassCancelEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.OraclePricesEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.RegisterVenueEncoder;
import io.plimsoll.core.codec.generated.RepayEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.RevokeCreditEncoder;
import io.plimsoll.core.codec.generated.ScheduleVolatilityEncoder;
import io.plimsoll.core.codec.generated.SessionCloseEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.SessionOpenedEncoder;
import io.plimsoll.core.codec.generated.SetDepthEncoder;
import io.plimsoll.core.codec.generated.SetExposureEncoder;
import io.plimsoll.core.codec.generated.SetFundingEncoder;
import io.plimsoll.core.codec.generated.SetHaircutBandsEncoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesEncoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateEncoder;
import io.plimsoll.core.codec.generated.SetIsolatedEncoder;
import io.plimsoll.core.codec.generated.SetLeverageEncoder;
import io.plimsoll.core.codec.generated.SetLoanTermsEncoder;
import io.plimsoll.core.codec.generated.SetTradingLimitsEncoder;
import io.plimsoll.core.codec.generated.SetVolatilityEncoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleEncoder;
import io.plimsoll.core.codec.generated.StateDigestRequestEncoder;
import io.plimsoll.core.codec.generated.SupplyPoolEncoder;
import io.plimsoll.core.codec.generated.TransferEncoder;
import io.plimsoll.core.codec.generated.WhatIfEncoder;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import io.plimsoll.core.codec.generated.WithdrawPoolEncoder;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The engine once more, without any cleverness: it is given the same commands, keeps its own state in maps, values
 * every account anew after every command, and says which effects it expects, to the byte. Its work is not bounded, so
 * it is the twin of an engine whose bounds are wide enough.
 */
final class TwinEngine
{
    final TwinState state = new TwinState();
    private final TwinOrders orders = new TwinOrders(state);
    private final TwinLiquidation liquidation;
    private final TwinLoans loans;
    private final EngineLimits limits;
    private final TwinRefusal refusal;
    private final TwinAccountCommands accounts;
    private final TwinOrderCommands orderCommands;
    private final TwinListings listings;
    private final TwinExpiry expiry = new TwinExpiry(state, orders);
    private final TwinControl control;
    private final TwinKill kill;
    private final TwinWhatIf whatIf;
    private int recipient;
    private TwinInstrument changed;
    /** What only the engine can know: its digest before the command, its event hash, whose turn it is. */
    long digest;
    long eventHash;
    List<Long> turns = List.of();
    final TwinRing ring = new TwinRing();

    TwinEngine(final EngineLimits limits, final ToIntFunction<String> slabIds)
    {
        this.limits = limits;
        refusal = new TwinRefusal(slabIds);
        state.stops = new TwinStops(state, refusal);
        accounts = new TwinAccountCommands(state, refusal, limits);
        state.isolated = new TwinIsolated(state, refusal, accounts, limits);
        loans = new TwinLoans(state, refusal, accounts, limits);
        liquidation = new TwinLiquidation(state, orders, loans);
        kill = new TwinKill(state, orders, refusal);
        final TwinAuction auction = new TwinAuction(state, orders);
        control = new TwinControl(state, refusal, auction);
        state.oracle = new TwinOracle(state, refusal, auction, limits);
        orderCommands = new TwinOrderCommands(state, orders, refusal, accounts, limits, control, kill);
        listings = new TwinListings(state, refusal, limits);
        whatIf = new TwinWhatIf(state, refusal, limits);
        state.credits = new TwinCredits(state, refusal, limits);
    }

    /** Applies a command; its effects are in the state's effects until the next. */
    int apply(final Command command)
    {
        state.timestampNs = command.timestampNs;
        state.effects.reset(0);
        refusal.clear();
        orderCommands.reset();
        control.reset();
        expiry.run();
        dispatch(command);
        settle(command);
        report(command);
        state.checkConservation();
        return refusal.code;
    }

    boolean workLeft()
    {
        return isQueued() || state.stops.isPending();
    }

    private boolean isQueued()
    {
        return state.accounts.values().stream().anyMatch(account -> account.queued);
    }

    private void dispatch(final Command command)
    {
        recipient = command.session;
        final boolean host = command.session == 0;
        if (host && command.template == ContinueEncoder.TEMPLATE_ID)
        {
            return;
        }
        if (host && command.template == SessionOpenEncoder.TEMPLATE_ID)
        {
            openSession(command);
            return;
        }
        if (host && command.template == TransferEncoder.TEMPLATE_ID)
        {
            recipient = TwinEffects.NOBODY;
            accounts.transfer(command);
            return;
        }
        if (host && command.template == WhatIfEncoder.TEMPLATE_ID)
        {
            recipient = TwinEffects.NOBODY;
            final TwinAccount asked = state.accounts.get(command.account);
            if (asked == null)
            {
                refusal.refuse(ResultCode.UNKNOWN_ACCOUNT, 0, command.account);
            }
            whatIf.ask(command, asked, recipient);
            return;
        }
        final int opened = state.openSessions.size();
        if (command.session < 1 || command.session > opened || state.openSessions.get(command.session - 1) == 0)
        {
            recipient = TwinEffects.NOBODY;
            refusal.refuse(ResultCode.SESSION_NOT_OPEN, opened, command.session);
            return;
        }
        dispatchOfSession(command);
    }

    private void dispatchOfSession(final Command command)
    {
        switch (command.template)
        {
            case NewOrderEncoder.TEMPLATE_ID, NewOrderExtendedEncoder.TEMPLATE_ID -> orderCommands.newOrder(command);
            case CancelOrderEncoder.TEMPLATE_ID -> orderCommands.cancel(command);
            case MassCancelEncoder.TEMPLATE_ID -> orderCommands.massCancel(command);
            case CancelByClientIdEncoder.TEMPLATE_ID -> orderCommands.cancelByClientId(command);
            case ReplaceOrderEncoder.TEMPLATE_ID -> orderCommands.replace(command);
            case PriceBatchEncoder.TEMPLATE_ID -> prices(command);
            case OraclePricesEncoder.TEMPLATE_ID -> state.oracle.prices(command);
            case SetIndexSourcesEncoder.TEMPLATE_ID -> state.oracle.setSources(command);
            case DepositEncoder.TEMPLATE_ID -> accounts.deposit(command);
            case WithdrawEncoder.TEMPLATE_ID -> accounts.withdraw(command);
            case TransferEncoder.TEMPLATE_ID -> accounts.transfer(command);
            case SetIsolatedEncoder.TEMPLATE_ID -> state.isolated.set(command);
            case SetLeverageEncoder.TEMPLATE_ID -> accounts.setLeverage(command);
            case SetExposureEncoder.TEMPLATE_ID, SetDepthEncoder.TEMPLATE_ID -> setExposure(command);
            case SetWithdrawRuleEncoder.TEMPLATE_ID -> accounts.setWithdrawRule(command);
            case OpenAccountEncoder.TEMPLATE_ID -> accounts.openAccount(command);
            case SetLoanTermsEncoder.TEMPLATE_ID -> loans.setTerms(command);
            case SupplyPoolEncoder.TEMPLATE_ID -> loans.move(command, 1);
            case WithdrawPoolEncoder.TEMPLATE_ID -> loans.move(command, -1);
            case BorrowEncoder.TEMPLATE_ID -> loans.borrow(command);
            case RepayEncoder.TEMPLATE_ID -> loans.repay(command);
            case AccountQueryEncoder.TEMPLATE_ID -> accounts.query(command, recipient);
            case WhatIfEncoder.TEMPLATE_ID -> whatIf.ask(command, accounts.own(command), recipient);
            case SetInstrumentStateEncoder.TEMPLATE_ID -> control.setState(command);
            case SetFundingEncoder.TEMPLATE_ID, SetVolatilityEncoder.TEMPLATE_ID,
                ScheduleVolatilityEncoder.TEMPLATE_ID -> setFactor(command);
            case RegisterVenueEncoder.TEMPLATE_ID, AttestEncoder.TEMPLATE_ID, RevokeCreditEncoder.TEMPLATE_ID ->
                state.credits.apply(command, recipient, accounts);
            case KillSwitchEncoder.TEMPLATE_ID -> kill.change(command);
            case SetTradingLimitsEncoder.TEMPLATE_ID -> control.setLimits(command);
            case ListAssetEncoder.TEMPLATE_ID -> listings.listAsset(command.newAsset);
            case ListFutureEncoder.TEMPLATE_ID -> listings.listFuture(command.newInstrument);
            case SetHaircutBandsEncoder.TEMPLATE_ID -> listings.setBands(command);
            case ListSpotEncoder.TEMPLATE_ID -> listings.listSpot(command.newInstrument);
            case ListInstrumentEncoder.TEMPLATE_ID -> listings.listInstrument(command.newInstrument);
            case StateDigestRequestEncoder.TEMPLATE_ID -> digest();
            case SessionCloseEncoder.TEMPLATE_ID -> closeSession(command.session);
            default -> refusal.refuse(ResultCode.HOST_ONLY, 0, command.session);
        }
    }

    private void setFactor(final Command command)
    {
        final TwinInstrument instrument = state.instrument(command.instrument);
        if (instrument == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrument);
            return;
        }
        switch (command.template)
        {
            case SetFundingEncoder.TEMPLATE_ID -> instrument.funding.set(command, state, instrument, refusal);
            case SetVolatilityEncoder.TEMPLATE_ID ->
                instrument.volatility.set(command.newVolatility, state, instrument, refusal);
            default -> instrument.volatility.schedule(command, state, instrument, refusal);
        }
    }

    private void setExposure(final Command command)
    {
        final TwinInstrument instrument = state.instrument(command.instrument);
        if (instrument == null)
        {
            refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, command.instrument);
        }
        else if (command.template == SetDepthEncoder.TEMPLATE_ID)
        {
            instrument.exposure.setDepth(command.lots, state, instrument, refusal);
        }
        else
        {
            instrument.exposure.set(command.newExposure, state, instrument, refusal);
        }
    }

    private void prices(final Command command)
    {
        listings.prices(command);
        if (refusal.code == ResultCode.ACCEPTED)
        {
            control.indicate(command);
        }
    }

    private void openSession(final Command command)
    {
        if (state.openSessions.stream().filter(open -> open != 0).count() == limits.sessions())
        {
            recipient = TwinEffects.NOBODY;
            refusal.refuseFull("sessions", limits.sessions());
            return;
        }
        if (!state.principals.contains(command.id))
        {
            state.principals.add(command.id);
        }
        final int principal = state.principals.indexOf(command.id) + 1;
        state.openSessions.add(principal);
        recipient = state.openSessions.size();
        state.currentSession.put(principal, recipient);
        new SessionOpenedEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(recipient, SessionOpenedEncoder.BLOCK_LENGTH), state.effects.header())
            .principalId(command.id)
            .sessionId(recipient);
    }

    private void closeSession(final int session)
    {
        final Integer principal = state.openSessions.get(session - 1);
        state.openSessions.set(session - 1, 0);
        final int newest = state.openSessions.lastIndexOf(principal) + 1;
        state.currentSession.remove(principal);
        if (newest > 0)
        {
            state.currentSession.put(principal, newest);
        }
    }

    private void digest()
    {
        new DigestReportEncoder()
            .wrapAndApplyHeader(state.effects.buffer(),
                state.effects.claim(recipient, DigestReportEncoder.BLOCK_LENGTH), state.effects.header())
            .stateDigest(digest)
            .eventHash(eventHash);
    }

    private void settle(final Command command)
    {
        test();
        final TwinInstrument touched = orderCommands.bookTouched != null ? orderCommands.bookTouched : control.changed;
        if (touched != null)
        {
            state.stops.noteAll(touched);
            changed(touched);
        }
        if (state.stops.run(orders, orderCommands, this::changed))
        {
            test();
        }
        state.oracle.changed.forEach(this::changed);
        state.accounts.values().stream().filter(account -> account.held && !state.oracle.holdsBack(account))
            .forEach(state::queue);
        if (refusal.code == ResultCode.ACCEPTED && (command.template == PriceBatchEncoder.TEMPLATE_ID ||
            command.template == OraclePricesEncoder.TEMPLATE_ID))
        {
            final TwinAccount account = ring.next(turns);
            if (account != null)
            {
                state.queue(account);
            }
        }
        changed(null);
        boolean served = false;
        while (isQueued())
        {
            served = true;
            liquidation.serve(state.accounts.values().stream().filter(account -> account.queued)
                .min(state::compareInQueue).orElseThrow());
        }
        if (served | settleExposures())
        {
            test();
        }
    }

    /** Whether the factor of any instrument has changed: with nobody served the last test would only repeat itself. */
    private boolean settleExposures()
    {
        boolean changed = false;
        for (final TwinInstrument instrument : state.instruments)
        {
            final int before = instrument.initialFactorPpm;
            instrument.exposure.settle(state, instrument);
            changed |= instrument.initialFactorPpm != before;
        }
        return changed;
    }

    /** Another book has changed: who waits for the one before is woken now. */
    private void changed(final TwinInstrument book)
    {
        final TwinInstrument former = changed;
        if (former != null && former != book && former.isClosable() && !state.oracle.isMissing(former))
        {
            state.accounts.values().forEach(account -> wake(account, former));
        }
        changed = book;
    }

    private void wake(final TwinAccount account, final TwinInstrument book)
    {
        final Long ticks = account.wakeTicks.get(book.index);
        if (account.waiting && ticks != null)
        {
            final boolean sells = account.lots(book) > 0;
            final long best = book.book.best(sells ? TwinBook.BUY : TwinBook.SELL);
            final boolean reached = best != 0 && (sells ? best >= ticks : best <= ticks);
            if (account.wakeUnsure ? turns.contains(account.id) : reached)
            {
                state.queue(account);
            }
        }
    }

    /** Tests every account, whatever happened to it. */
    private void test()
    {
        TwinShortfall.follow(state);
        for (final TwinAccount account : state.accounts.values())
        {
            account.positions.entrySet().removeIf(held ->
                held.getValue().lots == 0 && !account.hasOrders(held.getKey()));
            account.balances.entrySet().removeIf(held -> held.getValue() == 0 && TwinState.spotAtoms(
                account, state.assets.get(held.getKey() - 1), TwinBook.BUY, null) == 0 &&
                !state.settlesIn(account, state.assets.get(held.getKey() - 1)) &&
                !account.shortfalls.containsKey(held.getKey()));
            account.loans.values().removeIf(units -> units.signum() == 0);
            account.level = state.level(account);
            if (!TwinState.needsService(account))
            {
                account.queued = false;
                account.waiting = false;
                account.held = false;
            }
            else if (!account.waiting && !account.held || account.ownChange || account.level != 2)
            {
                state.queue(account);
            }
            account.ownChange = false;
        }
    }

    private void report(final Command command)
    {
        final TwinEffects effects = state.effects;
        final short left = (short)(workLeft() ? 1 : 0);
        if (refusal.code == ResultCode.ACCEPTED)
        {
            new CommandAcceptedEncoder()
                .wrapAndApplyHeader(effects.buffer(),
                    effects.claim(recipient, CommandAcceptedEncoder.BLOCK_LENGTH), effects.header())
                .clientSequence(command.clientSequence)
                .orderId(orderCommands.orderId)
                .restingLots(orderCommands.restingLots)
                .commandTemplateId(command.template)
                .workLeft(left)
                .queueLength((int)state.accounts.values().stream()
                    .filter(account -> account.queued || account.waiting || account.held).count());
            return;
        }
        new CommandRejectedEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(recipient, CommandRejectedEncoder.BLOCK_LENGTH), effects.header())
            .clientSequence(command.clientSequence)
            .limitValue(refusal.limitValue)
            .actualValue(refusal.actualValue)
            .resultCode(refusal.code)
            .commandTemplateId(command.template)
            .slabId(refusal.slabId)
            .workLeft(left);
    }
}

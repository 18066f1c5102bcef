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
package io.plimsoll.io.simulation;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.BalanceChangedDecoder;
import io.plimsoll.core.codec.generated.CancelOrderDecoder;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.NewOrderDecoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderFilledDecoder;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import io.plimsoll.core.codec.generated.ReplaceOrderDecoder;
import io.plimsoll.core.codec.generated.SessionOpenDecoder;
import io.plimsoll.io.session.EffectListener;
import org.agrona.DirectBuffer;

/**
 * Takes every effect apart and hands it to those whom it concerns. Confined to one thread; allocates nothing.
 */
final class EffectRouter implements EffectListener
{
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAcceptedDecoder accepted = new CommandAcceptedDecoder();
    private final CommandRejectedDecoder rejected = new CommandRejectedDecoder();
    private final OrderFilledDecoder filled = new OrderFilledDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final BalanceChangedDecoder balanceChanged = new BalanceChangedDecoder();
    private final AccountStateChangedDecoder stateChanged = new AccountStateChangedDecoder();
    private final LiquidationClosedDecoder liquidationClosed = new LiquidationClosedDecoder();
    private final AccountReportDecoder accountReport = new AccountReportDecoder();
    private final PositionReportDecoder positionReport = new PositionReportDecoder();
    private final Wave wave;
    private final Tally tally;
    private final AccountBook book;
    private final MarketMakers makers;
    private final Users users;
    private final Audit audit;
    private final AckFile acks;
    private long currentSequence;

    EffectRouter(
        final Wave wave,
        final Tally tally,
        final AccountBook book,
        final MarketMakers makers,
        final Users users,
        final Audit audit,
        final AckFile acks)
    {
        this.wave = wave;
        this.tally = tally;
        this.book = book;
        this.makers = makers;
        this.users = users;
        this.audit = audit;
        this.acks = acks;
    }

    @Override
    public void onEffect(
        final long sequence,
        final long timestampNs,
        final int effectIndex,
        final boolean last,
        final int templateId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        if (0 == sequence)
        {
            throw new SimulationException("The engine turned a message away at the door: this is a fault of the " +
                "simulation, please report it with the command");
        }
        tally.effects++;
        currentSequence = sequence;
        switch (templateId)
        {
            case CommandAcceptedDecoder.TEMPLATE_ID:
                accepted.wrapAndApplyHeader(buffer, offset, header);
                onAccepted();
                break;
            case CommandRejectedDecoder.TEMPLATE_ID:
                rejected.wrapAndApplyHeader(buffer, offset, header);
                onRejected();
                break;
            case OrderFilledDecoder.TEMPLATE_ID:
                filled.wrapAndApplyHeader(buffer, offset, header);
                onFilled();
                break;
            case OrderCancelledDecoder.TEMPLATE_ID:
                cancelled.wrapAndApplyHeader(buffer, offset, header);
                onCancelled();
                break;
            default:
                onRareEffect(templateId, buffer, offset);
                break;
        }
        if (last)
        {
            tally.lastSequence = sequence;
            acks.acknowledged(sequence);
        }
    }

    private void onRareEffect(final int templateId, final DirectBuffer buffer, final int offset)
    {
        switch (templateId)
        {
            case BalanceChangedDecoder.TEMPLATE_ID:
                balanceChanged.wrapAndApplyHeader(buffer, offset, header);
                tally.deposits.add(balanceChanged.changeAtoms());
                break;
            case AccountStateChangedDecoder.TEMPLATE_ID:
                stateChanged.wrapAndApplyHeader(buffer, offset, header);
                onStateChanged();
                break;
            case LiquidationClosedDecoder.TEMPLATE_ID:
                liquidationClosed.wrapAndApplyHeader(buffer, offset, header);
                tally.liquidationClosed(liquidationClosed);
                book.liquidated(AccountBook.indexOf(liquidationClosed.accountId()));
                break;
            case AccountReportDecoder.TEMPLATE_ID:
                accountReport.wrapAndApplyHeader(buffer, offset, header);
                audit.account(accountReport);
                break;
            case PositionReportDecoder.TEMPLATE_ID:
                positionReport.wrapAndApplyHeader(buffer, offset, header);
                audit.position(positionReport);
                break;
            default:
                // The evidence of a liquidation is for auditors, who read it from the journal.
                break;
        }
    }

    private void onAccepted()
    {
        tally.queueLength = accepted.queueLength();
        switch (accepted.commandTemplateId())
        {
            case SessionOpenDecoder.TEMPLATE_ID:
                return;
            case ContinueDecoder.TEMPLATE_ID:
                tally.continues++;
                return;
            case NewOrderDecoder.TEMPLATE_ID:
                tally.orders++;
                break;
            case ReplaceOrderDecoder.TEMPLATE_ID:
                tally.replaces++;
                break;
            case CancelOrderDecoder.TEMPLATE_ID:
                tally.cancels++;
                break;
            default:
                break;
        }
        onOwnAccepted(wave.noteOfResult(accepted.clientSequence()));
    }

    private void onOwnAccepted(final long note)
    {
        final long subject = Note.subject(note);
        switch (Note.purpose(note))
        {
            case Note.QUOTE:
                makers.accepted((int)subject, accepted.orderId(), accepted.restingLots(), currentSequence);
                break;
            case Note.CLOSE:
                users.exited(subject);
                break;
            case Note.TOP_UP:
                tally.topUps++;
                break;
            case Note.QUERY:
                audit.evaluate((int)subject);
                break;
            default:
                break;
        }
    }

    private void onRejected()
    {
        if (ContinueDecoder.TEMPLATE_ID == rejected.commandTemplateId())
        {
            throw new SimulationException("The engine refused to go on with " +
                ResultCode.name(rejected.resultCode()) + ": this is a fault of the engine, please report it");
        }
        final int code = rejected.resultCode();
        tally.refusals[Math.min(code, tally.refusals.length - 1)]++;
        final long note = wave.noteOfResult(rejected.clientSequence());
        switch (Note.purpose(note))
        {
            case Note.QUOTE:
                makers.refused((int)Note.subject(note));
                break;
            case Note.SETUP:
            case Note.QUERY:
                throw new SimulationException("The engine refused a command that it must accept, with " +
                    ResultCode.name(code) + " (asked " + rejected.limitValue() + ", found " + rejected.actualValue() +
                    "): check the terms in config/simulation.conf");
            default:
                break;
        }
    }

    private void onFilled()
    {
        tally.filled(filled);
        final int account = AccountBook.indexOf(filled.accountId());
        book.filled(account, filled.instrumentId() - 1, filled.side(), filled.quantityLots());
        if (book.isMaker(account))
        {
            makers.changed(filled.clientOrderId(), filled.remainingLots(), currentSequence);
        }
    }

    private void onCancelled()
    {
        if (book.isMaker(AccountBook.indexOf(cancelled.accountId())))
        {
            makers.changed(cancelled.clientOrderId(), cancelled.remainingLots(), currentSequence);
        }
    }

    private void onStateChanged()
    {
        tally.stateChanged(stateChanged);
        final int account = AccountBook.indexOf(stateChanged.accountId());
        book.state(account, stateChanged.toState());
        if (AccountState.MARGIN_CALL == stateChanged.toState())
        {
            tally.accountsCalled += book.called(account) ? 1 : 0;
            users.called(account, stateChanged.missingAtoms());
        }
    }
}

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

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.KillSwitchChangedEncoder;
import io.plimsoll.core.codec.generated.SwitchAction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Kill switches of the twin. */
final class TwinKill
{
    static final int ACCOUNT = 0;
    static final int PRINCIPAL = 1;
    static final int INSTRUMENT = 2;
    static final int ENGINE = 3;

    private final TwinState state;
    private final TwinOrders orders;
    private final TwinRefusal refusal;

    TwinKill(final TwinState state, final TwinOrders orders, final TwinRefusal refusal)
    {
        this.state = state;
        this.orders = orders;
        this.refusal = refusal;
    }

    void change(final Command command)
    {
        final int scope = command.side;
        final int action = command.type;
        final List<Long> target = List.of((long)scope, command.id);
        if (scope > ENGINE || action > 1)
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, scope > ENGINE ? ENGINE : 1, scope > ENGINE ? scope : action);
        }
        else if (!isThere(scope, command.id))
        {
            refusal.refuse(scope == ACCOUNT ? ResultCode.UNKNOWN_ACCOUNT :
                scope == PRINCIPAL ? ResultCode.UNKNOWN_PRINCIPAL :
                scope == INSTRUMENT ? ResultCode.UNKNOWN_INSTRUMENT : ResultCode.FIELD_OUT_OF_RANGE, 0, command.id);
        }
        else if (state.engaged.contains(target) == (action == 1))
        {
            refusal.refuse(ResultCode.KILL_SWITCH_UNCHANGED, 1 - action, action);
        }
        else if (action == 1)
        {
            state.engaged.add(target);
            report(command);
            for (final TwinOrder order : ordersOf(scope, command.id))
            {
                orders.cancel(order, order.remaining, CancelReason.KILL_SWITCH);
            }
        }
        else
        {
            state.engaged.remove(target);
            report(command);
        }
    }

    private boolean isThere(final int scope, final long id)
    {
        return switch (scope)
        {
            case ACCOUNT -> state.accounts.containsKey(id);
            case PRINCIPAL -> state.principals.contains(id);
            case INSTRUMENT -> id == (int)id && state.instrument((int)id) != null;
            default -> id == 0;
        };
    }

    private List<TwinOrder> ordersOf(final int scope, final long id)
    {
        final List<TwinOrder> found = new ArrayList<>();
        if (scope <= PRINCIPAL)
        {
            state.accounts.values().stream().sorted(Comparator.comparingInt(account -> account.index))
                .filter(account -> scope == ACCOUNT ? account.id == id : principalId(account) == id)
                .forEach(account -> found.addAll(account.orders));
            return found;
        }
        for (final TwinInstrument instrument : state.instruments)
        {
            if (scope == ENGINE || instrument.id == id)
            {
                found.addAll(instrument.book.inPriority(TwinBook.BUY));
                found.addAll(instrument.book.inPriority(TwinBook.SELL));
                found.addAll(state.stops.inOrder(instrument));
            }
        }
        return found;
    }

    private long principalId(final TwinAccount account)
    {
        return state.principals.get(account.principal - 1);
    }

    private void report(final Command command)
    {
        final int recipient = switch (command.side)
        {
            case ACCOUNT -> state.recipient(state.accounts.get(command.id));
            case PRINCIPAL -> state.currentSession.getOrDefault(
                state.principals.indexOf(command.id) + 1, TwinEffects.NOBODY);
            default -> TwinEffects.EVERYBODY;
        };
        final TwinEffects effects = state.effects;
        new KillSwitchChangedEncoder()
            .wrapAndApplyHeader(effects.buffer(),
                effects.claim(recipient, KillSwitchChangedEncoder.BLOCK_LENGTH), effects.header())
            .targetId(command.id)
            .principalId(state.principals.get(state.openSessions.get(command.session - 1) - 1))
            .sessionId(command.session)
            .reasonCode(command.options)
            .scope(KillScope.get((short)command.side))
            .action(SwitchAction.get((short)command.type));
    }

    /** Whether no switch stops an order; says which one does. */
    boolean admits(final TwinAccount account, final TwinInstrument instrument)
    {
        final long[][] asked = {{ENGINE, 0}, {INSTRUMENT, instrument.id}, {PRINCIPAL, principalId(account)},
            {ACCOUNT, account.id}};
        for (final long[] one : asked)
        {
            if (state.engaged.contains(List.of(one[0], one[1])))
            {
                refusal.refuse(ResultCode.KILL_SWITCH, one[0], one[1]);
                return false;
            }
        }
        return true;
    }
}

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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.book.Sweeps;
import io.plimsoll.core.codec.EffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.KillSwitchDecoder;
import io.plimsoll.core.codec.generated.SwitchAction;
import io.plimsoll.core.control.KillSwitches;
import io.plimsoll.core.control.PrincipalRecord;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.liquidation.LiquidationQueue;
import io.plimsoll.core.price.Catalogue;

/** Kill switches. Whoever may list an instrument may send these. */
final class KillCommands
{
    private final EngineLimits limits;
    private final Refusal refusal;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Sessions sessions;
    private final EffectWriter effects;
    private final KillSwitches switches;
    private final Sweeps sweeps;
    private final LiquidationQueue queue;
    private final AccountRecord account;
    private final PrincipalRecord principal;

    KillCommands(final Rooms rooms)
    {
        limits = rooms.limits;
        refusal = rooms.refusal;
        accounts = rooms.accounts;
        catalogue = rooms.catalogue;
        sessions = rooms.sessions;
        effects = rooms.effects;
        switches = rooms.switches;
        sweeps = rooms.sweeps;
        queue = rooms.queue;
        account = accounts.newAccountRecord();
        principal = sessions.newPrincipalRecord();
    }

    /** Forgets the last command. */
    void reset()
    {
        sweeps.reset();
    }

    /** Goes on with the cancels of earlier commands; a liquidation that waits keeps half of those of this one. */
    void goOn()
    {
        final int most = limits.cancelsPerCommand();
        sweeps.goOn(queue.size() == 0 ? most : (most + 1) / 2);
    }

    int change(final KillSwitchDecoder command, final int sessionId)
    {
        final int scope = command.scopeRaw();
        final int action = command.actionRaw();
        if (scope > KillSwitches.ENGINE || action > SwitchAction.ENGAGE.value())
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, scope > KillSwitches.ENGINE ? KillSwitches.ENGINE :
                SwitchAction.ENGAGE.value(), scope > KillSwitches.ENGINE ? scope : action);
        }
        final int target = find(scope, command.targetId());
        if (refusal.code() != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final boolean engages = action == SwitchAction.ENGAGE.value();
        if (switches.isEngaged(scope, target) == engages)
        {
            return refusal.refuse(ResultCode.KILL_SWITCH_UNCHANGED, 1 - action, action);
        }
        switches.engage(scope, target, engages);
        report(command, target, sessionId);
        if (engages)
        {
            sweeps.add(scope, target);
            goOn();
        }
        return ResultCode.ACCEPTED;
    }

    /** Index of the target of a switch; refuses one that is not there. */
    private int find(final int scope, final long id)
    {
        switch (scope)
        {
            case KillSwitches.ACCOUNT:
                return found(accounts.find(id), ResultCode.UNKNOWN_ACCOUNT, id);
            case KillSwitches.PRINCIPAL:
                return found(sessions.findPrincipal(id), ResultCode.UNKNOWN_PRINCIPAL, id);
            case KillSwitches.INSTRUMENT:
                return found(catalogue.instruments().find(id), ResultCode.UNKNOWN_INSTRUMENT, id);
            default:
                return found(id == 0 ? 1 : 0, ResultCode.FIELD_OUT_OF_RANGE, id) - 1;
        }
    }

    private int found(final int index, final int code, final long id)
    {
        if (index == 0)
        {
            refusal.refuse(code, 0, id);
        }
        return index;
    }

    private void report(final KillSwitchDecoder command, final int target, final int sessionId)
    {
        principal.wrap(sessions.principalOf(sessionId));
        effects.killSwitchChanged(recipient(command.scopeRaw(), target))
            .targetId(command.targetId())
            .principalId(principal.principalId())
            .sessionId(sessionId)
            .reasonCode(command.reasonCode())
            .scope(KillScope.get(command.scopeRaw()))
            .action(SwitchAction.get(command.actionRaw()));
    }

    /** What stops one owner is told to that owner, what stops a market to everybody. */
    private int recipient(final int scope, final int target)
    {
        switch (scope)
        {
            case KillSwitches.ACCOUNT:
                account.wrap(target);
                return sessions.recipient(account.principal());
            case KillSwitches.PRINCIPAL:
                return sessions.recipient(target);
            default:
                return EffectSink.EVERY_SESSION;
        }
    }
}

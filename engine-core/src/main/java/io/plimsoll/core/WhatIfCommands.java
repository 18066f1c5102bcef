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

import io.plimsoll.core.codec.HealthEffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.WhatIfDecoder;
import io.plimsoll.core.margin.SupposedHealth;
import io.plimsoll.core.margin.WhatIf;

/** Questions about what an account would be: of its owner, or of the host about any. */
final class WhatIfCommands
{
    private final Access access;
    private final Refusal refusal;
    private final WhatIf question;
    private final HealthEffectWriter effects;

    WhatIfCommands(final Rooms rooms)
    {
        access = rooms.access;
        refusal = rooms.refusal;
        question = rooms.whatIf;
        effects = rooms.healthEffects;
    }

    int answer(final WhatIfDecoder command, final int sessionId)
    {
        return access.ownAccount(command.accountId(), sessionId) == 0 ? refusal.code() : ask(command, sessionId);
    }

    int answerHost(final WhatIfDecoder command)
    {
        return ask(command, EffectSink.NO_SESSION);
    }

    private int ask(final WhatIfDecoder command, final int recipient)
    {
        question.about(command.accountId());
        final WhatIfDecoder.PricesDecoder prices = command.prices();
        while (prices.hasNext())
        {
            prices.next();
            question.price(prices.targetKindRaw(), prices.targetId(), prices.price());
        }
        final WhatIfDecoder.TransfersDecoder transfers = command.transfers();
        while (transfers.hasNext())
        {
            transfers.next();
            question.transfer(transfers.assetId(), transfers.amountAtoms());
        }
        final WhatIfDecoder.TradesDecoder trades = command.trades();
        while (trades.hasNext())
        {
            trades.next();
            question.trade(trades.instrumentId(), trades.quantityLots(), trades.priceTicks());
        }
        final int code = question.ask();
        if (code == ResultCode.ACCEPTED)
        {
            report(question.answer(), recipient);
        }
        return code;
    }

    private void report(final SupposedHealth answer, final int recipient)
    {
        effects.whatIfReport(recipient)
            .accountId(answer.accountId())
            .equityAtoms(answer.equityAtoms())
            .slowEquityAtoms(answer.slowEquityAtoms())
            .maintenanceAtoms(answer.maintenanceAtoms())
            .initialAtoms(answer.initialAtoms())
            .loanAtoms(answer.loanAtoms())
            .notionalAtoms(answer.notionalAtoms())
            .missingAtoms(answer.missingAtoms())
            .healthPpm(answer.healthPpm())
            .radiusPpm(answer.radiusPpm())
            .positions(answer.positions())
            .state(AccountState.get((short)answer.state()));
        for (int place = 0; place < answer.positions(); place++)
        {
            effects.liquidationPrice(recipient)
                .accountId(answer.accountId())
                .positionLots(answer.positionLots(place))
                .markSubTicks(answer.markSubTicks(place))
                .inForceSubTicks(answer.inForceSubTicks(place))
                .announcedSubTicks(answer.announcedSubTicks(place))
                .instrumentId(answer.instrumentId(place));
        }
    }
}

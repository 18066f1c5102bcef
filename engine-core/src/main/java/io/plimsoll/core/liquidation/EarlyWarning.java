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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.codec.HealthEffectWriter;
import io.plimsoll.core.margin.LiquidationPrices;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Tells an account that is called at which price of each of its instruments its liquidation would start, if no other
 * price moved. One effect for each position; 0 B.
 */
final class EarlyWarning
{
    private final AccountRecord account;
    private final PositionRecord position;
    private final InstrumentRecord instrument;
    private final LiquidationPrices prices;
    private final HealthEffectWriter effects;

    EarlyWarning(final Accounts accounts, final Catalogue catalogue, final HealthEffectWriter effects)
    {
        this.effects = effects;
        prices = new LiquidationPrices(accounts, catalogue);
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        instrument = catalogue.newInstrumentRecord();
    }

    void send(final int accountIndex, final int recipient, final Valuation valuation)
    {
        account.wrap(accountIndex);
        prices.account(accountIndex, valuation);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            if (position.lots() != 0)
            {
                instrument.wrap(position.instrument());
                prices.of(position, instrument);
                effects.liquidationPrice(recipient)
                    .accountId(account.accountId())
                    .positionLots(position.lots())
                    .markSubTicks(instrument.markSubTicks())
                    .inForceSubTicks(prices.inForceSubTicks())
                    .announcedSubTicks(prices.announcedSubTicks())
                    .instrumentId(instrument.instrumentId());
            }
        }
    }
}

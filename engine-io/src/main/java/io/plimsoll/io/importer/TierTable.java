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
package io.plimsoll.io.importer;

import java.math.BigDecimal;
import java.util.List;

/**
 * The margin tiers of one symbol as a venue publishes them.
 *
 * @param symbol   as in the table.
 * @param currency in which notionals are counted.
 * @param tiers    by rising notional, the first from 0.
 */
public record TierTable(String symbol, String currency, List<Tier> tiers)
{
    /**
     * One tier.
     *
     * @param lowerNotional   least notional, in the currency.
     * @param maintenancePpm  maintenance rate of the notional inside the tier.
     * @param maxLeverage     highest leverage that may be chosen for a position that ends in the tier.
     * @param deductedNotional what the venue takes off {@code rate * notional}: its maintenance amount.
     */
    public record Tier(BigDecimal lowerNotional, int maintenancePpm, int maxLeverage, BigDecimal deductedNotional)
    {
    }

    /**
     * A notional in atoms.
     *
     * @param notional     in the currency.
     * @param unitDecimals decimals of the currency: one unit has {@code 10^unitDecimals} atoms.
     * @return atoms.
     * @throws ArithmeticException if it is no whole number of atoms or does not fit 63 bits.
     */
    public static long atoms(final BigDecimal notional, final int unitDecimals)
    {
        return notional.movePointRight(unitDecimals).longValueExact();
    }
}

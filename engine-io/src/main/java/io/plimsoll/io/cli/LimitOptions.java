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
package io.plimsoll.io.cli;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.io.config.NearestName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Capacities of an engine for learning and testing: small, and each of them may be changed by name.
 */
final class LimitOptions
{
    private final EngineLimits.Builder builder = EngineLimits.builder()
        .sessions(64).assets(64).instruments(64).accounts(1_024).balances(1_024).positions(4_096).orders(16_384)
        .priceLevels(4_096);
    private final Map<String, LongConsumer> settings = new LinkedHashMap<>();

    LimitOptions()
    {
        settings.put("accounts", builder::accounts);
        settings.put("positions", builder::positions);
        settings.put("orders", builder::orders);
        settings.put("price-levels", builder::priceLevels);
        settings.put("extended-orders", builder::extendedOrders);
        settings.put("balances", builder::balances);
        settings.put("assets", builder::assets);
        settings.put("instruments", builder::instruments);
        settings.put("sessions", builder::sessions);
        settings.put("positions-per-account", builder::positionsPerAccount);
        settings.put("fills-per-command", builder::fillsPerCommandMax);
        settings.put("liquidation-steps-per-command", builder::liquidationStepsPerCommand);
        settings.put("cancels-per-command", builder::cancelsPerCommand);
        settings.put("deadlines-per-command", builder::deadlinesPerCommand);
        settings.put("triggers-per-command", builder::triggersPerCommand);
        settings.put("effect-bytes", builder::effectBytesMax);
        settings.put("hash-seed", builder::hashSeed);
    }

    /**
     * The limits with some of them changed.
     *
     * @param changes value by name.
     * @return the limits.
     */
    EngineLimits with(final Map<String, Long> changes)
    {
        try
        {
            for (final Map.Entry<String, Long> change : changes.entrySet())
            {
                setting(change.getKey()).accept(change.getValue());
            }
            return builder.build();
        }
        catch (final IllegalArgumentException ex)
        {
            throw CliException.usage("These limits cannot be used: " + ex.getMessage() + ".");
        }
    }

    private LongConsumer setting(final String name)
    {
        final LongConsumer setting = settings.get(name);
        if (null == setting)
        {
            throw CliException.usage("Unknown limit '" + name + "': did you mean '" +
                NearestName.of(name, settings.keySet()) + "'?");
        }
        return setting;
    }
}

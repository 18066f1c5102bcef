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

import io.plimsoll.core.codec.generated.EpochHeaderDecoder;
import io.plimsoll.core.codec.generated.EpochHeaderEncoder;

/** The limits of an engine as the header of an epoch holds them. */
final class LimitsRecord
{
    private LimitsRecord()
    {
    }

    static EngineLimits decode(final EpochHeaderDecoder header)
    {
        return EngineLimits.builder()
            .effectBytesMax(header.effectBytesMax())
            .sessions(header.sessions())
            .assets(header.assets())
            .instruments(header.instruments())
            .accounts(header.accounts())
            .balances(header.balances())
            .positions(header.positions())
            .orders(header.orders())
            .priceLevels(header.priceLevels())
            .extendedOrders(header.extendedOrders())
            .fillsPerCommandMax(header.fillsPerCommandMax())
            .liquidationStepsPerCommand(header.liquidationStepsPerCommand())
            .cancelsPerCommand(header.cancelsPerCommand())
            .deadlinesPerCommand(header.deadlinesPerCommand())
            .triggersPerCommand(header.triggersPerCommand())
            .positionsPerAccount(header.positionsPerAccount())
            .hashSeed(header.hashSeed())
            .build();
    }

    static void encode(final EngineLimits limits, final EpochHeaderEncoder header)
    {
        header
            .effectBytesMax(limits.effectBytesMax())
            .sessions(limits.sessions())
            .assets(limits.assets())
            .instruments(limits.instruments())
            .accounts(limits.accounts())
            .balances(limits.balances())
            .positions(limits.positions())
            .orders(limits.orders())
            .priceLevels(limits.priceLevels())
            .extendedOrders(limits.extendedOrders())
            .fillsPerCommandMax(limits.fillsPerCommandMax())
            .liquidationStepsPerCommand(limits.liquidationStepsPerCommand())
            .cancelsPerCommand(limits.cancelsPerCommand())
            .deadlinesPerCommand(limits.deadlinesPerCommand())
            .triggersPerCommand(limits.triggersPerCommand())
            .positionsPerAccount(limits.positionsPerAccount())
            .hashSeed(limits.hashSeed());
    }
}

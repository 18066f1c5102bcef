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
package io.plimsoll.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorldsTest
{
    @Test
    void shouldLiquidateOverEveryLevelEachTime()
    {
        try (LiquidationScene scene = new LiquidationScene())
        {
            for (int round = 0; round < 3; round++)
            {
                scene.prepare();
                scene.crash();

                assertThat(scene.liquidationFills()).isGreaterThanOrEqualTo(LiquidationScene.LEVELS);
            }
        }
    }

    @Test
    void shouldMoveAccountsOverTheCallLineAndNoneToMaintenance()
    {
        try (LeverageWorld world = new LeverageWorld(2_000, 1, 5))
        {
            final TickMeasure measure = new TickMeasure(world.host());
            measure.walk(new PriceWalk(20_000, 5), 10_000);

            assertThat(measure.changes()).isPositive();
            assertThat(measure.visits()).isGreaterThanOrEqualTo(measure.changes());
            assertThat(world.host().engine().unqueuedAccounts()).isZero();
        }
    }

    @Test
    void shouldCrossAFewAndArmEverybodyAnewAfterARamp()
    {
        try (MarginWorld world = new MarginWorld(1_000, 5))
        {
            final MarginMeasure measure = new MarginMeasure(world, 1_000);
            measure.cross();
            assertThat(measure.crossed()).isBetween(10L, 40L);
            measure.fund();
            assertThat(measure.ns()).isPositive();
            measure.ramp();
            assertThat(measure.crossed()).isPositive();
            measure.drain();

            assertThat(measure.visited()).isGreaterThan(300);
            assertThat(world.host().engine().unqueuedAccounts()).isZero();
        }
    }

    @Test
    void shouldMixEveryKindOfCommand()
    {
        try (MixedLoad load = new MixedLoad(5))
        {
            load.run(100_000);

            for (int kind = 0; kind < MixedLoad.Kind.COUNT; kind++)
            {
                assertThat(load.count(kind)).isGreaterThan(load.commands() / 100);
            }
            assertThat(load.triggered()).isPositive();
            assertThat(load.liquidations()).isPositive();
        }
    }
}

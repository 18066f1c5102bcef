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

import io.plimsoll.core.Engine;
import io.plimsoll.core.margin.SoakDefects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class IndexSoakTest
{
    private static final long COMMANDS = 20_000;
    private static final int SEEDS = 4;

    @Test
    void shouldLeaveNobodyOut()
    {
        final IndexSoak soak = new IndexSoak(77, COMMANDS);
        soak.run();

        assertThat(soak.failure()).isNull();
        assertThat(soak.commands()).isGreaterThanOrEqualTo(COMMANDS);
        assertThat(soak.accepted()).isGreaterThan(COMMANDS / 4);
        assertThat(soak.changes()).isGreaterThan(COMMANDS / 100);
        assertThat(soak.evaluations()).isGreaterThan(COMMANDS / 4);
    }

    /** The venue of seed 9 was refused: its loans had a target above its line of margin calls. */
    @Test
    void shouldOpenTheVenueOfEverySeed()
    {
        for (long seed = 1; seed <= 100; seed++)
        {
            final IndexSoak soak = new IndexSoak(seed, 1);
            soak.run();

            assertThat(soak.failure()).isNull();
        }
    }

    @Test
    void shouldFindBoundsOfTheWrongSign()
    {
        assertFound(SoakDefects::plantWrongSign);
    }

    @Test
    void shouldFindDeafnessToFunding()
    {
        assertFound(SoakDefects::plantDeafnessToFunding);
    }

    @Test
    void shouldFindDeafnessToRates()
    {
        assertFound(SoakDefects::plantDeafnessToRates);
    }

    private static void assertFound(final Consumer<Engine> defect)
    {
        for (long seed = 1; seed <= SEEDS; seed++)
        {
            final IndexSoak soak = new IndexSoak(seed, COMMANDS, defect);
            soak.run();
            if (soak.failure() != null)
            {
                assertThat(soak.failure()).contains("seed " + seed, "left out");
                return;
            }
        }
        assertThat(SEEDS).as("streams that found nothing").isZero();
    }
}

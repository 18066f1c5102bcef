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

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.margin.PlantedDefect;
import org.junit.jupiter.api.Test;

/** That the test of margin rooms finds a room which is wrong. */
class MarginRoomCanaryTest
{
    @Test
    void shouldFindARoomThatRegionsTakeNothingOutOf()
    {
        final Engine defective = new Engine(TwinTest.LIMITS);
        PlantedDefect.plantCostlessness(EngineState.loadLines(defective));
        MarginRoomTest.open(defective);
        try
        {
            assertThatThrownBy(new MarginRoomTest()::shouldAcceptOutOfARoomOnlyWhatTheExactTestAccepts)
                .isInstanceOf(AssertionError.class);
        }
        finally
        {
            MarginRoomTest.close();
        }
    }
}

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
package io.plimsoll.io.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.codec.generated.ClosePolicy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ForecastTest
{
    private final Forecast forecast =
        Forecast.of(new World(SimulationTerms.load(), TestCandles.crash(120), 1_000, 7), ClosePolicy.PARTIAL);

    @Test
    void shouldRefuseADiskWithLessThanHalfAsMuchAgain()
    {
        final Path journal = Path.of("some", "journal");
        final long needed = forecast.bytes + forecast.bytes / 2;

        assertThatCode(() -> forecast.checkSpace(journal, needed)).doesNotThrowAnyException();
        assertThatThrownBy(() -> forecast.checkSpace(journal, needed - 1))
            .isInstanceOf(SimulationException.class)
            .hasMessageContaining("less than 1.5 times that")
            .hasMessageContaining(journal.toString());
    }

    @Test
    void shouldCountQuotesOnThePathItself()
    {
        assertThat(forecast.commands).isGreaterThan(484 + 5_000);
        assertThat(forecast.sentence()).startsWith("expecting about ").contains(" commands and ").endsWith("journal");
    }
}

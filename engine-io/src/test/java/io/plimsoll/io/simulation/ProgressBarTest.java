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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ProgressBarTest
{
    private final StringWriter text = new StringWriter();

    @Test
    void shouldRedrawOneLineOnATerminal()
    {
        final ProgressBar bar = new ProgressBar(new PrintWriter(text), true, "simulate", 128);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));

        bar.update(63, 0);
        bar.update(64, 1_600_000_000_000_000_000L);
        bar.finish();

        assertThat(text.toString())
            .startsWith("\rsimulate [###############...............]  50 %  ")
            .contains(" ticks/s  0:00 left  at 2020-09-13T12:26:00Z")
            .doesNotContain("\n")
            .endsWith("\r\u001b[K");
    }

    @Test
    void shouldStaySilentOffATerminalUntilSecondsHavePassed()
    {
        final ProgressBar bar = new ProgressBar(new PrintWriter(text), false, "simulate", 128);

        bar.update(64, 0);
        bar.update(128, 0);
        bar.finish();

        assertThat(text.toString()).isEmpty();
    }

    @Test
    void shouldDrawNothingWhereItIsNotWanted()
    {
        final ProgressBar bar = new ProgressBar(null, true, "simulate", 1);

        bar.update(1, 0);
        bar.finish();

        assertThat(text.toString()).isEmpty();
    }
}

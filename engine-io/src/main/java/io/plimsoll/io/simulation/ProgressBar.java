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

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Shows how far a run has come: a bar with rate, time left and simulated time that redraws itself on a terminal, a line
 * every few seconds elsewhere. Confined to one thread; looks at the clock only every so many steps.
 */
public final class ProgressBar
{
    private static final int WIDTH = 30;
    private static final int STEPS_PER_LOOK = 64;
    private static final long REDRAW_NS = 200_000_000L;
    private static final long LINE_NS = 5_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private final String label;
    private final long total;
    private final long startNs = System.nanoTime();
    private long shownNs = startNs;
    private boolean drawn;

    /**
     * A bar at its start.
     *
     * @param out      to draw on, or null to draw nothing.
     * @param terminal whether the cursor can be moved there.
     * @param label    of the run.
     * @param total    steps.
     */
    public ProgressBar(final PrintWriter out, final boolean terminal, final String label, final long total)
    {
        this.out = out;
        this.terminal = terminal;
        this.label = label;
        this.total = Math.max(1, total);
    }

    void update(final long done, final long simulatedNs)
    {
        if (null == out || 0 != done % STEPS_PER_LOOK && done != total)
        {
            return;
        }
        final long nowNs = System.nanoTime();
        if (nowNs - shownNs >= (terminal ? REDRAW_NS : LINE_NS))
        {
            shownNs = nowNs;
            drawn = true;
            draw(done, simulatedNs, nowNs - startNs);
        }
    }

    private void draw(final long done, final long simulatedNs, final long elapsedNs)
    {
        final double perSecond = done * (double)SECOND_NS / Math.max(1, elapsedNs);
        final long leftSeconds = (long)((total - done) / Math.max(1e-9, perSecond));
        final Instant simulated = Instant.EPOCH.plusNanos(simulatedNs).truncatedTo(ChronoUnit.MINUTES);
        final String figures = String.format(Locale.ROOT, "%3d %%  %,.0f ticks/s  %d:%02d left  at %s",
            100 * done / total, perSecond, leftSeconds / 60, leftSeconds % 60, simulated);
        if (terminal)
        {
            final int filled = (int)(WIDTH * done / total);
            out.print("\r" + label + " [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + figures);
            out.flush();
        }
        else
        {
            out.println(label + " " + figures);
        }
    }

    void finish()
    {
        if (null != out && terminal && drawn)
        {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}

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
package io.plimsoll.core.margin;

import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * The load lines: multiples of the maintenance requirement at which something happens. Numbers 1 to 6 are a fixed
 * grid from maintenance (1.00) to the largest target (1.25); 7 and 8 are the margin-call line and the line at which a
 * call ends, as the reference asset lists them. 0 means no line.
 */
public final class LoadLines
{
    /** No line. */
    public static final int NONE = 0;
    /** Maintenance, 1.00. */
    public static final int MAINTENANCE = 1;
    /** The line below which an account is called. */
    public static final int CALL = 7;
    /** The line at which a call ends. */
    public static final int CALL_RELEASE = 8;
    /** Number of lines. */
    public static final int COUNT = 8;
    /** Largest target of a liquidation, ppm. */
    public static final int THETA_MAX_PPM = 1_250_000;

    private static final long PPM = 1_000_000;
    private static final int GRID_START_PPM = 1_000_000;
    private static final int GRID_STEP_PPM = 50_000;
    private static final int GRID_TOP = 6;

    private final AssetRecord reference;
    private final AssetRecord settlement;

    /**
     * The lines of an engine.
     *
     * @param catalogue whose reference asset lists two of them.
     */
    public LoadLines(final Catalogue catalogue)
    {
        reference = catalogue.newAssetRecord();
        settlement = catalogue.newAssetRecord();
    }

    /**
     * A line.
     *
     * @param line number of the line.
     * @return ppm.
     */
    public long ppm(final int line)
    {
        if (line <= GRID_TOP)
        {
            return GRID_START_PPM + (line - 1L) * GRID_STEP_PPM;
        }
        reference.wrap(Catalogue.REFERENCE);
        return line == CALL ? reference.marginCallPpm() : reference.marginCallReleasePpm();
    }

    /**
     * Whether a line is one of a call, at which the higher of the rates in force and announced count.
     *
     * @param line number of the line.
     * @return true if so.
     */
    public static boolean isCall(final int line)
    {
        return line >= CALL;
    }

    /**
     * The highest rate of a bracket at which every line keeps a slope that moves its keys, and at which a gain always
     * counts for more than the requirement that grows with it.
     *
     * @param maxMarkSubTicks listed highest mark.
     * @param settlementAsset index of the asset in which gains are paid.
     * @return ppm, below 1 where no rate is low enough.
     */
    public long mostRatePpm(final long maxMarkSubTicks, final int settlementAsset)
    {
        settlement.wrap(settlementAsset);
        final long leastWeightPpm = settlement.bandCount() == 0 ?
            settlement.haircutWeightPpm() : settlement.bandWeightPpm(settlement.bandCount());
        final long slope = leastWeightPpm * PPM - KeyScale.slopeMin(maxMarkSubTicks);
        return Math.floorDiv(slope, Math.max(THETA_MAX_PPM, ppm(CALL_RELEASE)));
    }

    /**
     * The highest line of the grid that is not above a target: past it upwards an account may have reached the target.
     *
     * @param thetaPpm the target.
     * @return number of the line.
     */
    public static int atOrBelow(final int thetaPpm)
    {
        return Math.min(GRID_TOP, 1 + (thetaPpm - GRID_START_PPM) / GRID_STEP_PPM);
    }

    /**
     * The lowest line that is not below a target: past it downwards an account may fall short of the target.
     *
     * @param thetaPpm the target.
     * @return number of the line.
     */
    public static int atOrAbove(final int thetaPpm)
    {
        return Math.min(GRID_TOP, 1 + (thetaPpm - GRID_START_PPM + GRID_STEP_PPM - 1) / GRID_STEP_PPM);
    }
}

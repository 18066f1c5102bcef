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
package io.plimsoll.core.price;

import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * How the rates of an instrument follow its volatility, and where they stand; its index is the instrument's.
 * <pre>
 * offset bytes field
 *      0   8  clockNs                    time between two samples of the index; 0 its rates stay as listed
 *      8   8  nextNs                     when the index is sampled next
 *     16   8  rampNs                     time between two steps of the ramp
 *     24   8  variance                   of the return of one sample, 10^-18
 *     32   8  sampleSubTicks             index at the last sample; 0 none yet
 *     40   8  scheduledFromNs            from when the scheduled volatility counts
 *     48   8  scheduledUntilNs           until when it counts
 *     56   8  scheduledPpb               volatility of one sample that was scheduled; 0 none
 *     64   8  sigmaPpb                   volatility that the target follows from
 *     72   4  lambdaPpm                  weight of the variance before
 *     76   4  clipPpb                    largest return that counts
 *     80   4  multiplier                 k, volatilities that a rate covers
 *     84   4  horizon                    H, samples that it covers them for
 *     88   4  maxRatePpm                 highest rate of the first bracket
 *     92   4  stepPpm                    part of itself by which the rate moves in one step
 *     96   4  targetPpm                  rate of the first bracket that the volatility asks for
 *    100   4  inForcePpm                 rate in force
 *    104   4  announcedPpm               rate in force after the next step
 *    108   4  decidedPpm                 rate announced at the next step
 *    112      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class VolatilityRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 112;

    private static final int CLOCK_NS_OFFSET = 0;
    private static final int NEXT_NS_OFFSET = 8;
    private static final int RAMP_NS_OFFSET = 16;
    private static final int VARIANCE_OFFSET = 24;
    private static final int SAMPLE_SUB_TICKS_OFFSET = 32;
    private static final int SCHEDULED_FROM_NS_OFFSET = 40;
    private static final int SCHEDULED_UNTIL_NS_OFFSET = 48;
    private static final int SCHEDULED_PPB_OFFSET = 56;
    private static final int SIGMA_PPB_OFFSET = 64;
    private static final int LAMBDA_PPM_OFFSET = 72;
    private static final int CLIP_PPB_OFFSET = 76;
    private static final int MULTIPLIER_OFFSET = 80;
    private static final int HORIZON_OFFSET = 84;
    private static final int MAX_RATE_PPM_OFFSET = 88;
    private static final int STEP_PPM_OFFSET = 92;
    private static final int TARGET_PPM_OFFSET = 96;
    private static final int IN_FORCE_PPM_OFFSET = 100;
    private static final int ANNOUNCED_PPM_OFFSET = 104;
    private static final int DECIDED_PPM_OFFSET = 108;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public VolatilityRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Time between two samples of the index; 0 its rates stay as listed.
     *
     * @return the value.
     */
    public long clockNs()
    {
        return Memory.getLong(address + CLOCK_NS_OFFSET);
    }

    /**
     * Sets: time between two samples of the index; 0 its rates stay as listed.
     *
     * @param value to be stored.
     */
    public void clockNs(final long value)
    {
        Memory.putLong(address + CLOCK_NS_OFFSET, value);
    }

    /**
     * When the index is sampled next.
     *
     * @return the value.
     */
    public long nextNs()
    {
        return Memory.getLong(address + NEXT_NS_OFFSET);
    }

    /**
     * Sets: when the index is sampled next.
     *
     * @param value to be stored.
     */
    public void nextNs(final long value)
    {
        Memory.putLong(address + NEXT_NS_OFFSET, value);
    }

    /**
     * Time between two steps of the ramp.
     *
     * @return the value.
     */
    public long rampNs()
    {
        return Memory.getLong(address + RAMP_NS_OFFSET);
    }

    /**
     * Sets: time between two steps of the ramp.
     *
     * @param value to be stored.
     */
    public void rampNs(final long value)
    {
        Memory.putLong(address + RAMP_NS_OFFSET, value);
    }

    /**
     * Of the return of one sample, 10^-18.
     *
     * @return the value.
     */
    public long variance()
    {
        return Memory.getLong(address + VARIANCE_OFFSET);
    }

    /**
     * Sets: of the return of one sample, 10^-18.
     *
     * @param value to be stored.
     */
    public void variance(final long value)
    {
        Memory.putLong(address + VARIANCE_OFFSET, value);
    }

    /**
     * Index at the last sample; 0 none yet.
     *
     * @return the value.
     */
    public long sampleSubTicks()
    {
        return Memory.getLong(address + SAMPLE_SUB_TICKS_OFFSET);
    }

    /**
     * Sets: index at the last sample; 0 none yet.
     *
     * @param value to be stored.
     */
    public void sampleSubTicks(final long value)
    {
        Memory.putLong(address + SAMPLE_SUB_TICKS_OFFSET, value);
    }

    /**
     * From when the scheduled volatility counts.
     *
     * @return the value.
     */
    public long scheduledFromNs()
    {
        return Memory.getLong(address + SCHEDULED_FROM_NS_OFFSET);
    }

    /**
     * Sets: from when the scheduled volatility counts.
     *
     * @param value to be stored.
     */
    public void scheduledFromNs(final long value)
    {
        Memory.putLong(address + SCHEDULED_FROM_NS_OFFSET, value);
    }

    /**
     * Until when it counts.
     *
     * @return the value.
     */
    public long scheduledUntilNs()
    {
        return Memory.getLong(address + SCHEDULED_UNTIL_NS_OFFSET);
    }

    /**
     * Sets: until when it counts.
     *
     * @param value to be stored.
     */
    public void scheduledUntilNs(final long value)
    {
        Memory.putLong(address + SCHEDULED_UNTIL_NS_OFFSET, value);
    }

    /**
     * Volatility of one sample that was scheduled; 0 none.
     *
     * @return the value.
     */
    public long scheduledPpb()
    {
        return Memory.getLong(address + SCHEDULED_PPB_OFFSET);
    }

    /**
     * Sets: volatility of one sample that was scheduled; 0 none.
     *
     * @param value to be stored.
     */
    public void scheduledPpb(final long value)
    {
        Memory.putLong(address + SCHEDULED_PPB_OFFSET, value);
    }

    /**
     * Volatility that the target follows from.
     *
     * @return the value.
     */
    public long sigmaPpb()
    {
        return Memory.getLong(address + SIGMA_PPB_OFFSET);
    }

    /**
     * Sets: volatility that the target follows from.
     *
     * @param value to be stored.
     */
    public void sigmaPpb(final long value)
    {
        Memory.putLong(address + SIGMA_PPB_OFFSET, value);
    }

    /**
     * Weight of the variance before.
     *
     * @return the value.
     */
    public int lambdaPpm()
    {
        return Memory.getInt(address + LAMBDA_PPM_OFFSET);
    }

    /**
     * Sets: weight of the variance before.
     *
     * @param value to be stored.
     */
    public void lambdaPpm(final int value)
    {
        Memory.putInt(address + LAMBDA_PPM_OFFSET, value);
    }

    /**
     * Largest return that counts.
     *
     * @return the value.
     */
    public int clipPpb()
    {
        return Memory.getInt(address + CLIP_PPB_OFFSET);
    }

    /**
     * Sets: largest return that counts.
     *
     * @param value to be stored.
     */
    public void clipPpb(final int value)
    {
        Memory.putInt(address + CLIP_PPB_OFFSET, value);
    }

    /**
     * K, volatilities that a rate covers.
     *
     * @return the value.
     */
    public int multiplier()
    {
        return Memory.getInt(address + MULTIPLIER_OFFSET);
    }

    /**
     * Sets: k, volatilities that a rate covers.
     *
     * @param value to be stored.
     */
    public void multiplier(final int value)
    {
        Memory.putInt(address + MULTIPLIER_OFFSET, value);
    }

    /**
     * H, samples that it covers them for.
     *
     * @return the value.
     */
    public int horizon()
    {
        return Memory.getInt(address + HORIZON_OFFSET);
    }

    /**
     * Sets: H, samples that it covers them for.
     *
     * @param value to be stored.
     */
    public void horizon(final int value)
    {
        Memory.putInt(address + HORIZON_OFFSET, value);
    }

    /**
     * Highest rate of the first bracket.
     *
     * @return the value.
     */
    public int maxRatePpm()
    {
        return Memory.getInt(address + MAX_RATE_PPM_OFFSET);
    }

    /**
     * Sets: highest rate of the first bracket.
     *
     * @param value to be stored.
     */
    public void maxRatePpm(final int value)
    {
        Memory.putInt(address + MAX_RATE_PPM_OFFSET, value);
    }

    /**
     * Part of itself by which the rate moves in one step.
     *
     * @return the value.
     */
    public int stepPpm()
    {
        return Memory.getInt(address + STEP_PPM_OFFSET);
    }

    /**
     * Sets: part of itself by which the rate moves in one step.
     *
     * @param value to be stored.
     */
    public void stepPpm(final int value)
    {
        Memory.putInt(address + STEP_PPM_OFFSET, value);
    }

    /**
     * Rate of the first bracket that the volatility asks for.
     *
     * @return the value.
     */
    public int targetPpm()
    {
        return Memory.getInt(address + TARGET_PPM_OFFSET);
    }

    /**
     * Sets: rate of the first bracket that the volatility asks for.
     *
     * @param value to be stored.
     */
    public void targetPpm(final int value)
    {
        Memory.putInt(address + TARGET_PPM_OFFSET, value);
    }

    /**
     * Rate in force.
     *
     * @return the value.
     */
    public int inForcePpm()
    {
        return Memory.getInt(address + IN_FORCE_PPM_OFFSET);
    }

    /**
     * Sets: rate in force.
     *
     * @param value to be stored.
     */
    public void inForcePpm(final int value)
    {
        Memory.putInt(address + IN_FORCE_PPM_OFFSET, value);
    }

    /**
     * Rate in force after the next step.
     *
     * @return the value.
     */
    public int announcedPpm()
    {
        return Memory.getInt(address + ANNOUNCED_PPM_OFFSET);
    }

    /**
     * Sets: rate in force after the next step.
     *
     * @param value to be stored.
     */
    public void announcedPpm(final int value)
    {
        Memory.putInt(address + ANNOUNCED_PPM_OFFSET, value);
    }

    /**
     * Rate announced at the next step.
     *
     * @return the value.
     */
    public int decidedPpm()
    {
        return Memory.getInt(address + DECIDED_PPM_OFFSET);
    }

    /**
     * Sets: rate announced at the next step.
     *
     * @param value to be stored.
     */
    public void decidedPpm(final int value)
    {
        Memory.putInt(address + DECIDED_PPM_OFFSET, value);
    }
}

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
 * What an instrument asks for because of how much of it is open, and how much of it may be.
 * <pre>
 * offset bytes field
 *      0   8  lowLots                   open interest up to which the initial factor is as listed
 *      8   8  highLots                  open interest from which it is raised by all of the cap
 *     16   8  depthLots                 depth of the market elsewhere; 0 unknown
 *     24   4  capPpm                    factor by which it is raised at most
 *     28   4  positionDepthPpm          position limit over depth; 0 none
 *     32   4  interestDepthPpm          limit of open interest over depth; 0 none
 *     36   4  listedFactorPpm           initial over maintenance requirement as listed
 *     40   4  factorPpm                 factor of open interest in force
 *     48      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class ExposureRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 48;

    private static final int LOW_LOTS_OFFSET = 0;
    private static final int HIGH_LOTS_OFFSET = 8;
    private static final int DEPTH_LOTS_OFFSET = 16;
    private static final int CAP_PPM_OFFSET = 24;
    private static final int POSITION_DEPTH_PPM_OFFSET = 28;
    private static final int INTEREST_DEPTH_PPM_OFFSET = 32;
    private static final int LISTED_FACTOR_PPM_OFFSET = 36;
    private static final int FACTOR_PPM_OFFSET = 40;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public ExposureRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Open interest up to which the initial factor is as listed.
     *
     * @return the value.
     */
    public long lowLots()
    {
        return Memory.getLong(address + LOW_LOTS_OFFSET);
    }

    /**
     * Sets: open interest up to which the initial factor is as listed.
     *
     * @param value to be stored.
     */
    public void lowLots(final long value)
    {
        Memory.putLong(address + LOW_LOTS_OFFSET, value);
    }

    /**
     * Open interest from which it is raised by all of the cap.
     *
     * @return the value.
     */
    public long highLots()
    {
        return Memory.getLong(address + HIGH_LOTS_OFFSET);
    }

    /**
     * Sets: open interest from which it is raised by all of the cap.
     *
     * @param value to be stored.
     */
    public void highLots(final long value)
    {
        Memory.putLong(address + HIGH_LOTS_OFFSET, value);
    }

    /**
     * Depth of the market elsewhere; 0 unknown.
     *
     * @return the value.
     */
    public long depthLots()
    {
        return Memory.getLong(address + DEPTH_LOTS_OFFSET);
    }

    /**
     * Sets: depth of the market elsewhere; 0 unknown.
     *
     * @param value to be stored.
     */
    public void depthLots(final long value)
    {
        Memory.putLong(address + DEPTH_LOTS_OFFSET, value);
    }

    /**
     * Factor by which it is raised at most.
     *
     * @return the value.
     */
    public int capPpm()
    {
        return Memory.getInt(address + CAP_PPM_OFFSET);
    }

    /**
     * Sets: factor by which it is raised at most.
     *
     * @param value to be stored.
     */
    public void capPpm(final int value)
    {
        Memory.putInt(address + CAP_PPM_OFFSET, value);
    }

    /**
     * Position limit over depth; 0 none.
     *
     * @return the value.
     */
    public int positionDepthPpm()
    {
        return Memory.getInt(address + POSITION_DEPTH_PPM_OFFSET);
    }

    /**
     * Sets: position limit over depth; 0 none.
     *
     * @param value to be stored.
     */
    public void positionDepthPpm(final int value)
    {
        Memory.putInt(address + POSITION_DEPTH_PPM_OFFSET, value);
    }

    /**
     * Limit of open interest over depth; 0 none.
     *
     * @return the value.
     */
    public int interestDepthPpm()
    {
        return Memory.getInt(address + INTEREST_DEPTH_PPM_OFFSET);
    }

    /**
     * Sets: limit of open interest over depth; 0 none.
     *
     * @param value to be stored.
     */
    public void interestDepthPpm(final int value)
    {
        Memory.putInt(address + INTEREST_DEPTH_PPM_OFFSET, value);
    }

    /**
     * Initial over maintenance requirement as listed.
     *
     * @return the value.
     */
    public int listedFactorPpm()
    {
        return Memory.getInt(address + LISTED_FACTOR_PPM_OFFSET);
    }

    /**
     * Sets: initial over maintenance requirement as listed.
     *
     * @param value to be stored.
     */
    public void listedFactorPpm(final int value)
    {
        Memory.putInt(address + LISTED_FACTOR_PPM_OFFSET, value);
    }

    /**
     * Factor of open interest in force.
     *
     * @return the value.
     */
    public int factorPpm()
    {
        return Memory.getInt(address + FACTOR_PPM_OFFSET);
    }

    /**
     * Sets: factor of open interest in force.
     *
     * @param value to be stored.
     */
    public void factorPpm(final int value)
    {
        Memory.putInt(address + FACTOR_PPM_OFFSET, value);
    }
}

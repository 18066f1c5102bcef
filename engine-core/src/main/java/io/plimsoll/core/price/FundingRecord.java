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

import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * How an instrument is funded, and what its present interval has seen so far; its index is the instrument's.
 * <pre>
 * offset bytes field
 *      0   8  intervalNs                 length of an interval; 0 it is not funded
 *      8   8  intervalEndNs              when the present interval ends
 *     16   8  observedNs                 up to when the premium has been counted; 0 there was none yet
 *     24   8  weighedNs                  time over which it has been counted
 *     32  16  premiumSum                 sum of premium times nanoseconds, 10^-9 x ns
 *     48   8  premiumPpb                 premium since it was counted last, 10^-9
 *     56   4  interestPpm                interest of one interval
 *     64      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class FundingRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 64;

    private static final int INTERVAL_NS_OFFSET = 0;
    private static final int INTERVAL_END_NS_OFFSET = 8;
    private static final int OBSERVED_NS_OFFSET = 16;
    private static final int WEIGHED_NS_OFFSET = 24;
    private static final int PREMIUM_SUM_OFFSET = 32;
    private static final int PREMIUM_PPB_OFFSET = 48;
    private static final int INTEREST_PPM_OFFSET = 56;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public FundingRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Length of an interval; 0 it is not funded.
     *
     * @return the value.
     */
    public long intervalNs()
    {
        return Memory.getLong(address + INTERVAL_NS_OFFSET);
    }

    /**
     * Sets: length of an interval; 0 it is not funded.
     *
     * @param value to be stored.
     */
    public void intervalNs(final long value)
    {
        Memory.putLong(address + INTERVAL_NS_OFFSET, value);
    }

    /**
     * When the present interval ends.
     *
     * @return the value.
     */
    public long intervalEndNs()
    {
        return Memory.getLong(address + INTERVAL_END_NS_OFFSET);
    }

    /**
     * Sets: when the present interval ends.
     *
     * @param value to be stored.
     */
    public void intervalEndNs(final long value)
    {
        Memory.putLong(address + INTERVAL_END_NS_OFFSET, value);
    }

    /**
     * Up to when the premium has been counted; 0 there was none yet.
     *
     * @return the value.
     */
    public long observedNs()
    {
        return Memory.getLong(address + OBSERVED_NS_OFFSET);
    }

    /**
     * Sets: up to when the premium has been counted; 0 there was none yet.
     *
     * @param value to be stored.
     */
    public void observedNs(final long value)
    {
        Memory.putLong(address + OBSERVED_NS_OFFSET, value);
    }

    /**
     * Time over which it has been counted.
     *
     * @return the value.
     */
    public long weighedNs()
    {
        return Memory.getLong(address + WEIGHED_NS_OFFSET);
    }

    /**
     * Sets: time over which it has been counted.
     *
     * @param value to be stored.
     */
    public void weighedNs(final long value)
    {
        Memory.putLong(address + WEIGHED_NS_OFFSET, value);
    }

    /**
     * Premium since it was counted last, 10^-9.
     *
     * @return the value.
     */
    public long premiumPpb()
    {
        return Memory.getLong(address + PREMIUM_PPB_OFFSET);
    }

    /**
     * Sets: premium since it was counted last, 10^-9.
     *
     * @param value to be stored.
     */
    public void premiumPpb(final long value)
    {
        Memory.putLong(address + PREMIUM_PPB_OFFSET, value);
    }

    /**
     * Interest of one interval.
     *
     * @return the value.
     */
    public int interestPpm()
    {
        return Memory.getInt(address + INTEREST_PPM_OFFSET);
    }

    /**
     * Sets: interest of one interval.
     *
     * @param value to be stored.
     */
    public void interestPpm(final int value)
    {
        Memory.putInt(address + INTEREST_PPM_OFFSET, value);
    }

    /**
     * Adds to the sum of premium times nanoseconds.
     *
     * @param premium 10^-9.
     * @param ns      that it lasted.
     * @param work    register that is overwritten.
     */
    void addPremium(final long premium, final long ns, final Int128 work)
    {
        loadPremiumSum(work).addProduct(premium, ns);
        Memory.putLong(address + PREMIUM_SUM_OFFSET, work.low());
        Memory.putLong(address + PREMIUM_SUM_OFFSET + 8, work.high());
    }

    /**
     * Loads: sum of premium times nanoseconds.
     *
     * @param target register that receives 10^-9 x ns.
     * @return the register.
     */
    Int128 loadPremiumSum(final Int128 target)
    {
        return target.set(
            Memory.getLong(address + PREMIUM_SUM_OFFSET + 8), Memory.getLong(address + PREMIUM_SUM_OFFSET));
    }

    /** Forgets what the interval has seen, but not the premium that goes on. */
    void clearPremiumSum()
    {
        Memory.putLong(address + PREMIUM_SUM_OFFSET, 0);
        Memory.putLong(address + PREMIUM_SUM_OFFSET + 8, 0);
        weighedNs(0);
    }
}

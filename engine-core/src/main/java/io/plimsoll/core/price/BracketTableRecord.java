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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;
import java.util.Objects;

/**
 * The margin brackets of an instrument: a part of its record, so that a requirement needs nothing else of it.
 * <pre>
 * offset bytes field
 *    140   4  bracketCount               margin brackets
 *    256 512  brackets                   16 x { lower 8, rate 4, penalty 4, deduction 16 }
 *    768      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public abstract class BracketTableRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 768;

    private static final int BRACKET_LENGTH = 32;
    private static final int LOWER = 0;
    private static final int RATE = 8;
    private static final int PENALTY = 12;
    private static final int DEDUCTION = 16;
    private static final int BRACKET_COUNT_OFFSET = 140;
    private static final int BRACKETS_OFFSET = 256;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    protected BracketTableRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Margin brackets.
     *
     * @return the value.
     */
    public int bracketCount()
    {
        return Memory.getInt(address + BRACKET_COUNT_OFFSET);
    }

    /**
     * Sets: margin brackets.
     *
     * @param value to be stored.
     */
    public void bracketCount(final int value)
    {
        Memory.putInt(address + BRACKET_COUNT_OFFSET, value);
    }

    /**
     * Lower notional bound of a bracket.
     *
     * @param bracket index from 0.
     * @return atoms.
     */
    public long bracketLowerAtoms(final int bracket)
    {
        return Memory.getLong(bracketAddress(bracket) + LOWER);
    }

    /**
     * Maintenance rate of a bracket.
     *
     * @param bracket index from 0.
     * @return ppm.
     */
    public int bracketRatePpm(final int bracket)
    {
        return Memory.getInt(bracketAddress(bracket) + RATE);
    }

    /**
     * Penalty rate of a bracket.
     *
     * @param bracket index from 0.
     * @return ppm.
     */
    public int bracketPenaltyPpm(final int bracket)
    {
        return Memory.getInt(bracketAddress(bracket) + PENALTY);
    }

    /**
     * Deduction of a bracket, which makes the requirement continuous: {@code d(t+1) = d(t) + b(t+1) * (r(t+1) - r(t))}.
     *
     * @param bracket index from 0.
     * @param target  register that receives ppm x atoms.
     * @return the register.
     */
    public Int128 loadBracketDeduction(final int bracket, final Int128 target)
    {
        final long at = bracketAddress(bracket) + DEDUCTION;
        return target.set(Memory.getLong(at + 8), Memory.getLong(at));
    }

    /**
     * Deduction of a bracket, without its lowest bits.
     *
     * @param bracket index from 0.
     * @param bits    to be left out, 1 to 63, such that the rest fits a long.
     * @return ppm x atoms x 2^-bits, rounded down.
     */
    public long bracketDeduction(final int bracket, final int bits)
    {
        final long at = bracketAddress(bracket) + DEDUCTION;
        return Memory.getLong(at + 8) << Long.SIZE - bits | Memory.getLong(at) >>> bits;
    }

    /**
     * Stores a bracket.
     *
     * @param bracket     index from 0.
     * @param lowerAtoms  lower notional bound.
     * @param ratePpm     maintenance rate.
     * @param penaltyPpm  penalty rate.
     * @param deduction   ppm x atoms.
     */
    public void bracket(
        final int bracket,
        final long lowerAtoms,
        final int ratePpm,
        final int penaltyPpm,
        final Int128 deduction)
    {
        final long at = bracketAddress(bracket);
        Memory.putLong(at + LOWER, lowerAtoms);
        Memory.putInt(at + RATE, ratePpm);
        Memory.putInt(at + PENALTY, penaltyPpm);
        Memory.putLong(at + DEDUCTION, deduction.low());
        Memory.putLong(at + DEDUCTION + 8, deduction.high());
    }

    private long bracketAddress(final int bracket)
    {
        return address + BRACKETS_OFFSET +
            (long)Objects.checkIndex(bracket, EngineLimits.BRACKETS_MAX) * BRACKET_LENGTH;
    }
}

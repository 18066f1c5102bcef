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
package io.plimsoll.core.control;

import io.plimsoll.core.memory.Flyweight;
import io.plimsoll.core.memory.Memory;
import io.plimsoll.core.memory.Slab;

/**
 * How far the engine has come; outside the state digest, so that a refusal leaves the digest alone.
 * <pre>
 * offset bytes field
 *      0   8  lastSequence               sequence of the last command
 *      8   8  lastTimestampNs            time of the last command
 *     16   8  eventHash                  running hash over every effect
 *     24   8  nextDeadlineNs             earliest deadline of an order after the last command
 *     32   4  workLeft                   1 if the last command left work over
 *     40      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class ProgressRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 40;

    private static final int LAST_SEQUENCE_OFFSET = 0;
    private static final int LAST_TIMESTAMP_NS_OFFSET = 8;
    private static final int EVENT_HASH_OFFSET = 16;
    private static final int NEXT_DEADLINE_NS_OFFSET = 24;
    private static final int WORK_LEFT_OFFSET = 32;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public ProgressRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Sequence of the last command.
     *
     * @return the value.
     */
    public long lastSequence()
    {
        return Memory.getLong(address + LAST_SEQUENCE_OFFSET);
    }

    /**
     * Sets: sequence of the last command.
     *
     * @param value to be stored.
     */
    public void lastSequence(final long value)
    {
        Memory.putLong(address + LAST_SEQUENCE_OFFSET, value);
    }

    /**
     * Time of the last command.
     *
     * @return the value.
     */
    public long lastTimestampNs()
    {
        return Memory.getLong(address + LAST_TIMESTAMP_NS_OFFSET);
    }

    /**
     * Sets: time of the last command.
     *
     * @param value to be stored.
     */
    public void lastTimestampNs(final long value)
    {
        Memory.putLong(address + LAST_TIMESTAMP_NS_OFFSET, value);
    }

    /**
     * Running hash over every effect.
     *
     * @return the value.
     */
    public long eventHash()
    {
        return Memory.getLong(address + EVENT_HASH_OFFSET);
    }

    /**
     * Sets: running hash over every effect.
     *
     * @param value to be stored.
     */
    public void eventHash(final long value)
    {
        Memory.putLong(address + EVENT_HASH_OFFSET, value);
    }

    /**
     * Earliest deadline of an order after the last command.
     *
     * @return the value.
     */
    public long nextDeadlineNs()
    {
        return Memory.getLong(address + NEXT_DEADLINE_NS_OFFSET);
    }

    /**
     * Sets: earliest deadline of an order after the last command.
     *
     * @param value to be stored.
     */
    public void nextDeadlineNs(final long value)
    {
        Memory.putLong(address + NEXT_DEADLINE_NS_OFFSET, value);
    }

    /**
     * 1 if the last command left work over.
     *
     * @return the value.
     */
    public int workLeft()
    {
        return Memory.getInt(address + WORK_LEFT_OFFSET);
    }

    /**
     * Sets: 1 if the last command left work over.
     *
     * @param value to be stored.
     */
    public void workLeft(final int value)
    {
        Memory.putInt(address + WORK_LEFT_OFFSET, value);
    }
}

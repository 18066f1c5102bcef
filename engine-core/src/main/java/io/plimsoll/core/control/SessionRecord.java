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
import io.plimsoll.core.memory.Slab;

/**
 * A session; its index is its id.
 * <pre>
 * offset bytes field
 *      0   4  principal                  principal that opened it
 *      4   1  open                       1 while open
 *      8      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class SessionRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 8;

    private static final int PRINCIPAL_OFFSET = 0;
    private static final int OPEN_OFFSET = 4;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public SessionRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Principal that opened it.
     *
     * @return the value.
     */
    public int principal()
    {
        return buffer.getInt(offset + PRINCIPAL_OFFSET);
    }

    /**
     * Sets: principal that opened it.
     *
     * @param value to be stored.
     */
    public void principal(final int value)
    {
        buffer.putInt(offset + PRINCIPAL_OFFSET, value);
    }

    /**
     * 1 while open.
     *
     * @return the value.
     */
    public int open()
    {
        return buffer.getByte(offset + OPEN_OFFSET);
    }

    /**
     * Sets: 1 while open.
     *
     * @param value to be stored.
     */
    public void open(final int value)
    {
        buffer.putByte(offset + OPEN_OFFSET, (byte)value);
    }
}

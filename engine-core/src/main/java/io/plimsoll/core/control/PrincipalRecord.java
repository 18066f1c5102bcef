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
 * A principal: who owns accounts and opens sessions.
 * <pre>
 * offset bytes field
 *      0   8  principalId                id that the outside world uses
 *      8   4  newestSession              open session that receives private effects; 0 none
 *     12   4  killSwitch                 kill switch: bit 0 engaged, bit 1 its orders are still being cancelled
 *     16      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class PrincipalRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 16;

    private static final int PRINCIPAL_ID_OFFSET = 0;
    private static final int NEWEST_SESSION_OFFSET = 8;
    private static final int KILL_SWITCH_OFFSET = 12;

    /**
     * A flyweight over the records of a slab.
     *
     * @param slab that holds the records.
     */
    public PrincipalRecord(final Slab slab)
    {
        super(slab);
    }

    /**
     * Id that the outside world uses.
     *
     * @return the value.
     */
    public long principalId()
    {
        return Memory.getLong(address + PRINCIPAL_ID_OFFSET);
    }

    /**
     * Sets: id that the outside world uses.
     *
     * @param value to be stored.
     */
    public void principalId(final long value)
    {
        Memory.putLong(address + PRINCIPAL_ID_OFFSET, value);
    }

    /**
     * Open session that receives private effects; 0 none.
     *
     * @return the value.
     */
    public int newestSession()
    {
        return Memory.getInt(address + NEWEST_SESSION_OFFSET);
    }

    /**
     * Sets: open session that receives private effects; 0 none.
     *
     * @param value to be stored.
     */
    public void newestSession(final int value)
    {
        Memory.putInt(address + NEWEST_SESSION_OFFSET, value);
    }

    /**
     * Kill switch: bit 0 engaged, bit 1 its orders are still being cancelled.
     *
     * @return the value.
     */
    public int killSwitch()
    {
        return Memory.getInt(address + KILL_SWITCH_OFFSET);
    }

    /**
     * Sets: kill switch: bit 0 engaged, bit 1 its orders are still being cancelled.
     *
     * @param value to be stored.
     */
    public void killSwitch(final int value)
    {
        Memory.putInt(address + KILL_SWITCH_OFFSET, value);
    }
}

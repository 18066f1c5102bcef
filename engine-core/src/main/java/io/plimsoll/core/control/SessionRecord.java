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
 * An open session. The open sessions of a principal are linked, newest first.
 * <pre>
 * offset bytes field
 *      0   4  sessionId                  id that the engine gave
 *      4   4  principal                  principal that opened it
 *      8   4  older                      next older open session of the principal
 *     12   4  newer                      next newer open session of the principal
 *     16      LENGTH
 * </pre>
 * Written and read by the engine's thread alone.
 */
public final class SessionRecord extends Flyweight
{
    /** Bytes of a record. */
    public static final int LENGTH = 16;

    private static final int SESSION_ID_OFFSET = 0;
    private static final int PRINCIPAL_OFFSET = 4;
    private static final int OLDER_OFFSET = 8;
    private static final int NEWER_OFFSET = 12;

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
     * Id that the engine gave.
     *
     * @return the value.
     */
    public int sessionId()
    {
        return Memory.getInt(address + SESSION_ID_OFFSET);
    }

    /**
     * Sets: id that the engine gave.
     *
     * @param value to be stored.
     */
    public void sessionId(final int value)
    {
        Memory.putInt(address + SESSION_ID_OFFSET, value);
    }

    /**
     * Principal that opened it.
     *
     * @return the value.
     */
    public int principal()
    {
        return Memory.getInt(address + PRINCIPAL_OFFSET);
    }

    /**
     * Sets: principal that opened it.
     *
     * @param value to be stored.
     */
    public void principal(final int value)
    {
        Memory.putInt(address + PRINCIPAL_OFFSET, value);
    }

    /**
     * Next older open session of the principal.
     *
     * @return the value.
     */
    public int older()
    {
        return Memory.getInt(address + OLDER_OFFSET);
    }

    /**
     * Sets: next older open session of the principal.
     *
     * @param value to be stored.
     */
    public void older(final int value)
    {
        Memory.putInt(address + OLDER_OFFSET, value);
    }

    /**
     * Next newer open session of the principal.
     *
     * @return the value.
     */
    public int newer()
    {
        return Memory.getInt(address + NEWER_OFFSET);
    }

    /**
     * Sets: next newer open session of the principal.
     *
     * @param value to be stored.
     */
    public void newer(final int value)
    {
        Memory.putInt(address + NEWER_OFFSET, value);
    }
}

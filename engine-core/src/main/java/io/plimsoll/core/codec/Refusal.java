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
package io.plimsoll.core.codec;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.memory.Slab;

/**
 * Why the command at hand is refused: a {@link ResultCode} and the two numbers that go with it. One object serves every
 * room of an engine; it is cleared before each command.
 */
public final class Refusal
{
    private int code;
    private long limitValue;
    private long actualValue;
    private int slabId;

    /** Nothing refused yet. */
    public Refusal()
    {
    }

    /** Forgets the last refusal. */
    public void clear()
    {
        code = ResultCode.ACCEPTED;
        limitValue = 0;
        actualValue = 0;
        slabId = 0;
    }

    /**
     * Takes over what another refusal says.
     *
     * @param other to be copied.
     */
    public void set(final Refusal other)
    {
        code = other.code;
        limitValue = other.limitValue;
        actualValue = other.actualValue;
        slabId = other.slabId;
    }

    /**
     * Refuses the command.
     *
     * @param reason a {@link ResultCode} other than accepted.
     * @param limit  what the rule asks for.
     * @param actual what the command or the account has.
     * @return the code.
     */
    public int refuse(final int reason, final long limit, final long actual)
    {
        code = reason;
        limitValue = limit;
        actualValue = actual;
        return reason;
    }

    /**
     * Refuses the command because a slab is full.
     *
     * @param slab that is full.
     * @return the code.
     */
    public int refuseFull(final Slab slab)
    {
        slabId = slab.id();
        return refuse(ResultCode.CAPACITY_EXCEEDED, slab.capacity() - 1, slab.capacity());
    }

    /**
     * The code of the refusal.
     *
     * @return a {@link ResultCode}, accepted if nothing was refused.
     */
    public int code()
    {
        return code;
    }

    /**
     * What the rule asks for.
     *
     * @return value in the unit of the code.
     */
    public long limitValue()
    {
        return limitValue;
    }

    /**
     * What the command or the account has.
     *
     * @return value in the unit of the code.
     */
    public long actualValue()
    {
        return actualValue;
    }

    /**
     * The slab that is full.
     *
     * @return its number, 0 if the refusal has another reason.
     */
    public int slabId()
    {
        return slabId;
    }
}

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
package io.plimsoll.core.twin;

import io.plimsoll.core.ResultCode;

import java.util.function.ToIntFunction;

/** Why the command at hand is refused. */
final class TwinRefusal
{
    private final ToIntFunction<String> slabIds;
    int code;
    long limitValue;
    long actualValue;
    int slabId;

    TwinRefusal(final ToIntFunction<String> slabIds)
    {
        this.slabIds = slabIds;
    }

    TwinRefusal copy()
    {
        final TwinRefusal copy = new TwinRefusal(slabIds);
        copy.set(this);
        return copy;
    }

    void set(final TwinRefusal other)
    {
        code = other.code;
        limitValue = other.limitValue;
        actualValue = other.actualValue;
        slabId = other.slabId;
    }

    void clear()
    {
        code = ResultCode.ACCEPTED;
        limitValue = 0;
        actualValue = 0;
        slabId = 0;
    }

    void refuseFull(final String slab, final long capacity)
    {
        slabId = slabIds.applyAsInt(slab);
        refuse(ResultCode.CAPACITY_EXCEEDED, capacity, capacity + 1);
    }

    void refuse(final int reason, final long limit, final long actual)
    {
        code = reason;
        limitValue = limit;
        actualValue = actual;
    }
}

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
package io.plimsoll.core.memory;

/**
 * A window on one record of a slab: wrap an index, then read and write fields. A subclass draws its record in its class
 * comment and adds one accessor per field. Wrapping checks the index and allocates nothing; a flyweight holds no state
 * but its place, which is stale once the arena is closed.
 */
public abstract class Flyweight
{
    /**
     * The slab that the records lie in.
     */
    protected final Slab slab;

    /**
     * Where the wrapped record begins, for {@link Memory}: record 0, which nobody is handed, before the first wrap.
     */
    protected long address;

    private int index;

    /**
     * A flyweight that is not yet on any record.
     *
     * @param slab of the records.
     */
    protected Flyweight(final Slab slab)
    {
        this.slab = slab;
        address = slab.address(0);
    }

    /**
     * Move to a record.
     *
     * @param index of the record in its slab.
     * @throws IndexOutOfBoundsException if the slab has no such record, or its arena was closed.
     */
    public final void wrap(final int index)
    {
        address = slab.address(index);
        this.index = index;
    }

    /**
     * The record that this flyweight is on.
     *
     * @return its index in the slab.
     */
    public final int index()
    {
        return index;
    }
}

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
 * The nodes of tries of 64 ways, which all tries of an {@link OrderedLongIndex} share. A bitmap in each node names its
 * children, so that a neighbour is one mask and one count of zeros away.
 * <pre>
 *   node, 264 bytes
 *   0                8        12               264
 *   +----------------+--------+--  ...  --+--------+
 *   | bitmap         | 0      |           | 63     |
 *   +----------------+--------+--  ...  --+--------+
 *   bitmap      int64, bit d is set while child d is present
 *   children    int32 each: the node below; at the lowest level the value; 0 where absent
 * </pre>
 * Node 0 is never handed out and has no children, so that what is missing needs no question. 0 B.
 */
final class TrieNodes
{
    private static final int DIGIT_MASK = 63;
    private static final int BITMAP_OFFSET = 0;
    private static final int CHILDREN_OFFSET = 8;
    private static final int LENGTH = CHILDREN_OFFSET + 64 * Integer.BYTES;

    private final SlotPool pool;
    private final Slab nodes;

    TrieNodes(final Arena arena, final String name, final long capacity)
    {
        pool = new SlotPool(arena, name, LENGTH, capacity);
        nodes = pool.slab();
    }

    /** The digit of a key at a shift. */
    static int digit(final long key, final int shift)
    {
        return (int)(key >>> shift) & DIGIT_MASK;
    }

    /** The digits of a bitmap above one. */
    static long above(final long bitmap, final int digit)
    {
        return bitmap & (-2L << digit);
    }

    /** The least digit of a bitmap that has any. */
    static int least(final long bitmap)
    {
        return Long.numberOfTrailingZeros(bitmap);
    }

    /** A new node without children, none if no node is left. */
    int take()
    {
        return pool.take();
    }

    /** Gives back a node without children. */
    void give(final int node)
    {
        pool.giveZero(node);
    }

    /** Number of nodes that can still be taken. */
    int left()
    {
        return pool.capacity() - pool.live();
    }

    long bitmap(final int node)
    {
        return Memory.getLong(nodes.address(node) + BITMAP_OFFSET);
    }

    /** Whether a node has more than one child. */
    boolean holdsAnother(final int node)
    {
        final long bitmap = bitmap(node);
        return (bitmap & bitmap - 1) != 0;
    }

    int child(final int node, final int digit)
    {
        return Memory.getInt(childAddress(nodes.address(node), digit));
    }

    void link(final int node, final int digit, final int child)
    {
        final long address = nodes.address(node);
        Memory.putLong(address + BITMAP_OFFSET, Memory.getLong(address + BITMAP_OFFSET) | 1L << digit);
        Memory.putInt(childAddress(address, digit), child);
    }

    void unlink(final int node, final int digit)
    {
        final long address = nodes.address(node);
        Memory.putLong(address + BITMAP_OFFSET, Memory.getLong(address + BITMAP_OFFSET) & ~(1L << digit));
        Memory.putInt(childAddress(address, digit), SlotPool.NONE);
    }

    /** A digit has six bits, so the child is inside its node. */
    private static long childAddress(final long node, final int digit)
    {
        return node + CHILDREN_OFFSET + (long)digit * Integer.BYTES;
    }
}

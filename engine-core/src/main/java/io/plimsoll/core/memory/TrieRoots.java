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
 * Where the tries of an {@link OrderedLongIndex} begin, and by which nodes they are entered without going down from
 * their root.
 * <pre>
 *   record of a tree, 288 bytes
 *   0        4        8                16               24       28     32                         288
 *   +--------+--------+----------------+----------------+--------+------+----------------+-- ... --+
 *   | root   | shift  | root prefix    | idle prefix    | idle   | 0    | near 0         | .. 15   |
 *   +--------+--------+----------------+----------------+--------+------+----------------+-- ... --+
 *   root        int32, the top node; 0 for a tree that never had a key
 *   shift       int32, bits of a key below the digit that the root is asked for
 *   root prefix int64, the bits above that digit, which all keys share
 *   idle prefix int64, the bits that keys below the idle node would share, key &gt;&gt; 12
 *   idle        int32, the node above leaves that lost its last leaf last; 0 for none
 *   near        16 bytes each, for the keys of which key &gt;&gt; 12 ends in its number:
 *               prefix  int64, the bits that the keys below the node share, key &gt;&gt; 12
 *               node    int32, the node above the leaves that the last put of such a key went through; 0 for none
 * </pre>
 * 0 B.
 */
final class TrieRoots
{
    private static final int ROOT_OFFSET = 0;
    private static final int SHIFT_OFFSET = 4;
    private static final int PREFIX_OFFSET = 8;
    private static final int IDLE_PREFIX_OFFSET = 16;
    private static final int IDLE_NODE_OFFSET = 24;
    private static final int NEAR_OFFSET = 32;
    private static final int NEAR_LENGTH = 16;
    private static final int NEAR_MASK = 15;
    private static final int NEAR_NODE = 8;
    private static final int LENGTH = NEAR_OFFSET + (NEAR_MASK + 1) * NEAR_LENGTH;

    private final Slab trees;

    TrieRoots(final Arena arena, final String name, final int count)
    {
        trees = arena.slab(name, LENGTH, count);
    }

    int root(final int tree)
    {
        return Memory.getInt(trees.address(tree) + ROOT_OFFSET);
    }

    int shift(final int tree)
    {
        return Memory.getInt(trees.address(tree) + SHIFT_OFFSET);
    }

    long prefix(final int tree)
    {
        return Memory.getLong(trees.address(tree) + PREFIX_OFFSET);
    }

    void root(final int tree, final int node, final int shift, final long prefix)
    {
        final long at = trees.address(tree);
        Memory.putInt(at + ROOT_OFFSET, node);
        Memory.putInt(at + SHIFT_OFFSET, shift);
        Memory.putLong(at + PREFIX_OFFSET, prefix);
    }

    int idle(final int tree)
    {
        return Memory.getInt(trees.address(tree) + IDLE_NODE_OFFSET);
    }

    long idlePrefix(final int tree)
    {
        return Memory.getLong(trees.address(tree) + IDLE_PREFIX_OFFSET);
    }

    void idle(final int tree, final int node, final long prefix)
    {
        final long at = trees.address(tree);
        Memory.putLong(at + IDLE_PREFIX_OFFSET, prefix);
        Memory.putInt(at + IDLE_NODE_OFFSET, node);
    }

    /** The near node of a prefix, none if it is not known. */
    int near(final int tree, final long prefix)
    {
        final long at = nearAddress(tree, prefix);
        return Memory.getLong(at) == prefix ? Memory.getInt(at + NEAR_NODE) : SlotPool.NONE;
    }

    void near(final int tree, final long prefix, final int node)
    {
        final long at = nearAddress(tree, prefix);
        Memory.putLong(at, prefix);
        Memory.putInt(at + NEAR_NODE, node);
    }

    /** Forgets a node that is given back. */
    void forget(final int tree, final long prefix, final int node)
    {
        final long at = nearAddress(tree, prefix);
        if (Memory.getInt(at + NEAR_NODE) == node)
        {
            Memory.putLong(at, 0);
            Memory.putInt(at + NEAR_NODE, SlotPool.NONE);
        }
    }

    /** The number of the near node has four bits, so it is inside the record. */
    private long nearAddress(final int tree, final long prefix)
    {
        return trees.address(tree) + NEAR_OFFSET + (prefix & NEAR_MASK) * NEAR_LENGTH;
    }
}

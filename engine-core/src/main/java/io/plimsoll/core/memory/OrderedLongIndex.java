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
 * Many ordered maps from a long to a positive int that share one pool of nodes.
 * <p>
 * Each map is a trie of 64 ways, 6 bits of the key a level, top bits first. A bitmap in each node names its children,
 * so that the neighbour of a key is one mask and one count of zeros a level; nothing is ever rebalanced. A node that
 * loses its last child is given back, and an empty map has no node.
 * <pre>
 *   node, 264 bytes                                      record of a tree, 264 bytes
 *   0                8        12               264       0        4        8                   264
 *   +----------------+--------+--  ...  --+--------+     +--------+--------+------+-- ... --+------+
 *   | bitmap         | 0      |           | 63     |     | root   | 0      | near 0         | 15   |
 *   +----------------+--------+--  ...  --+--------+     +--------+--------+------+-- ... --+------+
 *   bitmap      int64, bit d is set while child d is present
 *   children    int32 each: the node below; at the lowest level the value; 0 where absent
 *   root        int32, the top node; 0 for an empty tree
 *   near        16 bytes each, for the keys of which key &gt;&gt; 12 ends in its number:
 *               prefix  int64, the bits that the keys below the node share, key &gt;&gt; 12
 *               node    int32, the node above the leaves that the last put of such a key went through; 0 for none
 * </pre>
 * Keys of one tree mostly lie near each other: where a near node has the prefix of a key, its leaf is one step from
 * there and not six from the root; the 16 of them span 65,536 keys in a row. Otherwise every operation reads at most
 * two words a level down and, for a neighbour, two a level down again: with 36-bit keys 6 levels. The layout of nodes
 * in the pool and the near nodes depend on the order of puts and removes, which is replayed history. 0 B.
 */
public final class OrderedLongIndex
{
    /**
     * The value of an absent key.
     */
    public static final int ABSENT = 0;

    private static final int LEVEL_BITS = 6;
    private static final int DIGIT_MASK = 63;
    private static final int BITMAP_OFFSET = 0;
    private static final int CHILDREN_OFFSET = 8;
    private static final int NODE_LENGTH = CHILDREN_OFFSET + 64 * Integer.BYTES;
    private static final int ROOT_OFFSET = 0;
    private static final int NEAR_OFFSET = 8;
    private static final int NEAR_LENGTH = 16;
    private static final int NEAR_MASK = 15;
    private static final int NEAR_PREFIX = 0;
    private static final int NEAR_NODE = 8;
    private static final int TREE_LENGTH = NEAR_OFFSET + (NEAR_MASK + 1) * NEAR_LENGTH;
    /** A near node is one level above the leaves, so that a leaf hangs on it and a key is two digits below it. */
    private static final int NEAR_SHIFT = LEVEL_BITS;
    private static final int NEAR_BITS = 2 * LEVEL_BITS;

    private final Slab roots;
    private final SlotPool pool;
    private final Slab nodes;
    private final int treeCount;
    private final int keyBits;
    private final int levels;
    private final int topShift;
    private int soughtTree;
    private long soughtKey;
    private int soughtNear;
    private int soughtLeaf;

    /**
     * Register the slabs of empty trees: the nodes under the name, the roots with {@code .roots} appended.
     *
     * @param arena   to reserve in.
     * @param name    of the slab of nodes.
     * @param trees   number of trees, &gt; 0.
     * @param keyBits 1 to 63: keys are from 0 to 2^keyBits - 1.
     * @param nodes   number of nodes that all trees share, &gt; 0.
     */
    public OrderedLongIndex(
        final Arena arena, final String name, final int trees, final int keyBits, final int nodes)
    {
        Require.argument(keyBits > 0 && keyBits < Long.SIZE, "key bits must be from 1 to 63", keyBits);
        treeCount = trees;
        this.keyBits = keyBits;
        levels = (keyBits + LEVEL_BITS - 1) / LEVEL_BITS;
        topShift = (levels - 1) * LEVEL_BITS;
        roots = arena.slab(name + ".roots", TREE_LENGTH, trees);
        pool = new SlotPool(arena, name, NODE_LENGTH, nodes);
        this.nodes = pool.slab();
    }

    /**
     * Look a key up, and remember where it is or would be for the calls that name no key. They are about this key until
     * another is sought or removed.
     *
     * @param tree 0 to the number of trees - 1.
     * @param key  in range.
     * @return its value, or {@link #ABSENT}.
     */
    public int seek(final int tree, final long key)
    {
        check(tree, key);
        soughtTree = tree;
        soughtKey = key;
        final int near = near(tree, key);
        final int leaf = near != SlotPool.NONE ? child(near, digit(key, NEAR_SHIFT)) : leafFromRoot(tree, key);
        soughtNear = near;
        soughtLeaf = leaf;
        // Node 0, which is never handed out, has no children: a missing leaf needs no question.
        return child(leaf, digit(key, 0));
    }

    private int leafFromRoot(final int tree, final long key)
    {
        int node = root(tree);
        for (int shift = topShift; node != SlotPool.NONE && shift > 0; shift -= LEVEL_BITS)
        {
            node = child(node, digit(key, shift));
        }
        return node;
    }

    /**
     * Set the value of the key that was sought.
     *
     * @param value &gt; 0.
     * @return false, and nothing changed, if the nodes that the key needs are not left.
     */
    public boolean put(final int value)
    {
        Require.argument(value > ABSENT, "value must be positive", value);

        final boolean known = soughtNear != SlotPool.NONE && soughtLeaf != SlotPool.NONE;
        if (!known && !openSought())
        {
            return false;
        }
        link(soughtLeaf, digit(soughtKey, 0), value);
        return true;
    }

    private boolean openSought()
    {
        if (nodesLeft() < levels && nodesLeft() < missing(soughtTree, soughtKey))
        {
            return false;
        }
        soughtLeaf = soughtNear == SlotPool.NONE ?
            openLeaf(soughtTree, soughtKey) : openBelow(soughtNear, digit(soughtKey, NEAR_SHIFT));
        return true;
    }

    /** Goes down to the leaf of a key from the root, and remembers the node above it as the near one. */
    private int openLeaf(final int tree, final long key)
    {
        int node = openRoot(tree);
        for (int shift = topShift; shift > 0; shift -= LEVEL_BITS)
        {
            if (shift == NEAR_SHIFT)
            {
                near(nearAddress(tree, key), node, key >>> NEAR_BITS);
            }
            node = openBelow(node, digit(key, shift));
        }
        return node;
    }

    private int openBelow(final int node, final int digit)
    {
        int below = child(node, digit);
        if (below == SlotPool.NONE)
        {
            below = pool.take();
            link(node, digit, below);
        }
        return below;
    }

    private int openRoot(final int tree)
    {
        int node = root(tree);
        if (node == SlotPool.NONE)
        {
            node = pool.take();
            root(tree, node);
        }
        return node;
    }

    /**
     * Remove a key.
     *
     * @param tree 0 to the number of trees - 1.
     * @param key  in range.
     * @return the value that it had, or {@link #ABSENT}.
     */
    public int remove(final int tree, final long key)
    {
        check(tree, key);

        final int near = near(tree, key);
        return near == SlotPool.NONE ? removeFromRoot(tree, key) : removeBelow(near, tree, key);
    }

    /**
     * Remove a key whose leaf is known.
     *
     * @param tree 0 to the number of trees - 1.
     * @param key  in range, present.
     * @param leaf as {@link #leaf} told when the key was put.
     */
    public void remove(final int tree, final long key, final int leaf)
    {
        if (holdsAnother(leaf))
        {
            unlink(leaf, digit(key, 0));
        }
        else
        {
            remove(tree, key);
        }
    }

    /**
     * The leaf of the key that was put last. It stays the leaf of that key until the key is removed.
     *
     * @return number of the leaf, for {@link #remove(int, long, int)}.
     */
    public int leaf()
    {
        return soughtLeaf;
    }

    private boolean holdsAnother(final int node)
    {
        final long bitmap = bitmap(node);
        return (bitmap & bitmap - 1) != 0;
    }

    private int removeBelow(final int near, final int tree, final long key)
    {
        final int leaf = child(near, digit(key, NEAR_SHIFT));
        final int value = leaf == SlotPool.NONE ? ABSENT : child(leaf, digit(key, 0));
        if (value == ABSENT)
        {
            return ABSENT;
        }
        if (holdsAnother(leaf))
        {
            unlink(leaf, digit(key, 0));
            return value;
        }
        if (holdsAnother(near))
        {
            cut(tree, key, near, NEAR_SHIFT);
            return value;
        }
        return removeFromRoot(tree, key);
    }

    private int removeFromRoot(final int tree, final long key)
    {
        // Below the deepest node that keeps another child, every node of the path holds nothing but this key.
        int keptNode = SlotPool.NONE;
        int keptShift = topShift;
        int node = root(tree);
        for (int shift = topShift; node != SlotPool.NONE && shift >= 0; shift -= LEVEL_BITS)
        {
            if (holdsAnother(node))
            {
                keptNode = node;
                keptShift = shift;
            }
            node = child(node, digit(key, shift));
        }

        final int value = node;
        if (value != ABSENT)
        {
            cut(tree, key, keptNode, keptShift);
        }
        return value;
    }

    /**
     * The value of the least key above the key that was sought.
     *
     * @return the value, or {@link #ABSENT} if no key is higher.
     */
    public int higher()
    {
        if (soughtLeaf != SlotPool.NONE)
        {
            final long leaf = nodes.address(soughtLeaf);
            final long after = Memory.getLong(leaf + BITMAP_OFFSET) & (-2L << digit(soughtKey, 0));
            if (after != 0)
            {
                return Memory.getInt(childAddress(leaf, Long.numberOfTrailingZeros(after)));
            }
        }
        final long leavesAfter = bitmap(soughtNear) & (-2L << digit(soughtKey, NEAR_SHIFT));
        return leavesAfter != 0 ?
            least(child(soughtNear, Long.numberOfTrailingZeros(leavesAfter)), 0) :
            higherFromRoot(soughtTree, soughtKey);
    }

    private int higherFromRoot(final int tree, final long key)
    {
        int turnOff = SlotPool.NONE;
        int turnOffShift = 0;
        int node = root(tree);
        for (int shift = topShift; node != SlotPool.NONE && shift >= 0; shift -= LEVEL_BITS)
        {
            final int digit = digit(key, shift);
            final long after = bitmap(node) & (-2L << digit);
            if (after != 0)
            {
                turnOff = child(node, Long.numberOfTrailingZeros(after));
                turnOffShift = shift;
            }
            node = child(node, digit);
        }
        return least(turnOff, turnOffShift - LEVEL_BITS);
    }

    /**
     * Whether one more put cannot fail, whatever its tree and key. It may say no where a put would still succeed.
     *
     * @return true if as many nodes are left as one key needs at most.
     */
    public boolean hasRoom()
    {
        return nodesLeft() >= levels;
    }

    /**
     * Descend to the least value below; a node at a negative shift is itself the value.
     */
    private int least(final int from, final int fromShift)
    {
        int node = from;
        for (int shift = fromShift; node != SlotPool.NONE && shift >= 0; shift -= LEVEL_BITS)
        {
            node = child(node, Long.numberOfTrailingZeros(bitmap(node)));
        }
        return node;
    }

    /**
     * Number of nodes that are missing on the path of a key.
     */
    private int missing(final int tree, final long key)
    {
        int missing = levels;
        int node = root(tree);
        for (int shift = topShift; node != SlotPool.NONE && missing > 0; shift -= LEVEL_BITS)
        {
            missing--;
            node = child(node, digit(key, shift));
        }
        return missing;
    }

    /**
     * Unlink the key at the kept node, or at the root if none is kept, and give back the path below.
     */
    private void cut(final int tree, final long key, final int keptNode, final int keptShift)
    {
        int node;
        int shift;
        if (keptNode == SlotPool.NONE)
        {
            node = root(tree);
            shift = topShift;
            root(tree, SlotPool.NONE);
        }
        else
        {
            node = child(keptNode, digit(key, keptShift));
            shift = keptShift - LEVEL_BITS;
            unlink(keptNode, digit(key, keptShift));
        }

        for (; shift >= 0; shift -= LEVEL_BITS)
        {
            final int below = child(node, digit(key, shift));
            if (shift == NEAR_SHIFT)
            {
                forget(nearAddress(tree, key), node);
            }
            unlink(node, digit(key, shift));
            pool.giveZero(node);
            node = below;
        }
    }

    /**
     * The near node above a key, none if it is not known.
     */
    private int near(final int tree, final long key)
    {
        final long at = nearAddress(tree, key);
        return Memory.getLong(at + NEAR_PREFIX) == key >>> NEAR_BITS ? Memory.getInt(at + NEAR_NODE) : SlotPool.NONE;
    }

    private static void near(final long at, final int node, final long prefix)
    {
        Memory.putLong(at + NEAR_PREFIX, prefix);
        Memory.putInt(at + NEAR_NODE, node);
    }

    private static void forget(final long at, final int node)
    {
        if (Memory.getInt(at + NEAR_NODE) == node)
        {
            near(at, SlotPool.NONE, 0);
        }
    }

    /** The number of the near node has four bits, so it is inside the record. */
    private long nearAddress(final int tree, final long key)
    {
        return roots.address(tree) + NEAR_OFFSET + (key >>> NEAR_BITS & NEAR_MASK) * NEAR_LENGTH;
    }

    private int nodesLeft()
    {
        return pool.capacity() - pool.live();
    }

    private long bitmap(final int node)
    {
        return Memory.getLong(nodes.address(node) + BITMAP_OFFSET);
    }

    private int child(final int node, final int digit)
    {
        return Memory.getInt(childAddress(nodes.address(node), digit));
    }

    private void link(final int node, final int digit, final int child)
    {
        final long address = nodes.address(node);
        Memory.putLong(address + BITMAP_OFFSET, Memory.getLong(address + BITMAP_OFFSET) | 1L << digit);
        Memory.putInt(childAddress(address, digit), child);
    }

    private void unlink(final int node, final int digit)
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

    private int root(final int tree)
    {
        return roots.getInt(tree, ROOT_OFFSET);
    }

    private void root(final int tree, final int node)
    {
        roots.putInt(tree, ROOT_OFFSET, node);
    }

    private void check(final int tree, final long key)
    {
        Require.argument(tree >= 0 && tree < treeCount, "no such tree", tree);
        Require.argument(key >>> keyBits == 0, "key out of range", key);
    }

    private static int digit(final long key, final int shift)
    {
        return (int)(key >>> shift) & DIGIT_MASK;
    }
}

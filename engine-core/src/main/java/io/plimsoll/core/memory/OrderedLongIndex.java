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

import static io.plimsoll.core.memory.TrieNodes.above;
import static io.plimsoll.core.memory.TrieNodes.digit;

/**
 * Many ordered maps from a long to a positive int that share one pool of nodes.
 * <p>
 * Each map is a trie of 64 ways, 6 bits of the key a level, top bits first, see {@link TrieNodes}; nothing is ever
 * rebalanced. Its root stands no higher than the keys need that it has: it is raised when a key comes that differs from
 * all others further up, and lowered when it leads to one node alone. A node that loses its last child is given back,
 * but for one of each map: where keys come and go one by one, as the prices of a quiet side of a book do, the node
 * above the leaf that went last stays for the next.
 * <p>
 * Keys of one tree mostly lie near each other: where a near node of {@link TrieRoots} has the prefix of a key, its leaf
 * is one step from there; the 16 of them span 65,536 keys in a row. Otherwise every operation reads at most two words a
 * level down and, for a neighbour, two a level down again. The layout of nodes in the pool and the near nodes depend on
 * the order of puts and removes, which is replayed history. 0 B.
 */
public final class OrderedLongIndex
{
    /**
     * The value of an absent key.
     */
    public static final int ABSENT = 0;

    private static final int LEVEL_BITS = 6;
    /** A near node is one level above the leaves, so that a leaf hangs on it and a key is two digits below it. */
    private static final int NEAR_SHIFT = LEVEL_BITS;
    private static final int NEAR_BITS = 2 * LEVEL_BITS;
    /** In place of a value: the search has come to a node without leaves. */
    private static final int IDLE = -1;

    private final TrieRoots roots;
    private final TrieNodes nodes;
    private final int treeCount;
    private final int keyBits;
    private final int levels;
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
     * @param nodes   number of nodes that the keys of all trees share, &gt; 0; a path for each tree comes on top, for
     *                the node that it may keep without leaves.
     */
    public OrderedLongIndex(
        final Arena arena, final String name, final int trees, final int keyBits, final int nodes)
    {
        Require.argument(keyBits > 0 && keyBits < Long.SIZE, "key bits must be from 1 to 63", keyBits);
        treeCount = trees;
        this.keyBits = keyBits;
        levels = Math.max(2, (keyBits + LEVEL_BITS - 1) / LEVEL_BITS);
        roots = new TrieRoots(arena, name + ".roots", trees);
        this.nodes = new TrieNodes(arena, name, nodes + (long)trees * levels);
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
        final int near = roots.near(tree, key >>> NEAR_BITS);
        soughtNear = near;
        soughtLeaf = nodes.child(near != SlotPool.NONE ? near : nearFromRoot(tree, key), digit(key, NEAR_SHIFT));
        return nodes.child(soughtLeaf, digit(key, 0));
    }

    private int nearFromRoot(final int tree, final long key)
    {
        final int rootShift = roots.shift(tree);
        int node = prefix(key, rootShift) == roots.prefix(tree) ? roots.root(tree) : SlotPool.NONE;
        for (int shift = rootShift; node != SlotPool.NONE && shift > NEAR_SHIFT; shift -= LEVEL_BITS)
        {
            node = nodes.child(node, digit(key, shift));
        }
        return node;
    }

    /** The bits that a key shares with all others below a node at some shift. */
    private static long prefix(final long key, final int shift)
    {
        return key >>> shift >>> LEVEL_BITS;
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
        nodes.link(soughtLeaf, digit(soughtKey, 0), value);
        return true;
    }

    private boolean openSought()
    {
        if (!hasRoom() && nodes.left() < missing(soughtTree, soughtKey))
        {
            return false;
        }
        if (soughtNear == SlotPool.NONE)
        {
            soughtNear = openNear(soughtTree, soughtKey);
            roots.near(soughtTree, soughtKey >>> NEAR_BITS, soughtNear);
        }
        soughtLeaf = openBelow(soughtNear, digit(soughtKey, NEAR_SHIFT));
        return true;
    }

    private int openNear(final int tree, final long key)
    {
        int node = openRoot(tree, key);
        for (int shift = roots.shift(tree); shift > NEAR_SHIFT; shift -= LEVEL_BITS)
        {
            node = openBelow(node, digit(key, shift));
        }
        return node;
    }

    private int openBelow(final int node, final int digit)
    {
        int below = nodes.child(node, digit);
        if (below == SlotPool.NONE)
        {
            below = nodes.take();
            nodes.link(node, digit, below);
        }
        return below;
    }

    /** Makes a root for an empty tree, or raises the root until a key is below it. */
    private int openRoot(final int tree, final long key)
    {
        if (roots.root(tree) == SlotPool.NONE)
        {
            roots.root(tree, nodes.take(), NEAR_SHIFT, prefix(key, NEAR_SHIFT));
        }
        int node = roots.root(tree);
        int shift = roots.shift(tree);
        for (long prefix = roots.prefix(tree); prefix(key, shift) != prefix; prefix >>>= LEVEL_BITS)
        {
            final int raised = nodes.take();
            nodes.link(raised, digit(prefix, 0), node);
            node = raised;
            shift += LEVEL_BITS;
            roots.root(tree, node, shift, prefix >>> LEVEL_BITS);
        }
        return node;
    }

    /** Lowers the root while it leads to one node alone. */
    private void lowerRoot(final int tree)
    {
        int node = roots.root(tree);
        for (int shift = roots.shift(tree); shift > NEAR_SHIFT && !nodes.holdsAnother(node); shift -= LEVEL_BITS)
        {
            final int digit = TrieNodes.least(nodes.bitmap(node));
            final int below = nodes.child(node, digit);
            nodes.unlink(node, digit);
            nodes.give(node);
            node = below;
            roots.root(tree, node, shift - LEVEL_BITS, roots.prefix(tree) << LEVEL_BITS | digit);
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

    /**
     * Remove a key.
     *
     * @param tree 0 to the number of trees - 1.
     * @param key  in range.
     * @return the value that it had, or {@link #ABSENT}.
     */
    public int remove(final int tree, final long key)
    {
        final int value = seek(tree, key);
        if (value != ABSENT)
        {
            remove(tree, key, soughtLeaf);
        }
        return value;
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
        nodes.unlink(leaf, digit(key, 0));
        if (nodes.bitmap(leaf) == 0)
        {
            removeLeaf(tree, key, leaf);
        }
    }

    private void removeLeaf(final int tree, final long key, final int leaf)
    {
        final int known = roots.near(tree, key >>> NEAR_BITS);
        final int near = known != SlotPool.NONE ? known : nearFromRoot(tree, key);
        nodes.give(leaf);
        nodes.unlink(near, digit(key, NEAR_SHIFT));
        if (nodes.bitmap(near) == 0 && roots.idle(tree) != near)
        {
            keepIdle(tree, near, key >>> NEAR_BITS);
        }
    }

    /** Leaves a node without leaves where it is, for the next key is mostly near, and cuts the former one off. */
    private void keepIdle(final int tree, final int node, final long prefix)
    {
        final int former = roots.idle(tree);
        final long formerPrefix = roots.idlePrefix(tree);
        roots.idle(tree, node, prefix);
        if (former != SlotPool.NONE && nodes.bitmap(former) == 0)
        {
            cutOff(tree, former, formerPrefix);
        }
    }

    /** Gives back a node without leaves, and the nodes above it that lead to nothing else; one leads to another. */
    private void cutOff(final int tree, final int idle, final long idlePrefix)
    {
        final long key = idlePrefix << NEAR_BITS;
        roots.forget(tree, idlePrefix, idle);
        int kept = SlotPool.NONE;
        int keptShift = 0;
        int node = roots.root(tree);
        for (int shift = roots.shift(tree); shift > NEAR_SHIFT; shift -= LEVEL_BITS)
        {
            if (nodes.holdsAnother(node))
            {
                kept = node;
                keptShift = shift;
            }
            node = nodes.child(node, digit(key, shift));
        }
        node = kept;
        for (int shift = keptShift; shift > NEAR_SHIFT; shift -= LEVEL_BITS)
        {
            final int below = nodes.child(node, digit(key, shift));
            nodes.unlink(node, digit(key, shift));
            if (node != kept)
            {
                nodes.give(node);
            }
            node = below;
        }
        nodes.give(idle);
        lowerRoot(tree);
    }

    /**
     * The value of the least key above the key that was sought.
     *
     * @return the value, or {@link #ABSENT} if no key is higher.
     */
    public int higher()
    {
        final long after = above(nodes.bitmap(soughtLeaf), digit(soughtKey, 0));
        if (after != 0)
        {
            return nodes.child(soughtLeaf, TrieNodes.least(after));
        }
        final long leavesAfter = above(nodes.bitmap(soughtNear), digit(soughtKey, NEAR_SHIFT));
        return leavesAfter != 0 ? least(nodes.child(soughtNear, TrieNodes.least(leavesAfter)), 0) :
            higherFromRoot(soughtTree, soughtKey);
    }

    private int higherFromRoot(final int tree, final long key)
    {
        final int value = higherThrough(tree, key);
        // There is one idle node at most, and no key below it: the search goes on behind it.
        return value != IDLE ? value : higherThrough(tree, (roots.idlePrefix(tree) + 1 << NEAR_BITS) - 1);
    }

    private int higherThrough(final int tree, final long key)
    {
        int node = roots.root(tree);
        final int rootShift = roots.shift(tree);
        final long beyond = prefix(key, rootShift) - roots.prefix(tree);
        if (beyond != 0)
        {
            return beyond > 0 ? ABSENT : least(node, rootShift);
        }
        int turnOff = SlotPool.NONE;
        int turnOffShift = 0;
        for (int shift = rootShift; node != SlotPool.NONE && shift >= 0; shift -= LEVEL_BITS)
        {
            final int digit = digit(key, shift);
            final long after = above(nodes.bitmap(node), digit);
            if (after != 0)
            {
                turnOff = nodes.child(node, TrieNodes.least(after));
                turnOffShift = shift;
            }
            node = nodes.child(node, digit);
        }
        return least(turnOff, turnOffShift - LEVEL_BITS);
    }

    /** Descend to the least value below; a node at a negative shift is itself the value. */
    private int least(final int from, final int fromShift)
    {
        int node = from;
        for (int shift = fromShift; node != SlotPool.NONE && shift >= 0; shift -= LEVEL_BITS)
        {
            final long present = nodes.bitmap(node);
            if (present == 0)
            {
                return IDLE;
            }
            node = nodes.child(node, TrieNodes.least(present));
        }
        return node;
    }

    /**
     * Whether one more put cannot fail, whatever its tree and key. It may say no where a put would still succeed.
     *
     * @return true if as many nodes are left as one key needs at most: a path, and what raises the root.
     */
    public boolean hasRoom()
    {
        return nodes.left() >= 2 * levels;
    }

    /** Number of nodes that are missing for a key: above the root, and on its path. */
    private int missing(final int tree, final long key)
    {
        int node = roots.root(tree);
        if (node == SlotPool.NONE)
        {
            return 2;
        }
        int shift = roots.shift(tree);
        int raised = 0;
        for (long prefix = roots.prefix(tree); prefix(key, shift) != prefix; prefix >>>= LEVEL_BITS)
        {
            raised++;
            shift += LEVEL_BITS;
        }
        int missing = raised + shift / LEVEL_BITS;
        for (; raised == 0 && shift > 0; shift -= LEVEL_BITS)
        {
            node = nodes.child(node, digit(key, shift));
            missing -= node == SlotPool.NONE ? 0 : 1;
        }
        return missing;
    }

    private void check(final int tree, final long key)
    {
        Require.argument(tree >= 0 && tree < treeCount, "no such tree", tree);
        Require.argument(key >>> keyBits == 0, "key out of range", key);
    }
}

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

import io.plimsoll.core.Invariant;

/**
 * Many ordered sets of (key, id, slot), least key first and among equal keys least id, that share one array of slots.
 * Each slot is in one set at most. No set has a capacity of its own.
 * <p>
 * Each set is a treap: a search tree by key and id in which no entry has a lower priority than the entries below it.
 * The priority is the id, scattered over all 64 bits, so that the form of a tree depends on what is in it and not on
 * the order in which that came, and is as deep as that of a tree into which ids were put in random order: about twice
 * the natural logarithm of its size. The first entry of each set is kept beside its root and is found at once.
 * <pre>
 *   tree, 8 bytes            node of a slot, 32 bytes
 *   0        4        8      0                8                16       20       24       28       32
 *   +--------+--------+      +----------------+----------------+--------+--------+--------+--------+
 *   | root   | first  |      | key            | id             | less   | more   | tree+1 | 0      |
 *   +--------+--------+      +----------------+----------------+--------+--------+--------+--------+
 *   root, first  int32, slots; 0 for an empty tree
 *   less, more   int32, slots below; 0 where there is none
 *   tree+1       int32, 0 while the slot is in no set
 * </pre>
 * 0 B.
 */
public final class OrderedForest
{
    /**
     * The slot that is never in a set.
     */
    public static final int NONE = 0;

    private static final int ROOT_OFFSET = 0;
    private static final int FIRST_OFFSET = 4;
    private static final int TREE_LENGTH = 8;

    private static final int KEY_OFFSET = 0;
    private static final int ID_OFFSET = 8;
    private static final int LESS_OFFSET = 16;
    private static final int MORE_OFFSET = 20;
    private static final int OWNER_OFFSET = 24;
    private static final int NODE_LENGTH = 32;

    private final Slab trees;
    private final Slab nodes;

    /**
     * Register the slabs of empty sets: the nodes under the name, and the trees with {@code .trees} appended.
     *
     * @param arena to reserve in.
     * @param name  of the slab of nodes.
     * @param count number of sets, &gt; 0.
     * @param slots number of slots, which run from 1.
     */
    public OrderedForest(final Arena arena, final String name, final int count, final int slots)
    {
        nodes = arena.slab(name, NODE_LENGTH, slots + 1L);
        trees = arena.slab(name + ".trees", TREE_LENGTH, count);
        nodes.used(1);
    }

    /**
     * The first slot of a set.
     *
     * @param tree number of the set.
     * @return the slot of the least key, among equal ones of the least id; {@link #NONE} if the set is empty.
     */
    public int first(final int tree)
    {
        return trees.getInt(tree, FIRST_OFFSET);
    }

    /**
     * The key of a slot.
     *
     * @param slot in some set.
     * @return its key.
     */
    public long key(final int slot)
    {
        return nodes.getLong(slot, KEY_OFFSET);
    }

    /**
     * Whether a slot is in a set.
     *
     * @param slot any.
     * @return true if so.
     */
    public boolean contains(final int slot)
    {
        return slot != NONE && slot < nodes.used() && nodes.getInt(slot, OWNER_OFFSET) != 0;
    }

    /**
     * Put a slot that is in no set into one.
     *
     * @param tree number of the set.
     * @param slot of the entry.
     * @param key  any.
     * @param id   that no other entry of the set has.
     */
    public void put(final int tree, final int slot, final long key, final long id)
    {
        Invariant.check(!contains(slot), "SLOT_IN_SET", slot, tree);

        if (slot >= nodes.used())
        {
            nodes.used(slot + 1L);
        }
        nodes.putLong(slot, KEY_OFFSET, key);
        nodes.putLong(slot, ID_OFFSET, id);
        nodes.putInt(slot, OWNER_OFFSET, tree + 1);
        insert(tree, slot, key, id);
        final int first = first(tree);
        if (first == NONE || isBefore(slot, nodes.getLong(first, KEY_OFFSET), nodes.getLong(first, ID_OFFSET)))
        {
            trees.putInt(tree, FIRST_OFFSET, slot);
        }
    }

    /**
     * Take a slot out of the set that it is in, if any.
     *
     * @param slot any.
     */
    public void remove(final int slot)
    {
        if (!contains(slot))
        {
            return;
        }

        final int tree = nodes.getInt(slot, OWNER_OFFSET) - 1;
        final long key = nodes.getLong(slot, KEY_OFFSET);
        final long id = nodes.getLong(slot, ID_OFFSET);
        int parent = NONE;
        int field = ROOT_OFFSET;
        int at = root(tree);
        while (at != slot)
        {
            parent = at;
            field = isBefore(at, key, id) ? MORE_OFFSET : LESS_OFFSET;
            at = nodes.getInt(at, field);
        }
        merge(tree, parent, field, nodes.getInt(slot, LESS_OFFSET), nodes.getInt(slot, MORE_OFFSET));
        nodes.zero(slot);
        if (first(tree) == slot)
        {
            trees.putInt(tree, FIRST_OFFSET, leftmost(tree));
        }
    }

    /**
     * Go down past every entry of higher priority, then hang what lies below on both sides of the new entry.
     */
    private void insert(final int tree, final int slot, final long key, final long id)
    {
        final long priority = priority(id);
        int parent = NONE;
        int field = ROOT_OFFSET;
        int at = root(tree);
        while (at != NONE && priority(nodes.getLong(at, ID_OFFSET)) >= priority)
        {
            parent = at;
            field = isBefore(at, key, id) ? MORE_OFFSET : LESS_OFFSET;
            at = nodes.getInt(at, field);
        }
        link(tree, parent, field, slot);
        split(tree, at, slot, key, id);
    }

    private void split(final int tree, final int top, final int slot, final long key, final long id)
    {
        int lesser = slot;
        int lesserField = LESS_OFFSET;
        int greater = slot;
        int greaterField = MORE_OFFSET;
        int at = top;
        while (at != NONE)
        {
            if (isBefore(at, key, id))
            {
                link(tree, lesser, lesserField, at);
                lesser = at;
                lesserField = MORE_OFFSET;
                at = nodes.getInt(at, MORE_OFFSET);
            }
            else
            {
                link(tree, greater, greaterField, at);
                greater = at;
                greaterField = LESS_OFFSET;
                at = nodes.getInt(at, LESS_OFFSET);
            }
        }
        link(tree, lesser, lesserField, NONE);
        link(tree, greater, greaterField, NONE);
    }

    private void merge(final int tree, final int top, final int topField, final int less, final int more)
    {
        int parent = top;
        int field = topField;
        int lesser = less;
        int greater = more;
        while (lesser != NONE && greater != NONE)
        {
            if (priority(nodes.getLong(lesser, ID_OFFSET)) >= priority(nodes.getLong(greater, ID_OFFSET)))
            {
                link(tree, parent, field, lesser);
                parent = lesser;
                field = MORE_OFFSET;
                lesser = nodes.getInt(lesser, MORE_OFFSET);
            }
            else
            {
                link(tree, parent, field, greater);
                parent = greater;
                field = LESS_OFFSET;
                greater = nodes.getInt(greater, LESS_OFFSET);
            }
        }
        link(tree, parent, field, lesser == NONE ? greater : lesser);
    }

    private int leftmost(final int tree)
    {
        int at = root(tree);
        int less = at;
        while (less != NONE)
        {
            at = less;
            less = nodes.getInt(at, LESS_OFFSET);
        }
        return at;
    }

    private int root(final int tree)
    {
        return trees.getInt(tree, ROOT_OFFSET);
    }

    private void link(final int tree, final int parent, final int field, final int child)
    {
        if (parent == NONE)
        {
            trees.putInt(tree, ROOT_OFFSET, child);
        }
        else
        {
            nodes.putInt(parent, field, child);
        }
    }

    private boolean isBefore(final int slot, final long key, final long id)
    {
        final long other = nodes.getLong(slot, KEY_OFFSET);
        return other < key || other == key && nodes.getLong(slot, ID_OFFSET) < id;
    }

    /**
     * The finaliser of MurmurHash3: a bijection, so that no two ids have one priority.
     */
    private static long priority(final long id)
    {
        long hash = (id ^ (id >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
        return hash ^ (hash >>> 33);
    }
}

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
package io.plimsoll.io.config;

import java.util.Collection;

/**
 * Finds the known name that is nearest to a mistyped one, by edit distance.
 */
public final class NearestName
{
    private NearestName()
    {
    }

    /**
     * The nearest known name.
     *
     * @param name  as it was typed.
     * @param known names to choose from, not empty; of two at the same distance the first wins.
     * @return the known name with the least edit distance.
     */
    public static String of(final String name, final Collection<String> known)
    {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (final String candidate : known)
        {
            final int distance = distance(name, candidate);
            if (distance < least)
            {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /**
     * Whether a known name is so near that it was probably meant.
     *
     * @param name  as it was typed.
     * @param known names to choose from.
     * @return true if at most every third character has to be changed, and one more.
     */
    public static boolean isNear(final String name, final Collection<String> known)
    {
        return !known.isEmpty() && distance(name, of(name, known)) <= 1 + name.length() / 3;
    }

    /**
     * The number of characters to insert, delete or replace to come from one name to the other.
     *
     * @param from one name.
     * @param to   the other name.
     * @return the edit distance.
     */
    public static int distance(final String from, final String to)
    {
        int[] above = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++)
        {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++)
        {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++)
            {
                final int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            final int[] swapped = above;
            above = row;
            row = swapped;
        }
        return above[to.length()];
    }
}

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
package io.plimsoll.core.account;

/**
 * The instruments whose open interest counts and has changed in the command that is being applied, as the range of
 * their indexes: most commands change none or one. Nothing of it outlives the command. 0 B.
 */
public final class TradedInstruments
{
    private int lowest = Integer.MAX_VALUE;
    private int highest;

    /** None yet. */
    public TradedInstruments()
    {
    }

    /**
     * Notes an instrument.
     *
     * @param instrumentIndex of the instrument.
     */
    public void note(final int instrumentIndex)
    {
        lowest = Math.min(lowest, instrumentIndex);
        highest = Math.max(highest, instrumentIndex);
    }

    /** Forgets all of them. */
    public void reset()
    {
        lowest = Integer.MAX_VALUE;
        highest = 0;
    }

    /**
     * The lowest index noted.
     *
     * @return index, the largest int if none is noted.
     */
    public int lowest()
    {
        return lowest;
    }

    /**
     * The highest index noted.
     *
     * @return index, 0 if none is noted.
     */
    public int highest()
    {
        return highest;
    }
}

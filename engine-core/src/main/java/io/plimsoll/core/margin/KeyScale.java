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
package io.plimsoll.core.margin;

/** By how much the keys of the load-line index are coarser than the factors that they stand for. */
public final class KeyScale
{
    private KeyScale()
    {
    }

    /**
     * Bits by which keys are coarser than their factor, so that every key of an instrument fits 63 bits.
     *
     * @param maxMarkSubTicks listed.
     * @param markFactorAtoms listed.
     * @return shift; one sub-tick moves a key by at least one while {@code 1 - line * r} is at least {@link #slopeMin}.
     */
    public static int keyShift(final long maxMarkSubTicks, final long markFactorAtoms)
    {
        final int factorBits = 41 + bits(maxMarkSubTicks) + bits(markFactorAtoms);
        return Math.max(0, factorBits - 62);
    }

    /**
     * Least {@code 10^12 - line * r} at which every sub-tick moves a key.
     *
     * @param maxMarkSubTicks listed.
     * @return atoms x 10^12 per atom of notional.
     */
    public static long slopeMin(final long maxMarkSubTicks)
    {
        return 1L << Math.max(0, bits(maxMarkSubTicks) - 19);
    }

    private static int bits(final long number)
    {
        return Long.SIZE - Long.numberOfLeadingZeros(number);
    }
}

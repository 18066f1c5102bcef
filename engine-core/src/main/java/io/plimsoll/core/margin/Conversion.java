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

import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;

/**
 * Amounts of an asset in reference atoms, {@code x * price / unit}, where the amount has more than 64 bits. No
 * intermediate result has more than 128: the whole prices per atom are multiplied, and what is left of the price is
 * divided limb by limb. 0 B.
 */
public final class Conversion
{
    private static final int LIMB_BITS = 32;
    private static final long LIMB = 1L << LIMB_BITS;
    private static final int LIMBS = 4;
    private static final long PPM = 1_000_000;

    private final Int128 magnitude = new Int128();
    private final Int128 work = new Int128();
    private final Int128 digits = new Int128();

    /** Registers of its own; nothing else is held. */
    public Conversion()
    {
    }

    /**
     * Converts an amount, rounded up.
     *
     * @param amount     of the asset in any scale; receives the reference amount in the same scale.
     * @param asset      on its record.
     * @param priceAtoms of the asset.
     * @return the amount.
     */
    public Int128 ceil(final Int128 amount, final AssetRecord asset, final long priceAtoms)
    {
        return convert(amount, priceAtoms, asset.unitAtoms(), true);
    }

    /**
     * Converts an amount, rounded down.
     *
     * @param amount     of the asset in any scale; receives the reference amount in the same scale.
     * @param asset      on its record.
     * @param priceAtoms of the asset.
     * @return the amount.
     */
    public Int128 floor(final Int128 amount, final AssetRecord asset, final long priceAtoms)
    {
        return convert(amount, priceAtoms, asset.unitAtoms(), false);
    }

    /**
     * Converts reference atoms into atoms of an asset, rounded down.
     *
     * @param amount     in any scale, not negative; receives the amount of the asset in the same scale.
     * @param asset      on its record.
     * @param priceAtoms of the asset.
     * @return the amount.
     */
    public Int128 back(final Int128 amount, final AssetRecord asset, final long priceAtoms)
    {
        return convert(amount, asset.unitAtoms(), priceAtoms, false);
    }

    /**
     * Multiplies an amount by a weight, rounded up.
     *
     * @param amount    in any scale; receives the product in the same scale.
     * @param weightPpm of the amount.
     * @return the amount.
     */
    public Int128 weigh(final Int128 amount, final long weightPpm)
    {
        return convert(amount, weightPpm, PPM, true);
    }

    private Int128 convert(final Int128 amount, final long factor, final long divisor, final boolean up)
    {
        final boolean negative = amount.isNegative();
        magnitude.set(amount);
        if (negative)
        {
            magnitude.negate();
        }
        amount.set(magnitude).multiply(factor / divisor);
        final boolean inexact = divideLimbs(factor % divisor, divisor);
        amount.add(digits).add(inexact && negative != up ? 1 : 0);
        return negative ? amount.negate() : amount;
    }

    /** The magnitude times a factor below the divisor, by the divisor: digits of 32 bits. Tells of a remainder. */
    private boolean divideLimbs(final long factor, final long divisor)
    {
        digits.set(0);
        if (factor == 0)
        {
            return false;
        }
        long rest = 0;
        for (int limb = LIMBS - 1; limb >= 0; limb--)
        {
            final long half = limb >= LIMBS / 2 ? magnitude.high() : magnitude.low();
            final long bits = half >>> (limb % 2 * LIMB_BITS) & LIMB - 1;
            work.product(rest, LIMB).addProduct(bits, factor);
            final long digit = work.divideFloor(divisor);
            rest = work.subtractProduct(digit, divisor).toLongExact();
            digits.multiply(LIMB).add(digit);
        }
        return rest != 0;
    }
}

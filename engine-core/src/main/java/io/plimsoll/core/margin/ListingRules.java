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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.book.Books;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.ListAssetDecoder;
import io.plimsoll.core.codec.generated.ListFutureDecoder;
import io.plimsoll.core.codec.generated.ListInstrumentDecoder;
import io.plimsoll.core.codec.generated.ListSpotDecoder;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;

/**
 * What must hold before an asset or instrument is listed, so that no later command can overflow and every size has
 * exactly one answer. Source: margin model, sections 1, 4 and 6.4; rules 25 and 41.
 */
public final class ListingRules
{
    /** Largest value of a position, and of a balance, in atoms. */
    public static final long VALUE_MAX = 1L << 60;
    /** Largest value of all collateral of an account at the highest prices listed, in atoms. */
    public static final long COLLATERAL_MAX = 1L << 61;
    /** Largest sum of notionals of an account, in atoms. */
    public static final long NOTIONAL_MAX = 1L << 61;
    /** Highest initial over maintenance requirement, in ppm. */
    public static final int INITIAL_FACTOR_MAX_PPM = 100_000_000;

    private static final int PPM = 1_000_000;
    private static final long SCALE = 1_000_000_000_000L;
    private static final int MARK_BITS = 42;
    private static final int LOTS_BITS = 36;
    private static final int UNIT_BITS = 40;
    private static final int LEVERAGE_MAX = 1_000;
    private static final int CALL_MARGIN_PPM = 20_000;
    private static final int LEAST_GAIN_ATOMS = 2;
    private static final int LEAST_INVERSE_GAIN_ATOMS = 8;
    private static final int WINDOW_SAMPLES_MAX = 1 << 16;
    private static final long SAMPLE_INTERVAL_MAX_NS = 86_400_000_000_000L;

    private final Refusal refusal;
    private final LoadLines lines;
    private final Conversion conversion = new Conversion();
    private final Int128 value = new Int128();
    private final Int128 bound = new Int128();
    private final InverseRules inverseRules;
    private boolean inverse;

    /**
     * Rules that refuse into one object.
     *
     * @param refusal receives the reason.
     * @param lines   of the engine.
     */
    public ListingRules(final Refusal refusal, final LoadLines lines)
    {
        this.refusal = refusal;
        this.lines = lines;
        inverseRules = new InverseRules(refusal);
    }

    /**
     * Checks an asset.
     *
     * @param asset     decoded command.
     * @param reference whether it would be the reference asset.
     * @return a {@link ResultCode}.
     */
    public int check(final ListAssetDecoder asset, final boolean reference)
    {
        range(asset.unitAtoms(), 1, reference ? 1 : 1L << UNIT_BITS);
        range(asset.maxPriceAtoms(), 1, reference ? 1 : VALUE_MAX);
        range(asset.maxBalanceAtoms(), 1, VALUE_MAX);
        range(asset.haircutWeightPpm(), reference ? PPM : 1, PPM);
        final long leastCall = reference ? PPM + CALL_MARGIN_PPM : 0;
        range(asset.marginCallPpm(), leastCall, reference ? 2L * PPM : 0);
        range(asset.marginCallReleasePpm(), asset.marginCallPpm(), reference ? 2L * PPM : 0);
        if (refusal.code() != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        value.product(asset.maxBalanceAtoms(), asset.maxPriceAtoms());
        bound.product(VALUE_MAX, asset.unitAtoms());
        return value.compareTo(bound) <= 0 ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.LISTING_OVERFLOW, VALUE_MAX, capped(value));
    }

    /**
     * Checks an instrument; leaves the bracket group of the decoder at its end.
     *
     * @param instrument  decoded command.
     * @param kind        that it must be of, if it is linear.
     * @param inverseKind that it must be of, if it is inverse.
     * @param settlement  on the record of the asset that it settles in, which has a price.
     * @return a {@link ResultCode}.
     */
    public int check(
        final ListInstrumentDecoder instrument,
        final InstrumentKind kind,
        final InstrumentKind inverseKind,
        final AssetRecord settlement)
    {
        inverse = instrument.kindRaw() == inverseKind.value();
        int code = checkRanges(instrument, inverse ? inverseKind : kind);
        if (code == ResultCode.ACCEPTED && inverse)
        {
            code = inverseRules.check(instrument, settlement);
        }
        else if (code == ResultCode.ACCEPTED)
        {
            code = checkScales(instrument.contractFactorAtoms(), instrument.subTicksPerTick(),
                instrument.maxMarkSubTicks(), instrument.maxPositionLots());
            code = code == ResultCode.ACCEPTED ? checkValue(instrument, settlement) : code;
        }
        if (code == ResultCode.ACCEPTED)
        {
            code = checkTarget(instrument);
        }
        return code == ResultCode.ACCEPTED ? checkBrackets(instrument, settlement) : code;
    }

    /** A position must not be worth more in reference atoms either, at the highest mark and the highest price. */
    private int checkValue(final ListInstrumentDecoder instrument, final AssetRecord settlement)
    {
        final long markFactor = instrument.contractFactorAtoms() / instrument.subTicksPerTick();
        value.product(instrument.maxPositionLots(), instrument.maxMarkSubTicks()).multiply(markFactor);
        conversion.ceil(value, settlement, settlement.maxPriceAtoms());
        return value.compareTo(bound.set(VALUE_MAX)) <= 0 ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.LISTING_OVERFLOW, VALUE_MAX, capped(value));
    }

    private int checkRanges(final ListInstrumentDecoder instrument, final InstrumentKind kind)
    {
        if (instrument.kindRaw() != kind.value())
        {
            return refusal.refuse(ResultCode.NOT_SUPPORTED, kind.value(), instrument.kindRaw());
        }
        range(instrument.closePolicyRaw(), ClosePolicy.PARTIAL.value(), ClosePolicy.FULL.value());
        range(instrument.contractFactorAtoms(), 1, VALUE_MAX);
        range(instrument.subTicksPerTick(), 1, 1L << MARK_BITS);
        range(instrument.maxMarkSubTicks(), 1, (1L << MARK_BITS) - 1);
        range(instrument.minMarkSubTicks(), 1, instrument.maxMarkSubTicks());
        range(instrument.maxPositionLots(), 1, (1L << LOTS_BITS) - 1);
        range(instrument.minNotionalAtoms(), 0, VALUE_MAX);
        range(instrument.takerFeePpm(), 0, PPM / 10);
        range(instrument.makerFeePpm(), 0, PPM / 10);
        range(instrument.liquidationFeePpm(), 0, PPM / 10);
        range(instrument.penaltyBetaPpm(), 0, PPM);
        range(instrument.maxLeverage(), 1, LEVERAGE_MAX);
        range(instrument.oracleBandPpm(), 1, PPM);
        return refusal.code();
    }

    /**
     * Checks when a dated future ends.
     *
     * @param future decoded command.
     * @param nowNs  time of the command.
     * @return a {@link ResultCode}.
     */
    public int check(final ListFutureDecoder future, final long nowNs)
    {
        range(future.windowSamples(), 1, WINDOW_SAMPLES_MAX);
        range(future.sampleIntervalNs(), 1, SAMPLE_INTERVAL_MAX_NS);
        if (refusal.code() != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final long windowNs = future.windowSamples() * future.sampleIntervalNs();
        final long expireTimeNs = future.expireTimeNs();
        return expireTimeNs > 0 && expireTimeNs - windowNs > nowNs ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.EXPIRY_PASSED, nowNs, expireTimeNs > 0 ? expireTimeNs - windowNs : expireTimeNs);
    }

    /**
     * Checks a spot pair.
     *
     * @param pair           decoded command.
     * @param maxBaseBalance highest balance of an account in the base asset, atoms.
     * @return a {@link ResultCode}.
     */
    public int check(final ListSpotDecoder pair, final long maxBaseBalance)
    {
        range(pair.contractFactorAtoms(), 1, VALUE_MAX);
        range(pair.subTicksPerTick(), 1, 1L << MARK_BITS);
        range(pair.maxMarkSubTicks(), 1, (1L << MARK_BITS) - 1);
        range(pair.minMarkSubTicks(), 1, pair.maxMarkSubTicks());
        range(pair.maxOrderLots(), 1, (1L << LOTS_BITS) - 1);
        range(pair.lotAtoms(), 1, maxBaseBalance);
        range(pair.takerFeePpm(), 0, PPM / 10);
        range(pair.makerFeePpm(), 0, PPM / 10);
        range(pair.oracleBandPpm(), 1, PPM);
        if (refusal.code() != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        value.product(pair.maxOrderLots(), pair.lotAtoms());
        if (value.compareTo(bound.set(maxBaseBalance)) > 0)
        {
            return refusal.refuse(ResultCode.LISTING_OVERFLOW, maxBaseBalance, capped(value));
        }
        return checkScales(
            pair.contractFactorAtoms(), pair.subTicksPerTick(), pair.maxMarkSubTicks(), pair.maxOrderLots());
    }

    private int checkScales(
        final long contractFactor, final long subTicks, final long maxMarkSubTicks, final long maxLots)
    {
        if (contractFactor % subTicks != 0)
        {
            return refusal.refuse(ResultCode.SCALE_NOT_DIVISIBLE, contractFactor, subTicks);
        }
        final long ticks = maxMarkSubTicks / subTicks;
        if (ticks < 1 || ticks >= 1L << Books.PRICE_BITS)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, (1L << Books.PRICE_BITS) - 1, ticks);
        }
        value.product(maxLots, maxMarkSubTicks);
        bound.set(VALUE_MAX / (contractFactor / subTicks));
        if (value.compareTo(bound) > 0)
        {
            return refusal.refuse(ResultCode.LISTING_OVERFLOW, bound.toLongExact(), capped(value));
        }
        return ResultCode.ACCEPTED;
    }

    private int checkTarget(final ListInstrumentDecoder instrument)
    {
        final int theta = instrument.thetaPpm();
        final long mostTheta = Math.min(LoadLines.THETA_MAX_PPM, lines.ppm(LoadLines.CALL) - CALL_MARGIN_PPM);
        range(theta, PPM + 1, mostTheta);
        if (refusal.code() != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final long leastFactor = Math.max((11L * theta + 9) / 10, lines.ppm(LoadLines.CALL));
        final long factor = instrument.initialFactorPpm();
        return factor >= leastFactor && factor <= INITIAL_FACTOR_MAX_PPM ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.INITIAL_FACTOR_TOO_LOW, leastFactor, factor);
    }

    private int checkBrackets(final ListInstrumentDecoder instrument, final AssetRecord settlement)
    {
        final long leastLot = leastLotAtoms(inverse ? InverseRules.leastLotAtoms(instrument) :
            instrument.minMarkSubTicks() * (instrument.contractFactorAtoms() / instrument.subTicksPerTick()),
            settlement);
        final int theta = instrument.thetaPpm();
        final long maxMark = instrument.maxMarkSubTicks();
        final ListInstrumentDecoder.BracketsDecoder brackets = instrument.brackets();
        if (brackets.count() < 1 || brackets.count() > EngineLimits.BRACKETS_MAX)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, EngineLimits.BRACKETS_MAX, brackets.count());
        }
        long lowerBefore = -1;
        int rateBefore = 0;
        while (brackets.hasNext())
        {
            brackets.next();
            final boolean first = lowerBefore < 0;
            final long lower = brackets.lowerNotionalAtoms();
            final int rate = brackets.maintenanceRatePpm();
            if (first ? lower != 0 : lower <= lowerBefore || lower > VALUE_MAX)
            {
                return refusal.refuse(ResultCode.BRACKETS_NOT_RISING, Math.max(0, lowerBefore), lower);
            }
            if (rate < 1 || rate < rateBefore)
            {
                return refusal.refuse(ResultCode.BRACKETS_NOT_RISING, Math.max(1, rateBefore), rate);
            }
            if (brackets.penaltyRatePpm() < 0 || brackets.penaltyRatePpm() > rate)
            {
                return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, rate, brackets.penaltyRatePpm());
            }
            if (first && tooSmall(leastLot, theta, rate))
            {
                return ResultCode.LOT_VALUE_TOO_SMALL;
            }
            lowerBefore = lower;
            rateBefore = rate;
        }
        return checkTopRate(rateBefore, lines.mostRatePpm(maxMark, settlement.index()));
    }

    /** The value of a lot where it is least, in atoms of its asset or of the reference asset at the present price. */
    private long leastLotAtoms(final long lotAtoms, final AssetRecord settlement)
    {
        value.set(lotAtoms);
        return Math.min(lotAtoms, capped(conversion.floor(value, settlement, settlement.priceAtoms())));
    }

    /**
     * (theta - 1) * r * v must be at least 2 atoms for one lot where it is worth least, else rounding hides its gain; 8
     * of an inverse contract, of which fills, worth, notional, fee and penalty each round.
     */
    private boolean tooSmall(final long leastLotAtoms, final int thetaPpm, final int ratePpm)
    {
        value.product(leastLotAtoms, (long)(thetaPpm - PPM) * ratePpm);
        final int leastGainAtoms = inverse ? LEAST_INVERSE_GAIN_ATOMS : LEAST_GAIN_ATOMS;
        if (value.compareTo(bound.product(leastGainAtoms, SCALE)) >= 0)
        {
            return false;
        }
        refusal.refuse(ResultCode.LOT_VALUE_TOO_SMALL, leastGainAtoms, value.divideFloor(SCALE));
        return true;
    }

    /** The factors of the load lines need 1 - line * r above 0 by enough for every sub-tick to move a key. */
    private int checkTopRate(final int ratePpm, final long most)
    {
        return ratePpm <= most ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.RATE_TOO_HIGH, most, ratePpm);
    }

    /** Checks a range unless something has been refused already: the first reason counts. */
    private void range(final long number, final long least, final long most)
    {
        if (refusal.code() == ResultCode.ACCEPTED && (number < least || number > most))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, number < least ? least : most, number);
        }
    }

    private static long capped(final Int128 number)
    {
        return number.fitsLong() ? number.toLongExact() : Long.MAX_VALUE;
    }
}

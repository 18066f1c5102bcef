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
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.InstrumentRecord;
import io.plimsoll.core.price.RateTable;

/**
 * Bounds of what an account has in assets in which its positions settle, or of which it owes. The value of an asset's
 * net is the lowest of some lines, one for what is owed and one for each haircut band, so that its part of the slack is
 * <pre>
 *   S = min over lines ( price / unit * W(line) + c(line) )      W = w * 10^6 * net - load line * M      atoms x 10^12
 * </pre>
 * Downwards each position is given a bound on its mark at which it has lost no more than its share by the heaviest
 * weight, hence by all of them; while none is passed every W is at least what it is at those marks. The price is then
 * one more factor, for which the lines give a lowest price where W is above zero and a highest where it is below: one
 * of the two, unless bands make the value bend. Upwards one line lies above S everywhere: that which holds now.
 * Conversions round in the venue's favour, by less than {@link #RESERVE_ATOMS}: an account with less slack is watched
 * instead. Source: load-line page, section 3.
 */
final class NetBounds
{
    /** What the roundings of one asset may hide, in reference atoms. */
    static final long RESERVE_ATOMS = 3;

    private static final int DOWN = PositionBounds.DOWN;
    private static final long SCALE = 1_000_000_000_000L;
    private static final long PPM = 1_000_000;
    /** Bits by which both sides of a division for a price are shortened. */
    private static final int SHORT_BITS = 20;
    /** The line of what is owed; those of bands are numbered from 0. */
    private static final int OWED = -1;

    private final PositionRecord position;
    private final BalanceRecord balance;
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private final RateTable rates;
    private final AssetNet net;
    private final Haircut haircut = new Haircut();
    private final Brackets brackets = new Brackets();
    private final Conversion conversion = new Conversion();
    private final PriceBounds bounds = new PriceBounds();
    private final PositionBounds positions;
    private final BalanceBounds balances;
    private final boolean[] held;
    private final Int128 share = new Int128();
    private final Int128 value = new Int128();
    private final Int128 promise = new Int128();
    private final Int128 level = new Int128();
    private final Int128 worth = new Int128();
    private final Int128 constant = new Int128();
    private final Int128 divisor = new Int128();
    private final Int128 requiredAtBounds = new Int128();
    private final Int128 ceilings = new Int128();
    private long netAtBounds;
    private int count;
    private int line;
    private long linePpm;
    private int direction;
    private int presentLine;
    private long markAtBound;
    private boolean hearsPrices = true;
    private long lowPrice;
    private long highPrice;
    private boolean watched;

    NetBounds(
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final PositionBounds positions,
        final BalanceBounds balances)
    {
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        instrument = catalogue.newInstrumentRecord();
        asset = catalogue.newAssetRecord();
        rates = catalogue.newRateTable();
        net = new AssetNet(accounts, catalogue);
        held = new boolean[limits.assets() + 1];
        this.positions = positions;
        this.balances = balances;
    }

    /**
     * Begins an account: finds the assets of which its net counts, and drops the bounds of their prices.
     *
     * @param account on its record.
     * @return number of such assets; what else the account holds is none of this class's.
     */
    int begin(final AccountRecord account)
    {
        count = 0;
        watched = false;
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            watched |= position.lots() != 0 && ContractValue.isInverse(instrument);
        }
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            asset.wrap(balance.asset());
            net.gather(account, asset, balance.balanceAtoms());
            held[balance.asset()] = net.hasLegs() || balance.balanceAtoms() < 0;
            if (held[balance.asset()])
            {
                balances.drop(index);
                count++;
            }
        }
        return count;
    }

    /**
     * Whether the account holds what no bound is known for: an inverse contract. It is watched instead.
     *
     * @return true if so.
     */
    boolean areWatched()
    {
        return watched;
    }

    /**
     * Removes the bounds of all positions that settle in other assets.
     *
     * @param account on its record.
     * @param ofMoves direction of the moves that pass them.
     */
    void disarm(final AccountRecord account, final int ofMoves)
    {
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            if (instrument.settlementAsset() != Catalogue.REFERENCE)
            {
                positions.remove(index, ofMoves);
            }
        }
    }

    /**
     * Whether the net of an asset of the account counts, not its balance alone.
     *
     * @param assetIndex of one of the account's balances.
     * @return true if so.
     */
    boolean holds(final int assetIndex)
    {
        return count != 0 && held[assetIndex];
    }

    /**
     * Adds the positions and nets to the weights by which the slack of the account is shared out.
     *
     * @param account on its record.
     * @param shares  that are added to.
     */
    void weigh(final AccountRecord account, final SlackShares shares)
    {
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            if (holds(balance.asset()))
            {
                asset.wrap(balance.asset());
                net.gather(account, asset, balance.balanceAtoms());
                shares.weigh(priceWeight());
                weighLegs(account, shares);
            }
        }
    }

    private void weighLegs(final AccountRecord account, final SlackShares shares)
    {
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            if (position.lots() != 0 && instrument.settlementAsset() == asset.index())
            {
                shares.weigh(legWeight());
            }
        }
    }

    /** What a move of the price bears on: the net, in reference atoms. */
    private long priceWeight()
    {
        return Math.abs(haircut.valueAtoms(asset, net.netAtoms(), asset.priceAtoms()));
    }

    private long legWeight()
    {
        final long notionalAtoms = ContractValue.notional(instrument, Math.abs(position.lots()));
        return Fixed.multiplyDivideCeil(notionalAtoms, asset.priceAtoms(), asset.unitAtoms());
    }

    /**
     * Sets the bounds of all positions and prices of one direction.
     *
     * @param account     on its record.
     * @param atLine      line that is armed.
     * @param atLinePpm   that the bounds are computed for.
     * @param inDirection of the moves that pass them.
     * @param shares      of the slack.
     * @param promised    register to which what the nets contribute at least, or at most, is added, atoms x 10^12.
     */
    void arm(
        final AccountRecord account,
        final int atLine,
        final long atLinePpm,
        final int inDirection,
        final SlackShares shares,
        final Int128 promised)
    {
        line = atLine;
        linePpm = atLinePpm;
        direction = inDirection;
        for (int index = account.firstBalance(); index != 0; index = balance.next())
        {
            balance.wrap(index);
            if (holds(balance.asset()))
            {
                asset.wrap(balance.asset());
                net.gather(account, asset, balance.balanceAtoms());
                presentLine = lineOf(net.netAtoms());
                armLegs(account, shares);
                shares.of(priceWeight(), share);
                armPrice();
                promised.add(level);
            }
        }
    }

    private void armLegs(final AccountRecord account, final SlackShares shares)
    {
        netAtBounds = balance.balanceAtoms();
        requiredAtBounds.set(0);
        ceilings.set(0);
        for (int index = account.firstPosition(); index != 0; index = position.next())
        {
            position.wrap(index);
            instrument.wrap(position.instrument());
            if (instrument.settlementAsset() == asset.index())
            {
                armLeg(shares);
            }
        }
    }

    private void armLeg(final SlackShares shares)
    {
        if (position.lots() == 0)
        {
            positions.remove(position.index(), direction);
            return;
        }
        shares.of(legWeight(), share);
        conversion.back(share, asset, asset.priceAtoms());
        netAtBounds = Math.subtractExact(netAtBounds, position.costLessFundingAtoms());
        if (direction == DOWN)
        {
            position(OWED);
            markAtBound = bounds.floorMark(share);
            addAtBound();
        }
        else
        {
            position(presentLine);
            markAtBound = bounds.ceilingMark(share);
            ceilings.add(bounds.ceiling(markAtBound, value));
        }
        positions.put(position, markAtBound, line, direction, this);
    }

    private void addAtBound()
    {
        final long lots = position.lots();
        final long valueAtoms = lots * (markAtBound * instrument.markFactorAtoms());
        netAtBounds = Math.addExact(netAtBounds, valueAtoms - lots * instrument.fundingAtoms());
        brackets.addRequirement(table(), Math.abs(valueAtoms), requiredAtBounds);
    }

    private void position(final int weightLine)
    {
        bounds.position(instrument, table(), position.lots(), linePpm, weightPpm(weightLine));
    }

    private BracketTableRecord table()
    {
        return LoadLines.isCall(line) ? rates.of(instrument, RateTable.CALL) : instrument;
    }

    /**
     * The key at which the position that is being armed keeps its promises for all funding inside a box.
     *
     * @param keys of the instrument.
     * @param kind of the heap.
     * @return the key.
     */
    long boxedKey(final FactorKeys keys, final int kind)
    {
        if (direction != DOWN)
        {
            return keys.boxedKey(
                kind, position.lots(), linePpm, weightPpm(presentLine), bounds.ceiling(markAtBound, promise));
        }
        long key = Long.MIN_VALUE;
        for (int weightLine = OWED; weightLine <= asset.bandCount(); weightLine++)
        {
            position(weightLine);
            bounds.contribution(markAtBound, promise);
            key = Math.max(key, keys.boxedKey(kind, position.lots(), linePpm, weightPpm(weightLine), promise));
        }
        return key;
    }

    /** Sets the bounds of the price; leaves what the net contributes at least, or at most, behind. */
    private void armPrice()
    {
        lowPrice = 0;
        highPrice = Long.MAX_VALUE;
        if (direction == DOWN)
        {
            level.set(Long.MAX_VALUE, 0);
            for (int weightLine = OWED; weightLine <= asset.bandCount(); weightLine++)
            {
                worthOf(weightLine);
                conversion.floor(value.set(worth), asset, asset.priceAtoms()).add(constant);
                if (value.compareTo(level) < 0)
                {
                    level.set(value);
                }
            }
            level.subtract(share);
            for (int weightLine = OWED; weightLine <= asset.bandCount(); weightLine++)
            {
                worthOf(weightLine);
                keepAbove();
            }
            level.subtractProduct(RESERVE_ATOMS - 1, SCALE);
        }
        else
        {
            worthOf(presentLine);
            level.set(conversion.ceil(value.set(worth), asset, asset.priceAtoms())).add(constant).add(share);
            keepBelow();
        }
        if (hearsPrices)
        {
            balances.narrow(balance.index(), balance.asset(), lowPrice, highPrice);
        }
    }

    /** W of a line of the value at the bounds, and its constant. */
    private void worthOf(final int weightLine)
    {
        final long weightScaled = weightPpm(weightLine) * PPM;
        if (direction == DOWN)
        {
            worth.product(netAtBounds, weightScaled).subtract(value.set(requiredAtBounds).multiply(linePpm));
        }
        else
        {
            worth.product(netAtBounds, weightScaled).add(ceilings);
        }
        constant.set(0);
        if (weightLine > 0)
        {
            asset.loadBandConstant(weightLine, constant).multiply(PPM);
        }
    }

    /** price * W / unit + c must not fall below the level. */
    private void keepAbove()
    {
        if (worth.signum() > 0)
        {
            value.set(level).subtract(constant);
            if (value.signum() > 0)
            {
                raiseLow(value, worth);
            }
        }
        else if (worth.signum() < 0)
        {
            conversion.floor(value.set(worth), asset, asset.maxPriceAtoms()).add(constant);
            if (value.compareTo(level) < 0)
            {
                lowerHigh(value.set(constant).subtract(level), worth.negate());
            }
        }
    }

    /** price * W / unit + c must not rise above the level. */
    private void keepBelow()
    {
        if (worth.signum() < 0)
        {
            value.set(constant).subtract(level);
            if (value.signum() > 0)
            {
                raiseLow(value, worth.negate());
            }
        }
        else if (worth.signum() > 0)
        {
            conversion.ceil(value.set(worth), asset, asset.maxPriceAtoms()).add(constant);
            if (value.compareTo(level) > 0)
            {
                lowerHigh(value.set(level).subtract(constant), worth);
            }
        }
    }

    /** Lowest price at which price * W / unit is at least an amount above 0, rounded up, and no more than the price. */
    private void raiseLow(final Int128 amount, final Int128 worthPerPrice)
    {
        amount.ceilShift(SHORT_BITS).multiply(asset.unitAtoms());
        divisor.set(worthPerPrice).shiftRightFloor(SHORT_BITS);
        final long price = divisor.signum() == 0 ? asset.priceAtoms() : amount.divideCeil(divisor);
        lowPrice = Math.max(lowPrice, Math.min(asset.priceAtoms(), price));
    }

    /** Highest price at which price * W / unit is at most an amount, rounded down, and no less than the price. */
    private void lowerHigh(final Int128 amount, final Int128 worthPerPrice)
    {
        amount.shiftRightFloor(SHORT_BITS).multiply(asset.unitAtoms());
        divisor.set(worthPerPrice).ceilShift(SHORT_BITS);
        highPrice = Math.min(highPrice, Math.max(asset.priceAtoms(), amount.divideFloor(divisor)));
    }

    /** Plants the defect that no price of an asset passes a bound. */
    void plantDeafness()
    {
        hearsPrices = false;
    }

    private int weightPpm(final int weightLine)
    {
        return weightLine == OWED ? Haircut.liabilityWeightPpm(asset) : asset.bandWeightPpm(weightLine);
    }

    /** The line by which an amount of the asset counts at its price. */
    private int lineOf(final long netAtoms)
    {
        if (netAtoms < 0)
        {
            return OWED;
        }
        value.product(netAtoms, asset.priceAtoms());
        int band = asset.bandCount();
        while (band > 0 && value.compareTo(divisor.product(asset.bandLowerAtoms(band), asset.unitAtoms())) < 0)
        {
            band--;
        }
        return band;
    }
}

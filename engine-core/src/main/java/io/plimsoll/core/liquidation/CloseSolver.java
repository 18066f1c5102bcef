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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.margin.Brackets;
import io.plimsoll.core.margin.ZeroPrice;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.BracketTableRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.FrozenTable;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The smallest close that brings an account back to its target, planned on the real book:
 * <pre>
 *   need = theta * M + 10^6 * (theta - 10^6) * B - 10^12 * E                  atoms x 10^12
 *   a piece of n lots lowers it by theta * (M(N) - M(N - n v)) - 10^12 * (slip + fee + penalty)
 * </pre>
 * Each piece lies at one level and in one bracket. The next piece is taken from the leg where requirement freed costs
 * least; the last one is cut to the least lots that reach the target, counted in the very roundings of the booking.
 * Atoms of a leg are those of the asset it settles in; what they free and cost counts in reference atoms, see
 * {@link PlanNets}. Over admissible pieces the gain is concave and rises with every lot, so the size found is the only
 * minimal one. Source: margin model, sections 6.4, 6.5 and 8; ties go to the lower instrument index.
 */
final class CloseSolver
{
    private static final long PPM = 1_000_000;
    private static final long SCALE = 1_000_000_000_000L;
    private static final long COST_SCALE = 1_000_000_000_000_000L;
    private static final long MULTIPLES_LEAST = -(1L << 55);

    private final BookWalk walk;
    private final Closable closable;
    private final InstrumentRecord instrument;
    private final Brackets brackets = new Brackets();
    private final FrozenTable frozen;
    private final ZeroPrice zeroPrice = new ZeroPrice();
    private final PieceCost cost = new PieceCost();
    private final PlanNets nets;
    private final AssetRecord asset;
    private final Leg[] legs;
    private final Piece[] pieces;
    private final Int128 need = new Int128();
    private final Int128 gain = new Int128();
    private final Int128 before = new Int128();
    private final Int128 after = new Int128();
    private final Int128 work = new Int128();
    private Episode episode;
    private int legCount;
    private int pieceCount;

    CloseSolver(
        final BookWalk walk,
        final EngineLimits limits,
        final Accounts accounts,
        final Catalogue catalogue,
        final Closable closable)
    {
        nets = new PlanNets(limits, accounts, catalogue);
        asset = catalogue.newAssetRecord();
        frozen = catalogue.newFrozenTable();
        this.walk = walk;
        this.closable = closable;
        instrument = catalogue.newInstrumentRecord();
        legs = new Leg[limits.positionsPerAccount()];
        for (int place = 0; place < legs.length; place++)
        {
            legs[place] = new Leg();
        }
        pieces = new Piece[limits.fillsPerCommandMax() +
            2 * (EngineLimits.BRACKETS_MAX + 2 * (AssetRecord.BANDS_MAX + 1)) * limits.positionsPerAccount()];
        for (int place = 0; place < pieces.length; place++)
        {
            pieces[place] = new Piece();
        }
    }

    /**
     * Begins a plan without legs.
     *
     * @param accountIndex of the account that is closed.
     * @param of           what is frozen for the step.
     */
    void begin(final int accountIndex, final Episode of)
    {
        nets.begin(accountIndex);
        episode = of;
        legCount = 0;
        pieceCount = 0;
    }

    /**
     * Adds a position as a leg.
     *
     * @param positionIndex   of the position.
     * @param instrumentIndex of its instrument.
     * @param lots            signed, not 0.
     * @param frozenPpm       rate of the first bracket at which its rates are frozen, 0 they are not.
     */
    void addLeg(final int positionIndex, final int instrumentIndex, final long lots, final int frozenPpm)
    {
        instrument.wrap(instrumentIndex);
        final Leg leg = legs[legCount++];
        leg.open(positionIndex, instrumentIndex, instrument, lots, frozenPpm);
        leg.bandTicks = ZeroPrice.bandTicks(instrument, lots > 0);
        enterBracket(leg);
        if (closable.is(instrument))
        {
            price(leg);
        }
        else
        {
            // Its requirement counts, but it is neither traded nor purged: the other legs go on without it.
            leg.ended = true;
        }
    }

    int legCount()
    {
        return legCount;
    }

    Leg leg(final int place)
    {
        return legs[place];
    }

    int pieceCount()
    {
        return pieceCount;
    }

    Piece piece(final int place)
    {
        return pieces[place];
    }

    /** Whether the plan reaches the target. */
    boolean isReached()
    {
        return need.signum() <= 0;
    }

    /** Plans the minimal size. */
    void solve()
    {
        need.set(episode.maintenance()).multiply(episode.thetaPpm()).subtractProduct(episode.equityAtoms(), SCALE)
            .addProduct(episode.loanAtoms(), PPM * (episode.thetaPpm() - PPM));
        while (need.signum() > 0)
        {
            final int cheapest = cheapestLeg();
            if (cheapest < 0)
            {
                break;
            }
            takePiece(cheapest);
        }
        for (int place = 0; place < legCount; place++)
        {
            legs[place].minimalLots = legs[place].closedLots;
        }
    }

    private int cheapestLeg()
    {
        int cheapest = -1;
        for (int place = 0; place < legCount; place++)
        {
            final Leg leg = legs[place];
            if (!leg.ended && (cheapest < 0 || isCheaper(leg, legs[cheapest])))
            {
                cheapest = place;
            }
        }
        return cheapest;
    }

    /** cost / (theta r v) compared by cross-multiplying the rates; cost / v is held to 15 decimals. */
    private boolean isCheaper(final Leg leg, final Leg other)
    {
        work.set(leg.costRatio).multiply(other.ratePpm);
        return work.compareTo(gain.set(other.costRatio).multiply(leg.ratePpm)) < 0;
    }

    /** Finds the next lots of a leg and what they cost; a leg without any has ended. */
    private void price(final Leg leg)
    {
        if (leg.restLots() == 0 || !walk.advance(leg))
        {
            leg.ended = true;
            return;
        }
        cost.ofNextLot(leg, work);
        if (leg.settlesElsewhere())
        {
            nets.weigh(work, nets.weightPpm(leg.settlementAsset, work.signum() >= 0));
        }
        // Whole multiples of the value apart: after a crash a bid left behind can be worth any number of marks.
        final long multiples = Math.max(MULTIPLES_LEAST, work.divideFloor(gain.product(leg.unitValue(), COST_SCALE)));
        work.subtract(gain.multiply(multiples));
        final long rest = multiples == MULTIPLES_LEAST ? 0 : work.divideFloor(leg.unitValue());
        leg.costRatio.product(multiples, COST_SCALE).add(rest);
    }

    private void enterBracket(final Leg leg)
    {
        instrument.wrap(leg.instrumentIndex);
        int bracket = Brackets.closingBracketOf(instrument, leg.restNotionalAtoms());
        leg.straddles = lotsToEdge(leg, bracket) == 0;
        if (leg.straddles)
        {
            // The next lot straddles an edge: it is tested at the rate of the bracket that it reaches.
            bracket = Brackets.bracketOf(instrument, leg.notionalAtoms(leg.restLots() - 1));
        }
        if (bracket != leg.bracket)
        {
            leg.bracket = bracket;
            leg.ratePpm = frozen.of(instrument, leg.frozenPpm).bracketRatePpm(bracket);
            leg.penaltyPpm = instrument.bracketPenaltyPpm(bracket);
            asset.wrap(leg.settlementAsset);
            leg.zeroRatio = zeroPrice.ratio(leg.ratePpm, episode.equityAtoms(), episode.maintenance(), asset);
            leg.penaltyRatio =
                zeroPrice.ratio(leg.ratePpm, episode.lowestEquityAtoms(), episode.lowestMaintenance(), asset);
        }
    }

    /** Whole lots that can be closed before the notional falls below the lower bound of a bracket. */
    private long lotsToEdge(final Leg leg, final int bracket)
    {
        return leg.lotsAbove(instrument.bracketLowerAtoms(bracket));
    }

    /** The most lots that a piece can have: one level, one bracket, one weight, and a lot across an edge by itself. */
    private long mostLots(final Leg leg)
    {
        final long inBracket = leg.straddles ? 1 : lotsToEdge(leg, leg.bracket);
        final long most = Math.min(leg.levelLotsLeft, Math.min(inBracket, leg.restLots()));
        return leg.settlesElsewhere() ? nets.lotsToEdge(leg, most, cost) : most;
    }

    private void takePiece(final int place)
    {
        final Leg leg = legs[place];
        instrument.wrap(leg.instrumentIndex);
        final long lots = walk.affordable(leg, leastThatReaches(leg, mostLots(leg)));
        if (lots == 0)
        {
            leg.ended = true;
            return;
        }
        cost.of(leg, lots);
        if (!zeroPrice.isAdmissible(cost.baseAtoms(), leg.zeroRatio, leg.valueAtoms(lots)))
        {
            leg.ended = true;
            return;
        }
        need.subtract(gainOf(leg, lots));
        record(place, lots);
    }

    private void record(final int place, final long lots)
    {
        final Leg leg = legs[place];
        final Piece piece = pieces[pieceCount++];
        piece.leg = place;
        piece.priceTicks = leg.levelTicks;
        piece.lots = lots;
        piece.feeAtoms = cost.feeAtoms();
        piece.penaltyAtoms = cost.penaltyAtoms();
        piece.costAtoms = cost.totalAtoms();
        piece.bracket = leg.bracket;
        piece.ratePpm = leg.ratePpm;
        piece.zeroRatio = leg.zeroRatio;
        piece.penaltyRatio = leg.penaltyRatio;
        piece.trades = walk.take(leg, lots);
        leg.limitTicks = leg.levelTicks;
        if (leg.settlesElsewhere())
        {
            nets.take(leg.settlementAsset, freed(leg, lots), piece.costAtoms);
        }
        leg.closedLots += lots;
        if (leg.restLots() > 0)
        {
            enterBracket(leg);
        }
        price(leg);
        if (leg.settlesElsewhere())
        {
            priceOthers(leg);
        }
    }

    /** The weight of a cost in the asset may have changed for the other legs that settle in it. */
    private void priceOthers(final Leg leg)
    {
        for (int place = 0; place < legCount; place++)
        {
            final Leg other = legs[place];
            if (other != leg && !other.ended && other.settlementAsset == leg.settlementAsset)
            {
                price(other);
            }
        }
    }

    /** The least lots that reach the target, at most those offered: one division, then moved by the exact roundings. */
    private long leastThatReaches(final Leg leg, final long most)
    {
        if (!reaches(leg, most))
        {
            return most;
        }
        if (leg.settlesElsewhere())
        {
            return halved(leg, most);
        }
        cost.ofNextLot(leg, after);
        before.product(leg.lotValueAtoms, leg.ratePpm).multiply(1_000L * episode.thetaPpm()).subtract(after);
        long lots = 1;
        if (before.signum() > 0)
        {
            lots = Math.max(1, Math.min(most, after.set(need).multiply(1_000).divideCeil(before)));
        }
        while (lots > 1 && reaches(leg, lots - 1))
        {
            lots--;
        }
        while (!reaches(leg, lots))
        {
            lots++;
        }
        return lots;
    }

    /** The same by halving: where a lot is worth less than an atom, one estimate could be far off. */
    private long halved(final Leg leg, final long most)
    {
        long fails = 0;
        long fits = most;
        while (fits - fails > 1)
        {
            final long middle = fails + (fits - fails) / 2;
            if (reaches(leg, middle))
            {
                fits = middle;
            }
            else
            {
                fails = middle;
            }
        }
        return fits;
    }

    private boolean reaches(final Leg leg, final long lots)
    {
        cost.of(leg, lots);
        return gainOf(leg, lots).compareTo(need) >= 0;
    }

    /** What a piece, whose cost has just been counted, takes off the need. */
    private Int128 gainOf(final Leg leg, final long lots)
    {
        freed(leg, lots);
        return leg.settlesElsewhere() ?
            nets.gain(leg.settlementAsset, gain, cost.totalAtoms(), episode.thetaPpm()) :
            gain.multiply(episode.thetaPpm()).subtractProduct(cost.totalAtoms(), SCALE);
    }

    /** Requirement that closing lots frees, ppm x atoms of the asset of the leg; below 0 for lots that come back. */
    private Int128 freed(final Leg leg, final long lots)
    {
        gain.set(0);
        work.set(0);
        final BracketTableRecord table = frozen.of(instrument, leg.frozenPpm);
        brackets.addRequirement(table, leg.restNotionalAtoms(), gain);
        brackets.addRequirement(table, leg.notionalAtoms(leg.restLots() - lots), work);
        return gain.subtract(work);
    }

    /**
     * Extends a leg to whole blocks below the least mark, and closes a rest that would be dust, where every extra lot
     * is admissible. Rules 24 and 26.
     *
     * @param place of the leg.
     */
    void finish(final int place)
    {
        final Leg leg = legs[place];
        instrument.wrap(leg.instrumentIndex);
        if (leg.closedLots == 0)
        {
            return;
        }
        if (instrument.markSubTicks() < instrument.minMarkSubTicks())
        {
            final long block = Fixed.ceilDivide(instrument.minMarkSubTicks(), instrument.markSubTicks());
            final long missing = Math.min(leg.restLots(), (block - leg.closedLots % block) % block);
            leg.blockLots = extend(place, missing, true);
        }
        instrument.wrap(leg.instrumentIndex);
        if (leg.restLots() > 0 && leg.restNotionalAtoms() < instrument.minNotionalAtoms())
        {
            leg.dustLots = extend(place, leg.restLots(), true);
        }
    }

    /**
     * Plans further lots of a leg, whether or not they are needed.
     *
     * @param place of the leg.
     * @param lots  wanted.
     * @param whole whether to plan none if not all of them are admissible.
     * @return lots planned.
     */
    long extend(final int place, final long lots, final boolean whole)
    {
        final Leg leg = legs[place];
        final int firstPiece = pieceCount;
        long left = lots;
        while (left > 0 && !leg.ended)
        {
            instrument.wrap(leg.instrumentIndex);
            final long most = walk.affordable(leg, Math.min(mostLots(leg), left));
            cost.of(leg, most);
            if (most == 0 || !zeroPrice.isAdmissible(cost.baseAtoms(), leg.zeroRatio, leg.valueAtoms(most)))
            {
                leg.ended = true;
                break;
            }
            record(place, most);
            left -= most;
        }
        if (left > 0 && whole)
        {
            takeBack(leg, firstPiece, lots - left);
            return 0;
        }
        return lots - left;
    }

    /** Drops the last pieces again; the leg's walk has ended, so that only its totals matter. */
    private void takeBack(final Leg leg, final int firstPiece, final long lots)
    {
        if (leg.settlesElsewhere())
        {
            instrument.wrap(leg.instrumentIndex);
            nets.take(leg.settlementAsset, freed(leg, -lots), -costFrom(firstPiece));
        }
        pieceCount = firstPiece;
        leg.closedLots -= lots;
        leg.ended = true;
        for (int place = 0; place < pieceCount; place++)
        {
            if (legs[pieces[place].leg] == leg)
            {
                leg.limitTicks = pieces[place].priceTicks;
            }
        }
    }

    private long costFrom(final int firstPiece)
    {
        long sum = 0;
        for (int place = firstPiece; place < pieceCount; place++)
        {
            sum += pieces[place].costAtoms;
        }
        return sum;
    }

    /**
     * Reference atoms of an amount of the asset in which a leg settles, rounded up.
     *
     * @param leg   of the plan.
     * @param atoms of the asset.
     * @return reference atoms.
     */
    long referenceAtoms(final Leg leg, final long atoms)
    {
        return leg.settlesElsewhere() ? nets.referenceAtoms(leg.settlementAsset, atoms) : atoms;
    }

    /** Legs that settle in another than the reference asset: at least as many as there are such assets. */
    int settlementAssets()
    {
        int count = 0;
        for (int place = 0; place < legCount; place++)
        {
            count += legs[place].settlesElsewhere() ? 1 : 0;
        }
        return count;
    }

    /** Reference atoms that the plan closes, at the mark. */
    long closedNotionalAtoms()
    {
        long sum = 0;
        for (int place = 0; place < legCount; place++)
        {
            sum += closedNotionalAtoms(legs[place], legs[place].closedLots);
        }
        return sum;
    }

    private long closedNotionalAtoms(final Leg leg, final long lots)
    {
        return referenceAtoms(leg, leg.notionalAtoms(lots, leg.heldLots));
    }

    /** Reference atoms of the minimal size at the mark. */
    long minimalNotionalAtoms()
    {
        long sum = 0;
        for (int place = 0; place < legCount; place++)
        {
            sum += closedNotionalAtoms(legs[place], legs[place].minimalLots);
        }
        return sum;
    }
}

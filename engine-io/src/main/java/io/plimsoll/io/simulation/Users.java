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
package io.plimsoll.io.simulation;

import io.plimsoll.core.codec.generated.Side;
import java.util.Arrays;
import java.util.List;

/**
 * The leveraged users. They enter one after the other over the first part of the run, each with a deposit and one
 * market order in one market or in all; some leave at a profit or at a loss of their own choice, and some answer a
 * margin call with a deposit.
 *
 * <p>What a user does is drawn from the seed and the user's own number, so that nobody's luck depends on others. Prices
 * at which users leave stand in heaps: an instant touches only those who act at it. Confined to one thread.
 */
final class Users
{
    private static final long NO_EXIT = -1;
    private static final long MILLI = 1_000;

    private final SimulationTerms.Users terms;
    private final int maxLeverage;
    private final long unitAtoms;
    private final List<Market> markets;
    private final AccountBook book;
    private final int assetId;
    private final long seed;
    private final int count;
    private final long entryInstants;
    private final SplitMix64 random = new SplitMix64(0);
    private final PriceHeap[] exitsBelow;
    private final PriceHeap[] exitsAbove;
    private final long[] depositAtoms;
    private final byte[] topUpsLeft;
    private final long[] missingAtoms;
    private final Market[] legs;
    private final Side[] legSides;
    private final long[] legNotionalAtoms;
    private final long[] legLeverageMilli;
    private int[] called = new int[64];
    private int calledCount;
    private int[] leaving = new int[64];
    private int entered;

    Users(
        final SimulationTerms terms,
        final List<Market> markets,
        final AccountBook book,
        final int count,
        final long seed,
        final long instants,
        final int assetId)
    {
        this.terms = terms.users;
        this.maxLeverage = terms.instrument.maxLeverage;
        this.unitAtoms = terms.asset.unitAtoms;
        this.markets = markets;
        this.book = book;
        this.count = count;
        this.seed = seed;
        this.assetId = assetId;
        entryInstants = Math.max(1, instants * this.terms.entrySpanPpm / SimulationTerms.PPM);
        exitsBelow = heaps(markets.size());
        exitsAbove = heaps(markets.size());
        depositAtoms = new long[count];
        topUpsLeft = new byte[count];
        missingAtoms = new long[count];
        legs = new Market[markets.size()];
        legSides = new Side[markets.size()];
        legNotionalAtoms = new long[markets.size()];
        legLeverageMilli = new long[markets.size()];
    }

    private static PriceHeap[] heaps(final int count)
    {
        final PriceHeap[] heaps = new PriceHeap[count];
        for (int i = 0; i < count; i++)
        {
            heaps[i] = new PriceHeap();
        }
        return heaps;
    }

    /**
     * How many users have entered.
     *
     * @return number of users.
     */
    int entered()
    {
        return entered;
    }

    /**
     * A margin call has come for a user.
     *
     * @param account of the user.
     * @param missing atoms that would end it.
     */
    void called(final int account, final long missing)
    {
        final int user = account - book.makers();
        if (user < 0 || 0 == topUpsLeft[user])
        {
            return;
        }
        if (calledCount == called.length)
        {
            called = Arrays.copyOf(called, calledCount * 2);
        }
        if (0 == missingAtoms[user])
        {
            called[calledCount++] = account;
        }
        missingAtoms[user] = Math.max(1, missing);
    }

    /**
     * Plans the deposits of those who have been called and can pay, in the order of accounts.
     *
     * @param wave to plan into.
     */
    void planTopUps(final Wave wave)
    {
        Arrays.sort(called, 0, calledCount);
        for (int i = 0; i < calledCount; i++)
        {
            final int user = called[i] - book.makers();
            topUpsLeft[user]--;
            final long amountAtoms = Math.max(missingAtoms[user], depositAtoms[user] / 4);
            missingAtoms[user] = 0;
            wave.deposit(Note.of(Note.TOP_UP, called[i]), AccountBook.idOf(called[i]), amountAtoms, assetId);
        }
        calledCount = 0;
    }

    /**
     * Plans the orders of those whose price to leave a market has come, in the order of accounts.
     *
     * @param wave   to plan into.
     * @param market that has a new price.
     */
    void planExits(final Wave wave, final Market market)
    {
        final long markTicks = market.markTicks();
        int leavers = 0;
        leavers = takeLeavers(exitsBelow[market.index], invert(markTicks), leavers);
        leavers = takeLeavers(exitsAbove[market.index], markTicks, leavers);
        Arrays.sort(leaving, 0, leavers);
        for (int i = 0; i < leavers; i++)
        {
            planExit(wave, market, leaving[i], i > 0 && leaving[i] == leaving[i - 1]);
        }
    }

    private int takeLeavers(final PriceHeap exits, final long price, final int already)
    {
        int leavers = already;
        while (!exits.isEmpty() && exits.leastPrice() <= price && leavers < terms.closesPerInstant)
        {
            if (leavers == leaving.length)
            {
                leaving = Arrays.copyOf(leaving, leavers * 2);
            }
            leaving[leavers++] = exits.remove();
        }
        return leavers;
    }

    private void planExit(final Wave wave, final Market market, final int user, final boolean repeated)
    {
        final int account = user + book.makers();
        final long lots = book.lots(account, market.index);
        // Below its line an account is in the engine's hands; its order would be refused.
        if (repeated || 0 == lots || book.isLiquidating(account))
        {
            return;
        }
        wave.marketOrder(Note.of(Note.CLOSE, (long)account * markets.size() + market.index), AccountBook.idOf(account),
            market.instrumentId, lots > 0 ? Side.SELL : Side.BUY, Math.abs(lots), true);
    }

    /**
     * An order to close has got its result: what it left open is tried again at the next price.
     *
     * @param subject of the order's note.
     */
    void exited(final long subject)
    {
        final int account = (int)(subject / markets.size());
        final int market = (int)(subject % markets.size());
        if (0 != book.lots(account, market) && !book.isLiquidating(account))
        {
            exitsAbove[market].add(0, account - book.makers());
        }
    }

    /**
     * Plans the entries that are due at an instant.
     *
     * @param wave    to plan into.
     * @param instant counted from 0.
     */
    void planEntries(final Wave wave, final long instant)
    {
        final long due = instant >= entryInstants ? count : (instant + 1) * count / entryInstants;
        for (; entered < due; entered++)
        {
            enter(wave, entered);
        }
    }

    private void enter(final Wave wave, final int user)
    {
        random.restart(seed, user);
        final int legCount = chooseLegs();
        long deposit = 0;
        for (int leg = 0; leg < legCount; leg++)
        {
            drawLeg(leg);
            deposit += legNotionalAtoms[leg] * MILLI / legLeverageMilli[leg] +
                legNotionalAtoms[leg] * terms.entryBufferPpm / SimulationTerms.PPM;
        }
        final int account = user + book.makers();
        depositAtoms[user] = deposit;
        topUpsLeft[user] = (byte)(random.chance(terms.topUpSharePpm) ? random.between(1, terms.topUpsMax) : 0);
        wave.openAccount(Note.of(Note.ENTRY, account), AccountBook.idOf(account));
        wave.deposit(Note.of(Note.ENTRY, account), AccountBook.idOf(account), deposit, assetId);
        for (int leg = 0; leg < legCount; leg++)
        {
            final Market market = legs[leg];
            wave.marketOrder(Note.of(Note.ENTRY, account), AccountBook.idOf(account), market.instrumentId,
                legSides[leg], market.lotsFor(legNotionalAtoms[leg]), false);
            chooseExits(leg, user);
        }
    }

    // Only a market that has a price can be traded in; at least one has.
    private int chooseLegs()
    {
        int priced = 0;
        for (final Market market : markets)
        {
            if (Market.NO_MARK != market.markSubTicks())
            {
                legs[priced++] = market;
            }
        }
        if (priced > 1 && !random.chance(terms.allMarketsSharePpm))
        {
            legs[0] = legs[(int)random.nextLong(priced)];
            return 1;
        }
        return priced;
    }

    private void drawLeg(final int leg)
    {
        final long leverageMaxMilli = Math.min(terms.leverageMax, maxLeverage) * MILLI;
        legSides[leg] = random.chance(terms.longSharePpm) ? Side.BUY : Side.SELL;
        legLeverageMilli[leg] = random.logUniform(terms.leverageMin * MILLI, leverageMaxMilli);
        final long wantedAtoms = random.logUniform(terms.notionalMin, terms.notionalMax) * unitAtoms;
        legNotionalAtoms[leg] = legs[leg].lotsFor(wantedAtoms) * legs[leg].lotValueAtoms();
    }

    private void chooseExits(final int leg, final int user)
    {
        final boolean buys = Side.BUY == legSides[leg];
        final long profitPpm = random.chance(terms.takeProfitSharePpm) ? random.between(300_000, 2_500_000) : NO_EXIT;
        final long lossPpm = random.chance(terms.stopSharePpm) ? random.between(200_000, 800_000) : NO_EXIT;
        addExit(legs[leg], user, profitPpm, legLeverageMilli[leg], buys);
        addExit(legs[leg], user, lossPpm, legLeverageMilli[leg], !buys);
    }

    // The distance is a share of the deposit, which is what a user watches; the price moves by less.
    private void addExit(
        final Market market, final int user, final long depositSharePpm, final long leverageMilli, final boolean above)
    {
        if (NO_EXIT == depositSharePpm)
        {
            return;
        }
        final long movePpm = depositSharePpm * MILLI / leverageMilli;
        final long ticks = market.markTicks();
        if (above)
        {
            exitsAbove[market.index].add(ticks + shareUp(ticks, movePpm), user);
        }
        else
        {
            exitsBelow[market.index].add(invert(Math.max(0, ticks - shareUp(ticks, movePpm))), user);
        }
    }

    private static long shareUp(final long ticks, final long sharePpm)
    {
        return Math.max(1, (ticks * sharePpm + SimulationTerms.PPM - 1) / SimulationTerms.PPM);
    }

    // A heap gives its least price first: exits below the market are kept by their distance from the highest one.
    private static long invert(final long ticks)
    {
        return PriceHeap.PRICE_MAX - ticks;
    }
}

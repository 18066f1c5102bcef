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
package io.plimsoll.core;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.ShortfallRecord;
import io.plimsoll.core.book.LevelRecord;
import io.plimsoll.core.book.OrderRecord;
import io.plimsoll.core.book.OrderTermsRecord;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.margin.MarginRoom;
import io.plimsoll.core.margin.WhatIf;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.ContractRecord;
import io.plimsoll.core.price.IndexRecord;
import io.plimsoll.core.price.InstrumentRecord;

import java.lang.reflect.Field;
import java.util.Arrays;

/** Reads the records of an engine as plain numbers, for tests that compare them with what they should be. */
public final class EngineState
{
    private final Engine engine;
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final LoanRecord loan;
    private final ShortfallRecord shortfall;
    private final LoanPoolRecord pool;
    private final Int128 units = new Int128();
    private final OrderRecord order;
    private final LevelRecord level;
    private final OrderTermsRecord terms;
    private final InstrumentRecord instrument;
    private final AssetRecord asset;
    private final ContractRecord contract;
    private final IndexRecord oracleIndex;
    private final Slab waiting;
    private long[] numbers = new long[64];

    public EngineState(final Engine engine)
    {
        this.engine = engine;
        account = new AccountRecord(slab("accounts"));
        position = new PositionRecord(slab("positions"));
        balance = new BalanceRecord(slab("balances"));
        loan = new LoanRecord(slab("loans"));
        shortfall = new ShortfallRecord(slab("shortfalls"));
        pool = new LoanPoolRecord(slab("loanPools"));
        order = new OrderRecord(slab("orders"));
        level = new LevelRecord(slab("priceLevels"));
        terms = new OrderTermsRecord(slab("orderTerms"));
        instrument = new InstrumentRecord(slab("instruments"));
        asset = new AssetRecord(slab("assets"));
        contract = new ContractRecord(slab("contracts"));
        oracleIndex = new IndexRecord(slab("indexes"));
        waiting = slab("waitingAccounts");
    }

    public int slabId(final String name)
    {
        for (int id = 1; id <= engine.slabCount(); id++)
        {
            if (engine.slab(id).name().equals(name))
            {
                return id;
            }
        }
        throw new IllegalArgumentException("no slab is named " + name);
    }

    private Slab slab(final String name)
    {
        return engine.slab(slabId(name));
    }

    /** Id, cash, state, level, queue status, open orders, positions, target, lowest equity of an account. */
    public long[] account(final int index)
    {
        account.wrap(index);
        return new long[]{account.accountId(), account.cashAtoms(), account.state(), account.level(),
            account.queueStatus(), account.openOrders(), account.positionCount(), account.thetaPpm(),
            account.lowestEquityAtoms()};
    }

    /** Price, slow price, basis, number of sources and state of an index. */
    public long[] index(final int number)
    {
        oracleIndex.wrap(number);
        return new long[]{oracleIndex.price(), oracleIndex.slowPrice(), oracleIndex.basis(), oracleIndex.sources(),
            oracleIndex.state()};
    }

    /** Adds one to the sum of the samples of an index for each of them. */
    public void plantSample(final int number)
    {
        oracleIndex.wrap(number);
        oracleIndex.sampleSum(oracleIndex.sampleSum() + oracleIndex.samples());
    }

    /** Lets an index forget from where its window began. */
    public void plantWindow(final int number)
    {
        oracleIndex.wrap(number);
        oracleIndex.windowPrice(oracleIndex.price());
    }

    /** The margin room of an account, 0 if it has none. */
    public long room(final int index)
    {
        account.wrap(index);
        return account.roomState() == MarginRoom.FOR_ORDERS ? account.roomAtoms() : 0;
    }

    /** Lowest and highest mark at which the margin room of an account holds, null if it has none in an instrument. */
    public long[] window(final int index, final int instrumentIndex)
    {
        account.wrap(index);
        for (int at = account.firstPosition(); at != 0; at = position.next())
        {
            position.wrap(at);
            if (position.instrument() == instrumentIndex && position.windowHighSubTicks() != 0)
            {
                return new long[]{position.windowLowSubTicks(), position.windowHighSubTicks()};
            }
        }
        return null;
    }

    /** Of each position: instrument, lots, cost, funding paid, resting buys, sells, reduce-only lots, and orders. */
    public long[] positions(final int index)
    {
        account.wrap(index);
        int count = 0;
        for (int at = account.firstPosition(); at != 0; at = position.next())
        {
            position.wrap(at);
            count = put(count, position.instrument(), position.lots(), position.costAtoms(),
                position.fundingAtoms(), position.buyLots(), position.sellLots(), position.reduceOnlyLots(),
                position.reduceOnlyOrders(), position.openOrders());
        }
        return Arrays.copyOf(numbers, count);
    }

    /** Asset and balance of each balance in turn. */
    public long[] balances(final int index)
    {
        account.wrap(index);
        int count = 0;
        for (int at = account.firstBalance(); at != 0; at = balance.next())
        {
            balance.wrap(at);
            count = put(count, balance.asset(), balance.balanceAtoms());
        }
        return Arrays.copyOf(numbers, count);
    }

    /** Ids of the resting orders of an account, in its own order. */
    public long[] orders(final int index)
    {
        account.wrap(index);
        int count = 0;
        for (int at = account.firstOrder(); at != 0; at = order.nextOfAccount())
        {
            order.wrap(at);
            count = put(count, order.orderId());
        }
        return Arrays.copyOf(numbers, count);
    }

    /** Id, price, lots, those displayed and owner of each order of a side in priority; checks the totals of levels. */
    public long[] book(final int instrumentIndex, final int side)
    {
        instrument.wrap(instrumentIndex);
        int count = 0;
        int better = 0;
        int next;
        for (int at = side == 0 ? instrument.bestBidLevel() : instrument.bestAskLevel(); at != 0; at = next)
        {
            level.wrap(at);
            next = level.worse();
            long lots = 0;
            long hidden = 0;
            int orders = 0;
            for (int index = level.firstOrder(); index != 0; index = order.next())
            {
                order.wrap(index);
                account.wrap(order.account());
                final long shown = shownLots();
                lots += shown;
                hidden += order.remainingLots() - shown;
                orders++;
                count = put(count, order.orderId(), order.priceTicks(), order.remainingLots(), shown,
                    account.accountId());
            }
            Invariant.check(
                lots == level.totalLots() && hidden == level.hiddenLots() && orders == level.orderCount() &&
                    level.better() == better,
                "LEVEL_TOTALS", level.totalLots(), lots);
            better = at;
        }
        return Arrays.copyOf(numbers, count);
    }

    private long shownLots()
    {
        terms.wrap(order.terms());
        return order.terms() == 0 || terms.displayLots() == 0 ? order.remainingLots() : terms.shownLots();
    }

    /** Mark, state, last trade, funding and highest rate in force of an instrument. */
    public long[] instrument(final int index)
    {
        instrument.wrap(index);
        return new long[]{instrument.markSubTicks(), instrument.state(), instrument.lastTradeTicks(),
            instrument.fundingAtoms(), highestRatePpm()};
    }

    private long highestRatePpm()
    {
        return instrument.bracketCount() == 0 ? 0 : instrument.bracketRatePpm(instrument.bracketCount() - 1);
    }

    /** Index, cash, units, end of the step, what is owed to the fund and rounding of the pool of an asset. */
    public long[] pool(final int index)
    {
        pool.wrap(index);
        return new long[]{pool.interestIndex(), pool.cashAtoms(), pool.loadUnits(units).low(), pool.intervalEndNs(),
            pool.fundDueAtoms(), pool.roundingAtoms()};
    }

    /** What an account is short of in an asset, the index up to which it has paid, and what has accrued. */
    public long[] shortfall(final int index, final int asset)
    {
        account.wrap(index);
        for (int at = account.firstShortfall(); at != 0; at = shortfall.next())
        {
            shortfall.wrap(at);
            if (shortfall.asset() == asset)
            {
                return new long[]{shortfall.atoms(), shortfall.interestIndex(), shortfall.loadAccrued(units).low()};
            }
        }
        return new long[0];
    }

    /** Asset and units of each loan. */
    public long[] loans(final int index)
    {
        int count = 0;
        account.wrap(index);
        for (int at = account.firstLoan(); at != 0; at = loan.next())
        {
            loan.wrap(at);
            count = put(count, loan.asset(), loan.loadUnits(units).low());
        }
        return Arrays.copyOf(numbers, count);
    }

    /** Price, custody, fees and fund of an asset. */
    public long[] asset(final int index)
    {
        asset.wrap(index);
        return new long[]{asset.priceAtoms(), asset.custodyAtoms(), asset.feeAtoms(), asset.fundAtoms()};
    }

    /** Money, balances and lots are conserved, books at rest are not crossed. */
    public void checkConservation()
    {
        final int assets = (int)slab("assets").used();
        final int instruments = (int)slab("instruments").used();
        final long[] held = new long[assets + 1];
        final long[] lots = new long[instruments + 1];
        for (int index = 1; index < slab("accounts").used(); index++)
        {
            account.wrap(index);
            held[1] += account.cashAtoms();
            for (int at = account.firstPosition(); at != 0; at = position.next())
            {
                position.wrap(at);
                instrument.wrap(position.instrument());
                held[instrument.settlementAsset()] -=
                    position.costAtoms() + position.fundingDueAtoms(instrument.fundingAtoms());
                lots[position.instrument()] += position.lots();
            }
            for (int at = account.firstBalance(); at != 0; at = balance.next())
            {
                balance.wrap(at);
                held[balance.asset()] += balance.balanceAtoms();
            }
        }
        for (int index = 1; index < instruments; index++)
        {
            contract.wrap(index);
            instrument.wrap(index);
            held[instrument.settlementAsset()] -= contract.clearingAtoms();
            lots[index] += contract.clearingLots();
        }
        for (int index = 1; index < assets; index++)
        {
            asset.wrap(index);
            pool.wrap(index);
            final long lender = pool.cashAtoms() + pool.roundingAtoms();
            Invariant.check(held[index] + asset.feeAtoms() + asset.fundAtoms() + lender == asset.custodyAtoms(),
                "CONSERVATION", held[index], asset.custodyAtoms());
        }
        for (int index = 1; index < instruments; index++)
        {
            Invariant.check(lots[index] == 0, "LOTS", index, lots[index]);
            final long[] bids = book(index, 0);
            final long[] asks = book(index, 1);
            final boolean free = instrument.state() != 0 && instrument.state() != 2;
            Invariant.check(free || bids.length == 0 || asks.length == 0 || bids[1] < asks[1], "CROSSED", index, 0);
        }
    }

    /** The cursor of the waiting ring and the accounts in it, in its order. */
    public int[] waitingRing()
    {
        final int[] places = new int[1 + waiting.getInt(0, 0)];
        for (int place = 1; place < places.length; place++)
        {
            places[place] = waiting.getInt(place, 0);
        }
        places[0] = waiting.getInt(0, 4);
        return places;
    }

    /** The load-line index of an engine, for the defect that can be planted in it. */
    public static LoadLineIndex loadLines(final Engine engine)
    {
        try
        {
            final Field rooms = Engine.class.getDeclaredField("rooms");
            rooms.setAccessible(true);
            return ((Rooms)rooms.get(engine)).index;
        }
        catch (final ReflectiveOperationException failure)
        {
            throw new IllegalStateException(failure);
        }
    }

    /** Adds a millionth of an atom to a loan: what a test must notice. */
    public void plantUnitOfLoan(final int index)
    {
        account.wrap(index);
        loan.wrap(account.firstLoan());
        loan.storeUnits(loan.loadUnits(units).add(1));
    }

    /** Adds an atom to what an account is short of: what a test must notice. */
    public void plantAtomOfShortfall(final int index)
    {
        account.wrap(index);
        shortfall.wrap(account.firstShortfall());
        shortfall.atoms(shortfall.atoms() + 1);
    }

    /** Moves an atom of cash without a receiver: what a test must notice. */
    public void plantLostAtom(final int index)
    {
        account.wrap(index);
        account.cashAtoms(account.cashAtoms() - 1);
    }

    /** Forgets the lowest equity of an episode, which bounds its penalties: what a test must notice. */
    public void plantForgottenEpisode(final int index)
    {
        account.wrap(index);
        account.lowestEquityAtoms(account.lowestEquityAtoms() + 1);
    }

    /** Lets an account look healthier than it is, so that its orders stay alive: what a test must notice. */
    public void plantHealth(final int index)
    {
        account.wrap(index);
        account.level(0);
    }

    /** Adds a lot to the best buy order of a book behind the back of its level: what a test must notice. */
    public boolean plantLot(final int instrumentIndex)
    {
        instrument.wrap(instrumentIndex);
        if (instrument.bestBidLevel() == 0)
        {
            return false;
        }
        level.wrap(instrument.bestBidLevel());
        order.wrap(level.firstOrder());
        order.remainingLots(order.remainingLots() + 1);
        level.totalLots(level.totalLots() + 1);
        return true;
    }

    private int put(final int count, final long... values)
    {
        if (count + values.length > numbers.length)
        {
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
        }
        System.arraycopy(values, 0, numbers, count, values.length);
        return count + values.length;
    }

    /** Asks as the host what an account would be; returns the code. */
    public int ask(
        final long accountId, final long[][] prices, final long[][] transfers, final long[][] trades)
    {
        final WhatIf question = engine.whatIf().about(accountId);
        for (final long[] price : prices)
        {
            question.price((int)price[0] & 0xFF, (int)price[1], price[2]);
        }
        for (final long[] transfer : transfers)
        {
            question.transfer((int)transfer[0], transfer[1]);
        }
        for (final long[] trade : trades)
        {
            question.trade((int)trade[0], trade[1], trade[2]);
        }
        return question.ask();
    }
}

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
package io.plimsoll.core.twin;

import io.plimsoll.core.codec.generated.AccountQueryEncoder;
import io.plimsoll.core.codec.generated.BorrowEncoder;
import io.plimsoll.core.codec.generated.CancelByClientIdEncoder;
import io.plimsoll.core.codec.generated.CancelOrderEncoder;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListFutureEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.ListSpotEncoder;
import io.plimsoll.core.codec.generated.MassCancelEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.PriceBatchEncoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.SessionCloseEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.SetHaircutBandsEncoder;
import io.plimsoll.core.codec.generated.StateDigestRequestEncoder;
import io.plimsoll.core.codec.generated.WhatIfEncoder;
import io.plimsoll.core.codec.generated.WithdrawEncoder;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Random commands of every kind, good and bad, from a seed. It looks at the state of the twin in order to bring
 * accounts within a few atoms of their lines, and to name orders that exist.
 */
final class CommandStream
{
    /** Stands for a session that is open, until the command is sent. */
    static final int ANY_SESSION = -7;

    /** Stands for the initial requirement among the lines. */
    private static final long INITIAL = -1;

    private final Random random;
    private final TwinState state;
    private final RandomListing listing;
    private final ControlStream control;
    private final TermsStream terms;
    private final FactorStream factors;
    private final List<TwinAsset> bases = new ArrayList<>();
    private final List<TwinInstrument> pairs = new ArrayList<>();
    private final OracleStream oracle;
    private final AccountStream accounts;
    private final WhatIfStream suppositions;
    private final CreditStream credits;
    private final boolean pledging;
    private boolean counting;
    private final ArrayDeque<Command> prepared = new ArrayDeque<>();
    private final int makers;
    private final boolean deep;
    private final boolean moving;
    private final boolean lending;
    private final LoanStream loans;
    private long timestampNs = 1_000_000_000_000L;
    private long clientSequence;

    CommandStream(final long seed, final TwinState state)
    {
        this(seed, state, false);
    }

    /** A stream in which factors move more often than anything else, if that is asked for. */
    CommandStream(final long seed, final TwinState state, final boolean moving)
    {
        this(seed, state, moving, false, false);
    }

    /** A stream in which accounts borrow, or have credit, more often than anything else, if that is asked for. */
    CommandStream(
        final long seed,
        final TwinState state,
        final boolean moving,
        final boolean lending,
        final boolean pledging)
    {
        this.moving = moving;
        this.lending = lending;
        this.pledging = pledging;
        random = new Random(seed);
        this.state = state;
        listing = new RandomListing(random);
        control = new ControlStream(random, state);
        terms = new TermsStream(random);
        factors = new FactorStream(random, state);
        oracle = new OracleStream(random, state);
        accounts = new AccountStream(random, state);
        suppositions = new WhatIfStream(random, state);
        loans = new LoanStream(random, state, listing.typicalNotional());
        credits = new CreditStream(random, state);
        makers = 1 + random.nextInt(3);
        deep = random.nextInt(3) == 0;
        prepare();
    }

    private void prepare()
    {
        final int principals = 1 + random.nextInt(3);
        for (int principal = 0; principal < principals; principal++)
        {
            final Command open = new Command(SessionOpenEncoder.TEMPLATE_ID);
            open.session = 0;
            open.id = 100 + principal;
            prepared.add(open);
        }
        final int assets = 1 + (lending ? 1 + random.nextInt(2) : random.nextInt(3));
        final long[] startPrices = new long[assets];
        for (int place = 0; place < assets; place++)
        {
            final Command list = open(ListAssetEncoder.TEMPLATE_ID);
            list.newAsset = listing.asset(place);
            bases.add(list.newAsset);
            startPrices[place] = 1 + random.nextInt(500);
            prepared.add(list);
            if (place > 0 && random.nextBoolean())
            {
                prepared.add(bands(list.newAsset));
            }
        }
        if (assets > 1)
        {
            final Command first = open(PriceBatchEncoder.TEMPLATE_ID);
            first.prices = startPrices(startPrices);
            prepared.add(first);
        }
        final int instruments = 1 + random.nextInt(3);
        final Command marks = open(PriceBatchEncoder.TEMPLATE_ID);
        marks.marks = new long[instruments][];
        for (int place = 0; place < instruments; place++)
        {
            final boolean spot = assets > 1 && random.nextInt(3) == 0;
            final int base = spot ? 1 + random.nextInt(assets - 1) : 0;
            final Command list = spot ? listSpot(place, bases.get(base), startPrices[base]) : list(place);
            if (assets > 1 && !spot && random.nextInt(5) != 0)
            {
                final int settles = 1 + random.nextInt(assets - 1);
                settleElsewhere(list, place, bases.get(settles), startPrices[settles]);
            }
            prepared.add(list);
            if (moving || random.nextBoolean())
            {
                prepared.add(factors.funding(list.newInstrument.id));
            }
            if (moving || random.nextBoolean())
            {
                prepared.add(factors.volatility(list.newInstrument));
            }
            marks.marks[place] = new long[]{list.newInstrument.id, listing.startMark(place)};
        }
        marks.prices = startPrices(startPrices);
        prepared.add(marks);
        prepareLoans();
        final int accounts = makers + 2 + random.nextInt(31 - makers - 2);
        for (int place = 1; place <= accounts; place++)
        {
            final Command open = new Command(OpenAccountEncoder.TEMPLATE_ID);
            open.account = place * 7L;
            open.group = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
            open.session = 1 + place % principals;
            prepared.add(open);
            final Command deposit = new Command(DepositEncoder.TEMPLATE_ID);
            deposit.account = open.account;
            deposit.session = open.session;
            deposit.asset = 1;
            deposit.amount = place <= makers ? listing.typicalNotional() * 100 :
                1 + (long)(listing.typicalNotional() * (0.004 + random.nextDouble() * random.nextDouble() * 0.3));
            prepared.add(deposit);
            fund(deposit, startPrices);
            for (final TwinInstrument pair : pairs)
            {
                final Command base = new Command(DepositEncoder.TEMPLATE_ID);
                base.account = open.account;
                base.session = open.session;
                base.asset = pair.baseId;
                base.amount = (place <= makers ? 400 : 1 + random.nextInt(60)) * pair.lotAtoms;
                prepared.add(base);
            }
            if (lending && random.nextInt(4) != 0)
            {
                final int held = 1 + random.nextInt(assets - 1);
                final Command collateral = new Command(DepositEncoder.TEMPLATE_ID);
                collateral.account = open.account;
                collateral.session = open.session;
                collateral.asset = held + 1;
                collateral.amount = 1 + (long)(deposit.amount * random.nextDouble() * 4) *
                    bases.get(held).unit / startPrices[held];
                prepared.add(collateral);
            }
        }
    }

    private void prepareLoans()
    {
        for (final TwinAsset asset : bases)
        {
            if (lending || random.nextInt(4) == 0)
            {
                prepared.add(loans.terms(asset.id, bases.get(0).callPpm));
                prepared.add(loans.supply(asset.id));
            }
        }
    }

    /** Some other assets beside the cash of an account. */
    private void fund(final Command cash, final long[] startPrices)
    {
        for (int asset = 1; asset < startPrices.length; asset++)
        {
            if (random.nextInt(3) == 0)
            {
                final Command balance = new Command(DepositEncoder.TEMPLATE_ID);
                balance.account = cash.account;
                balance.session = cash.session;
                balance.asset = asset + 1;
                balance.amount = Math.max(1, Math.min(1L << 36,
                    (long)(cash.amount * random.nextDouble() * bases.get(asset).unit / startPrices[asset])));
                prepared.add(balance);
            }
        }
    }

    private static long[][] startPrices(final long[] startPrices)
    {
        final long[][] prices = new long[startPrices.length - 1][];
        for (int place = 1; place < startPrices.length; place++)
        {
            prices[place - 1] = new long[]{place + 1, startPrices[place]};
        }
        return prices;
    }

    /** Whether the next command still belongs to the listing and opening that every stream begins with. */
    /** A perpetual, or a future that ends while the stream lasts. */
    private Command list(final int place)
    {
        final boolean dated = random.nextInt(3) == 0;
        final Command list = open(dated ? ListFutureEncoder.TEMPLATE_ID : ListInstrumentEncoder.TEMPLATE_ID);
        list.newInstrument = listing.instrument(place);
        if (dated)
        {
            list.kind = 2;
            final TwinInstrument future = list.newInstrument;
            future.samplesWanted = 1 + random.nextInt(random.nextBoolean() ? 3 : 12);
            future.sampleNs = random.nextBoolean() ? 1 + random.nextInt(20_000) :
                1 + random.nextInt(4_000) * 1_000_000_000L;
            future.expireNs = timestampNs + future.samplesWanted * future.sampleNs +
                (random.nextBoolean() ? 100_000 + random.nextInt(300_000) :
                (1 + random.nextInt(12)) * 7_200_000_000_000L);
        }
        return list;
    }

    private void settleElsewhere(final Command list, final int place, final TwinAsset asset, final long price)
    {
        if (random.nextInt(3) == 0 && listing.invert(place, list.newInstrument, asset, price))
        {
            list.kind = list.kind == 2 ? 5 : 4;
        }
        else
        {
            listing.settle(list.newInstrument, asset, price);
        }
    }

    /** Bands that balances of the stream cross often. */
    private Command bands(final TwinAsset asset)
    {
        final Command bands = open(SetHaircutBandsEncoder.TEMPLATE_ID);
        bands.asset = asset.id;
        bands.bands = new long[1 + random.nextInt(8)][2];
        long lower = 0;
        final boolean light = random.nextInt(3) == 0;
        int weight = light ? 300_000 + random.nextInt(700_001) : 800_000 + random.nextInt(200_001);
        for (final long[] band : bands.bands)
        {
            band[0] = lower;
            band[1] = weight;
            lower += 1 + (random.nextBoolean() ? random.nextInt(2_000) : random.nextInt(2_000_000));
            weight = light && random.nextInt(6) == 0 ? 0 : weight - random.nextInt(1 + weight / (light ? 3 : 12));
        }
        listing.leastWeight.put(asset.id, (int)bands.bands[bands.bands.length - 1][1]);
        return bands;
    }

    private Command listSpot(final int place, final TwinAsset base, final long price)
    {
        final Command list = open(ListSpotEncoder.TEMPLATE_ID);
        list.newInstrument = listing.spot(place, base, price);
        pairs.add(list.newInstrument);
        return list;
    }

    boolean isPreparing()
    {
        return !prepared.isEmpty();
    }

    /** The next command, null where {@link #isGarbage} bytes should be sent in its place. */
    Command next()
    {
        timestampNs += !prepared.isEmpty() || moving || lending ? random.nextInt(1_000) :
            random.nextInt(50) == 0 ? 7_200_000_000_000L :
            random.nextInt(40) == 0 ? random.nextInt(3_600) * 1_000_000_000L : random.nextInt(1_000);
        final Command command = prepared.isEmpty() ? any() : prepared.poll();
        timestampNs += command.advanceNs;
        command.timestampNs = timestampNs;
        for (final long[] quote : command.quotes)
        {
            quote[5] += timestampNs;
        }
        command.clientSequence = ++clientSequence;
        if (command.session == ANY_SESSION)
        {
            command.session = Math.max(1, 1 + state.openSessions.lastIndexOf(
                state.openSessions.stream().max(Integer::compare).orElse(0)));
        }
        return command;
    }

    boolean isGarbage()
    {
        return prepared.isEmpty() && random.nextInt(50) == 0;
    }

    Random random()
    {
        return random;
    }

    private static Command open(final int template)
    {
        final Command command = new Command(template);
        command.session = ANY_SESSION;
        return command;
    }

    private Command any()
    {
        if (pledging && random.nextInt(lending ? 3 : 8) != 0)
        {
            final int kind = random.nextInt(100);
            return kind < 30 ? credits.any() : kind < 65 ? steer() : kind < 90 ? newOrder() : kind < 97 ? prices() :
                factors.any();
        }
        if (moving)
        {
            final int kind = random.nextInt(100);
            return kind < 30 ? steer() : kind < 58 ? jump() : kind < 90 ? newOrder() : kind < 94 ? prices() :
                kind < 97 ? suppositions.fill(withAccount(new Command(WhatIfEncoder.TEMPLATE_ID))) : factors.any();
        }
        if (lending)
        {
            return anyOfLending();
        }
        if (oracle.isNext())
        {
            return oracle.next();
        }
        if (control.isNext())
        {
            return control.next();
        }
        if (accounts.isNext())
        {
            return accounts.next();
        }
        if (random.nextInt(100) == 0)
        {
            return factors.any();
        }
        if (random.nextInt(50) == 0)
        {
            return loan();
        }
        final int kind = random.nextInt(100);
        if (kind < 40)
        {
            return newOrder();
        }
        if (kind < 47)
        {
            return cancel();
        }
        if (kind < 54)
        {
            return replace();
        }
        if (kind < 70)
        {
            return prices();
        }
        if (kind < 84)
        {
            return steer();
        }
        if (kind < 87)
        {
            return move(DepositEncoder.TEMPLATE_ID);
        }
        if (kind < 90)
        {
            return move(WithdrawEncoder.TEMPLATE_ID);
        }
        if (kind < 94)
        {
            return random.nextBoolean() ? withAccount(new Command(AccountQueryEncoder.TEMPLATE_ID)) :
                suppositions.fill(withAccount(new Command(WhatIfEncoder.TEMPLATE_ID)));
        }
        if (kind < 95)
        {
            return open(StateDigestRequestEncoder.TEMPLATE_ID);
        }
        return kind < 97 ? session() : bad();
    }

    private Command anyOfLending()
    {
        if (oracle.isNext())
        {
            return oracle.next();
        }
        final int kind = random.nextInt(100);
        if (kind < 22)
        {
            return loan();
        }
        if (kind < 40)
        {
            final Command price = loans.steer(anyAccount());
            return price == null ? move(DepositEncoder.TEMPLATE_ID) : price;
        }
        return kind < 48 ? steer() : kind < 62 ? jump() : kind < 72 ? prices() : kind < 80 ?
            move(DepositEncoder.TEMPLATE_ID) : kind < 84 ? move(WithdrawEncoder.TEMPLATE_ID) : kind < 87 ?
            withAccount(new Command(AccountQueryEncoder.TEMPLATE_ID)) : newOrder();
    }

    private Command loan()
    {
        final TwinAccount account = anyAccount();
        final Command command = loans.any(account);
        if (command.template == BorrowEncoder.TEMPLATE_ID && random.nextBoolean())
        {
            // What is borrowed is taken away, so that the debt is all that is left of it.
            final Command withdraw = of(new Command(WithdrawEncoder.TEMPLATE_ID), account);
            withdraw.asset = command.asset;
            withdraw.amount = command.amount;
            prepared.add(withdraw);
        }
        return command.account == 0 ? command : of(command, account);
    }

    /** Goes on at the next time at which a factor moves, and does nothing else. */
    private Command jump()
    {
        final Command command = new Command(ContinueEncoder.TEMPLATE_ID);
        command.session = 0;
        timestampNs = Math.max(timestampNs, LongStream.concat(state.instruments.stream()
            .flatMapToLong(instrument -> LongStream.of(instrument.funding.endNs, instrument.volatility.nextNs)),
            state.assets.stream().mapToLong(asset -> asset.pool.endNs))
            .filter(deadlineNs -> deadlineNs != 0).min().orElse(timestampNs));
        return command;
    }

    private TwinAccount anyAccount()
    {
        final List<TwinAccount> all = new ArrayList<>(state.accounts.values());
        return all.get(random.nextInt(all.size()));
    }

    private Command withAccount(final Command command)
    {
        return of(command, anyAccount());
    }

    /** Sends it from a session of the owner, mostly. */
    private Command of(final Command command, final TwinAccount account)
    {
        command.account = account.id;
        final Integer session = state.currentSession.get(account.principal);
        command.session = session == null || random.nextInt(100) == 0 ? 1 + random.nextInt(4) : session;
        return command;
    }

    private TwinInstrument anyInstrument()
    {
        return state.instruments.get(random.nextInt(state.instruments.size()));
    }

    private Command newOrder()
    {
        final Command command = new Command(NewOrderEncoder.TEMPLATE_ID);
        final TwinInstrument instrument = anyInstrument();
        final boolean maker = random.nextInt(3) == 0;
        final TwinAccount account = maker ?
            state.accounts.get(7L * (1 + random.nextInt(makers))) : anyAccount();
        of(command, account);
        command.id = random.nextInt(random.nextInt(4) == 0 ? 6 : 1_000_000);
        command.instrument = instrument.id;
        command.side = random.nextInt(2);
        final long centre = Math.max(1, instrument.mark / instrument.subTicks);
        final long width = Math.max(2, centre / (random.nextInt(4) == 0 ? 20 : 200));
        final long away = random.nextInt((int)Math.min(1_000_000, width));
        command.price = centre + (command.side == 0 == (maker || random.nextInt(3) == 0) ? -away : away);
        command.lots = 1 + random.nextInt(deep && maker ? 120 : 20);
        if (!maker)
        {
            takerOrder(command, account.lots(instrument));
        }
        else if (random.nextInt(4) == 0)
        {
            command.options = random.nextBoolean() ? 33 : 1;
            command.price += (command.side == 0 ? 1 : -1) * random.nextInt(4);
        }
        if (random.nextInt(3) == 0)
        {
            command.options |= (1 + random.nextInt(4)) << 2;
        }
        return random.nextInt(4) == 0 ? terms.extend(command, timestampNs, centre) : command;
    }

    private void takerOrder(final Command command, final long held)
    {
        command.timeInForce = random.nextInt(3);
        if (random.nextInt(4) == 0 && command.timeInForce != 0)
        {
            command.type = 1;
            command.price = random.nextInt(3) == 0 ? command.price : 0;
        }
        if (held != 0 && random.nextInt(3) == 0)
        {
            command.side = held > 0 ? 1 : 0;
            command.options = random.nextBoolean() ? 2 : 0;
            command.timeInForce = random.nextInt(2);
            command.lots = 1 + random.nextInt((int)Math.min(1_000, Math.abs(held)));
        }
        if (random.nextInt(12) == 0)
        {
            command.lots = 200 + random.nextInt(400);
        }
    }

    private TwinOrder anyOrder()
    {
        if (state.orders.isEmpty())
        {
            return null;
        }
        final List<TwinOrder> all = new ArrayList<>(state.orders.values());
        return all.get(random.nextInt(all.size()));
    }

    private Command cancel()
    {
        final TwinOrder order = anyOrder();
        if (order == null)
        {
            return newOrder();
        }
        if (random.nextInt(12) == 0)
        {
            final Command all = of(new Command(MassCancelEncoder.TEMPLATE_ID), order.account);
            all.instrument = random.nextInt(20) == 0 ? random.nextInt(20) :
                random.nextBoolean() ? 0 : order.instrument.id;
            all.side = random.nextInt(30) == 0 ? 3 + random.nextInt(200) : random.nextInt(3);
            return all;
        }
        if (random.nextInt(3) == 0)
        {
            final Command byClientId = of(new Command(CancelByClientIdEncoder.TEMPLATE_ID), order.account);
            byClientId.id = random.nextInt(10) == 0 ? order.clientId + 1 : order.clientId;
            return byClientId;
        }
        final Command command = of(new Command(CancelOrderEncoder.TEMPLATE_ID), order.account);
        command.id = random.nextInt(10) == 0 ? order.id + 1 : order.id;
        return command;
    }

    private Command replace()
    {
        final TwinOrder order = anyOrder();
        if (order == null)
        {
            return newOrder();
        }
        final Command command = of(new Command(ReplaceOrderEncoder.TEMPLATE_ID), order.account);
        command.id = order.id;
        final long price = order.isWaiting() ? order.trigger : order.price;
        command.price = random.nextBoolean() ? price : price + random.nextInt(7) - 3;
        command.lots = Math.max(0, order.remaining + random.nextInt(9) - 5);
        return command;
    }

    private Command prices()
    {
        final Command command = open(PriceBatchEncoder.TEMPLATE_ID);
        final boolean jump = random.nextInt(6) == 0;
        final List<long[]> marks = new ArrayList<>();
        for (final TwinInstrument instrument : state.instruments)
        {
            if (random.nextInt(3) != 0 && mayBatch(state.oracle.of(instrument)))
            {
                final double move = random.nextGaussian() * (jump ? 0.12 : 0.006);
                final long mark = listing.clamp(instrument, instrument.mark * (1 + move));
                marks.add(new long[]{instrument.id, mark, factors.index(instrument, mark)});
            }
        }
        command.marks = marks.toArray(new long[0][]);
        final List<long[]> prices = new ArrayList<>();
        for (final TwinAsset asset : state.assets)
        {
            if (asset.index > 1 && random.nextInt(3) == 0 && mayBatch(state.oracle.of(asset)))
            {
                final double move = random.nextGaussian() * (jump ? 0.1 : 0.01);
                final long next = (long)(asset.price * (1 + move)) + random.nextInt(3) - 1;
                prices.add(new long[]{asset.id, Math.max(1, Math.min(asset.maxPrice, next))});
            }
        }
        command.prices = prices.toArray(new long[0][]);
        return command;
    }

    /** What has sources is priced by them, and by a batch only to see it refused. */
    private boolean mayBatch(final TwinIndex index)
    {
        return !index.isSourced() || random.nextInt(100) == 0;
    }

    private Command move(final int template)
    {
        final Command command = withAccount(new Command(template));
        command.asset = 1 + random.nextInt(state.assets.size() + (random.nextInt(10) == 0 ? 1 : 0));
        command.amount = random.nextInt(15) == 0 ? random.nextInt(3) - 1 :
            1 + (long)(listing.typicalNotional() * random.nextDouble() * 0.05);
        return command;
    }

    /** Brings one account to within a few atoms of one of its lines: by a price, then by a deposit. */
    private Command steer()
    {
        final TwinAccount account = pledging ? credits.pledged() : anyAccount();
        final long line = switch (random.nextInt(10))
        {
            case 0 -> state.assets.get(0).callPpm;
            case 1 -> state.assets.get(0).releasePpm;
            case 2 -> account.thetaPpm == 0 ? 1_000_000 : account.thetaPpm;
            case 3 -> INITIAL;
            default -> 1_000_000;
        };
        counting = pledging && random.nextInt(3) != 0;
        final long lack = lack(account, line);
        if (lack > 0 && lack < 1L << 50)
        {
            final Command command = of(new Command(DepositEncoder.TEMPLATE_ID), account);
            command.asset = 1;
            command.amount = Math.max(1, lack + random.nextInt(5) - 2);
            return command;
        }
        for (final TwinInstrument instrument : state.instruments)
        {
            if (account.lots(instrument) != 0 && !state.oracle.of(instrument).isSourced())
            {
                return markNear(account, instrument, line);
            }
        }
        return prices();
    }

    private long lack(final TwinAccount account, final long line)
    {
        if (line == INITIAL)
        {
            return state.initial(account, null, 0, 0, 0, null) - state.oracle.slowEquity(account, null, null);
        }
        final BigInteger needed = Exact.ceil(state.needed(account,
            isCall(line) ? state.callMaintenance(account) : state.maintenance(account), line), Exact.TRILLION);
        final long credit = counting && line == 1_000_000 ? state.credits.credit(account) : 0;
        return needed.subtract(Exact.big(state.equity(account) + credit)).min(Exact.big(1L << 60)).longValueExact();
    }

    private boolean isCall(final long line)
    {
        return line == state.assets.get(0).callPpm || line == state.assets.get(0).releasePpm;
    }

    private Command markNear(final TwinAccount account, final TwinInstrument instrument, final long line)
    {
        final long present = instrument.mark;
        long safe = present;
        long low = account.lots(instrument) > 0 ? Math.max(1, present / 2) : present;
        long high = account.lots(instrument) > 0 ? present : Math.min(instrument.maxMark, present * 2);
        final boolean isLong = account.lots(instrument) > 0;
        while (low < high)
        {
            final long middle = isLong ? (low + high) / 2 : (low + high + 1) / 2;
            instrument.mark = middle;
            final boolean above = lack(account, line) <= 0;
            safe = above ? middle : safe;
            if (isLong)
            {
                low = above ? low : middle + 1;
                high = above ? middle : high;
            }
            else
            {
                low = above ? middle : low;
                high = above ? high : middle - 1;
            }
        }
        instrument.mark = present;
        final Command command = open(PriceBatchEncoder.TEMPLATE_ID);
        command.marks = new long[][]{{instrument.id, listing.clamp(instrument, safe + random.nextInt(5) - 2)}};
        return command;
    }

    private Command session()
    {
        final int kind = random.nextInt(4);
        final Command command = new Command(kind == 0 ? SessionOpenEncoder.TEMPLATE_ID :
            kind == 1 ? SessionCloseEncoder.TEMPLATE_ID : ContinueEncoder.TEMPLATE_ID);
        command.session = kind == 1 ? 1 + random.nextInt(Math.max(1, state.openSessions.size())) :
            random.nextInt(10) == 0 ? 1 : 0;
        command.id = 100 + random.nextInt(3);
        if (kind == 1)
        {
            final Command again = new Command(SessionOpenEncoder.TEMPLATE_ID);
            again.session = 0;
            again.id = state.principals.get(random.nextInt(state.principals.size()));
            prepared.add(again);
        }
        return command;
    }

    private Command bad()
    {
        switch (random.nextInt(9))
        {
            case 0:
                final Command nobody = open(AccountQueryEncoder.TEMPLATE_ID);
                nobody.account = random.nextInt(3);
                return nobody;
            case 1:
                final Command again = open(OpenAccountEncoder.TEMPLATE_ID);
                again.account = random.nextInt(3) * 7L;
                return again;
            case 2:
                final Command twice = open(ListAssetEncoder.TEMPLATE_ID);
                twice.newAsset = listing.asset(0);
                return twice;
            case 3:
                return bases.size() == 1 || random.nextInt(3) == 0 ? list(0) :
                    random.nextBoolean() ? badSpot() : bands(bases.get(random.nextInt(bases.size())));
            case 4:
                final Command price = prices();
                final TwinInstrument first = anyInstrument();
                price.marks = new long[][]{
                    {first.id, random.nextInt(8) == 0 ? 5 : first.mark}, {random.nextInt(12), random.nextInt(3)}};
                return price;
            case 5:
                final Command assets = prices();
                assets.prices = new long[][]{{1 + random.nextInt(5), random.nextInt(2)}, {2, 1L << 62}};
                return assets;
            default:
                return badOrder();
        }
    }

    private Command badSpot()
    {
        final Command list = open(ListSpotEncoder.TEMPLATE_ID);
        final TwinInstrument pair = listing.spot(7, bases.get(1), 1 + random.nextInt(500));
        list.newInstrument = pair;
        switch (random.nextInt(5))
        {
            case 0 -> pair.baseId = 1;
            case 1 -> pair.quoteId = 2;
            case 2 -> pair.baseId = 9;
            case 3 -> pair.lotAtoms = bases.get(1).maxBalance + 1;
            default -> pair.lotAtoms = bases.get(1).maxBalance / pair.maxPosition + 1;
        }
        return list;
    }

    private Command badOrder()
    {
        final Command command = newOrder();
        switch (random.nextInt(8))
        {
            case 0 -> command.side = 2 + random.nextInt(200);
            case 1 -> command.type = 2 + random.nextInt(200);
            case 2 -> command.timeInForce = 3 + random.nextInt(200);
            case 3 -> command.options = random.nextInt(256);
            case 4 -> command.lots = random.nextBoolean() ? -random.nextInt(3) : 1L << 40 + random.nextInt(20);
            case 5 -> command.price = random.nextBoolean() ? -random.nextInt(3) : 1L << 40 + random.nextInt(20);
            case 6 -> command.instrument = random.nextInt(20);
            default -> command.session = random.nextInt(12) - 1;
        }
        return command;
    }
}

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

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Engine;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.BorrowEncoder;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.RatesChangedDecoder;
import io.plimsoll.core.codec.generated.ReplaceOrderEncoder;
import io.plimsoll.core.codec.generated.SetVolatilityEncoder;
import io.plimsoll.core.codec.generated.SupplyPoolEncoder;
import io.plimsoll.core.codec.generated.TransferEncoder;
import io.plimsoll.core.codec.generated.WithdrawEncoder;
import io.plimsoll.core.codec.generated.WithdrawPoolEncoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must always hold, whatever is sent, each as a property of its own over the same random streams: invariants 1, 2,
 * 4, 5, 7, 8 and 25 of the design. Each test says how often its property was put to the test. The streams run once,
 * for all of them. More by {@code -Dplimsoll.invariants.seeds=N}.
 */
class InvariantsTest
{
    private static final int SEEDS = Integer.getInteger("plimsoll.invariants.seeds", 100);
    private static final long FIRST_SEED = 1_000_000;
    private static final int COMMANDS = 500;
    private static final BigInteger PPM = BigInteger.valueOf(1_000_000);

    private static final Property CONSERVATION = new Property();
    private static final Property REMAINDERS = new Property();
    private static final Property NOT_BEFORE_THE_LINE = new Property();
    private static final Property NEVER_FORGOTTEN = new Property();
    private static final Property RAMP = new Property();
    private static final Property DEPOSITS = new Property();
    private static final Property INITIAL = new Property();
    private static final Property DETERMINISM = new Property();

    /** How often something was looked at, and the first times that it did not hold. */
    private static final class Property
    {
        private final List<String> broken = new ArrayList<>();
        private long cases;

        void check(final boolean holds, final String what)
        {
            cases++;
            if (!holds && broken.size() < 5)
            {
                broken.add(what);
            }
        }

        void hasHeld(final long atLeast)
        {
            assertThat(broken).isEmpty();
            assertThat(cases).as("cases").isGreaterThan(atLeast);
        }
    }

    /** One stream: what there was before a command, and what is compared once it has been applied. */
    private static final class Stream
    {
        private final long seed;
        private final Engine engine;
        private final TwinHarness harness;
        private final TwinState state;
        private final Map<Integer, int[]> rates = new HashMap<>();
        private Map<Integer, BigInteger> money = Map.of();
        private long remainders;
        private boolean quiet;
        private long equity;
        private BigInteger maintenance;
        private long initial;

        Stream(final long seed, final Engine engine)
        {
            this.seed = seed;
            this.engine = engine;
            harness = new TwinHarness(engine);
            state = harness.twin.state;
            harness.afterEach(this::applied);
        }

        void run()
        {
            final CommandStream stream =
                new CommandStream(seed, state, seed % 4 == 1, seed % 4 == 2, seed % 4 == 3);
            for (int number = 0; number < COMMANDS; number++)
            {
                final Command command = stream.next();
                look(command);
                harness.apply(command);
            }
        }

        private void look(final Command command)
        {
            money = money();
            remainders = remainders();
            final TwinAccount account = state.accounts.get(command.account);
            quiet = account != null && account.level == 0 && !account.queued && !account.waiting && !account.held &&
                engine.nextDeadlineNs() > command.timestampNs;
            if (account != null)
            {
                equity = state.equity(account);
                maintenance = state.maintenance(account);
                initial = state.initial(account, null, 0, 0, 0, null);
            }
        }

        private void applied(final Command command, final int code)
        {
            conserved(command, code);
            effects();
            nobodyForgotten();
            if (code == ResultCode.ACCEPTED && quiet)
            {
                moved(command, state.accounts.get(command.account));
            }
            money = money();
            remainders = remainders();
            quiet = false;
        }

        /** All there is of each asset, wherever it is. */
        private Map<Integer, BigInteger> money()
        {
            final Map<Integer, BigInteger> sums = new HashMap<>();
            for (final TwinAccount account : state.accounts.values())
            {
                add(sums, 1, account.cash);
                account.balances.forEach((index, atoms) -> add(sums, index, atoms));
                account.positions.forEach((index, position) -> add(sums, state.at(index).settles.index,
                    -position.cost - position.due(state.at(index))));
            }
            for (final TwinAsset asset : state.assets)
            {
                add(sums, asset.index, asset.fees);
                add(sums, asset.index, asset.fund);
                add(sums, asset.index, asset.pool.cash);
                add(sums, asset.index, asset.pool.rounding);
            }
            sums.values().removeIf(sum -> sum.signum() == 0);
            return sums;
        }

        private static void add(final Map<Integer, BigInteger> sums, final int asset, final long atoms)
        {
            sums.merge(asset, BigInteger.valueOf(atoms), BigInteger::add);
        }

        private long remainders()
        {
            return state.assets.stream().mapToLong(asset -> asset.pool.rounding).sum();
        }

        /** Only what comes from outside or goes there changes what there is. */
        private void conserved(final Command command, final int code)
        {
            final int sign = switch (command.template)
            {
                case DepositEncoder.TEMPLATE_ID, SupplyPoolEncoder.TEMPLATE_ID -> 1;
                case WithdrawEncoder.TEMPLATE_ID, WithdrawPoolEncoder.TEMPLATE_ID -> -1;
                default -> 0;
            };
            final Map<Integer, BigInteger> expected = new HashMap<>(money);
            if (sign != 0 && code == ResultCode.ACCEPTED)
            {
                add(expected, state.assets.stream().filter(asset -> asset.id == command.asset).findFirst()
                    .orElseThrow().index, sign * command.amount);
                expected.values().removeIf(sum -> sum.signum() == 0);
            }
            CONSERVATION.check(money().equals(expected), at(command) + money() + " from " + expected);
            final long moved = Math.abs(remainders() - remainders);
            REMAINDERS.check(moved <= engine.effects().count() * 2L, at(command) + moved);
        }

        private String at(final Command command)
        {
            return "seed " + seed + ", sequence " + engine.lastSequence() + ", " + command + ": ";
        }

        private void effects()
        {
            final EffectSink sink = engine.effects();
            for (int at = 0; at < sink.length(); at += EffectSink.frameLength(sink.buffer().getInt(at)))
            {
                final int message = at + EffectSink.FRAME_HEADER_LENGTH;
                final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(sink.buffer(), message);
                if (header.templateId() == AccountStateChangedDecoder.TEMPLATE_ID)
                {
                    starts(new AccountStateChangedDecoder().wrapAndApplyHeader(sink.buffer(), message, header));
                }
                else if (header.templateId() == RatesChangedDecoder.TEMPLATE_ID)
                {
                    ramps(new RatesChangedDecoder().wrapAndApplyHeader(sink.buffer(), message, header));
                }
            }
        }

        private void starts(final AccountStateChangedDecoder changed)
        {
            if (changed.toState().value() == TwinAccount.LIQUIDATING)
            {
                NOT_BEFORE_THE_LINE.check(changed.equityAtoms() < changed.maintenanceAtoms(),
                    "seed " + seed + ": " + changed);
            }
        }

        /** What was decided is announced, and what was announced is in force; no step is longer than is listed. */
        private void ramps(final RatesChangedDecoder changed)
        {
            final int[] now = {changed.inForcePpm(), changed.announcedPpm(), changed.decidedPpm()};
            final int[] before = rates.put(changed.instrumentId(), now);
            if (before == null || Arrays.equals(before, now) || isSetAnew())
            {
                return;
            }
            final BigInteger step = BigInteger.valueOf(state.instruments.stream()
                .filter(instrument -> instrument.id == changed.instrumentId()).findFirst().orElseThrow()
                .volatility.stepPpm);
            final BigInteger from = BigInteger.valueOf(before[2]);
            final BigInteger to = BigInteger.valueOf(now[2]);
            RAMP.check(now[0] == before[1] && now[1] == before[2] &&
                to.multiply(PPM).compareTo(from.multiply(PPM.add(step))) <= 0 &&
                to.multiply(PPM).add(PPM).compareTo(from.multiply(PPM.subtract(step))) > 0 &&
                (now[2] >= before[2] || changed.targetPpm() < before[2]),
                "seed " + seed + ": from " + Arrays.toString(before) + " " + changed);
        }

        private boolean isSetAnew()
        {
            return harness.last.template == SetVolatilityEncoder.TEMPLATE_ID;
        }

        /** Whoever is below the line, with all that counts elsewhere, is in the queue or waits for something named. */
        private void nobodyForgotten()
        {
            for (final TwinAccount account : state.accounts.values())
            {
                final BigInteger counted = BigInteger.valueOf(state.equity(account))
                    .add(BigInteger.valueOf(state.credits.credit(account)));
                if (counted.multiply(PPM).compareTo(state.maintenance(account)) < 0)
                {
                    NEVER_FORGOTTEN.check(account.queued || account.waiting || account.held,
                        "seed " + seed + ", sequence " + engine.lastSequence() + ": account " + account.id);
                }
            }
        }

        private void moved(final Command command, final TwinAccount account)
        {
            switch (command.template)
            {
                case DepositEncoder.TEMPLATE_ID -> DEPOSITS.check(
                    state.equity(account) >= equity && state.maintenance(account).equals(maintenance),
                    at(command) + equity + " to " + state.equity(account));
                case WithdrawEncoder.TEMPLATE_ID, TransferEncoder.TEMPLATE_ID, BorrowEncoder.TEMPLATE_ID ->
                    coversInitial(command, account);
                case NewOrderEncoder.TEMPLATE_ID, ReplaceOrderEncoder.TEMPLATE_ID ->
                {
                    if (state.initial(account, null, 0, 0, 0, null) > initial)
                    {
                        coversInitial(command, account);
                    }
                }
                default ->
                {
                }
            }
        }

        /** At the slow price, what the account is worth covers what it has and what it has on offer. */
        private void coversInitial(final Command command, final TwinAccount account)
        {
            final long needed = state.initial(account, null, 0, 0, 0, null);
            final long slow = state.oracle.slowEquity(account, null, null);
            INITIAL.check(slow >= needed, at(command) + slow + " of " + needed);
        }
    }

    @BeforeAll
    static void runTheStreams()
    {
        try (Engine empty = new Engine(TwinTest.LIMITS);
            Engine engine = new Engine(TwinTest.LIMITS);
            Engine again = new Engine(TwinTest.LIMITS))
        {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++)
            {
                empty.copyTo(engine);
                empty.copyTo(again);
                final Stream stream = new Stream(seed, engine);
                stream.harness.follow(again);
                stream.run();
                DETERMINISM.check(stream.harness.followerAgrees() && engine.stateDigest() == again.stateDigest() &&
                    engine.eventHash() == again.eventHash(), "seed " + seed);
            }
        }
    }

    /** Invariant 1. */
    @Test
    void shouldChangeWhatThereIsByExactlyWhatComesAndGoes()
    {
        CONSERVATION.hasHeld(SEEDS * 400L);
    }

    /** Invariant 2. */
    @Test
    void shouldNotLetRemaindersGrowFasterThanAnAtomForEachOfWhatAnEventBooks()
    {
        REMAINDERS.hasHeld(SEEDS * 400L);
    }

    /** Invariant 4. */
    @Test
    void shouldStartNoEpisodeAtTheLineOrAbove()
    {
        NOT_BEFORE_THE_LINE.hasHeld(SEEDS / 4);
    }

    /** Invariant 5. */
    @Test
    void shouldForgetNobodyBelowTheLine()
    {
        NEVER_FORGOTTEN.hasHeld(SEEDS);
    }

    /** Invariant 7. */
    @Test
    void shouldAnnounceEachStepOfTheRatesAndKeepItShort()
    {
        RAMP.hasHeld(SEEDS / 4);
    }

    /** Invariant 8, its first half. */
    @Test
    void shouldNotLowerHealthByADeposit()
    {
        DEPOSITS.hasHeld(SEEDS);
    }

    /** Invariant 8, its second half. */
    @Test
    void shouldCoverTheInitialRequirementAfterWhateverAsksForMoreOrTakesSomethingAway()
    {
        INITIAL.hasHeld(SEEDS * 4L);
    }

    /** Invariant 25. */
    @Test
    void shouldWriteTheSameBytesFromTheSameInput()
    {
        DETERMINISM.hasHeld(SEEDS - 1);
    }
}

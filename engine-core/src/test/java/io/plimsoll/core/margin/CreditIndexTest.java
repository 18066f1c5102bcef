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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.CreditReportDecoder;
import io.plimsoll.core.codec.generated.Side;
import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Accounts with one or two legs and collateral, close to their lines, whose credit grows old while prices, funding and
 * rates move: after every command the index has left nobody out, as a recomputation of all accounts shows.
 */
class CreditIndexTest
{
    private static final int SEEDS = Integer.getInteger("plimsoll.credit.seeds", 12);
    private static final int COMMANDS = 1_500;
    private static final int ACCOUNTS = 24;
    private static final long MAKER = 1_000;
    private static final long UNIT = 1_000_000;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int[] LEGS = {10, 11};

    private final long[] marks = {50_000, 50_000};
    private final long[] sequences = new long[ACCOUNTS + 1];
    private long kept;
    private long started;

    @Test
    void shouldLeaveNobodyOutWhoseCreditDoesNotSuffice()
    {
        for (long seed = 1; seed <= SEEDS; seed++)
        {
            run(seed, index -> {});
        }
        System.out.println("credit index: seeds=" + SEEDS + " timesKept=" + kept + " episodes=" + started);
        assertThat(kept).isGreaterThan(4L * SEEDS);
        assertThat(started).isGreaterThan(2L * SEEDS);
    }

    @Test
    void shouldFindCreditOfWhichTheCapIsForgotten()
    {
        assertFound(PlantedDefect::plantUncapped);
    }

    @Test
    void shouldFindCreditOfWhichTheAgeIsForgotten()
    {
        assertFound(PlantedDefect::plantAgelessness);
    }

    private void assertFound(final Consumer<LoadLineIndex> defect)
    {
        assertThatThrownBy(() ->
        {
            for (long seed = 1; seed <= SEEDS; seed++)
            {
                run(seed, defect);
            }
        }).isInstanceOf(AssertionError.class);
    }

    private void run(final long seed, final Consumer<LoadLineIndex> defect)
    {
        final Random random = new Random(seed);
        try (EngineDriver engine = new EngineDriver(EngineDriver.smallLimits()))
        {
            defect.accept(EngineState.loadLines(engine.engine()));
            final CreditSteps credit = new CreditSteps(engine);
            open(engine, credit, random);
            for (int number = 0; number < COMMANDS; number++)
            {
                step(engine, credit, random);
                check(engine, "seed " + seed + ", command " + number);
            }
        }
    }

    private void open(final EngineDriver engine, final CreditSteps credit, final Random random)
    {
        engine.collateral(2, 1_000, 900_000);
        for (int leg = 0; leg < LEGS.length; leg++)
        {
            marks[leg] = 50_000;
            final InstrumentTerms terms = new InstrumentTerms();
            terms.instrumentId = LEGS[leg];
            terms.brackets = new long[]{0, 70_000, 7_000, 300_000 * UNIT, 90_000, 9_000};
            engine.instrument(terms);
            engine.mark(LEGS[leg], marks[leg]);
        }
        engine.price(2, 1_000 * UNIT);
        if (random.nextBoolean())
        {
            engine.funding(LEGS[0], 20 * SECOND_NS, 3_000);
        }
        if (random.nextBoolean())
        {
            engine.volatility(LEGS[1], terms -> terms.clockNs(7 * SECOND_NS).rampNs(14 * SECOND_NS)
                .variance(200_000_000_000L));
        }
        engine.account(MAKER);
        engine.deposit(MAKER, EngineDriver.CASH, 1_000_000_000_000L * UNIT);
        credit.register(terms -> terms.capPpm(300_000).tauNs(60 * SECOND_NS));
        for (long id = 1; id <= ACCOUNTS; id++)
        {
            sequences[(int)id] = 0;
            engine.account(id);
            engine.deposit(id, EngineDriver.CASH, 1_000_000 * UNIT);
            engine.deposit(id, 2, 1 + random.nextInt(8_000));
            for (int leg = 0; leg < LEGS.length; leg++)
            {
                if (leg == 0 || random.nextBoolean())
                {
                    final boolean buys = random.nextBoolean();
                    final long lots = 1 + random.nextInt(10);
                    engine.limit(MAKER, LEGS[leg], buys ? Side.SELL : Side.BUY, marks[leg], lots);
                    engine.limit(id, LEGS[leg], buys ? Side.BUY : Side.SELL, marks[leg], lots);
                }
            }
            toInitial(engine, id);
        }
    }

    /** Takes out all that may be taken. */
    private static void toInitial(final EngineDriver engine, final long id)
    {
        engine.query(id);
        final AccountReportDecoder report = new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
        final long spare = report.equityAtoms() - Math.max(report.initialAtoms(), report.maintenanceAtoms() * 13 / 10);
        if (spare > 0)
        {
            engine.withdraw(id, EngineDriver.CASH, spare - spare / 1_000);
        }
    }

    private void step(final EngineDriver engine, final CreditSteps credit, final Random random)
    {
        final int id = 1 + random.nextInt(ACCOUNTS);
        switch (random.nextInt(12))
        {
            case 0, 1, 2 -> move(engine, random, 0);
            case 3, 4 -> move(engine, random, 1);
            case 5 -> engine.price(2, Math.round(1_000 * UNIT * (1 + random.nextGaussian() * 0.02)));
            case 6, 7 ->
            {
                engine.now(engine.now() + random.nextLong(6 * SECOND_NS));
                engine.proceed();
            }
            case 8, 9 -> credit.attest(id, 1 + random.nextLong(20_000 * UNIT),
                engine.now() - random.nextLong(SECOND_NS), ++sequences[id]);
            case 10 -> steer(engine, random, id);
            default -> revoke(engine, credit, random, id);
        }
    }

    private void revoke(final EngineDriver engine, final CreditSteps credit, final Random random, final int id)
    {
        if (random.nextInt(4) != 0)
        {
            credit.revoke(id, CreditSteps.VENUE);
        }
        else if (random.nextInt(6) == 0)
        {
            credit.revoke(0, CreditSteps.VENUE);
        }
        else
        {
            credit.register(terms -> terms.capPpm(random.nextInt(600_000)).haircutPpm(random.nextInt(1_000_001))
                .tauNs(60 * SECOND_NS));
        }
    }

    /** Prices stray, and come back. */
    private void move(final EngineDriver engine, final Random random, final int leg)
    {
        final double pull = (50_000.0 - marks[leg]) / 50_000 * 0.03;
        final double move = random.nextGaussian() * (random.nextInt(12) == 0 ? 0.015 : 0.0012) + pull;
        marks[leg] = Math.max(30_000, Math.min(70_000, Math.round(marks[leg] * (1 + move))));
        engine.mark(LEGS[leg], marks[leg]);
    }

    /** Gives an account what it lacks to its line, but for a part of the credit that it has, or a few atoms. */
    private static void steer(final EngineDriver engine, final Random random, final int id)
    {
        engine.query(id);
        if (engine.count(CreditReportDecoder.TEMPLATE_ID) == 0)
        {
            return;
        }
        final CreditReportDecoder report = new CreditReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(CreditReportDecoder.TEMPLATE_ID, 0), engine.header());
        final long lack = report.maintenanceAtoms() - report.localEquityAtoms() -
            report.creditAtoms() / (1 + random.nextInt(3));
        if (lack > 0)
        {
            engine.deposit(id, EngineDriver.CASH, lack + random.nextInt(4));
        }
        else
        {
            toInitial(engine, id);
        }
    }

    private void check(final EngineDriver engine, final String where)
    {
        countEpisodes(engine);
        for (int rounds = 0; engine.engine().workLeft() && rounds < 100; rounds++)
        {
            engine.proceed();
            countEpisodes(engine);
        }
        assertThat(engine.engine().unqueuedAccounts()).as(where).isZero();
        engine.query(1 + engine.engine().lastSequence() % ACCOUNTS);
        if (engine.count(CreditReportDecoder.TEMPLATE_ID) == 1)
        {
            final CreditReportDecoder report = new CreditReportDecoder().wrapAndApplyHeader(
                engine.effects(), engine.find(CreditReportDecoder.TEMPLATE_ID, 0), engine.header());
            kept += report.localEquityAtoms() < report.maintenanceAtoms() &&
                report.localEquityAtoms() + report.creditAtoms() >= report.maintenanceAtoms() ? 1 : 0;
        }
    }

    /** No episode starts at or above maintenance, with or without credit. */
    private void countEpisodes(final EngineDriver engine)
    {
        for (int nth = 0; nth < engine.count(AccountStateChangedDecoder.TEMPLATE_ID); nth++)
        {
            final AccountStateChangedDecoder change = new AccountStateChangedDecoder().wrapAndApplyHeader(
                engine.effects(), engine.find(AccountStateChangedDecoder.TEMPLATE_ID, nth), engine.header());
            if (change.toState() == AccountState.LIQUIDATING)
            {
                started++;
                assertThat(change.equityAtoms()).isLessThan(change.maintenanceAtoms());
            }
        }
    }
}

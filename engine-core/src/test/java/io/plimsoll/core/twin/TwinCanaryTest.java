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
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.AccountDefects;
import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.codec.generated.StateDigestRequestEncoder;
import io.plimsoll.core.margin.LoadLineIndex;
import io.plimsoll.core.margin.PlantedDefect;
import org.junit.jupiter.api.Test;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** An engine with a planted defect must differ from its twin: a comparison that finds nothing proves nothing. */
class TwinCanaryTest
{
    private static final int SEEDS = 40;
    /** What a defect needs to be planted in may be rare; the first stream that has it is the last one. */
    private static final int SEEDS_UNTIL_PLANTED = 1_000;
    private static final int COMMANDS = 400;

    @Test
    void shouldFindNothingInAnEngineWithoutADefect()
    {
        try (Engine engine = new Engine(TwinTest.LIMITS))
        {
            assertThatCode(() -> runLendingSeeds(engine)).doesNotThrowAnyException();
            assertThatCode(() -> runSeeds(engine, false, false, SEEDS)).doesNotThrowAnyException();
            assertThatCode(() -> runSeeds(engine, true, false, SEEDS)).doesNotThrowAnyException();
            assertThatCode(() -> runSeeds(engine, false, true, SEEDS)).doesNotThrowAnyException();
        }
    }

    @Test
    void shouldFindABoundComparedWithTheWrongSign()
    {
        assertFoundInBounds(PlantedDefect::plant);
    }

    @Test
    void shouldFindFactorsThatDoNotMoveWithFunding()
    {
        assertFoundInBounds(PlantedDefect::plantDeafness);
    }

    @Test
    void shouldFindBoundsThatAreNotComparedWhenRatesChange()
    {
        assertFoundInBounds(PlantedDefect::plantDeafnessToRates);
    }

    @Test
    void shouldFindAPriceThatLeavesOutABracket()
    {
        try (Engine engine = new Engine(TwinTest.LIMITS))
        {
            PlantedDefect.plantTangent(engine.whatIf());

            assertThatThrownBy(() -> runSeeds(engine, false, false, SEEDS_UNTIL_PLANTED))
                .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void shouldFindPricesOfSettlementAssetsThatPassNoBound()
    {
        assertFoundInBounds(PlantedDefect::plantDeafnessToAssets);
    }

    @Test
    void shouldFindBoxesThatAreJudgedAtTheirMiddle()
    {
        assertFoundInBounds(PlantedDefect::plantMiddle);
    }

    @Test
    void shouldFindLoansThatAreLookedAtWhenTheyTakeLess()
    {
        try (Engine engine = new Engine(TwinTest.LIMITS))
        {
            PlantedDefect.plantInLoans(EngineState.loadLines(engine));

            assertThatThrownBy(() -> runLendingSeeds(engine)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void shouldFindAnAtomOfAShortfallTooMany()
    {
        assertFound(harness -> harness.twin.state.accounts.values().stream()
            .filter(account -> !account.shortfalls.isEmpty()).findFirst().map(account ->
            {
                harness.view.plantAtomOfShortfall(account.index);
                return true;
            }).orElse(false));
    }

    @Test
    void shouldFindAUnitOfALoanTooMany()
    {
        assertFound(harness -> harness.twin.state.accounts.values().stream()
            .filter(account -> !account.loans.isEmpty()).findFirst().map(account ->
            {
                harness.view.plantUnitOfLoan(account.index);
                return true;
            }).orElse(false));
    }

    private static void runLendingSeeds(final Engine engine)
    {
        try (Engine empty = new Engine(TwinTest.LIMITS))
        {
            for (long seed = 1; seed <= SEEDS; seed++)
            {
                empty.copyTo(engine);
                final TwinHarness harness = new TwinHarness(engine);
                final CommandStream stream = new CommandStream(seed, harness.twin.state, false, true, false);
                for (int number = 0; number < COMMANDS; number++)
                {
                    TwinTest.step(harness, stream);
                }
            }
        }
    }

    @Test
    void shouldFindCreditOfWhichTheAgeIsForgotten()
    {
        assertFoundInBounds(PlantedDefect::plantAgelessness, true);
    }

    @Test
    void shouldFindRatesThatAnEpisodeDoesNotFreeze()
    {
        assertFoundInBounds(PlantedDefect::plantNoFreeze);
    }

    @Test
    void shouldFindRatesThatStayFrozenAfterAnEpisode()
    {
        assertFoundInBounds(PlantedDefect::plantNoThaw);
    }

    @Test
    void shouldBreakItsPromiseWhereBoundsAreSetAtRatesThatAreNotFrozen()
    {
        try (Engine engine = new Engine(TwinTest.LIMITS))
        {
            PlantedDefect.plantBoundsInForce(EngineState.loadLines(engine));

            assertThatThrownBy(() -> runSeeds(engine, true, false, SEEDS_UNTIL_PLANTED))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("LOAD_LINE");
        }
    }

    @Test
    void shouldFindInitialRatesThatAreNotCompared()
    {
        assertFoundInBounds(PlantedDefect::plantDeafnessToScale);
    }

    private static void assertFoundInBounds(final Consumer<LoadLineIndex> defect)
    {
        assertFoundInBounds(defect, false);
    }

    private static void assertFoundInBounds(final Consumer<LoadLineIndex> defect, final boolean pledging)
    {
        try (Engine engine = new Engine(TwinTest.LIMITS))
        {
            defect.accept(EngineState.loadLines(engine));

            assertThatThrownBy(() -> runSeeds(engine, !pledging, pledging, SEEDS_UNTIL_PLANTED))
                .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void shouldFindALostAtom()
    {
        assertFound(harness ->
        {
            harness.view.plantLostAtom(1);
            return true;
        });
    }

    @Test
    void shouldFindALotTooMany()
    {
        assertFound(harness -> harness.view.plantLot(1));
    }

    @Test
    void shouldFindALowestHealthThatIsTooHigh()
    {
        assertFound(harness -> harness.twin.state.accounts.values().stream()
            .filter(account -> account.lowestMaintenance.signum() > 0).findFirst().map(account ->
            {
                harness.view.plantForgottenEpisode(account.index);
                return true;
            }).orElse(false));
    }

    @Test
    void shouldFindAnAccountThatLooksTooHealthy()
    {
        assertFound(harness -> harness.twin.state.accounts.values().stream()
            .filter(account -> account.level != 0).findFirst().map(account ->
            {
                harness.view.plantHealth(account.index);
                return true;
            }).orElse(false));
    }

    @Test
    void shouldFindAWithdrawalThatLeavesTooLittle()
    {
        assertFoundAlways(AccountDefects::plantWithdrawRule);
    }

    @Test
    void shouldFindOpenInterestThatRaisesNothing()
    {
        assertFoundAlways(AccountDefects::plantInterestFactor);
    }

    @Test
    void shouldFindADepthThatLimitsNothing()
    {
        assertFoundAlways(AccountDefects::plantDepth);
    }

    @Test
    void shouldFindALeverageThatIsForgotten()
    {
        assertFoundAlways(AccountDefects::plantLeverage);
    }

    @Test
    void shouldFindATopUpThatIsForgotten()
    {
        assertFoundAlways(AccountDefects::plantTopUp);
    }

    @Test
    void shouldFindAnIsolatedAccountThatTradesAnything()
    {
        assertFoundAlways(AccountDefects::plantCrossing);
    }

    /** Plants before every command. */
    private static void assertFoundAlways(final Consumer<AccountDefects> plant)
    {
        try (Engine engine = new Engine(TwinTest.LIMITS); Engine empty = new Engine(TwinTest.LIMITS))
        {
            final AccountDefects defects = new AccountDefects(engine);
            assertThatThrownBy(() ->
            {
                for (long seed = 1; seed <= SEEDS_UNTIL_PLANTED; seed++)
                {
                    empty.copyTo(engine);
                    final TwinHarness harness = new TwinHarness(engine);
                    final CommandStream stream = new CommandStream(seed, harness.twin.state);
                    for (int number = 0; number < COMMANDS; number++)
                    {
                        plant.accept(defects);
                        TwinTest.step(harness, stream);
                    }
                }
            }).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void shouldFindASlowPriceAndAMeanThatAreOff()
    {
        assertFoundLater((harness, number) -> harness.view.plantSample(number));
        assertFoundLater((harness, number) -> harness.view.plantWindow(number));
    }

    /** Plants where only what follows can show it: the defect itself is not compared. */
    private static void assertFoundLater(final BiConsumer<TwinHarness, Integer> plant)
    {
        try (Engine engine = new Engine(TwinTest.LIMITS); Engine empty = new Engine(TwinTest.LIMITS))
        {
            assertThatThrownBy(() ->
            {
                for (long seed = 1; seed <= SEEDS; seed++)
                {
                    empty.copyTo(engine);
                    final TwinHarness harness = new TwinHarness(engine);
                    final CommandStream stream = new CommandStream(seed, harness.twin.state);
                    for (int number = 0; number < COMMANDS; number++)
                    {
                        TwinTest.step(harness, stream);
                        harness.twin.state.oracle.indexes.forEach((index, priced) ->
                        {
                            if (priced.isSourced() && priced.price != 0)
                            {
                                plant.accept(harness, index);
                            }
                        });
                    }
                }
            }).isInstanceOf(AssertionError.class);
        }
    }

    private static void assertFound(final Predicate<TwinHarness> plant)
    {
        try (Engine engine = new Engine(TwinTest.LIMITS); Engine empty = new Engine(TwinTest.LIMITS))
        {
            boolean planted = false;
            for (long seed = 1; seed <= SEEDS_UNTIL_PLANTED && !planted; seed++)
            {
                empty.copyTo(engine);
                final TwinHarness harness = new TwinHarness(engine);
                final CommandStream stream = new CommandStream(seed, harness.twin.state);
                for (int number = 0; number < COMMANDS && !planted; number++)
                {
                    TwinTest.step(harness, stream);
                    planted = number > COMMANDS / 2 && plant.test(harness);
                }
                if (planted)
                {
                    // Changes nothing, so that it cannot mend the defect before both are compared.
                    final Command question = new Command(StateDigestRequestEncoder.TEMPLATE_ID);
                    question.timestampNs = engine.lastTimestampNs();
                    // Either the comparison finds it, or a sum that is checked on the way.
                    assertThatThrownBy(() -> harness.apply(question))
                        .isInstanceOfAny(AssertionError.class, IllegalStateException.class);
                }
            }
            assertThat(planted).isTrue();
        }
    }

    private static void runSeeds(
        final Engine engine, final boolean moving, final boolean pledging, final int seeds)
    {
        try (Engine empty = new Engine(TwinTest.LIMITS))
        {
            for (long seed = 1; seed <= seeds; seed++)
            {
                empty.copyTo(engine);
                final TwinHarness harness = new TwinHarness(engine);
                final CommandStream stream = new CommandStream(seed, harness.twin.state, moving, false, pledging);
                for (int number = 0; number < COMMANDS; number++)
                {
                    TwinTest.step(harness, stream);
                }
            }
        }
    }
}

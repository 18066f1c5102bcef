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

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Random;

/**
 * Long random streams of commands through the engine and its naive twin: after every command all effects, all accounts
 * with their levels and places in the queue, all positions, balances and orders are the same. More seeds by
 * {@code -Dplimsoll.twin.seeds=N}, others by {@code -Dplimsoll.twin.first=N}, longer streams by
 * {@code -Dplimsoll.twin.commands=N}.
 */
class TwinTest
{
    static final EngineLimits LIMITS = EngineLimits.builder().sessions(24).assets(4).instruments(4).accounts(40)
        .balances(120).positions(160).orders(2_000).priceLevels(1_000).extendedOrders(600).fillsPerCommandMax(4_000)
        .liquidationStepsPerCommand(64).cancelsPerCommand(2_000).deadlinesPerCommand(2_000).triggersPerCommand(4_000)
        .positionsPerAccount(4)
        .build();

    private static final int SEEDS = Integer.getInteger("plimsoll.twin.seeds", 1_000);
    private static final long FIRST_SEED = Long.getLong("plimsoll.twin.first", 1);
    private static final int COMMANDS = Integer.getInteger("plimsoll.twin.commands", 500);

    private static Engine empty;
    private static Engine engine;

    @BeforeAll
    static void reserve()
    {
        empty = new Engine(LIMITS);
        engine = new Engine(LIMITS);
    }

    @AfterAll
    static void free()
    {
        empty.close();
        engine.close();
    }

    @Test
    void shouldDoWhatTheTwinDoesOverRandomStreams()
    {
        long commands = 0;
        long liquidations = 0;
        long auctionFills = 0;
        long triggered = 0;
        long spotFills = 0;
        long otherFills = 0;
        long inverseFills = 0;
        long inversePieces = 0;
        long otherPieces = 0;
        long frozenLegs = 0;
        long settled = 0;
        long refused = 0;
        long held = 0;
        long answered = 0;
        long toppedUp = 0;
        long restricted = 0;
        long restrictedCancels = 0;
        final long[] oracleStates = new long[5];
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++)
        {
            final TwinHarness harness = run(seed, COMMANDS);
            commands += harness.commands;
            liquidations += harness.liquidations;
            auctionFills += harness.auctionFills;
            triggered += harness.triggered;
            spotFills += harness.twin.state.spotFills;
            otherFills += harness.twin.state.otherFills;
            inverseFills += harness.twin.state.inverseFills;
            inversePieces += harness.twin.state.inversePieces;
            otherPieces += harness.twin.state.otherPieces;
            frozenLegs += harness.twin.state.frozenLegs;
            settled += harness.twin.state.settledPositions;
            refused += harness.refused;
            held += harness.held;
            answered += harness.answered;
            toppedUp += harness.twin.state.isolated.toppedUp;
            restricted += harness.restricted;
            restrictedCancels += harness.restrictedCancels;
            Arrays.setAll(oracleStates, state -> oracleStates[state] + harness.oracleStates[state]);
        }
        System.out.println("twin: seeds=" + SEEDS + " commands=" + commands + " liquidationSteps=" + liquidations +
            " auctionFills=" + auctionFills + " triggered=" + triggered + " spotFills=" + spotFills +
            " inverseFills=" + inverseFills + " inversePieces=" + inversePieces +
            " otherFills=" + otherFills + " otherPieces=" + otherPieces + " frozenLegs=" + frozenLegs +
            " settledPositions=" + settled + " refused=" + refused + " held=" + held +
            " answered=" + answered + " toppedUp=" + toppedUp +
            " restricted=" + restricted + " restrictedCancels=" + restrictedCancels +
            " oracleStates=" + Arrays.toString(oracleStates));
        assertThat(commands).isGreaterThanOrEqualTo((long)SEEDS * COMMANDS);
        assertThat(liquidations).isGreaterThan(SEEDS / 2);
        assertThat(auctionFills).isGreaterThan(SEEDS / 2);
        assertThat(triggered).isGreaterThan(SEEDS / 2);
        assertThat(spotFills).isGreaterThan(SEEDS);
        assertThat(otherFills).isGreaterThan(SEEDS);
        assertThat(inverseFills).isGreaterThan(SEEDS / 4);
        assertThat(otherPieces).isGreaterThan(SEEDS / 20);
        assertThat(settled).isGreaterThan(SEEDS / 2);
        assertThat(toppedUp).isGreaterThan(SEEDS / 500);
        assertThat(held).isGreaterThan(SEEDS / 4);
        assertThat(answered).isGreaterThan(SEEDS);
        assertThat(restricted).isGreaterThan(SEEDS / 2);
        assertThat(restrictedCancels).isGreaterThan(SEEDS / 4);
        assertThat(Arrays.stream(oracleStates).min().orElseThrow()).isGreaterThan(SEEDS / 4);
    }

    @Test
    void shouldDoWhatTheTwinDoesWhileFactorsMove()
    {
        long commands = 0;
        long liquidations = 0;
        long answered = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS / 4; seed++)
        {
            final TwinHarness harness = run(seed, COMMANDS, true, false, false);
            commands += harness.commands;
            answered += harness.answered;
            liquidations += harness.liquidations;
        }
        System.out.println("twin, factors: seeds=" + SEEDS / 4 + " commands=" + commands + " liquidationSteps=" +
            liquidations + " answered=" + answered);
        assertThat(liquidations).isGreaterThan(SEEDS / 4);
        assertThat(answered).isGreaterThan(SEEDS / 4);
    }

    @Test
    void shouldDoWhatTheTwinDoesWhileAccountsBorrow()
    {
        long commands = 0;
        long borrowed = 0;
        long netted = 0;
        long interest = 0;
        long charged = 0;
        long debtorsInEpisodes = 0;
        long debtorsHeld = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS / 4; seed++)
        {
            final TwinHarness harness = run(seed, COMMANDS, false, true, false);
            commands += harness.commands;
            borrowed += harness.twin.state.borrowed;
            netted += harness.twin.state.netted;
            interest += harness.twin.state.interest > 0 ? 1 : 0;
            charged += harness.twin.state.charged;
            debtorsInEpisodes += harness.twin.state.debtorsInEpisodes;
            debtorsHeld += harness.twin.state.debtorsHeld;
        }
        System.out.println("twin, loans: seeds=" + SEEDS / 4 + " commands=" + commands + " borrowed=" + borrowed +
            " netted=" + netted + " withInterest=" + interest + " debtorsInEpisodes=" + debtorsInEpisodes +
            " debtorsHeld=" + debtorsHeld + " charged=" + charged);
        assertThat(charged).isGreaterThan(SEEDS / 8);
        assertThat(borrowed).isGreaterThan(SEEDS);
        assertThat(netted).isGreaterThan(SEEDS / 40);
        assertThat(interest).isGreaterThan(SEEDS / 8);
        assertThat(debtorsInEpisodes).isGreaterThan(SEEDS / 8);
        assertThat(debtorsHeld).isGreaterThanOrEqualTo(SEEDS / 500);
    }

    @Test
    void shouldDoWhatTheTwinDoesWhileCreditGrowsOld()
    {
        long commands = 0;
        long liquidations = 0;
        long kept = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS / 2; seed++)
        {
            final TwinHarness harness = run(seed, COMMANDS, false, seed % 3 == 0, true);
            commands += harness.commands;
            liquidations += harness.liquidations;
            kept += harness.twin.state.credits.kept;
        }
        System.out.println("twin, credit: seeds=" + SEEDS / 2 + " commands=" + commands + " liquidationSteps=" +
            liquidations + " timesKept=" + kept);
        assertThat(liquidations).isGreaterThan(SEEDS / 4);
        assertThat(kept).isGreaterThan(SEEDS / 4);
    }

    static TwinHarness run(final long seed, final int commands)
    {
        return run(seed, commands, false, false, false);
    }

    private static TwinHarness run(
        final long seed,
        final int commands,
        final boolean moving,
        final boolean lending,
        final boolean pledging)
    {
        if (engine.isHalted())
        {
            engine.close();
            engine = new Engine(LIMITS);
        }
        empty.copyTo(engine);
        final TwinHarness harness = new TwinHarness(engine);
        final CommandStream stream = new CommandStream(seed, harness.twin.state, moving, lending, pledging);
        for (int number = 0; number < commands; number++)
        {
            try
            {
                step(harness, stream);
            }
            catch (final AssertionError | RuntimeException failure)
            {
                throw new AssertionError("seed " + seed + ", command " + number + ": " + failure.getMessage(), failure);
            }
        }
        return harness;
    }

    /** Spoils a byte of the header; not of the template, which could become another command of the same length. */
    private static void flip(final UnsafeBuffer buffer, final int offset, final int bits)
    {
        buffer.putByte(offset, (byte)(buffer.getByte(offset) ^ bits));
    }

    static void step(final TwinHarness harness, final CommandStream stream)
    {
        if (!stream.isGarbage())
        {
            harness.apply(stream.next());
            return;
        }
        final Random random = stream.random();
        final Command spoiled = stream.next();
        int length = harness.encode(spoiled);
        switch (random.nextInt(4))
        {
            case 0 -> length = random.nextInt(length);
            case 1 -> length += 1 + random.nextInt(40);
            case 2 -> flip(harness.buffer(), (4 + random.nextInt(6)) % 8, 1 + random.nextInt(255));
            default -> harness.buffer().putLong(0, random.nextLong() | 1L << 63);
        }
        harness.applyGarbage(spoiled.session, spoiled.timestampNs, harness.buffer(), length);
    }
}

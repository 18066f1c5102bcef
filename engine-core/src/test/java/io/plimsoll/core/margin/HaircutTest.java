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

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineState;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.BalanceReportDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.memory.Arena;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.AssetRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.util.Random;

/** Bands of 90 % up to 100,000, 80 % up to 1,000,000 and 60 % beyond; the coin has a price of 1 for each atom. */
class HaircutTest
{
    private static final int COIN = 2;
    private static final int PAIR = 20;
    private static final long ANNA = 1;
    private static final long[] BANDS = {0, 900_000, 100_000, 800_000, 1_000_000, 600_000};

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());

    @BeforeEach
    void list()
    {
        engine.collateral(COIN, 1, 900_000);
        engine.account(ANNA);
    }

    @AfterEach
    void close()
    {
        new EngineState(engine.engine()).checkConservation();
        engine.close();
    }

    private void refused(final int code, final long limit, final long actual, final int found)
    {
        assertThat(ResultCode.name(found)).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
    }

    @Test
    void shouldCountEachPartOfAValueAtTheWeightOfItsBand()
    {
        assertThat(engine.bands(COIN, BANDS)).isEqualTo(ResultCode.ACCEPTED);
        engine.price(COIN, 2);
        engine.deposit(ANNA, COIN, 750_000);
        engine.query(ANNA);

        // 1,500,000: 90,000 for the first 100,000, 720,000 for the next 900,000, 300,000 for the last 500,000.
        final BalanceReportDecoder report = new BalanceReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(BalanceReportDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(report.valueAtoms()).isEqualTo(1_110_000);
    }

    @Test
    void shouldRefuseContradictoryBandsWithTheirNumbers()
    {
        final long before = engine.engine().stateDigest();
        refused(ResultCode.BANDS_NOT_FALLING, 800_000, 800_001, engine.bands(COIN, 0, 800_000, 10, 800_001));
        refused(ResultCode.BANDS_NOT_FALLING, 1_000_000, 1_000_001, engine.bands(COIN, 0, 1_000_001));
        refused(ResultCode.BRACKETS_NOT_RISING, 0, 5, engine.bands(COIN, 5, 800_000));
        refused(ResultCode.BRACKETS_NOT_RISING, 10, 10, engine.bands(COIN, 0, 800_000, 10, 700_000, 10, 600_000));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, engine.bands(COIN, 0, 0));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 0, -1, engine.bands(COIN, 0, 10, 5, -1));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 1, 0, engine.bands(COIN));
        refused(ResultCode.FIELD_OUT_OF_RANGE, 8, 9, engine.bands(COIN, new long[18]));
        refused(ResultCode.UNKNOWN_ASSET, 0, 9, engine.bands(9, BANDS));
        refused(ResultCode.REFERENCE_ASSET, 0, EngineDriver.CASH, engine.bands(EngineDriver.CASH, BANDS));

        assertThat(engine.engine().stateDigest()).isEqualTo(before);
    }

    @Test
    void shouldChangeTheBandsOfNothingThatIsHeld()
    {
        engine.price(COIN, 1);
        engine.deposit(ANNA, COIN, 7);
        refused(ResultCode.ASSET_IN_USE, 0, 7, engine.bands(COIN, BANDS));

        engine.withdraw(ANNA, COIN, 7);
        assertThat(engine.bands(COIN, BANDS)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.bands(COIN, 0, 500_000)).isEqualTo(ResultCode.ACCEPTED);
        engine.deposit(ANNA, COIN, 1_000);
        engine.query(ANNA);
        final BalanceReportDecoder report = new BalanceReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(BalanceReportDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(report.valueAtoms()).isEqualTo(500);
    }

    @Test
    void shouldCountAPurchaseAtTheWeightOfItsLastAtom()
    {
        engine.bands(COIN, BANDS);
        engine.price(COIN, 100);
        engine.spot(PAIR, COIN, pair -> pair.takerFeePpm(0).makerFeePpm(0));
        engine.mark(PAIR, 1_000);
        engine.deposit(ANNA, EngineDriver.CASH, 100_000);

        // 90 lots at 1,000 bring the coins to 90,000, all of them at 90 %: 9,000 are lost.
        assertThat(initialAfter(90)).isEqualTo(9_000);
        // One lot beyond 100,000 counts at 80 %, and with it every lot that rests.
        engine.deposit(ANNA, EngineDriver.CASH, 1_000);
        assertThat(initialAfter(11)).isEqualTo(101 * 200);
    }

    private long initialAfter(final long lots)
    {
        assertThat(engine.limit(ANNA, PAIR, Side.BUY, 1_000, lots)).isEqualTo(ResultCode.ACCEPTED);
        engine.query(ANNA);
        return new AccountReportDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header())
            .initialAtoms();
    }

    @Test
    void shouldBoundAllCollateralOfAnAccountTogether()
    {
        // Each at most 2^20 atoms of 2^40: two assets fill the bound of 2^61, a third has no room.
        for (int assetId = 3; assetId <= 5; assetId++)
        {
            engine.collateral(assetId, 1, 1_000_000);
            engine.price(assetId, 1);
        }
        final long most = 1L << 20;
        assertThat(engine.deposit(ANNA, 3, most)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.deposit(ANNA, 4, most)).isEqualTo(ResultCode.ACCEPTED);

        refused(ResultCode.COLLATERAL_LIMIT, 1L << 61, (1L << 61) + (1L << 40), engine.deposit(ANNA, 5, 1));
        engine.withdraw(ANNA, 3, 1);
        assertThat(engine.deposit(ANNA, 5, 1)).isEqualTo(ResultCode.ACCEPTED);
    }

    @Test
    void shouldTurnItsValueRoundExactly()
    {
        for (long seed = 1; seed <= 20_000; seed++)
        {
            turnRound(new Random(seed), "seed " + seed);
        }
    }

    private static void turnRound(final Random random, final String where)
    {
        try (Arena arena = new Arena())
        {
            final Slab slab = arena.slab("assets", AssetRecord.LENGTH, 1);
            slab.used(1);
            final AssetRecord asset = new AssetRecord(slab);
            asset.wrap(0);
            final long[] lower = randomBands(asset, random);
            final Haircut haircut = new Haircut();
            final long balance = 1 + random.nextInt(5_000);
            final long price = 1 + random.nextInt(2_000);
            final long value = haircut.valueAtoms(asset, balance, price);
            assertThat(value).as(where).isEqualTo(naive(asset, lower, balance, price));
            final long kept = value - random.nextInt((int)Math.min(1_000_000, value) + 1);
            final long least = haircut.leastPrice(asset, balance, kept);
            assertThat(haircut.valueAtoms(asset, balance, least)).as(where).isGreaterThanOrEqualTo(kept);
            assertThat(least == 0 || haircut.valueAtoms(asset, balance, least - 1) < kept).as(where).isTrue();
            final long most = value + random.nextInt(1_000_000);
            final long highest = haircut.highestPrice(asset, balance, most);
            assertThat(haircut.valueAtoms(asset, balance, highest)).as(where).isLessThanOrEqualTo(most);
            assertThat(highest == asset.maxPriceAtoms() || haircut.valueAtoms(asset, balance, highest + 1) > most)
                .as(where).isTrue();
        }
    }

    private static long[] randomBands(final AssetRecord asset, final Random random)
    {
        asset.unitAtoms(1 + random.nextInt(1_000));
        asset.maxPriceAtoms(1_000_000);
        int weight = 1 + random.nextInt(1_000_000);
        asset.haircutWeightPpm(weight);
        final long[] lower = new long[1 + random.nextInt(8)];
        asset.bandCount(lower.length - 1);
        final Int128 constant = new Int128();
        for (int band = 1; band < lower.length; band++)
        {
            lower[band] = lower[band - 1] + 1 + random.nextInt(random.nextBoolean() ? 50 : 5_000);
            final int next = random.nextInt(5) == 0 ? 0 : random.nextInt(weight + 1);
            constant.addProduct(lower[band], weight - next);
            asset.band(band, lower[band], next, constant);
            weight = next;
        }
        return lower;
    }

    private static long naive(final AssetRecord asset, final long[] lower, final long balance, final long price)
    {
        final BigInteger whole = BigInteger.valueOf(balance * price);
        final BigInteger unit = BigInteger.valueOf(asset.unitAtoms());
        BigInteger sum = BigInteger.ZERO;
        for (int band = 0; band < lower.length; band++)
        {
            final BigInteger from = BigInteger.valueOf(lower[band]).multiply(unit);
            final BigInteger to = band + 1 == lower.length ? whole :
                whole.min(BigInteger.valueOf(lower[band + 1]).multiply(unit));
            sum = sum.add(
                to.subtract(from).max(BigInteger.ZERO).multiply(BigInteger.valueOf(asset.bandWeightPpm(band))));
        }
        return sum.divide(unit.multiply(BigInteger.valueOf(1_000_000))).longValueExact();
    }
}

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
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.OracleDriver;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.OracleState;
import io.plimsoll.core.codec.generated.Side;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.function.IntSupplier;

/** What contradicts itself, comes late or is worth nothing is refused with its numbers, and changes nothing. */
class BadInputTest
{
    private static final int BTC = 10;
    private static final int GOLD = 2;
    private static final long ANNA = 1;
    private static final long SECOND = OracleDriver.SECOND;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final OracleDriver oracle = new OracleDriver(engine);

    @BeforeEach
    void open()
    {
        engine.instrument(new InstrumentTerms());
        engine.collateral(GOLD, 1, 900_000);
        engine.account(ANNA);
        engine.deposit(ANNA, EngineDriver.CASH, 1L << 40);
    }

    @AfterEach
    void close()
    {
        new EngineState(engine.engine()).checkConservation();
        engine.close();
    }

    private void refused(final int code, final long limit, final long actual, final IntSupplier sent)
    {
        final long before = engine.engine().stateDigest();
        assertThat(ResultCode.name(sent.getAsInt())).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
        assertThat(engine.engine().stateDigest()).isEqualTo(before);
    }

    /** A listing with one number changed: it takes the place of no other. */
    private static InstrumentTerms terms()
    {
        final InstrumentTerms terms = new InstrumentTerms();
        terms.instrumentId = 11;
        return terms;
    }

    @Test
    void shouldRefuseAnInitialRequirementThatIsNotAboveTheTarget()
    {
        final InstrumentTerms terms = terms();
        terms.initialFactorPpm = terms.thetaPpm;

        // At least 1.1 times the target, 1.21 of maintenance, and no less than the line of a call.
        refused(ResultCode.INITIAL_FACTOR_TOO_LOW, 1_270_000, 1_100_000, () -> engine.instrument(terms));
    }

    @Test
    void shouldRefuseHaircutBandsThatRise()
    {
        refused(ResultCode.BANDS_NOT_FALLING, 800_000, 810_000, () -> engine.bands(GOLD, 0, 800_000, 5, 810_000));
    }

    @Test
    void shouldRefuseRatesThatFall()
    {
        final InstrumentTerms terms = terms();
        terms.brackets = new long[]{0, 50_000, 5_000, 1_000_000, 40_000, 4_000};

        refused(ResultCode.BRACKETS_NOT_RISING, 50_000, 40_000, () -> engine.instrument(terms));
    }

    @Test
    void shouldRefuseAnAssetThatIsNotListed()
    {
        refused(ResultCode.UNKNOWN_ASSET, 0, 9, () -> engine.deposit(ANNA, 9, 1));
        refused(ResultCode.UNKNOWN_ASSET, 0, 9, () -> engine.withdraw(ANNA, 9, 1));
        refused(ResultCode.UNKNOWN_ASSET, 0, 9, () -> engine.price(9, 5));
    }

    @Test
    void shouldRefuseAPriceOfZero()
    {
        refused(ResultCode.PRICE_OUT_OF_RANGE, 1, 0, () -> engine.mark(BTC, 0));
        refused(ResultCode.PRICE_OUT_OF_RANGE, 1, 0, () -> engine.mark(BTC, 50_000, 0));
        refused(ResultCode.PRICE_OUT_OF_RANGE, 1, 0, () -> engine.price(GOLD, 0));
    }

    @Test
    void shouldRefuseAnOracleMessageThatIsStaleOrSaidBefore()
    {
        oracle.at(0).register(IndexTarget.INSTRUMENT, BTC, terms -> terms.slowPpmPerSecond(300),
            OracleDriver.market(1, 1));
        oracle.at(1).say(quote -> quote.targetId(BTC).sourceId(1).price(50_000).sourceSequence(7));

        final long now = engine.now() + 1;
        refused(ResultCode.ORACLE_SEQUENCE, 8, 7, () -> oracle.say(quote ->
            quote.targetId(BTC).sourceId(1).price(50_000).sourceSequence(7)));
        assertThat(ResultCode.name(oracle.say(quote -> quote.targetId(BTC).sourceId(1).price(50_000)
            .sourceSequence(8).sourceTimestampNs(now - 11 * SECOND)))).isEqualTo("ORACLE_TIME");
        assertThat(engine.rejection().actualValue()).isEqualTo(now - 11 * SECOND);
        assertThat(engine.rejection().limitValue()).isGreaterThan(now - 11 * SECOND);
    }

    @Test
    void shouldRefuseNewRiskAndWithdrawalsWhileAllSourcesAreDead()
    {
        oracle.at(0).register(IndexTarget.INSTRUMENT, BTC, terms -> terms.slowPpmPerSecond(300),
            OracleDriver.market(1, 1), OracleDriver.market(2, 1));
        oracle.at(1).say(IndexTarget.INSTRUMENT, BTC, new long[]{1, 50_000}, new long[]{2, 50_000});
        engine.account(2);
        engine.deposit(2, EngineDriver.CASH, 1L << 40);
        engine.limit(2, BTC, Side.SELL, 50_000, 1);
        assertThat(engine.limit(ANNA, BTC, Side.BUY, 50_000, 1)).isEqualTo(ResultCode.ACCEPTED);
        oracle.at(60);
        engine.proceed();

        final long stale = OracleState.STALE.value();
        refused(ResultCode.ORACLE_STATE, BTC, stale, () -> engine.limit(ANNA, BTC, Side.BUY, 50_000, 1));
        refused(ResultCode.ORACLE_STATE, BTC, stale, () -> engine.withdraw(ANNA, EngineDriver.CASH, 1));
        assertThat(engine.limit(ANNA, BTC, Side.SELL, 50_000, 1)).isEqualTo(ResultCode.ACCEPTED);
    }
}

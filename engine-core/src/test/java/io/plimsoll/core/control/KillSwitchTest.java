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
package io.plimsoll.core.control;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.KillScope;
import io.plimsoll.core.codec.generated.KillSwitchChangedDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.SwitchAction;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KillSwitchTest
{
    private static final int BTC = 10;
    private static final int ETH = 11;
    private static final long TRADER = 1;
    private static final long MAKER = 2;
    /** The principal that the driver's session belongs to. */
    private static final long PRINCIPAL = 7;
    private static final long UNIT = 1_000_000_000L;
    private static final int CANCELS_MAX = 3;
    private static final int REASON = 815;
    private static final EngineLimits LIMITS = EngineDriver.builder().cancelsPerCommand(CANCELS_MAX).build();

    private final EngineDriver engine = new EngineDriver(LIMITS);

    @BeforeEach
    void list()
    {
        for (int instrumentId = BTC; instrumentId <= ETH; instrumentId++)
        {
            final InstrumentTerms terms = new InstrumentTerms();
            terms.instrumentId = instrumentId;
            engine.instrument(terms);
            engine.mark(instrumentId, 1_000);
        }
        fund(TRADER, 1_000_000);
        fund(MAKER, 1_000_000);
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    private void fund(final long accountId, final long units)
    {
        engine.account(accountId);
        engine.deposit(accountId, EngineDriver.CASH, units * UNIT);
    }

    private int engage(final KillScope scope, final long targetId)
    {
        return engine.kill(scope, targetId, SwitchAction.ENGAGE, REASON);
    }

    private int release(final KillScope scope, final long targetId)
    {
        return engine.kill(scope, targetId, SwitchAction.RELEASE, REASON);
    }

    private int buy(final long account, final int instrumentId)
    {
        return engine.limit(account, instrumentId, Side.BUY, 900, 1);
    }

    private int cancelled()
    {
        return engine.count(OrderCancelledDecoder.TEMPLATE_ID);
    }

    private int finish()
    {
        int all = 0;
        while (engine.engine().workLeft())
        {
            engine.proceed();
            assertThat(cancelled()).isLessThanOrEqualTo(CANCELS_MAX);
            all += cancelled();
        }
        return all;
    }

    /** Whether an order of the trader in BTC, of the maker in BTC and of the trader in ETH is stopped. */
    @ParameterizedTest
    @CsvSource({
        "ACCOUNT,    1,  YNY",
        "PRINCIPAL,  7,  YYY",
        "INSTRUMENT, 10, YYN",
        "ENGINE,     0,  YYY"})
    void shouldStopTheOrdersOfItsScopeUntilItIsReleased(final KillScope scope, final long id, final String stopped)
    {
        assertThat(engage(scope, id)).isEqualTo(ResultCode.ACCEPTED);

        expect(stopped.charAt(0), scope, id, buy(TRADER, BTC));
        expect(stopped.charAt(1), scope, id, buy(MAKER, BTC));
        expect(stopped.charAt(2), scope, id, buy(TRADER, ETH));
        assertThat(release(scope, id)).isEqualTo(ResultCode.ACCEPTED);
        expect('N', scope, id, buy(TRADER, BTC));
        expect('N', scope, id, buy(MAKER, BTC));
        expect('N', scope, id, buy(TRADER, ETH));
    }

    private void expect(final char stopped, final KillScope scope, final long id, final int code)
    {
        if (stopped == 'N')
        {
            assertThat(code).isEqualTo(ResultCode.ACCEPTED);
            return;
        }
        assertThat(code).isEqualTo(ResultCode.KILL_SWITCH);
        assertThat(engine.rejection().limitValue()).isEqualTo(scope.value());
        assertThat(engine.rejection().actualValue()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({"ACCOUNT, 1, 10", "PRINCIPAL, 7, 20", "INSTRUMENT, 10, 10", "ENGINE, 0, 20"})
    void shouldCancelWhatRestsAFewForEachCommand(final KillScope scope, final long id, final int orders)
    {
        for (int round = 0; round < 5; round++)
        {
            buy(TRADER, BTC);
            buy(TRADER, ETH);
            buy(MAKER, ETH);
            engine.limit(MAKER, BTC, Side.SELL, 1_100 + round, 1);
        }

        engage(scope, id);

        assertThat(cancelled()).isEqualTo(CANCELS_MAX);
        assertThat(new OrderCancelledDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(OrderCancelledDecoder.TEMPLATE_ID, 0), engine.header()).reason())
            .isEqualTo(CancelReason.KILL_SWITCH);
        // latched before the last of them is gone
        assertThat(buy(TRADER, BTC)).isEqualTo(ResultCode.KILL_SWITCH);
        assertThat(cancelled()).isZero();
        assertThat(CANCELS_MAX + finish()).isEqualTo(orders);
    }

    @Test
    void shouldSayWhoDidItAndWhy()
    {
        engage(KillScope.INSTRUMENT, BTC);

        final int at = engine.find(KillSwitchChangedDecoder.TEMPLATE_ID, 0);
        final KillSwitchChangedDecoder changed =
            new KillSwitchChangedDecoder().wrapAndApplyHeader(engine.effects(), at, engine.header());
        assertThat(changed.targetId()).isEqualTo(BTC);
        assertThat(changed.principalId()).isEqualTo(PRINCIPAL);
        assertThat(changed.sessionId()).isEqualTo(1);
        assertThat(changed.reasonCode()).isEqualTo(REASON);
        assertThat(changed.scope()).isEqualTo(KillScope.INSTRUMENT);
        assertThat(changed.action()).isEqualTo(SwitchAction.ENGAGE);
        assertThat(engine.effects().getInt(at - Integer.BYTES)).isEqualTo(EffectSink.EVERY_SESSION);
    }

    @Test
    void shouldTellOnlyTheOwnerOfAnAccount()
    {
        engage(KillScope.ACCOUNT, TRADER);

        final int at = engine.find(KillSwitchChangedDecoder.TEMPLATE_ID, 0);
        assertThat(engine.effects().getInt(at - Integer.BYTES)).isEqualTo(1);
    }

    @Test
    void shouldAllowCancelsAndReductionsButNoReplacement()
    {
        for (int round = 0; round < 2 * CANCELS_MAX; round++)
        {
            engine.limit(TRADER, BTC, Side.BUY, 900, 5);
        }
        final long last = engine.orderId();
        engage(KillScope.ACCOUNT, TRADER);

        assertThat(engine.replace(TRADER, last, 901, 5)).isEqualTo(ResultCode.KILL_SWITCH);
        assertThat(engine.replace(TRADER, last, 900, 4)).isEqualTo(ResultCode.ACCEPTED);
        assertThat(engine.cancel(TRADER, last)).isEqualTo(ResultCode.ACCEPTED);

        assertThat(finish()).isEqualTo(CANCELS_MAX - 1);
    }

    @Test
    void shouldKeepWhatIsLeftOfTheOrdersOnceItIsReleased()
    {
        for (int round = 0; round < 2 * CANCELS_MAX; round++)
        {
            buy(TRADER, BTC);
        }
        engage(KillScope.ACCOUNT, TRADER);

        release(KillScope.ACCOUNT, TRADER);

        assertThat(finish()).isZero();
        engage(KillScope.ENGINE, 0);
        assertThat(cancelled() + finish()).isEqualTo(CANCELS_MAX);
    }

    @Test
    void shouldBeginAnewWhereItIsEngagedAgainBeforeItsTurnIsOver()
    {
        buy(TRADER, BTC);
        for (int round = 0; round < 2 * CANCELS_MAX; round++)
        {
            buy(MAKER, BTC);
        }
        engage(KillScope.PRINCIPAL, PRINCIPAL);
        release(KillScope.PRINCIPAL, PRINCIPAL);
        // the sweep has passed this account already
        buy(TRADER, BTC);
        engage(KillScope.PRINCIPAL, PRINCIPAL);

        assertThat(cancelled() + finish()).isEqualTo(1 + 2 * CANCELS_MAX + 1 - CANCELS_MAX);
    }

    @Test
    void shouldServeOneSwitchAfterTheOther()
    {
        for (int round = 0; round < 2 * CANCELS_MAX; round++)
        {
            buy(TRADER, BTC);
            buy(MAKER, BTC);
        }
        engage(KillScope.ACCOUNT, TRADER);
        engage(KillScope.ACCOUNT, MAKER);

        assertThat(cancelled() + finish()).isEqualTo(3 * CANCELS_MAX);
    }

    @Test
    void shouldGoOnLiquidatingAnAccountThatIsStopped()
    {
        final long poor = 3;
        fund(poor, 100);
        engine.limit(MAKER, BTC, Side.SELL, 1_000, 1_000);
        engine.limit(poor, BTC, Side.BUY, 1_000, 1_000);
        engine.limit(MAKER, BTC, Side.BUY, 944, 2_000);
        engage(KillScope.ACCOUNT, poor);

        // E 100 - 53 = 47 against MM 47.35
        engine.mark(BTC, 947);

        assertThat(new LiquidationClosedDecoder().wrapAndApplyHeader(engine.effects(),
            engine.find(LiquidationClosedDecoder.TEMPLATE_ID, 0), engine.header()).outcome())
            .isEqualTo(LiquidationOutcome.REACHED);
    }

    @Test
    void shouldRefuseWhatChangesNothingOrIsNotThere()
    {
        refused(release(KillScope.ENGINE, 0), ResultCode.KILL_SWITCH_UNCHANGED, 1, 0);
        engage(KillScope.ENGINE, 0);
        refused(engage(KillScope.ENGINE, 0), ResultCode.KILL_SWITCH_UNCHANGED, 0, 1);
        refused(engage(KillScope.ENGINE, 1), ResultCode.FIELD_OUT_OF_RANGE, 0, 1);
        refused(engage(KillScope.ACCOUNT, 99), ResultCode.UNKNOWN_ACCOUNT, 0, 99);
        refused(engage(KillScope.PRINCIPAL, 99), ResultCode.UNKNOWN_PRINCIPAL, 0, 99);
        refused(engage(KillScope.INSTRUMENT, 99), ResultCode.UNKNOWN_INSTRUMENT, 0, 99);
    }

    private void refused(final int result, final int code, final long limit, final long actual)
    {
        assertThat(ResultCode.name(result)).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
    }

    @Test
    void shouldGoOnInACopyOfTheStateAsInTheEngineItself()
    {
        for (int round = 0; round < 4 * CANCELS_MAX; round++)
        {
            buy(round % 2 == 0 ? TRADER : MAKER, round % 3 == 0 ? BTC : ETH);
        }
        engage(KillScope.PRINCIPAL, PRINCIPAL);
        try (Engine copy = new Engine(LIMITS))
        {
            engine.engine().copyTo(copy);
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
            final int length = MessageHeaderEncoder.ENCODED_LENGTH + new ContinueEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).clientSequence(0).encodedLength();
            while (engine.engine().workLeft())
            {
                engine.proceed();
                assertThat(copy.workLeft()).isTrue();
                copy.apply(copy.lastSequence() + 1, engine.engine().lastTimestampNs(), 0, buffer, 0, length);

                assertThat(copy.eventHash()).isEqualTo(engine.engine().eventHash());
                assertThat(copy.stateDigest()).isEqualTo(engine.engine().stateDigest());
            }
            assertThat(copy.workLeft()).isFalse();
        }
    }
}

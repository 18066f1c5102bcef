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

import io.plimsoll.core.AllocationMeter;
import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.InstrumentTerms;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.codec.generated.AttestEncoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.VenueChangedDecoder;
import io.plimsoll.core.codec.generated.VenueState;
import io.plimsoll.core.codec.generated.Verdict;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cross-venue credit: what it does, what it must never do, and what is refused. */
class CreditTest
{
    private static final int BTC = 10;
    private static final long ANNA = 1;
    private static final long BERT = 2;
    private static final long UNIT = 1_000_000;
    private static final long TAU_NS = CreditSteps.TAU_NS;
    private static final long START_NS = 1_000 * TAU_NS;
    private static final long RICH = 1_000_000_000 * UNIT;
    private static final int VENUE = CreditSteps.VENUE;

    private final EngineDriver engine = new EngineDriver(EngineDriver.smallLimits());
    private final CreditSteps credit = new CreditSteps(engine);

    /** Anna holds ten coins bought at 50,000, and is worth 49,000 there: a call away from maintenance at 25,000. */
    @BeforeEach
    void open()
    {
        engine.instrument(new InstrumentTerms());
        engine.now(START_NS);
        engine.account(ANNA);
        engine.account(BERT);
        engine.deposit(BERT, EngineDriver.CASH, RICH);
        engine.deposit(ANNA, EngineDriver.CASH, 49_000 * UNIT);
        engine.mark(BTC, 50_000);
        engine.limit(BERT, BTC, Side.SELL, 50_000, 10);
        engine.limit(ANNA, BTC, Side.BUY, 50_000, 10);
        assertThat(credit.register(VENUE, 700_000, 100_000)).isZero();
    }

    @AfterEach
    void close()
    {
        engine.close();
    }

    private AccountReportDecoder report(final long accountId)
    {
        engine.query(accountId);
        return new AccountReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(AccountReportDecoder.TEMPLATE_ID, 0), engine.header());
    }

    private AccountState state(final long accountId)
    {
        return report(accountId).state();
    }

    private void refused(final int result, final int code, final long limit, final long actual)
    {
        assertThat(ResultCode.name(result)).isEqualTo(ResultCode.name(code));
        assertThat(engine.rejection().limitValue()).isEqualTo(limit);
        assertThat(engine.rejection().actualValue()).isEqualTo(actual);
    }

    /** The mark at which Anna has so many units less than 25,000 is the one of a lower price: by cash it is exact. */
    private void lack(final long units)
    {
        engine.mark(BTC, 49_900);
        final AccountReportDecoder now = report(ANNA);
        final long spare = now.equityAtoms() - now.maintenanceAtoms() + units * UNIT;
        // Withdrawals are refused below the initial requirement; a fall of the mark takes the money instead.
        final long perTick = 10 * UNIT - 10 * UNIT / 20;
        engine.mark(BTC, 49_900 - (spare + perTick - 1) / perTick);
        final AccountReportDecoder low = report(ANNA);
        final long missing = low.maintenanceAtoms() - units * UNIT - low.equityAtoms();
        if (missing > 0)
        {
            engine.deposit(ANNA, EngineDriver.CASH, missing);
        }
    }

    @Test
    void shouldCreditAsInExample12ToTheLastDigit()
    {
        final long carl = 3;
        engine.account(carl);
        engine.deposit(carl, EngineDriver.CASH, 49_000 * UNIT);
        engine.mark(BTC, 52_500);
        engine.limit(BERT, BTC, Side.SELL, 52_500, 10);
        engine.limit(carl, BTC, Side.BUY, 52_500, 10);
        final long attestedNs = engine.now();
        credit.attest(carl, 6_000 * UNIT, attestedNs, 1);
        engine.now(attestedNs + 40_000_000_000L - 2);
        engine.mark(BTC, 50_000);

        assertThat(state(carl)).isEqualTo(AccountState.MARGIN_CALL);
        assertThat(engine.now()).isEqualTo(attestedNs + 40_000_000_000L);
        assertThat(credit.report().localEquityAtoms()).isEqualTo(24_000 * UNIT);
        assertThat(credit.report().maintenanceAtoms()).isEqualTo(25_000 * UNIT);
        assertThat(credit.report().worthAtoms()).isEqualTo(2_800 * UNIT);
        assertThat(credit.report().creditAtoms()).isEqualTo(2_500 * UNIT);
        assertThat(credit.report().endsNs()).isEqualTo(attestedNs + 2 * TAU_NS);
    }

    @Test
    void shouldStartTheEpisodeAtTheNanosecondAtWhichCreditDoesNotSufficeAnyMore()
    {
        credit.attest(ANNA, 6_000 * UNIT, engine.now(), 1);
        final long attestedNs = engine.now() - 1;
        lack(1_000);
        // 4,200 * fresh falls below 1,000 with the first nanosecond in which a whole atom is gone.
        final long endsNs = attestedNs + 2 * TAU_NS - 1_000 * 2 * TAU_NS / 4_200;

        engine.now(endsNs - 3);
        engine.proceed();
        assertThat(state(ANNA)).isEqualTo(AccountState.MARGIN_CALL);
        assertThat(engine.now()).isEqualTo(endsNs - 1);
        assertThat(credit.report().creditAtoms()).isEqualTo(1_000 * UNIT);
        engine.proceed();
        assertThat(state(ANNA)).isEqualTo(AccountState.LIQUIDATING);
    }

    @Test
    void shouldForgetCreditOnceAnEpisodeHasBegun()
    {
        lack(500);
        assertThat(state(ANNA)).isEqualTo(AccountState.LIQUIDATING);

        assertThat(credit.attest(ANNA, 6_000 * UNIT, engine.now(), 1)).isZero();

        assertThat(credit.report().creditAtoms()).isPositive();
        assertThat(state(ANNA)).isEqualTo(AccountState.LIQUIDATING);
    }

    @Test
    void shouldCapCreditAtItsPartOfTheRequirement()
    {
        credit.attest(ANNA, RICH, engine.now(), 1);
        final long maintenance = report(ANNA).maintenanceAtoms();
        assertThat(credit.report().creditAtoms()).isEqualTo(maintenance / 10);

        lack(2_300);
        assertThat(state(ANNA)).isEqualTo(AccountState.MARGIN_CALL);
        lack(2_500);

        assertThat(state(ANNA)).isEqualTo(AccountState.LIQUIDATING);
    }

    @Test
    void shouldCountNoCreditInOrdersAndWithdrawals()
    {
        credit.attest(ANNA, RICH, engine.now(), 1);
        final AccountReportDecoder now = report(ANNA);
        final long equity = now.equityAtoms();
        final long initial = now.initialAtoms();

        refused(engine.withdraw(ANNA, EngineDriver.CASH, equity - initial + 1), ResultCode.INSUFFICIENT_MARGIN,
            initial, initial - 1);
        assertThat(engine.limit(ANNA, BTC, Side.BUY, 49_000, 10)).isEqualTo(ResultCode.INSUFFICIENT_MARGIN);
    }

    @Test
    void shouldLetAnAccountThatIsKeptOnlyReduceAndOnlyWithinItsBounds()
    {
        credit.attest(ANNA, 6_000 * UNIT, engine.now(), 1);
        lack(1_000);
        assertThat(state(ANNA)).isEqualTo(AccountState.MARGIN_CALL);

        assertThat(engine.limit(ANNA, BTC, Side.BUY, 47_000, 1)).isEqualTo(ResultCode.REDUCE_ONLY_ACCOUNT);
        assertThat(engine.limit(ANNA, BTC, Side.SELL, 48_000, 1)).isEqualTo(ResultCode.IMMEDIATE_ONLY);
        assertThat(engine.withdraw(ANNA, EngineDriver.CASH, 1)).isNotZero();
    }

    @Test
    void shouldLetRevokedCreditFallWithinTauAndNeverAtOnce()
    {
        credit.attest(ANNA, 6_000 * UNIT, engine.now(), 1);
        engine.now(engine.now() + TAU_NS / 2 - 1);
        credit.revoke(ANNA, VENUE);
        final long revokedNs = engine.now();
        final long worth = credit.report().worthAtoms();
        assertThat(worth).isBetween(3_150 * UNIT - 1, 3_150 * UNIT);

        engine.now(revokedNs + TAU_NS / 4 - 1);
        engine.query(ANNA);
        assertThat(credit.report().worthAtoms()).isBetween(worth * 3 / 4, worth * 3 / 4 + 1);
        engine.now(revokedNs + TAU_NS - 2);
        engine.query(ANNA);
        assertThat(credit.report().worthAtoms()).isLessThanOrEqualTo(1);
        engine.query(ANNA);
        assertThat(credit.report().worthAtoms()).isZero();
        assertThat(credit.report().endsNs()).isZero();
    }

    @Test
    void shouldLetEveryCreditOfARevokedVenueFallWithinTau()
    {
        credit.attest(ANNA, 6_000 * UNIT, engine.now(), 1);
        lack(1_000);
        credit.revoke(0, VENUE);
        final VenueChangedDecoder changed = new VenueChangedDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(VenueChangedDecoder.TEMPLATE_ID, 0), engine.header());
        assertThat(changed.state()).isEqualTo(VenueState.REVOKED);
        final long revokedNs = changed.revokedNs();
        final long nearly = report(ANNA).accountId();
        assertThat(nearly).isEqualTo(ANNA);
        final long worth = credit.report().worthAtoms();

        engine.now(revokedNs + TAU_NS * 3 / 4 - 2);
        engine.query(ANNA);
        assertThat(credit.report().worthAtoms()).isBetween(worth / 4, worth / 4 + 1);
        assertThat(state(ANNA)).isEqualTo(AccountState.MARGIN_CALL);
        engine.now(revokedNs + TAU_NS * 4 / 5);
        engine.proceed();
        assertThat(state(ANNA)).isEqualTo(AccountState.LIQUIDATING);
    }

    @Test
    void shouldRegisterARevokedVenueAnewOnlyOnceItsCreditIsGone()
    {
        credit.attest(ANNA, 6_000 * UNIT, engine.now(), 1);
        credit.revoke(0, VENUE);
        final long revokedNs = engine.now();
        refused(credit.revoke(0, VENUE), ResultCode.VENUE_REVOKED, revokedNs + TAU_NS, engine.now());
        refused(credit.register(VENUE, 700_000, 100_000), ResultCode.VENUE_REVOKED, revokedNs + TAU_NS, engine.now());
        refused(credit.attest(ANNA, 6_000 * UNIT, engine.now(), 2),
            ResultCode.VENUE_REVOKED, revokedNs + TAU_NS, engine.now());

        engine.now(revokedNs + TAU_NS - 1);
        assertThat(credit.register(VENUE, 700_000, 100_000)).isZero();
        engine.query(ANNA);
        assertThat(credit.report().worthAtoms()).isZero();
        credit.revoke(0, VENUE);
        engine.query(ANNA);
        assertThat(credit.report().worthAtoms()).as("what was revoked before stays gone").isZero();
    }

    @Test
    void shouldAllocateNothing()
    {
        lack(-100);
        final UnsafeBuffer attestation = credit.encoded(attest -> attest.accountId(ANNA).equityAtoms(6_000 * UNIT));
        final AttestEncoder encoder = new AttestEncoder().wrap(attestation, 8);
        final long bytes = AllocationMeter.bytesOf(() ->
        {
            for (int round = 0; round < 2_000; round++)
            {
                final long sequence = engine.now();
                encoder.attestedNs(sequence).attestationSequence(sequence);
                engine.raw(attestation, 0, 8 + AttestEncoder.BLOCK_LENGTH);
                engine.mark(BTC, 49_000 - round % 60);
            }
        });

        // The driver itself makes encoders for its marks; what the engine does must not add to them.
        final long ofMarks = AllocationMeter.bytesOf(() ->
        {
            for (int round = 0; round < 2_000; round++)
            {
                engine.mark(BTC, 49_000 - round % 60);
            }
        });
        assertThat(bytes).isLessThanOrEqualTo(ofMarks);
    }

    @Test
    void shouldGiveNoCreditToAnAccountWithoutPositions()
    {
        final long dora = 4;
        engine.account(dora);

        assertThat(credit.attest(dora, RICH, engine.now(), 1)).isZero();

        assertThat(credit.report().worthAtoms()).isPositive();
        assertThat(credit.report().creditAtoms()).isZero();
    }

    @Test
    void shouldRefuseWhatIsForgedOrNotLookedAt()
    {
        refused(credit.attest(attest -> attest.accountId(ANNA).attestedNs(START_NS).verdict(Verdict.FORGED)),
            ResultCode.FORGED_ATTESTATION, 1, 2);
        refused(credit.attest(attest -> attest.accountId(ANNA).attestedNs(START_NS).verdict(Verdict.UNKNOWN)),
            ResultCode.FORGED_ATTESTATION, 1, 0);
        credit.key(8);
        refused(credit.attest(ANNA, 1, START_NS, 1),
            ResultCode.VENUE_KEY, 0x0707_0707_0707_0707L, 0x0808_0808_0808_0808L);
        refused(credit.attest(attest -> attest.accountId(ANNA).attestedNs(START_NS).venueId(9)),
            ResultCode.UNKNOWN_VENUE, 0, 9);
    }

    @Test
    void shouldRefuseWhatIsSentAgain()
    {
        final long now = engine.now();
        assertThat(credit.attest(ANNA, 6_000, now, 5)).isZero();

        refused(credit.attest(ANNA, 6_000, now, 5), ResultCode.ATTESTATION_SEQUENCE, 6, 5);
        refused(credit.attest(ANNA, 9_000, now + 1, 4), ResultCode.ATTESTATION_SEQUENCE, 6, 4);
        refused(credit.attest(ANNA, 9_000, now, 6), ResultCode.ATTESTATION_TIME, now + 1, now);
        engine.now(now + 3 * TAU_NS);
        refused(credit.attest(ANNA, 6_000, now, 5), ResultCode.ATTESTATION_SEQUENCE, 6, 5);
    }

    @Test
    void shouldRefuseWhatIsTooOldOrOfATimeToCome()
    {
        final long next = engine.now() + 1;
        refused(credit.attest(ANNA, 6_000, next - 2 * TAU_NS, 1), ResultCode.ATTESTATION_TIME,
            next - 2 * TAU_NS + 1, next - 2 * TAU_NS);
        refused(credit.attest(ANNA, 6_000, next + 2, 1), ResultCode.ATTESTATION_TIME, next + 1, next + 2);
    }

    @Test
    void shouldRefuseASecondVenueWhileTheFirstIsWorthSomething()
    {
        final long now = engine.now();
        assertThat(credit.attest(ANNA, 6_000, now, 5)).isZero();
        assertThat(credit.register(4, 700_000, 100_000)).isZero();
        refused(credit.attest(attest -> attest.accountId(ANNA).attestedNs(now + 1).venueId(4)),
            ResultCode.PLEDGED_ELSEWHERE, VENUE, 4);

        engine.now(now + 2 * TAU_NS);
        assertThat(credit.attest(attest -> attest.accountId(ANNA).attestedNs(engine.now()).venueId(4))).isZero();
        refused(credit.revoke(ANNA, VENUE), ResultCode.UNKNOWN_VENUE, 4, VENUE);
    }

    @Test
    void shouldRefuseTermsThatAreOutOfRange()
    {
        refused(credit.register(0, 0, 0), ResultCode.FIELD_OUT_OF_RANGE, 1, 0);
        refused(credit.register(5, 1_000_001, 0), ResultCode.FIELD_OUT_OF_RANGE, 1_000_000, 1_000_001);
        refused(credit.register(5, 0, -1), ResultCode.FIELD_OUT_OF_RANGE, 0, -1);
        refused(credit.register(terms -> terms.tauNs(TAU_NS - 1)), ResultCode.FIELD_OUT_OF_RANGE, TAU_NS, TAU_NS - 1);
        refused(credit.register(terms -> terms.venueId(6).tauNs(1)),
            ResultCode.FIELD_OUT_OF_RANGE, Credits.TAU_MIN_NS, 1);
        credit.key(0);
        refused(credit.register(6, 0, 0), ResultCode.FIELD_OUT_OF_RANGE, 1, 0);
        refused(credit.attest(ANNA, 0, 0, 1), ResultCode.FIELD_OUT_OF_RANGE, 1, 0);
        refused(credit.attest(ANNA, 1, 0, Long.MAX_VALUE), ResultCode.FIELD_OUT_OF_RANGE, Long.MAX_VALUE - 1,
            Long.MAX_VALUE);
    }
}

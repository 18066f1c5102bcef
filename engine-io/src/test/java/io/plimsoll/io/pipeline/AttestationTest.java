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
package io.plimsoll.io.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.core.codec.generated.CreditReportDecoder;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.OpenAccountEncoder;
import io.plimsoll.core.codec.generated.RegisterVenueEncoder;
import io.plimsoll.core.codec.generated.Verdict;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.session.AttestationCheck;
import io.plimsoll.io.session.VenueSigner;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attestations on their way from a client through ingress, engine and journal. */
class AttestationTest
{
    private static final long ACCOUNT = 17;
    private static final int VENUE = 3;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long START_NS = 1_000 * SECOND_NS;

    private final OneThreadFrame frame = new OneThreadFrame();
    private final VenueSigner venue;
    private long sentNs = START_NS;

    AttestationTest() throws GeneralSecurityException
    {
        venue = new VenueSigner(1);
    }

    @BeforeEach
    void open()
    {
        frame.launch().connect();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        send(buffer, 8 + new ListAssetEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(1).unitAtoms(1)
            .maxPriceAtoms(1).maxBalanceAtoms(1L << 50).assetId(1).haircutWeightPpm(1_000_000)
            .marginCallPpm(1_270_000).marginCallReleasePpm(1_300_000).encodedLength());
        send(buffer, 8 + new OpenAccountEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(2)
            .accountId(ACCOUNT).selfTradeGroupId(0).encodedLength());
        send(buffer, 8 + new RegisterVenueEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(3)
            .tauNs(60 * SECOND_NS).venueId(VENUE).haircutPpm(700_000).capPpm(100_000).padding(0)
            .putPublicKey(venue.publicKey(), 0, 32).encodedLength());
    }

    @AfterEach
    void close()
    {
        frame.close();
    }

    private void send(final UnsafeBuffer command, final int length)
    {
        frame.received().clear();
        frame.send(++sentNs, command, length);
        frame.run();
    }

    private void send(final UnsafeBuffer command)
    {
        send(command, command.capacity());
    }

    private CommandRejectedDecoder refusal()
    {
        final Effect last = Effect.of(frame.received().get(frame.received().size() - 1));
        assertThat(last.templateId()).isEqualTo(CommandRejectedDecoder.TEMPLATE_ID);
        return new CommandRejectedDecoder().wrapAndApplyHeader(last.message(), 0, new MessageHeaderDecoder());
    }

    private long count(final int resultCode)
    {
        final long[] value = {-1};
        frame.counterValues.forEach((id, label) ->
        {
            if (label.equals("refused: " + ResultCode.name(resultCode)))
            {
                value[0] = frame.counterValues.getCounterValue(id);
            }
        });
        return value[0];
    }

    @Test
    void shouldAcceptWhatTheVenueHasSigned() throws GeneralSecurityException
    {
        final UnsafeBuffer genuine = venue.attestation(ACCOUNT, 6_000, sentNs, 1, VENUE);
        AttestationCheck.verdict(genuine, 0, Verdict.FORGED);

        send(genuine);

        final Effect report = Effect.of(frame.received().get(0));
        assertThat(report.templateId()).isEqualTo(CreditReportDecoder.TEMPLATE_ID);
        assertThat(new CreditReportDecoder().wrapAndApplyHeader(report.message(), 0, new MessageHeaderDecoder())
            .equityAtoms()).isEqualTo(6_000);
    }

    @Test
    void shouldRefuseAndCountAForgeryWhateverItsSenderSaysOfIt() throws GeneralSecurityException
    {
        final UnsafeBuffer forged = venue.attestation(ACCOUNT, 6_000, sentNs, 1, VENUE);
        forged.putLong(8 + 16, 6_000_000);
        AttestationCheck.verdict(forged, 0, Verdict.GENUINE);

        send(forged);

        assertThat(refusal().resultCode()).isEqualTo(ResultCode.FORGED_ATTESTATION);
        assertThat(refusal().limitValue()).isEqualTo(Verdict.GENUINE.value());
        assertThat(refusal().actualValue()).isEqualTo(Verdict.FORGED.value());
        assertThat(count(ResultCode.FORGED_ATTESTATION)).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatSomebodyElseHasSignedInTheNameOfTheVenue() throws GeneralSecurityException
    {
        send(new VenueSigner(2).attestation(ACCOUNT, 6_000, sentNs, 1, VENUE));

        assertThat(refusal().resultCode()).isEqualTo(ResultCode.VENUE_KEY);
        assertThat(count(ResultCode.VENUE_KEY)).isEqualTo(1);
    }

    @Test
    void shouldRefuseAForeignKeyWithTheSignatureOfTheVenueUnderIt() throws GeneralSecurityException
    {
        final UnsafeBuffer foreign = new VenueSigner(2).attestation(ACCOUNT, 6_000, sentNs, 1, VENUE);
        foreign.putBytes(8 + 48, venue.publicKey());

        send(foreign);

        assertThat(refusal().resultCode()).isEqualTo(ResultCode.FORGED_ATTESTATION);
    }

    @Test
    void shouldRefuseTheSameBytesSentAgain() throws GeneralSecurityException
    {
        final UnsafeBuffer genuine = venue.attestation(ACCOUNT, 6_000, sentNs, 1, VENUE);
        send(genuine);
        send(genuine);
        assertThat(refusal().resultCode()).isEqualTo(ResultCode.ATTESTATION_SEQUENCE);

        sentNs += 500 * SECOND_NS;
        send(genuine);
        assertThat(refusal().resultCode()).isEqualTo(ResultCode.ATTESTATION_SEQUENCE);
        assertThat(count(ResultCode.ATTESTATION_SEQUENCE)).isEqualTo(2);
    }

    @Test
    void shouldLookAtSoManyOfASessionInASecondAndNotAtTheRest() throws GeneralSecurityException
    {
        final UnsafeBuffer forged = venue.attestation(ACCOUNT, 6_000, sentNs, 1, VENUE);
        forged.putLong(8 + 16, 7_000);
        for (int sent = 0; sent < AttestationDesk.LOOKS_PER_SECOND; sent++)
        {
            send(forged);
            assertThat(refusal().actualValue()).isEqualTo(Verdict.FORGED.value());
        }
        send(venue.attestation(ACCOUNT, 6_000, sentNs, 1, VENUE));
        assertThat(refusal().resultCode()).isEqualTo(ResultCode.FORGED_ATTESTATION);
        assertThat(refusal().actualValue()).isEqualTo(Verdict.UNKNOWN.value());

        sentNs += SECOND_NS;
        send(venue.attestation(ACCOUNT, 6_000, sentNs, 1, VENUE));
        assertThat(Effect.of(frame.received().get(0)).templateId()).isEqualTo(CreditReportDecoder.TEMPLATE_ID);
    }

    @Test
    void shouldKeepInTheJournalWhatAnAuditorNeedsToLookAtItAgain() throws GeneralSecurityException
    {
        send(venue.attestation(ACCOUNT, 6_000, sentNs, 1, VENUE));
        final UnsafeBuffer forged = venue.attestation(ACCOUNT, 6_000, sentNs, 2, VENUE);
        forged.putLong(8 + 16, 7_000);
        send(forged);

        final AttestationCheck check = new AttestationCheck();
        final List<String> found = new ArrayList<>();
        try (JournalCursor cursor = JournalScanner.of(frame.store))
        {
            while (cursor.next())
            {
                final int at = cursor.record().commandOffset();
                if (cursor.record().type() == RecordType.COMMAND && AttestationCheck.isAttestation(
                    cursor.record().buffer(), at, cursor.record().commandLength()))
                {
                    found.add(Verdict.get((short)AttestationCheck.verdict(cursor.record().buffer(), at)) + " " +
                        check.isGenuine(cursor.record().buffer(), at));
                }
            }
        }
        assertThat(found).containsExactly("GENUINE true", "FORGED false");
    }
}

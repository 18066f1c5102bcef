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

import io.plimsoll.core.EngineDriver;
import io.plimsoll.core.codec.generated.AttestEncoder;
import io.plimsoll.core.codec.generated.CreditReportDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.RegisterVenueEncoder;
import io.plimsoll.core.codec.generated.RevokeCreditEncoder;
import io.plimsoll.core.codec.generated.Verdict;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.Arrays;
import java.util.function.Consumer;

/** Commands about venues and attestations in tests of the core, which takes the verdict of its host. */
public final class CreditSteps
{
    public static final int VENUE = 3;
    public static final long TAU_NS = 60_000_000_000L;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EngineDriver engine;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final byte[] key = new byte[32];

    public CreditSteps(final EngineDriver engine)
    {
        this.engine = engine;
        Arrays.fill(key, (byte)7);
    }

    /** Changes the key that is registered and sent from now on. */
    public void key(final int bits)
    {
        Arrays.fill(key, (byte)bits);
    }

    public int register(final int venueId, final int haircutPpm, final int capPpm)
    {
        return register(encoder -> encoder.venueId(venueId).haircutPpm(haircutPpm).capPpm(capPpm));
    }

    public int register(final Consumer<RegisterVenueEncoder> terms)
    {
        final RegisterVenueEncoder encoder = new RegisterVenueEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(0).tauNs(TAU_NS).venueId(VENUE).haircutPpm(700_000).capPpm(100_000).padding(0)
            .putPublicKey(key, 0, key.length);
        terms.accept(encoder);
        return engine.raw(buffer, 0, HEADER + encoder.encodedLength());
    }

    public int attest(final long accountId, final long equityAtoms, final long attestedNs, final long sequence)
    {
        return attest(encoder -> encoder.accountId(accountId).equityAtoms(equityAtoms).attestedNs(attestedNs)
            .attestationSequence(sequence));
    }

    public int attest(final Consumer<AttestEncoder> terms)
    {
        encoded(terms);
        return engine.raw(buffer, 0, HEADER + AttestEncoder.BLOCK_LENGTH);
    }

    /** The buffer with an attestation, to be changed and sent by the caller. */
    public UnsafeBuffer encoded(final Consumer<AttestEncoder> terms)
    {
        final AttestEncoder encoder = new AttestEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(0).equityAtoms(1).attestedNs(0).attestationSequence(1).venueId(VENUE)
            .verdict(Verdict.GENUINE).padding1((short)0).padding2(0).putPublicKey(key, 0, key.length)
            .putSignature(new byte[64], 0, 64);
        terms.accept(encoder);
        return buffer;
    }

    public int revoke(final long accountId, final int venueId)
    {
        return engine.raw(buffer, 0, HEADER + new RevokeCreditEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(0).accountId(accountId).venueId(venueId).padding(0).encodedLength());
    }

    /** The report of the last command. */
    public CreditReportDecoder report()
    {
        return new CreditReportDecoder().wrapAndApplyHeader(
            engine.effects(), engine.find(CreditReportDecoder.TEMPLATE_ID, 0), engine.header());
    }
}

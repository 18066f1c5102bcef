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
package io.plimsoll.io.session;

import io.plimsoll.core.codec.generated.AttestEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.Verdict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** A venue that signs, written from the layout of the signed bytes and without the code that checks them. */
public final class VenueSigner
{
    private final KeyPair keys;

    /** A venue with a key that follows from a seed. */
    public VenueSigner(final int seed) throws GeneralSecurityException
    {
        final SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(seed);
        final KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(255, random);
        keys = generator.generateKeyPair();
    }

    /** Its public key as 32 bytes. */
    public byte[] publicKey()
    {
        final byte[] spki = keys.getPublic().getEncoded();
        return Arrays.copyOfRange(spki, spki.length - 32, spki.length);
    }

    /** An attestation with its signature, and a verdict that nobody has reached. */
    public UnsafeBuffer attestation(
        final long accountId, final long equityAtoms, final long attestedNs, final long sequence, final int venueId)
        throws GeneralSecurityException
    {
        final ByteBuffer signed = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        signed.put("PLMSATT1".getBytes(StandardCharsets.US_ASCII))
            .putLong(accountId).putLong(equityAtoms).putLong(attestedNs).putLong(sequence).putInt(venueId).putInt(0);
        final Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(keys.getPrivate());
        signer.update(signed.array());
        final byte[] signature = signer.sign();
        final UnsafeBuffer command = new UnsafeBuffer(
            new byte[MessageHeaderEncoder.ENCODED_LENGTH + AttestEncoder.BLOCK_LENGTH]);
        new AttestEncoder().wrapAndApplyHeader(command, 0, new MessageHeaderEncoder())
            .clientSequence(sequence).accountId(accountId).equityAtoms(equityAtoms).attestedNs(attestedNs)
            .attestationSequence(sequence).venueId(venueId).verdict(Verdict.GENUINE).padding1((short)0).padding2(0)
            .putPublicKey(publicKey(), 0, 32).putSignature(signature, 0, signature.length);
        return command;
    }
}

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

import io.plimsoll.core.codec.generated.AttestDecoder;
import io.plimsoll.core.codec.generated.Verdict;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds out whether the signature of an {@code Attest} is genuine, by the Ed25519 of the JDK, and writes the verdict
 * into the command before the engine sees it: the core does no cryptography. The verdict follows from the bytes of the
 * command alone, which carries the key that it was signed with (whether that is the key of the venue is for the engine
 * to say), so that whoever has the journal can find it out again.
 * <p>
 * What a venue signs, 48 bytes, little-endian:
 * <pre>
 * offset bytes field
 *      0   8  "PLMSATT1"
 *      8   8  accountId              here, not at the venue
 *     16   8  equityAtoms            there, in atoms of the reference asset here
 *     24   8  attestedNs             epoch nanoseconds
 *     32   8  attestationSequence
 *     40   4  venueId
 *     44   4  0
 * </pre>
 * A venue signs with a key for each engine that it attests to: the bytes do not name the engine. Keys of small order,
 * under which anybody can sign anything, are never genuine.
 * <p>
 * Takes about a millisecond and allocates: for the ingress thread and for audits, never for the engine thread.
 * Confined to one thread.
 */
public final class AttestationCheck
{
    /** Length of what is signed. */
    public static final int SIGNED_LENGTH = 48;
    /** Length of an Ed25519 key. */
    public static final int KEY_LENGTH = 32;
    /** Length of an Ed25519 signature. */
    public static final int SIGNATURE_LENGTH = 64;

    private static final String ALGORITHM = "Ed25519";
    /** "PLMSATT1" as a little-endian number. */
    private static final long DOMAIN = 0x3154_5441_534D_4C50L;
    private static final int LENGTH = SbeHeader.LENGTH + AttestDecoder.BLOCK_LENGTH;
    private static final int SIGN_BIT = 0x80;
    /** The y of every point of small order, in the bytes of a key whose sign bit is clear. */
    private static final Set<String> SMALL_ORDER = Set.of(
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    private final UnsafeBuffer signed = new UnsafeBuffer(new byte[SIGNED_LENGTH]);
    private final byte[] key = new byte[KEY_LENGTH];
    private final byte[] signature = new byte[SIGNATURE_LENGTH];
    private final KeyFactory keys;
    private final Signature verifier;

    /**
     * A check by the provider of the JDK.
     *
     * @throws IllegalStateException if this JDK has no Ed25519.
     */
    public AttestationCheck()
    {
        try
        {
            keys = KeyFactory.getInstance(ALGORITHM);
            verifier = Signature.getInstance(ALGORITHM);
        }
        catch (final NoSuchAlgorithmException ex)
        {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, ex);
        }
    }

    /**
     * Whether a message is an attestation, of the length that it must have.
     *
     * @param buffer that holds the message.
     * @param offset of its header.
     * @param length of header and message.
     * @return true if so.
     */
    public static boolean isAttestation(final DirectBuffer buffer, final int offset, final int length)
    {
        return length == LENGTH && SbeHeader.templateId(buffer, offset) == AttestDecoder.TEMPLATE_ID &&
            SbeHeader.schemaId(buffer, offset) == AttestDecoder.SCHEMA_ID;
    }

    /**
     * The verdict that stands in an attestation.
     *
     * @param buffer that holds it.
     * @param offset of its header.
     * @return the verdict as the wire numbers it.
     */
    public static int verdict(final DirectBuffer buffer, final int offset)
    {
        return buffer.getByte(offset + SbeHeader.LENGTH + AttestDecoder.verdictEncodingOffset());
    }

    /**
     * Writes a verdict into an attestation.
     *
     * @param buffer  that holds it.
     * @param offset  of its header.
     * @param verdict to stand there, whatever stood there before.
     */
    public static void verdict(final MutableDirectBuffer buffer, final int offset, final Verdict verdict)
    {
        buffer.putByte(offset + SbeHeader.LENGTH + AttestDecoder.verdictEncodingOffset(), (byte)verdict.value());
    }

    /**
     * Writes what a venue signs.
     *
     * @param attestation buffer that holds an {@code Attest}.
     * @param offset      of its header.
     * @param target      buffer that receives {@link #SIGNED_LENGTH} bytes from its beginning.
     */
    public static void signedBytes(
        final DirectBuffer attestation, final int offset, final MutableDirectBuffer target)
    {
        final int block = offset + SbeHeader.LENGTH;
        target.putLong(0, DOMAIN, ByteOrder.LITTLE_ENDIAN);
        target.putBytes(8, attestation, block + AttestDecoder.accountIdEncodingOffset(), Long.BYTES);
        target.putBytes(16, attestation, block + AttestDecoder.equityAtomsEncodingOffset(), Long.BYTES);
        target.putBytes(24, attestation, block + AttestDecoder.attestedNsEncodingOffset(), Long.BYTES);
        target.putBytes(32, attestation, block + AttestDecoder.attestationSequenceEncodingOffset(), Long.BYTES);
        target.putBytes(40, attestation, block + AttestDecoder.venueIdEncodingOffset(), Integer.BYTES);
        target.putInt(44, 0, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Finds out whether a signature is genuine.
     *
     * @param attestation buffer that holds an {@code Attest}.
     * @param offset      of its header.
     * @return true if the key in the command has signed what the command says.
     */
    public boolean isGenuine(final DirectBuffer attestation, final int offset)
    {
        final int block = offset + SbeHeader.LENGTH;
        signedBytes(attestation, offset, signed);
        attestation.getBytes(block + AttestDecoder.publicKeyEncodingOffset(), key);
        attestation.getBytes(block + AttestDecoder.signatureEncodingOffset(), signature);
        try
        {
            final boolean isOdd = isSignSet();
            if (SMALL_ORDER.contains(HexFormat.of().formatHex(key)))
            {
                return false;
            }
            verifier.initVerify(publicKey(isOdd));
            verifier.update(signed.byteArray());
            return verifier.verify(signature);
        }
        catch (final GeneralSecurityException | RuntimeException ex)
        {
            // The bytes are those of no key or of no signature, which the provider tells in either way.
            return false;
        }
    }

    /** Takes the sign out of the key, which leaves its y. */
    private boolean isSignSet()
    {
        final boolean isOdd = (key[KEY_LENGTH - 1] & SIGN_BIT) != 0;
        key[KEY_LENGTH - 1] &= (byte)~SIGN_BIT;
        return isOdd;
    }

    private PublicKey publicKey(final boolean isOdd) throws GeneralSecurityException
    {
        final byte[] bigEndian = new byte[KEY_LENGTH];
        for (int at = 0; at < KEY_LENGTH; at++)
        {
            bigEndian[at] = key[KEY_LENGTH - 1 - at];
        }
        final EdECPoint point = new EdECPoint(isOdd, new BigInteger(1, bigEndian));
        return keys.generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }
}

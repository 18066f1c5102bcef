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

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.codec.generated.AttestDecoder;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AttestationCheckTest
{
    private final AttestationCheck check = new AttestationCheck();

    private static UnsafeBuffer genuine() throws GeneralSecurityException
    {
        return new VenueSigner(1).attestation(17, 6_000, 1_000_000, 5, 3);
    }

    @Test
    void shouldFindAGenuineSignatureGenuine() throws GeneralSecurityException
    {
        assertThat(check.isGenuine(genuine(), 0)).isTrue();
        for (int seed = 2; seed < 40; seed++)
        {
            assertThat(check.isGenuine(new VenueSigner(seed).attestation(seed, 1L << 59, 1, 2, seed), 0))
                .as("seed %d", seed).isTrue();
        }
    }

    @Test
    void shouldFindEverySpoiltBitOfWhatIsSigned() throws GeneralSecurityException
    {
        final UnsafeBuffer bytes = genuine();
        final int[] fields = {AttestDecoder.accountIdEncodingOffset(), AttestDecoder.equityAtomsEncodingOffset(),
            AttestDecoder.attestedNsEncodingOffset(), AttestDecoder.attestationSequenceEncodingOffset()};
        for (final int field : fields)
        {
            for (int bit = 0; bit < 64; bit++)
            {
                assertSpoilt(bytes, field + bit / 8, bit % 8);
            }
        }
        for (int bit = 0; bit < 32; bit++)
        {
            assertSpoilt(bytes, AttestDecoder.venueIdEncodingOffset() + bit / 8, bit % 8);
        }
        assertThat(check.isGenuine(bytes, 0)).isTrue();
    }

    @Test
    void shouldFindEverySpoiltBitOfKeyAndSignature() throws GeneralSecurityException
    {
        final UnsafeBuffer bytes = genuine();
        for (int bit = 0; bit < 8 * 64; bit++)
        {
            assertSpoilt(bytes, AttestDecoder.signatureEncodingOffset() + bit / 8, bit % 8);
        }
        for (int bit = 0; bit < 8 * 32; bit++)
        {
            assertSpoilt(bytes, AttestDecoder.publicKeyEncodingOffset() + bit / 8, bit % 8);
        }
    }

    private void assertSpoilt(final UnsafeBuffer bytes, final int fieldOffset, final int bit)
    {
        final int at = SbeHeader.LENGTH + fieldOffset;
        final byte before = bytes.getByte(at);
        bytes.putByte(at, (byte)(before ^ 1 << bit));
        assertThat(check.isGenuine(bytes, 0)).as("byte %d bit %d", fieldOffset, bit).isFalse();
        bytes.putByte(at, before);
    }

    @Test
    void shouldNotTrustKeysUnderWhichAnybodyCanSignAnything() throws GeneralSecurityException
    {
        final UnsafeBuffer bytes = genuine();
        for (final String y : new String[]{
            "0100000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000080",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"})
        {
            bytes.putBytes(SbeHeader.LENGTH + AttestDecoder.publicKeyEncodingOffset(), HexFormat.of().parseHex(y));
            for (final String point : new String[]{
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"})
            {
                // R of small order and s = 0 satisfies the equation of such a key for one message in a few.
                bytes.setMemory(SbeHeader.LENGTH + AttestDecoder.signatureEncodingOffset(), 64, (byte)0);
                bytes.putBytes(
                    SbeHeader.LENGTH + AttestDecoder.signatureEncodingOffset(), HexFormat.of().parseHex(point));
                assertThat(check.isGenuine(bytes, 0)).as("key %s, R %s", y, point).isFalse();
            }
        }
    }

    @Test
    void shouldDrawTheSignedBytesAsTheyAreWrittenDown() throws GeneralSecurityException
    {
        final UnsafeBuffer signed = new UnsafeBuffer(new byte[AttestationCheck.SIGNED_LENGTH]);
        AttestationCheck.signedBytes(genuine(), 0, signed);

        assertThat(HexFormat.of().formatHex(signed.byteArray())).isEqualTo("504c4d5341545431" +
            "1100000000000000" + "7017000000000000" + "40420f0000000000" + "0500000000000000" + "03000000" +
            "00000000");
    }

    @Test
    void shouldTellAttestationsByTheirLengthToo() throws GeneralSecurityException
    {
        final UnsafeBuffer bytes = genuine();

        assertThat(AttestationCheck.isAttestation(bytes, 0, bytes.capacity())).isTrue();
        assertThat(AttestationCheck.isAttestation(bytes, 0, bytes.capacity() - 1)).isFalse();
        bytes.putShort(4, (short)1);
        assertThat(AttestationCheck.isAttestation(bytes, 0, bytes.capacity())).isFalse();
    }
}

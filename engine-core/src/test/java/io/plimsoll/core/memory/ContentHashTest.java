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
package io.plimsoll.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Random;

class ContentHashTest
{
    private static final long SEED = 20_260_101L;
    private static final int CHUNK_LENGTH = 64;

    /** The reference is XXH64 byte by byte, itself held to published values. */
    @Test
    void shouldTrustTheReference()
    {
        assertThat(ReferenceXxh64.hash(new byte[0], 0)).isEqualTo(0xEF46_DB37_51D8_E999L);
        assertThat(ReferenceXxh64.hash(bytes("a"), 0)).isEqualTo(0xD24E_C4F1_A98C_6E5BL);
        assertThat(ReferenceXxh64.hash(bytes("abc"), 0)).isEqualTo(0x44BC_2CF5_AD77_0999L);
    }

    @Test
    void shouldEqualXxh64AtEveryLengthAndSeam()
    {
        final Random random = new Random(SEED);
        final ContentHash hash = new ContentHash();
        for (int length = 0; length <= 5 * CHUNK_LENGTH; length += 8)
        {
            final byte[] content = new byte[length];
            random.nextBytes(content);
            final long seed = random.nextLong();

            assertThat(hash.of(chunks(content), length, seed))
                .as("length %d, seed %d", length, SEED)
                .isEqualTo(ReferenceXxh64.hash(content, seed));
        }
    }

    private static UnsafeBuffer[] chunks(final byte[] content)
    {
        final int count = (content.length + CHUNK_LENGTH - 1) / CHUNK_LENGTH;
        final UnsafeBuffer[] chunks = new UnsafeBuffer[count];
        for (int i = 0; i < count; i++)
        {
            final int begin = i * CHUNK_LENGTH;
            chunks[i] = new UnsafeBuffer(new byte[Math.min(CHUNK_LENGTH, content.length - begin)]);
            chunks[i].putBytes(0, content, begin, chunks[i].capacity());
        }
        return chunks;
    }

    private static byte[] bytes(final String text)
    {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

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
package io.plimsoll.io.journal;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class RecordChainTest
{
    private static final int LENGTH_MAX = 160;

    @Test
    void shouldIgnoreTheCrcAndTheChainItself()
    {
        final UnsafeBuffer record = pattern(96);
        final long expected = RecordChain.next(5, record, 0, 96);

        record.putInt(RecordLayout.CRC_OFFSET, -1);
        record.putLong(RecordLayout.CHAIN_OFFSET, -1);

        assertThat(RecordChain.next(5, record, 0, 96)).isEqualTo(expected);
        record.putInt(RecordLayout.CRC_OFFSET, 0);
        assertThat(RecordChain.next(5, record, 0, 48)).isNotEqualTo(expected);
    }

    @Test
    void shouldChangeWithEveryOtherBitAndWithThePreviousValue()
    {
        for (int length = RecordLayout.HEADER_LENGTH; length <= LENGTH_MAX; length += RecordLayout.ALIGNMENT)
        {
            final UnsafeBuffer record = pattern(length);
            final long expected = RecordChain.next(5, record, 0, length);
            assertThat(RecordChain.next(6, record, 0, length)).isNotEqualTo(expected);
            for (int bit = 0; bit < length * Byte.SIZE; bit++)
            {
                final int index = bit / Byte.SIZE;
                final byte before = record.getByte(index);
                record.putByte(index, (byte)(before ^ 1 << bit % Byte.SIZE));
                final boolean counts = index < RecordLayout.CRC_OFFSET || index >= RecordLayout.HEADER_LENGTH;
                assertThat(RecordChain.next(5, record, 0, length) != expected).isEqualTo(counts);
                record.putByte(index, before);
            }
        }
    }

    @Test
    void shouldBeXxHash64()
    {
        final Random random = new Random(11);
        for (int length = RecordLayout.HEADER_LENGTH; length <= LENGTH_MAX; length += RecordLayout.ALIGNMENT)
        {
            final byte[] bytes = new byte[length + 3];
            random.nextBytes(bytes);
            final UnsafeBuffer record = new UnsafeBuffer(bytes);
            final long seed = random.nextLong();
            final long chain = RecordChain.next(seed, record, 3, length);

            record.setMemory(3 + RecordLayout.CRC_OFFSET, 12, (byte)0);
            assertThat(chain).isEqualTo(XxHash64.of(bytes, 3, length, seed));
        }
    }

    @Test
    void shouldHaveAReferenceThatMatchesPublishedValues()
    {
        assertThat(XxHash64.of(new byte[0], 0, 0, 0)).isEqualTo(0xEF46DB3751D8E999L);
        final byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        assertThat(XxHash64.of(abc, 0, abc.length, 0)).isEqualTo(0x44BC2CF5AD770999L);
        final byte[] sentence = "Nobody inspects the spammish repetition".getBytes(StandardCharsets.US_ASCII);
        assertThat(XxHash64.of(sentence, 0, sentence.length, 0)).isEqualTo(0xFBCEA83C8A378BF1L);
    }

    private static UnsafeBuffer pattern(final int length)
    {
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)(i * 31 + 7);
        }
        return new UnsafeBuffer(bytes);
    }
}

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
package io.plimsoll.io.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class LargeSumTest
{
    @Test
    void shouldNotOverflow()
    {
        final long[] values = {
            Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -5, 1L << 61, 1L << 61, 1L << 61, 7, Long.MIN_VALUE, -1};
        final LargeSum sum = new LargeSum();
        BigInteger expected = BigInteger.ZERO;

        for (final long value : values)
        {
            sum.add(value);
            expected = expected.add(BigInteger.valueOf(value));

            assertThat(sum.value()).isEqualTo(expected);
        }
    }
}

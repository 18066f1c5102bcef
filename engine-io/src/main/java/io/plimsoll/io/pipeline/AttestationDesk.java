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

import io.plimsoll.core.codec.generated.Verdict;
import io.plimsoll.io.session.AttestationCheck;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where the ingress looks at attestations. It looks at so many of each session in each second of the stamps and leaves
 * the others without a verdict, which the engine refuses: a flood of forged ones must not stop the ingress for
 * everybody else. Ingress thread only.
 */
final class AttestationDesk
{
    /** Attestations of one session that are looked at in one second. */
    static final int LOOKS_PER_SECOND = 8;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int LENGTH_MAX = 256;

    private final AttestationCheck check = new AttestationCheck();
    private final UnsafeBuffer judged = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH_MAX));
    private long[] seconds = new long[0];
    private int[] looks = new int[0];

    /**
     * Copies an attestation and writes the verdict into the copy, whatever the sender wrote there.
     *
     * @param connectionIndex place of the sender's connection, from 0.
     * @param timestampNs     stamp of the message.
     * @param buffer          that holds it.
     * @param offset          of its header.
     * @param length          of header and message.
     * @return buffer that holds the copy from its beginning, valid until the next call.
     */
    DirectBuffer judged(
        final int connectionIndex,
        final long timestampNs,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        judged.putBytes(0, buffer, offset, length);
        Verdict verdict = Verdict.UNKNOWN;
        if (mayLook(connectionIndex, timestampNs / NS_PER_SECOND))
        {
            verdict = check.isGenuine(judged, 0) ? Verdict.GENUINE : Verdict.FORGED;
        }
        AttestationCheck.verdict(judged, 0, verdict);
        return judged;
    }

    private boolean mayLook(final int connectionIndex, final long second)
    {
        if (connectionIndex >= seconds.length)
        {
            seconds = Arrays.copyOf(seconds, connectionIndex + 1);
            looks = Arrays.copyOf(looks, connectionIndex + 1);
        }
        if (seconds[connectionIndex] != second)
        {
            seconds[connectionIndex] = second;
            looks[connectionIndex] = 0;
        }
        return looks[connectionIndex]++ < LOOKS_PER_SECOND;
    }
}

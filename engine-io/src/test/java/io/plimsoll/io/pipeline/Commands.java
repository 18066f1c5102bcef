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

import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionCloseEncoder;
import io.plimsoll.core.codec.generated.StateDigestRequestEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encoded commands for tests, each in a buffer of its own length.
 */
final class Commands
{
    private Commands()
    {
    }

    static UnsafeBuffer stateDigestRequest(final long clientSequence)
    {
        final UnsafeBuffer buffer = buffer(StateDigestRequestEncoder.BLOCK_LENGTH);
        new StateDigestRequestEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(clientSequence);
        return buffer;
    }

    static UnsafeBuffer sessionClose(final long clientSequence)
    {
        final UnsafeBuffer buffer = buffer(SessionCloseEncoder.BLOCK_LENGTH);
        new SessionCloseEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(clientSequence);
        return buffer;
    }

    private static UnsafeBuffer buffer(final int blockLength)
    {
        return new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + blockLength]);
    }
}

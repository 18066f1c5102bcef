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
package io.plimsoll.io.aeron;

import io.plimsoll.io.session.EgressLink;
import org.agrona.DirectBuffer;

/**
 * The link to a client that named a channel which cannot be.
 */
final class FailedLink implements EgressLink
{
    static final FailedLink INSTANCE = new FailedLink();

    private FailedLink()
    {
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length)
    {
        return CLOSED;
    }

    @Override
    public boolean isConnected()
    {
        return false;
    }

    @Override
    public boolean hasFailed()
    {
        return true;
    }

    @Override
    public void close()
    {
        // There is nothing to let go.
    }
}

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
package io.plimsoll.bench;

import io.plimsoll.io.session.EgressLink;
import org.agrona.DirectBuffer;

/** A stream that takes everything and forgets it. */
public class DiscardingLink implements EgressLink
{
    /** A stream without a reader. */
    public DiscardingLink()
    {
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length)
    {
        return length;
    }

    @Override
    public boolean isConnected()
    {
        return true;
    }

    @Override
    public boolean hasFailed()
    {
        return false;
    }

    @Override
    public void close()
    {
        // There is nothing behind it.
    }
}

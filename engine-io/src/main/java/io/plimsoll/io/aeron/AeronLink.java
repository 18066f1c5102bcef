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

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.exceptions.AeronException;
import io.plimsoll.io.session.EgressLink;
import org.agrona.DirectBuffer;

/**
 * The egress stream of one session: an exclusive publication, so that a slow client never holds up another one. Or a
 * stream of the feed.
 *
 * <p>Made, asked and closed by the ingress thread, which alone may use the Aeron client; offered to by the thread that
 * sends.
 */
final class AeronLink implements EgressLink
{
    private final Aeron aeron;
    private final long registrationId;
    private ExclusivePublication publication;
    private boolean failed;

    /** A link whose publication is still to be found. */
    AeronLink(final Aeron aeron, final long registrationId)
    {
        this.aeron = aeron;
        this.registrationId = registrationId;
    }

    /** A link over a publication that is there; any thread may ask whether it is connected. */
    AeronLink(final Aeron aeron, final ExclusivePublication publication)
    {
        this.aeron = aeron;
        this.publication = publication;
        registrationId = publication.registrationId();
    }

    @Override
    public long offer(final DirectBuffer buffer, final int offset, final int length)
    {
        // The constants of the port are Aeron's own.
        return publication.offer(buffer, offset, length);
    }

    @Override
    public boolean isConnected()
    {
        if (null == publication && !failed)
        {
            try
            {
                publication = aeron.getExclusivePublication(registrationId);
            }
            catch (final AeronException refusedByDriver)
            {
                failed = true;
            }
        }
        return null != publication && publication.isConnected();
    }

    @Override
    public boolean hasFailed()
    {
        return failed;
    }

    @Override
    public void close()
    {
        if (null != publication)
        {
            publication.close();
        }
        else if (!failed)
        {
            aeron.asyncRemovePublication(registrationId);
        }
    }
}

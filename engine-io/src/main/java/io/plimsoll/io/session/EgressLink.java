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

import org.agrona.DirectBuffer;

/**
 * The way out to one client, or to everybody who listens. Offered to by one thread alone, that of egress or feed; made
 * and closed by the ingress thread, which alone asks a client's link whether it is connected.
 */
public interface EgressLink
{
    /** Nobody is subscribed. */
    long NOT_CONNECTED = -1;

    /** The subscriber has not made room yet. */
    long BACK_PRESSURED = -2;

    /** The stream is busy with itself, for example rotating its log: the offer is to be repeated at once. */
    long ADMIN_ACTION = -3;

    /** The stream is closed. */
    long CLOSED = -4;

    /** The stream has reached its last position: a new one is needed. */
    long MAX_POSITION_EXCEEDED = -5;

    /**
     * Sends one effect. Never blocks.
     *
     * @param buffer that holds envelope and message.
     * @param offset of the envelope.
     * @param length of both.
     * @return a positive position where it was sent, otherwise one of the constants above.
     */
    long offer(DirectBuffer buffer, int offset, int length);

    /**
     * Whether the client's subscription has been found. Asked until it is, or until the wait is given up.
     *
     * @return true once offers can succeed.
     */
    boolean isConnected();

    /**
     * Whether the link could not be made, for example because its channel is wrong.
     *
     * @return true where waiting is in vain.
     */
    boolean hasFailed();

    /** Ends the link. What has been sent can still be read by the client. */
    void close();
}

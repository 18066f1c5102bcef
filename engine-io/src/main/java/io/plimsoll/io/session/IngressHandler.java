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
 * Takes messages from the transport. Ingress thread only.
 */
public interface IngressHandler
{
    /**
     * A message has come in.
     *
     * @param sourceId of its sender, as the transport tells senders apart.
     * @param buffer   that holds the message; valid during the call.
     * @param offset   of its envelope.
     * @param length   of envelope and message.
     * @return false if it cannot be taken now: nothing has happened, and it is to be brought again.
     */
    boolean onMessage(int sourceId, DirectBuffer buffer, int offset, int length);

    /**
     * A sender is gone; all its messages have been brought.
     *
     * @param sourceId of the sender.
     */
    void onSourceGone(int sourceId);
}

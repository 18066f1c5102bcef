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

/**
 * Port to the world of clients. Aeron in production, a queue in memory under the one-thread frame. Called by the
 * ingress thread alone, except for the links, whose offers belong to the thread that sends.
 */
public interface Transport extends AutoCloseable
{
    /**
     * Opens the way in, once the engine has recovered. The first call, on the ingress thread.
     *
     * @throws IllegalStateException whose message is one sentence that says what is missing.
     */
    void open();

    /**
     * Drives whatever the transport needs to go on. Must be called without long breaks, also while nothing is polled.
     *
     * @return amount of work done.
     */
    int doWork();

    /**
     * Brings messages in, oldest first, until the handler gives one back or the limit is reached.
     *
     * @param handler to be called for each.
     * @param limit   of messages.
     * @return messages taken.
     */
    int poll(IngressHandler handler, int limit);

    /**
     * Begins to make a link to a client. Does not wait.
     *
     * @param channel  where the client listens.
     * @param streamId on that channel.
     * @return the link; whether it is connected, or never will be, it tells itself.
     */
    EgressLink connect(String channel, int streamId);

    /**
     * Opens a stream that everybody may listen to. Only once the transport is open.
     *
     * @param channel  where it goes out.
     * @param streamId on that channel.
     * @return the link, whose offers belong to the feed's thread, and which ends with the transport.
     * @throws IllegalStateException whose message is one sentence that says what is wrong with the channel.
     */
    EgressLink publish(String channel, int streamId);

    @Override
    void close();
}

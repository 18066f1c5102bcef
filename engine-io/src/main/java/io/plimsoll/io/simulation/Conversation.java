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

import org.agrona.DirectBuffer;

/**
 * The talk of one session with an engine in virtual time: commands out, effects back in the order of their sequence.
 *
 * <p>Confined to one thread, which is also the one that effects are delivered on.
 */
interface Conversation
{
    /**
     * Sends one command. May deliver effects of earlier commands while it waits for room.
     *
     * @param timestampNs virtual time, never less than the last.
     * @param buffer      that holds the SBE command.
     * @param offset      of its header.
     * @param length      of the message.
     */
    void send(long timestampNs, DirectBuffer buffer, int offset, int length);

    /**
     * Waits until every command sent has its result and no {@code Continue} is owed, and delivers the effects.
     */
    void await();
}

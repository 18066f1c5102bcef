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
 * Sees every effect that reaches a client.
 */
@FunctionalInterface
public interface EffectListener
{
    /** Sees nothing. */
    EffectListener NONE = (sequence, timestampNs, effectIndex, last, templateId, buffer, offset, length) ->
    {
    };

    /**
     * An effect has come.
     *
     * @param sequence    journal sequence of its command; 0 for a refusal at the door.
     * @param timestampNs of its command, epoch nanoseconds.
     * @param effectIndex its place among the effects of its command, from 0.
     * @param last        true for the last effect of its command, which is its result.
     * @param templateId  of the SBE message.
     * @param buffer      that holds the SBE message; valid during the call.
     * @param offset      of its header.
     * @param length      of the message.
     */
    void onEffect(
        long sequence,
        long timestampNs,
        int effectIndex,
        boolean last,
        int templateId,
        DirectBuffer buffer,
        int offset,
        int length);
}

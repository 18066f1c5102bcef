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
package io.plimsoll.bench.load;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.codec.generated.AccountStateChangedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;

/** Counts the accounts that a command has moved to another state, by its effects. */
final class StateChanges
{
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** Changes of state among the effects of the last command. */
    int count(final EffectSink sink)
    {
        int changes = 0;
        int at = 0;
        // The last effect tells of the command itself.
        for (int left = sink.count(); left > 1; left--)
        {
            header.wrap(sink.buffer(), at + EffectSink.FRAME_HEADER_LENGTH);
            changes += header.templateId() == AccountStateChangedDecoder.TEMPLATE_ID ? 1 : 0;
            at += EffectSink.frameLength(sink.buffer().getInt(at + EffectSink.LENGTH_OFFSET));
        }
        return changes;
    }
}

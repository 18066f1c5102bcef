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
package io.plimsoll.io.replay;

import io.plimsoll.core.EffectSink;
import io.plimsoll.io.journal.FrameCursor;
import io.plimsoll.io.journal.MessageJson;
import io.plimsoll.io.journal.MessageSchema;
import io.plimsoll.io.journal.RecordDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Words for the first effect that a replay makes differently.
 */
final class EffectDifference
{
    private static final String NONE = "none";

    private final MessageJson json = new MessageJson(MessageSchema.load());
    private final UnsafeBuffer expectedFrame = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer actualFrame = new UnsafeBuffer(0, 0);

    static String sentence(final RecordDecoder record, final EffectSink effects)
    {
        return new EffectDifference().describe(record, effects);
    }

    private String describe(final RecordDecoder record, final EffectSink effects)
    {
        final FrameCursor expected =
            new FrameCursor().wrap(record.buffer(), record.effectsOffset(), record.effectsLength());
        final FrameCursor actual = new FrameCursor().wrap(effects.buffer(), 0, effects.length());
        int index = 0;
        boolean isExpected = expected.next();
        boolean isActual = actual.next();
        while (isExpected && isActual && isEqual(record.buffer(), expected, effects.buffer(), actual))
        {
            index++;
            isExpected = expected.next();
            isActual = actual.next();
        }
        final StringBuilder command = new StringBuilder();
        json.write(command, record.buffer(), record.commandOffset(), record.commandLength());
        return "Sequence " + record.sequence() + " differs in effect " + index + " of " + command +
            ": the journal has " + (isExpected ? shown(record.buffer(), expected) : NONE) +
            ", the engine makes " + (isActual ? shown(effects.buffer(), actual) : NONE) + ".";
    }

    private boolean isEqual(
        final DirectBuffer journaled, final FrameCursor expected, final DirectBuffer made, final FrameCursor actual)
    {
        expectedFrame.wrap(journaled, expected.frameOffset(), EffectSink.frameLength(expected.messageLength()));
        actualFrame.wrap(made, actual.frameOffset(), EffectSink.frameLength(actual.messageLength()));
        return 0 == expectedFrame.compareTo(actualFrame);
    }

    /**
     * The frame as text, and as bytes, because the text leaves padding out.
     */
    private String shown(final DirectBuffer buffer, final FrameCursor frame)
    {
        final int length = EffectSink.frameLength(frame.messageLength());
        final StringBuilder text = new StringBuilder();
        json.writeEffects(text, buffer, frame.frameOffset(), length);
        text.append(" (");
        for (int i = 0; i < length; i++)
        {
            text.append(String.format("%02x", buffer.getByte(frame.frameOffset() + i)));
        }
        return text.append(')').toString();
    }
}

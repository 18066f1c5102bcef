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
package io.plimsoll.io.cli;

import io.plimsoll.core.Engine;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.io.journal.FrameCursor;
import io.plimsoll.io.journal.MessageJson;
import io.plimsoll.io.journal.MessageSchema;
import java.io.PrintWriter;

/**
 * Prints the effects of an engine as JSON lines, each with the sequence of its command. A refusal has the name of its
 * code added, and of the slab that is full.
 */
final class EffectLines
{
    private static final int FLUSH_LENGTH = 1 << 16;

    private final MessageJson json = new MessageJson(MessageSchema.load());
    private final FrameCursor frames = new FrameCursor();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandRejectedDecoder rejected = new CommandRejectedDecoder();
    private final StringBuilder lines = new StringBuilder();
    private final PrintWriter out;

    EffectLines(final PrintWriter out)
    {
        this.out = out;
    }

    /**
     * Adds the effects of the last command.
     *
     * @param engine that has applied it.
     */
    void add(final Engine engine)
    {
        frames.wrap(engine.effects().buffer(), 0, engine.effects().length());
        while (frames.next())
        {
            lines.append("{\"sequence\":").append(engine.lastSequence())
                .append(",\"recipientSessionId\":").append(frames.recipientSessionId());
            final int message = lines.length();
            json.write(lines, engine.effects().buffer(), frames.messageOffset(), frames.messageLength());
            // The message follows in the object that is open already.
            lines.setCharAt(message, ',');
            header.wrap(engine.effects().buffer(), frames.messageOffset());
            if (CommandRejectedDecoder.TEMPLATE_ID == header.templateId())
            {
                nameReason(engine);
            }
            lines.append('\n');
        }
        if (lines.length() > FLUSH_LENGTH)
        {
            flush();
        }
    }

    private void nameReason(final Engine engine)
    {
        rejected.wrapAndApplyHeader(engine.effects().buffer(), frames.messageOffset(), header);
        lines.setLength(lines.length() - 1);
        lines.append(",\"result\":\"").append(ResultCode.name(rejected.resultCode())).append('"');
        if (0 != rejected.slabId())
        {
            lines.append(",\"slab\":\"").append(engine.slab(rejected.slabId()).name()).append('"');
        }
        lines.append('}');
    }

    /**
     * Prints what has been added.
     *
     * @return false if nobody reads any more.
     */
    boolean flush()
    {
        out.print(lines);
        lines.setLength(0);
        return !out.checkError();
    }
}

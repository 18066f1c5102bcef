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

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.Engine;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.io.session.EffectListener;
import io.plimsoll.io.session.SbeHeader;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A conversation with an engine in the same thread. Effects are delivered at once or, to show that nothing depends on
 * when they come, only when they are waited for.
 */
final class EngineConversation implements Conversation
{
    private static final int SESSION_ID = 1;

    private final Engine engine;
    private final boolean lazy;
    private final Queue<Runnable> delayed = new ArrayDeque<>();
    private final CRC32C commandBytes = new CRC32C();
    private final UnsafeBuffer hostCommand = new UnsafeBuffer(new byte[64]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private EffectListener listener;
    private long commands;

    EngineConversation(final Engine engine, final boolean lazy, final long startNs)
    {
        this.engine = engine;
        this.lazy = lazy;
        final SessionOpenEncoder open = new SessionOpenEncoder();
        open.wrapAndApplyHeader(hostCommand, 0, header).clientSequence(0).principalId(1);
        apply(startNs, 0, hostCommand, 0, open.limit());
    }

    void listener(final EffectListener effectListener)
    {
        listener = effectListener;
    }

    long commands()
    {
        return commands;
    }

    long commandChecksum()
    {
        return commandBytes.getValue();
    }

    @Override
    public void send(final long timestampNs, final DirectBuffer buffer, final int offset, final int length)
    {
        for (int i = 0; i < length; i++)
        {
            commandBytes.update(buffer.getByte(offset + i));
        }
        commands++;
        apply(timestampNs, SESSION_ID, buffer, offset, length);
        while (engine.workLeft())
        {
            final ContinueEncoder encoder = new ContinueEncoder();
            encoder.wrapAndApplyHeader(hostCommand, 0, header).clientSequence(0);
            apply(timestampNs, 0, hostCommand, 0, encoder.limit());
        }
    }

    @Override
    public void await()
    {
        while (!delayed.isEmpty())
        {
            delayed.remove().run();
        }
    }

    private void apply(
        final long timestampNs, final int sessionId, final DirectBuffer buffer, final int offset, final int length)
    {
        engine.apply(engine.lastSequence() + 1, timestampNs, sessionId, buffer, offset, length);
        if (null == listener)
        {
            return;
        }
        final long sequence = engine.lastSequence();
        final byte[] bytes = new byte[engine.effects().length()];
        engine.effects().buffer().getBytes(0, bytes);
        final Runnable delivery = () -> deliver(sequence, timestampNs, new UnsafeBuffer(bytes));
        if (lazy)
        {
            delayed.add(delivery);
        }
        else
        {
            delivery.run();
        }
    }

    private void deliver(final long sequence, final long timestampNs, final UnsafeBuffer frames)
    {
        int offset = 0;
        int index = 0;
        while (offset < frames.capacity())
        {
            final int length = frames.getInt(offset + EffectSink.LENGTH_OFFSET);
            final int next = offset + EffectSink.frameLength(length);
            final int message = offset + EffectSink.FRAME_HEADER_LENGTH;
            listener.onEffect(sequence, timestampNs, index, next == frames.capacity(),
                SbeHeader.templateId(frames, message), frames, message, length);
            index++;
            offset = next;
        }
    }
}

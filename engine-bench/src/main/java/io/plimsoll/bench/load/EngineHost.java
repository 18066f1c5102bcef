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

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import org.agrona.DirectBuffer;

/**
 * An engine with one session, driven in process on one thread as the pipeline would: sequences without gaps, and the
 * continues that are owed after a command. 0 B after construction.
 */
public final class EngineHost implements AutoCloseable
{
    private static final int SESSION = 1;

    private final Engine engine;
    private final CommandWriter writer = new CommandWriter();
    private final CommandWriter hostWriter = new CommandWriter();
    private long sequence;
    private long laterNs;

    /**
     * An engine with its session open and the reference asset listed.
     *
     * @param limits               of the engine.
     * @param marginCallPpm        line of the margin call.
     * @param marginCallReleasePpm line at which it ends.
     */
    public EngineHost(final EngineLimits limits, final int marginCallPpm, final int marginCallReleasePpm)
    {
        engine = new Engine(limits);
        apply(0, hostWriter.buffer(), 0, hostWriter.sessionOpen());
        require(writer.listCash(marginCallPpm, marginCallReleasePpm));
    }

    /**
     * The engine.
     *
     * @return the engine.
     */
    public Engine engine()
    {
        return engine;
    }

    /**
     * Writes the commands that {@link #send} and {@link #require} apply.
     *
     * @return the writer.
     */
    public CommandWriter writer()
    {
        return writer;
    }

    /**
     * Applies what the writer has just written.
     *
     * @param length of it.
     * @return result code.
     */
    public int send(final int length)
    {
        return apply(SESSION, writer.buffer(), 0, length);
    }

    /**
     * Applies a command of the session that stands elsewhere.
     *
     * @param buffer that holds it.
     * @param offset of its header.
     * @param length of the message.
     * @return result code.
     */
    public int send(final DirectBuffer buffer, final int offset, final int length)
    {
        return apply(SESSION, buffer, offset, length);
    }

    /**
     * Applies what the writer has just written, which must be accepted.
     *
     * @param length of it.
     * @throws IllegalStateException if it is refused.
     */
    public void require(final int length)
    {
        require(writer.buffer(), length);
    }

    /**
     * Applies a command of the session that stands elsewhere, which must be accepted.
     *
     * @param buffer that holds it, at 0.
     * @param length of the message.
     * @throws IllegalStateException if it is refused.
     */
    public void require(final DirectBuffer buffer, final int length)
    {
        final int code = send(buffer, 0, length);
        if (code != ResultCode.ACCEPTED)
        {
            throw new IllegalStateException(
                "the engine refused a command of the benchmark's world: " + ResultCode.name(code));
        }
    }

    /**
     * Lets time pass: a nanosecond passes with each command, and now the rest up to some time.
     *
     * @param timestampNs of the next command, later than that of the last one.
     */
    public void timePasses(final long timestampNs)
    {
        laterNs = timestampNs - sequence - 1;
    }

    /** Applies continues until no work is left over. */
    public void finish()
    {
        while (engine.workLeft())
        {
            continueOnce();
        }
    }

    /** Applies one continue. */
    public void continueOnce()
    {
        apply(0, hostWriter.buffer(), 0, hostWriter.continueWork());
    }

    @Override
    public void close()
    {
        engine.close();
    }

    private int apply(final int sessionId, final DirectBuffer buffer, final int offset, final int length)
    {
        sequence++;
        return engine.apply(sequence, sequence + laterNs, sessionId, buffer, offset, length);
    }
}

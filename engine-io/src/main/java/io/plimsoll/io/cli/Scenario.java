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
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenDecoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.SessionOpenedDecoder;
import io.plimsoll.core.codec.generated.Verdict;
import io.plimsoll.io.journal.CommandJsonReader;
import io.plimsoll.io.journal.FrameCursor;
import io.plimsoll.io.journal.JsonMistake;
import io.plimsoll.io.session.AttestationCheck;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Plays the host of an engine for a list of commands: numbers them, gives them their time and their session, and goes
 * on until no work is left. Confined to one thread.
 */
final class Scenario implements AutoCloseable
{
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder read = new MessageHeaderDecoder();
    private final SessionOpenedDecoder opened = new SessionOpenedDecoder();
    private final FrameCursor frames = new FrameCursor();
    private final UnsafeBuffer own = new UnsafeBuffer(ByteBuffer.allocateDirect(
        MessageHeaderEncoder.ENCODED_LENGTH + SessionOpenEncoder.BLOCK_LENGTH));
    private final AttestationCheck attestations = new AttestationCheck();
    private final UnsafeBuffer judged = new UnsafeBuffer(ByteBuffer.allocateDirect(EngineLimits.COMMAND_LENGTH_MAX));
    private final Engine engine;
    private final EffectLines lines;
    private final long principalId;
    private int sessionId;
    private long refused;

    /**
     * A scenario on a fresh engine.
     *
     * @param limits      of the engine.
     * @param principalId of the session that is opened if the first command opens none.
     * @param lines       that take the effects.
     */
    Scenario(final EngineLimits limits, final long principalId, final EffectLines lines)
    {
        this.engine = new Engine(limits);
        this.principalId = principalId;
        this.lines = lines;
    }

    /**
     * Applies the command that a reader has just read.
     *
     * @param command to be applied.
     */
    void apply(final CommandJsonReader command)
    {
        final long timestampNs = timestampNs(command);
        final int templateId = command.templateId();
        final boolean isOpen = SessionOpenDecoder.TEMPLATE_ID == templateId;
        if (0 == engine.lastSequence() && !isOpen && !command.isRecord())
        {
            open(timestampNs);
        }
        final boolean isOfHost = isOpen || ContinueDecoder.TEMPLATE_ID == templateId;
        apply(timestampNs, command.sessionId(isOfHost ? 0 : sessionId), judged(command), command.length());
        if (!command.isRecord())
        {
            // The records of a journal hold every Continue themselves.
            proceed(timestampNs);
        }
    }

    /** Looks at the signature of an attestation; at one of a journal only where it is said to be genuine. */
    private DirectBuffer judged(final CommandJsonReader command)
    {
        final DirectBuffer buffer = command.buffer();
        if (AttestationCheck.isAttestation(buffer, 0, command.length()) &&
            (!command.isRecord() || AttestationCheck.verdict(buffer, 0) == Verdict.GENUINE.value()))
        {
            judged.putBytes(0, buffer, 0, command.length());
            AttestationCheck.verdict(judged, 0,
                attestations.isGenuine(judged, 0) ? Verdict.GENUINE : Verdict.FORGED);
            return judged;
        }
        return buffer;
    }

    private long timestampNs(final CommandJsonReader command)
    {
        final long last = engine.lastTimestampNs();
        final long timestampNs = command.timestampNs(last > Long.MAX_VALUE - STEP_NS ? last : last + STEP_NS);
        if (timestampNs < last)
        {
            throw new JsonMistake(command.line(), "'timestampNs' is " + timestampNs +
                ", but the command before has " + last + ": time must not fall.");
        }
        return timestampNs;
    }

    private void open(final long timestampNs)
    {
        final int length = new SessionOpenEncoder().wrapAndApplyHeader(own, 0, header)
            .clientSequence(0).principalId(principalId).encodedLength();
        apply(timestampNs, 0, own, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    private void proceed(final long timestampNs)
    {
        while (engine.workLeft())
        {
            final int length =
                new ContinueEncoder().wrapAndApplyHeader(own, 0, header).clientSequence(0).encodedLength();
            apply(timestampNs, 0, own, MessageHeaderEncoder.ENCODED_LENGTH + length);
        }
    }

    private void apply(final long timestampNs, final int session, final DirectBuffer command, final int length)
    {
        final int code = engine.apply(engine.lastSequence() + 1, timestampNs, session, command, 0, length);
        refused += ResultCode.ACCEPTED == code ? 0 : 1;
        frames.wrap(engine.effects().buffer(), 0, engine.effects().length());
        while (frames.next())
        {
            read.wrap(engine.effects().buffer(), frames.messageOffset());
            if (SessionOpenedDecoder.TEMPLATE_ID == read.templateId())
            {
                opened.wrapAndApplyHeader(engine.effects().buffer(), frames.messageOffset(), read);
                sessionId = opened.sessionId();
            }
        }
        lines.add(engine);
    }

    /**
     * Commands applied, those of the host included.
     *
     * @return number of commands.
     */
    long commands()
    {
        return engine.lastSequence();
    }

    /**
     * Commands that were refused.
     *
     * @return number of commands.
     */
    long refused()
    {
        return refused;
    }

    /**
     * Digest of the state after the last command.
     *
     * @return the digest.
     */
    long stateDigest()
    {
        return engine.stateDigest();
    }

    @Override
    public void close()
    {
        engine.close();
    }
}

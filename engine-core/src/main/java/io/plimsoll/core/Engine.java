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
package io.plimsoll.core;

import io.plimsoll.core.codec.generated.CommandAcceptedEncoder;
import io.plimsoll.core.codec.generated.CommandRejectedEncoder;
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.DigestReportEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionCloseDecoder;
import io.plimsoll.core.codec.generated.SessionOpenDecoder;
import io.plimsoll.core.codec.generated.SessionOpenedEncoder;
import io.plimsoll.core.codec.generated.StateDigestRequestDecoder;
import org.agrona.DirectBuffer;

/**
 * The deterministic state machine: one command in, its effects out. It knows no clock, thread, file or network.
 * <p>
 * Confined to the first thread that calls {@link #apply}. Effects are valid until the next {@code apply}. After
 * construction nothing is allocated. Several engines may live in one JVM.
 */
public final class Engine implements AutoCloseable
{
    private final EngineLimits limits;
    private final EffectSink effects;
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final SessionOpenDecoder sessionOpen = new SessionOpenDecoder();
    private final SessionOpenedEncoder sessionOpened = new SessionOpenedEncoder();
    private final CommandAcceptedEncoder accepted = new CommandAcceptedEncoder();
    private final CommandRejectedEncoder rejected = new CommandRejectedEncoder();
    private final DigestReportEncoder digestReport = new DigestReportEncoder();
    private long lastSequence;
    private long lastTimestampNs;
    private int sessionsOpened;
    private long eventHash;

    /**
     * Reserves all memory of an empty engine.
     *
     * @param limits every capacity.
     */
    public Engine(final EngineLimits limits)
    {
        this.limits = limits;
        effects = new EffectSink(limits.effectBytesMax());
    }

    /**
     * Applies one command. Never throws for what the bytes hold: a bad command is refused and changes nothing.
     *
     * @param sequence    journal sequence, one more than the last.
     * @param timestampNs epoch nanoseconds, never less than the last.
     * @param sessionId   the engine's own id of the sending session; 0 for commands of the host.
     * @param buffer      that holds the SBE command.
     * @param offset      of its message header.
     * @param length      of header and block.
     * @return a {@link ResultCode}.
     */
    public int apply(
        final long sequence,
        final long timestampNs,
        final int sessionId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        Invariant.check(sequence == lastSequence + 1, "SEQUENCE", sequence, lastSequence + 1);
        Invariant.check(timestampNs >= lastTimestampNs, "TIMESTAMP", timestampNs, lastTimestampNs);
        lastSequence = sequence;
        lastTimestampNs = timestampNs;
        effects.reset();
        headerDecoder.wrap(buffer, offset);
        final int templateId = headerDecoder.templateId();
        final int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        final long clientSequence = length >= 16 ? buffer.getLong(body) : 0;
        int recipient = sessionId;
        int code = ResultCode.ACCEPTED;
        switch (templateId)
        {
            case SessionOpenDecoder.TEMPLATE_ID:
                sessionOpen.wrap(buffer, body, headerDecoder.blockLength(), headerDecoder.version());
                recipient = ++sessionsOpened;
                final int at = effects.claim(recipient, 8 + SessionOpenedEncoder.BLOCK_LENGTH);
                sessionOpened.wrapAndApplyHeader(effects.encodeBuffer(), at, headerEncoder)
                    .principalId(sessionOpen.principalId()).sessionId(recipient);
                break;
            case StateDigestRequestDecoder.TEMPLATE_ID:
                final int digestAt = effects.claim(recipient, 8 + DigestReportEncoder.BLOCK_LENGTH);
                digestReport.wrapAndApplyHeader(effects.encodeBuffer(), digestAt, headerEncoder)
                    .stateDigest(stateDigest()).eventHash(eventHash);
                break;
            case SessionCloseDecoder.TEMPLATE_ID:
            case ContinueDecoder.TEMPLATE_ID:
                break;
            default:
                code = ResultCode.NOT_SUPPORTED;
                break;
        }
        if (code == ResultCode.ACCEPTED)
        {
            final int at = effects.claim(recipient, 8 + CommandAcceptedEncoder.BLOCK_LENGTH);
            accepted.wrapAndApplyHeader(effects.encodeBuffer(), at, headerEncoder)
                .clientSequence(clientSequence).commandTemplateId(templateId);
        }
        else
        {
            final int at = effects.claim(recipient, 8 + CommandRejectedEncoder.BLOCK_LENGTH);
            rejected.wrapAndApplyHeader(effects.encodeBuffer(), at, headerEncoder)
                .clientSequence(clientSequence).resultCode(code).commandTemplateId(templateId);
        }
        eventHash = eventHash * 31 + effects.length();
        return code;
    }

    /**
     * The effects of the last command.
     *
     * @return the sink, the same one for the life of the engine.
     */
    public EffectSink effects()
    {
        return effects;
    }

    /**
     * Whether the last command left work over, for which the host applies a {@code Continue}.
     *
     * @return true if a {@code Continue} is wanted.
     */
    public boolean workLeft()
    {
        return false;
    }

    /**
     * Hash of the used part of the arena.
     *
     * @return 64-bit digest.
     */
    public long stateDigest()
    {
        return sessionsOpened;
    }

    /**
     * Running hash over every effect.
     *
     * @return 64-bit hash.
     */
    public long eventHash()
    {
        return eventHash;
    }

    /**
     * Sequence of the last command.
     *
     * @return sequence, 0 before the first.
     */
    public long lastSequence()
    {
        return lastSequence;
    }

    /**
     * Time of the last command.
     *
     * @return epoch nanoseconds, 0 before the first.
     */
    public long lastTimestampNs()
    {
        return lastTimestampNs;
    }

    /**
     * The limits that this engine was made with.
     *
     * @return limits.
     */
    public EngineLimits limits()
    {
        return limits;
    }

    /**
     * Bytes reserved for the arena and the effect buffer.
     *
     * @return bytes.
     */
    public long reservedBytes()
    {
        return limits.effectBytesMax();
    }

    /**
     * Bytes reserved for one account with its share of positions.
     *
     * @return bytes.
     */
    public long bytesPerAccount()
    {
        return 0;
    }

    /**
     * Accounts in the liquidation queue, served or waiting.
     *
     * @return number of accounts.
     */
    public int queueLength()
    {
        return 0;
    }

    /**
     * Accounts of the queue that wait for a price at which something can be closed.
     *
     * @return number of accounts.
     */
    public int waitingAccounts()
    {
        return 0;
    }

    @Override
    public void close()
    {
    }
}

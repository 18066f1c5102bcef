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
package io.plimsoll.io.pipeline;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionCloseEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.io.journal.EpochRecords;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Begins an epoch with genesis, or goes on with what the journal holds; ends it with a close record.
 *
 * <p>Genesis and everything else that the host decides enters as journaled commands, so that a journal replays without
 * any file beside it. Sessions that a killed process left open are closed first, since their clients are gone.
 */
final class JournalEpoch implements EpochWriter
{
    private static final long GENESIS_PRINCIPAL_ID = 0;
    private static final int GENESIS_SESSION_ID = 1;

    private final Recovery recovery;
    private final List<DirectBuffer> genesis;
    private final EpochNanoClock clock;
    private final boolean virtualTime;

    JournalEpoch(final PipelineContext context)
    {
        this.recovery = context.ports().recovery();
        this.genesis = context.genesis();
        this.clock = context.clock();
        this.virtualTime = context.virtualTime();
    }

    @Override
    public void begin(final CommandHandler handler)
    {
        final IntArrayList sessionsLeft = new IntArrayList();
        if (null != recovery)
        {
            recovery.recover(handler.machine(), handler::onRecovered, sessionsLeft::addInt);
            handler.recovered();
            handler.settle();
        }
        final long lastNs = handler.machine().lastTimestampNs();
        final boolean goesOn = handler.machine().lastSequence() > 0;
        final long nowNs = virtualTime && goesOn ? lastNs : Math.max(lastNs, clock.nanoTime());
        applyGenesis(handler, nowNs);
        if (!genesis.isEmpty())
        {
            sessionsLeft.removeInt(GENESIS_SESSION_ID);
        }
        closeSessions(handler, nowNs, sessionsLeft);
        handler.begin();
    }

    @Override
    public void end(final CommandHandler handler)
    {
        EpochRecords.appendClose(
            handler.journal(), handler.machine().lastTimestampNs(), handler.machine().stateDigest());
    }

    // Genesis is a session of the host, from its open to its close. Each of its commands takes one sequence, so the
    // last sequence tells how far a killed process came with it.
    private void applyGenesis(final CommandHandler handler, final long nowNs)
    {
        if (genesis.isEmpty())
        {
            return;
        }
        if (0 == handler.machine().lastSequence())
        {
            require(1, apply(handler, nowNs, 0, sessionOpen()));
        }
        for (long i = handler.machine().lastSequence(); i <= genesis.size(); i++)
        {
            require(i + 1, apply(handler, nowNs, GENESIS_SESSION_ID, genesis.get((int)i - 1)));
        }
        if (1 + genesis.size() == handler.machine().lastSequence())
        {
            apply(handler, nowNs, GENESIS_SESSION_ID, sessionClose());
        }
    }

    private static void require(final long sequence, final int code)
    {
        if (ResultCode.ACCEPTED != code)
        {
            throw new IllegalStateException("Genesis was refused at sequence " + sequence + " with " +
                ResultCode.name(code) + ": correct the genesis file and begin with an empty journal directory.");
        }
    }

    private static void closeSessions(
        final CommandHandler handler, final long nowNs, final IntArrayList sessionsLeft)
    {
        for (int i = 0; i < sessionsLeft.size(); i++)
        {
            apply(handler, nowNs, sessionsLeft.getInt(i), sessionClose());
        }
    }

    private static int apply(
        final CommandHandler handler, final long nowNs, final int sessionId, final DirectBuffer command)
    {
        final int code = handler.onHostCommand(nowNs, sessionId, command, 0, command.capacity());
        handler.settle();
        return code;
    }

    private static DirectBuffer sessionOpen()
    {
        final UnsafeBuffer command = buffer(SessionOpenEncoder.BLOCK_LENGTH);
        new SessionOpenEncoder().wrapAndApplyHeader(command, 0, new MessageHeaderEncoder())
            .clientSequence(0).principalId(GENESIS_PRINCIPAL_ID);
        return command;
    }

    private static DirectBuffer sessionClose()
    {
        final UnsafeBuffer command = buffer(SessionCloseEncoder.BLOCK_LENGTH);
        new SessionCloseEncoder().wrapAndApplyHeader(command, 0, new MessageHeaderEncoder()).clientSequence(0);
        return command;
    }

    private static UnsafeBuffer buffer(final int blockLength)
    {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(MessageHeaderEncoder.ENCODED_LENGTH + blockLength));
    }
}

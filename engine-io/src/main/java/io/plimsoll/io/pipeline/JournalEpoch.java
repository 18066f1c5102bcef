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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.EpochCloseEncoder;
import io.plimsoll.core.codec.generated.EpochHeaderEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionCloseEncoder;
import io.plimsoll.io.journal.Journal;
import io.plimsoll.io.journal.RecordType;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Begins an epoch with its header and genesis, or goes on with one that the journal holds; ends it with a close record.
 *
 * <p>Genesis and everything else that the host decides enters as journaled commands, so that a journal replays without
 * any file beside it. Sessions that a killed process left open are closed first, since their clients are gone.
 */
final class JournalEpoch implements EpochWriter
{
    private static final int FIRST_EPOCH = 1;
    private static final int FORMAT_VERSION = 1;
    private static final int ENGINE_BEHAVIOUR = 1;

    private final EngineLimits limits;
    private final Recovery recovery;
    private final List<DirectBuffer> genesis;
    private final EpochNanoClock clock;
    private final boolean virtualTime;
    private final UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(512));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    JournalEpoch(final PipelineContext context)
    {
        this.limits = context.limits();
        this.recovery = context.recovery();
        this.genesis = context.genesis();
        this.clock = context.clock();
        this.virtualTime = context.virtualTime();
    }

    @Override
    public void begin(final CommandHandler handler)
    {
        if (null == recovery)
        {
            beginNew(handler);
        }
        else
        {
            goOn(handler);
        }
    }

    @Override
    public void end(final CommandHandler handler)
    {
        final Journal journal = handler.journal();
        final StateMachine machine = handler.machine();
        final EpochCloseEncoder close = new EpochCloseEncoder();
        close.wrapAndApplyHeader(scratch, 0, header)
            .lastSequence(machine.lastSequence())
            .stateDigest(machine.stateDigest());
        append(journal, RecordType.EPOCH_CLOSE, machine.lastSequence(), machine.lastTimestampNs(),
            close.encodedLength());
    }

    private void beginNew(final CommandHandler handler)
    {
        final long nowNs = clock.nanoTime();
        final EpochHeaderEncoder epochHeader = new EpochHeaderEncoder();
        limits.encode(epochHeader.wrapAndApplyHeader(scratch, 0, header)
            .epoch(FIRST_EPOCH).previousLastSequence(0).previousChain(0).imageDigest(0));
        epochHeader.formatVersion(FORMAT_VERSION).engineBehaviour(ENGINE_BEHAVIOUR);
        append(handler.journal(), RecordType.EPOCH_HEADER, 0, nowNs, epochHeader.encodedLength());
        applyGenesis(handler, nowNs);
    }

    // Each genesis command takes one sequence, so the last sequence tells how far a killed process came with them.
    private void applyGenesis(final CommandHandler handler, final long nowNs)
    {
        for (long i = handler.machine().lastSequence(); i < genesis.size(); i++)
        {
            final DirectBuffer command = genesis.get((int)i);
            final int code = handler.onHostCommand(nowNs, 0, command, 0, command.capacity());
            handler.settle();
            if (ResultCode.ACCEPTED != code)
            {
                throw new IllegalStateException("Genesis command " + (i + 1) + " was refused with " +
                    ResultCode.name(code) + ": correct the genesis file and begin with an empty journal directory.");
            }
        }
    }

    private void goOn(final CommandHandler handler)
    {
        final IntArrayList sessionsLeft = new IntArrayList();
        recovery.recover(handler.machine(), sessionsLeft::addInt);
        handler.recovered();
        final long lastNs = handler.machine().lastTimestampNs();
        final long nowNs = virtualTime ? lastNs : Math.max(lastNs, clock.nanoTime());
        handler.settle();
        applyGenesis(handler, nowNs);
        for (int i = 0; i < sessionsLeft.size(); i++)
        {
            final SessionCloseEncoder close = new SessionCloseEncoder();
            close.wrapAndApplyHeader(scratch, 0, header).clientSequence(0);
            handler.onHostCommand(nowNs, sessionsLeft.getInt(i), scratch, 0,
                MessageHeaderEncoder.ENCODED_LENGTH + close.encodedLength());
            handler.settle();
        }
    }

    private void append(
        final Journal journal, final int type, final long sequence, final long timestampNs, final int blockLength)
    {
        journal.append(type, sequence, timestampNs, 0,
            scratch, 0, MessageHeaderEncoder.ENCODED_LENGTH + blockLength, null, 0, 0);
    }
}

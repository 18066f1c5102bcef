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
package io.plimsoll.io.journal;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.EpochCloseEncoder;
import io.plimsoll.core.codec.generated.EpochHeaderDecoder;
import io.plimsoll.core.codec.generated.EpochHeaderEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;

/**
 * The records that open and close an epoch. Not for the hot path: both allocate.
 */
public final class EpochRecords
{
    /** Version of the layout of records and framing. */
    public static final int FORMAT_VERSION = 1;

    /** Behaviour of the engine that an epoch begins with. */
    public static final int ENGINE_BEHAVIOUR = 1;

    private EpochRecords()
    {
    }

    /**
     * Appends the epoch header, which must be the first record. It says everything that a replay needs and nothing
     * about the host.
     *
     * @param journal  a journal without records.
     * @param previous end of the epoch before; {@link JournalEnd#before} for the first.
     * @param limits   of the engine, every one of which is written down.
     */
    public static void appendHeader(final Journal journal, final JournalEnd previous, final EngineLimits limits)
    {
        final UnsafeBuffer buffer = buffer(EpochHeaderEncoder.BLOCK_LENGTH);
        final EpochHeaderEncoder header = new EpochHeaderEncoder();
        header.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .epoch(previous.epoch())
            .previousLastSequence(previous.lastSequence())
            .previousChain(previous.chain())
            .imageDigest(0);
        limits.encode(header);
        header.formatVersion(FORMAT_VERSION).engineBehaviour(ENGINE_BEHAVIOUR);
        journal.append(RecordType.EPOCH_HEADER, previous.lastSequence(), 0, 0,
            buffer, 0, buffer.capacity(), null, 0, 0);
    }

    /**
     * Appends the record of a clean shutdown: nothing was in flight.
     *
     * @param journal     to be closed.
     * @param timestampNs of the last command.
     * @param stateDigest of the engine after the last command.
     */
    public static void appendClose(final Journal journal, final long timestampNs, final long stateDigest)
    {
        final UnsafeBuffer buffer = buffer(EpochCloseEncoder.BLOCK_LENGTH);
        new EpochCloseEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .lastSequence(journal.lastSequence())
            .stateDigest(stateDigest);
        journal.append(RecordType.EPOCH_CLOSE, journal.lastSequence(), timestampNs, 0,
            buffer, 0, buffer.capacity(), null, 0, 0);
    }

    /**
     * Reads an epoch header.
     *
     * @param record of type {@link RecordType#EPOCH_HEADER}.
     * @return the header's decoder, valid as long as the record.
     */
    public static EpochHeaderDecoder header(final RecordDecoder record)
    {
        return new EpochHeaderDecoder()
            .wrapAndApplyHeader(record.buffer(), record.commandOffset(), new MessageHeaderDecoder());
    }

    private static UnsafeBuffer buffer(final int blockLength)
    {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(MessageHeaderEncoder.ENCODED_LENGTH + blockLength));
    }
}

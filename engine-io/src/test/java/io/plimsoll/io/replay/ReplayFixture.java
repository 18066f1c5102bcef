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

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionCloseEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.StateDigestRequestEncoder;
import io.plimsoll.io.journal.EpochRecords;
import io.plimsoll.io.journal.Journal;
import io.plimsoll.io.journal.JournalCursor;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.journal.RecordType;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes journals with a real engine behind them.
 */
public final class ReplayFixture
{
    /** Small limits. */
    public static final EngineLimits LIMITS = EngineLimits.builder()
        .effectBytesMax(256 << 10).sessions(64).accounts(64).balances(64).positions(128).orders(256).priceLevels(128)
        .instruments(4).assets(4).positionsPerAccount(4).fillsPerCommandMax(64).liquidationStepsPerCommand(4)
        .cancelsPerCommand(16).build();

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final UnsafeBuffer command = new UnsafeBuffer(ByteBuffer.allocateDirect(256));

    /**
     * Opens sessions, asks for digests, closes sessions and sends garbage, and closes the epoch.
     *
     * @return the digest of the engine after the last command.
     */
    public long write(final Journal journal, final int commands)
    {
        EpochRecords.appendHeader(journal, JournalEnd.before(1, 0, 0), LIMITS);
        try (Engine engine = new Engine(LIMITS))
        {
            for (int sequence = 1; sequence <= commands; sequence++)
            {
                final int sessionId = encode(sequence) ? 0 : 1 + sequence % 3;
                engine.apply(sequence, sequence * 10L, sessionId, command, 0, length(sequence));
                journal.append(RecordType.COMMAND, sequence, sequence * 10L, sessionId,
                    command, 0, length(sequence), engine.effects().buffer(), 0, engine.effects().length());
            }
            EpochRecords.appendClose(journal, commands * 10L, engine.stateDigest());
            return engine.stateDigest();
        }
    }

    private boolean encode(final int sequence)
    {
        command.setMemory(0, command.capacity(), (byte)0);
        if (sequence <= 4)
        {
            new SessionOpenEncoder().wrapAndApplyHeader(command, 0, header)
                .clientSequence(sequence).principalId(100 + sequence);
            return true;
        }
        if (0 == sequence % 7)
        {
            command.setMemory(0, 16, (byte)sequence);
        }
        else if (8 == sequence)
        {
            new SessionCloseEncoder().wrapAndApplyHeader(command, 0, header).clientSequence(sequence);
        }
        else
        {
            new StateDigestRequestEncoder().wrapAndApplyHeader(command, 0, header).clientSequence(sequence);
        }
        return false;
    }

    private static int length(final int sequence)
    {
        return sequence <= 4 ? 24 : 16;
    }

    /**
     * Copies a journal with one byte of an effect changed, and CRC and chain as they must be then.
     */
    public static void forge(final JournalCursor from, final Journal to, final long sequence, final int index)
    {
        while (from.next())
        {
            final UnsafeBuffer effects = effects(from.record());
            if (sequence == from.record().sequence() && RecordType.COMMAND == from.record().type())
            {
                effects.putByte(index, (byte)(effects.getByte(index) ^ 1));
            }
            copy(from.record(), to, effects);
        }
    }

    /**
     * A copy of the effects of a record.
     */
    static UnsafeBuffer effects(final RecordDecoder record)
    {
        final byte[] effects = new byte[record.effectsLength()];
        record.buffer().getBytes(record.effectsOffset(), effects);
        return new UnsafeBuffer(effects);
    }

    /**
     * Appends a record to another journal, with CRC and chain as that journal needs them.
     */
    static void copy(final RecordDecoder record, final Journal to, final UnsafeBuffer effects)
    {
        to.append(record.type(), record.sequence(), record.timestampNs(), record.sessionId(),
            record.buffer(), record.commandOffset(), record.commandLength(), effects, 0, record.effectsLength());
    }
}

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
package io.plimsoll.io.explain;

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.ContinueEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.io.journal.CommandJsonReader;
import io.plimsoll.io.journal.EpochRecords;
import io.plimsoll.io.journal.Journal;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.RecordType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Applies a scenario to a real engine and journals it.
 */
public final class ScenarioJournal implements AutoCloseable
{
    /** Small limits. */
    public static final EngineLimits LIMITS = EngineLimits.builder()
        .effectBytesMax(1 << 20).sessions(8).accounts(64).balances(64).positions(256).orders(1_024).priceLevels(512)
        .instruments(8).assets(8).positionsPerAccount(8).fillsPerCommandMax(256).liquidationStepsPerCommand(4)
        .cancelsPerCommand(64).build();

    private final UnsafeBuffer own = new UnsafeBuffer(new byte[64]);
    private final Engine engine = new Engine(LIMITS);
    private final Journal journal;

    /**
     * Begins a journal with a session.
     */
    public ScenarioJournal(final Journal journal)
    {
        this.journal = journal;
        EpochRecords.appendHeader(journal, JournalEnd.before(1, 0, 0), LIMITS);
        final int length = new SessionOpenEncoder().wrapAndApplyHeader(own, 0, new MessageHeaderEncoder())
            .clientSequence(0).principalId(1).encodedLength();
        apply(0, own, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    /**
     * Applies commands, each with the Continues that it asks for.
     */
    public void apply(final String commands) throws IOException
    {
        try (CommandJsonReader reader =
            new CommandJsonReader(new ByteArrayInputStream(commands.getBytes(StandardCharsets.UTF_8))))
        {
            while (reader.next())
            {
                apply(1, reader.buffer(), reader.length());
                while (engine.workLeft())
                {
                    final int length = new ContinueEncoder().wrapAndApplyHeader(own, 0, new MessageHeaderEncoder())
                        .clientSequence(0).encodedLength();
                    apply(0, own, MessageHeaderEncoder.ENCODED_LENGTH + length);
                }
            }
        }
    }

    private void apply(final int sessionId, final DirectBuffer command, final int length)
    {
        final long sequence = engine.lastSequence() + 1;
        final long timestampNs = TimeUnit.MILLISECONDS.toNanos(sequence);
        engine.apply(sequence, timestampNs, sessionId, command, 0, length);
        journal.append(RecordType.COMMAND, sequence, timestampNs, sessionId, command, 0, length,
            engine.effects().buffer(), 0, engine.effects().length());
    }

    @Override
    public void close()
    {
        engine.close();
    }
}

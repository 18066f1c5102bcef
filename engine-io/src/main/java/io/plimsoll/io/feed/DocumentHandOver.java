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
package io.plimsoll.io.feed;

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.PriceBatchDecoder;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.session.SbeHeader;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine thread's end of the feed: copies each document that can change a book into the ring. Where the ring is
 * full the document stays here, and the engine takes no further command until it is gone: the feed's thread never
 * waits for a subscriber while the ring is filling, so this only means that it needs a faster core.
 *
 * <p>Until {@link #begin} what the journal holds and what the host applies is derived here at once, without being
 * published: nobody can have missed it. Engine thread only.
 */
public final class DocumentHandOver
{
    private final DocumentRing ring;
    private final BookDerivation derivation;
    private final FeedCounters counters;
    private final UnsafeBuffer spareCommand =
        new UnsafeBuffer(ByteBuffer.allocateDirect(EngineLimits.COMMAND_LENGTH_MAX));
    private boolean begun;
    private long sequence;
    private long timestampNs;
    private int commandLength;
    private DirectBuffer effects;
    private int effectsLength;
    private int effectsTaken;
    private boolean firstPending;

    DocumentHandOver(final DocumentRing ring, final BookDerivation derivation, final FeedCounters counters)
    {
        this.ring = ring;
        this.derivation = derivation;
        this.counters = counters;
    }

    /**
     * Takes in a record that the journal held when the engine started.
     *
     * @param record in the order of the journal.
     */
    public void onRecovered(final RecordDecoder record)
    {
        derivation.onRecord(record);
        derivation.increments().clear();
    }

    /** From now on documents go through the ring. */
    public void begin()
    {
        begun = true;
    }

    /**
     * Takes a document over. Only to be called when {@link #flush} has returned true.
     *
     * @param code             result of the command.
     * @param documentSequence of the command.
     * @param commandTimeNs    of the command.
     * @param command          holds the command, until this call returns.
     * @param offset           of the command.
     * @param length           of the command.
     * @param sink             holds the effects, until {@link #flush} has returned true.
     */
    public void start(
        final int code,
        final long documentSequence,
        final long commandTimeNs,
        final DirectBuffer command,
        final int offset,
        final int length,
        final EffectSink sink)
    {
        if (!concernsBooks(code, command, offset, length, sink.count()))
        {
            return;
        }
        if (!begun)
        {
            derivation.onDocument(
                documentSequence, commandTimeNs, command, offset, length, sink.buffer(), 0, sink.length());
            derivation.increments().clear();
            return;
        }
        sequence = documentSequence;
        effects = sink.buffer();
        effectsLength = sink.length();
        effectsTaken = ring.first(documentSequence, commandTimeNs, command, offset, length, effects, effectsLength);
        if (effectsTaken < 0)
        {
            keep(commandTimeNs, command, offset, length);
        }
    }

    /**
     * Goes on copying.
     *
     * @return true once everything is in the ring.
     */
    public boolean flush()
    {
        return !firstPending && effectsTaken == effectsLength || flushRest();
    }

    /**
     * A command that was refused, or that has no effect but its result, changes a book only if it is about an
     * order.
     */
    private static boolean concernsBooks(
        final int code, final DirectBuffer command, final int offset, final int length, final int effectCount)
    {
        if (effectCount > 1)
        {
            return true;
        }
        if (ResultCode.ACCEPTED != code || length < SbeHeader.LENGTH)
        {
            return false;
        }
        final int templateId = SbeHeader.templateId(command, offset);
        return PriceBatchDecoder.TEMPLATE_ID != templateId && ContinueDecoder.TEMPLATE_ID != templateId;
    }

    /** The slot that holds the command is given back before the ring has room. */
    private void keep(final long commandTimeNs, final DirectBuffer command, final int offset, final int length)
    {
        firstPending = true;
        effectsTaken = 0;
        timestampNs = commandTimeNs;
        commandLength = length;
        spareCommand.putBytes(0, command, offset, length);
    }

    private boolean flushRest()
    {
        while (firstPending || effectsTaken < effectsLength)
        {
            final int taken = firstPending ?
                ring.first(sequence, timestampNs, spareCommand, 0, commandLength, effects, effectsLength) :
                ring.more(sequence, effects, effectsTaken, effectsLength - effectsTaken);
            if (taken < 0)
            {
                counters.ringFull.incrementRelease();
                return false;
            }
            firstPending = false;
            effectsTaken += taken;
        }
        return true;
    }
}

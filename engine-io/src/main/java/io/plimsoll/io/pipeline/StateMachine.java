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

import io.plimsoll.core.EffectSink;
import org.agrona.DirectBuffer;

/**
 * The deterministic core, as the pipeline sees it. In production it is the engine; a benchmark puts a core that only
 * echoes behind the same path, and a test one that throws.
 *
 * <p>Confined to the engine thread.
 */
public interface StateMachine extends AutoCloseable
{
    /**
     * Applies one command. Never throws for what the bytes hold.
     *
     * @param sequence    journal sequence, one more than the last.
     * @param timestampNs epoch nanoseconds, never less than the last.
     * @param sessionId   the engine's id of the sending session; 0 for commands of the host.
     * @param buffer      that holds the command.
     * @param offset      of its SBE header.
     * @param length      of the message.
     * @return a result code.
     */
    int apply(long sequence, long timestampNs, int sessionId, DirectBuffer buffer, int offset, int length);

    /**
     * Effects of the last command.
     *
     * @return the sink, valid until the next command.
     */
    EffectSink effects();

    /**
     * Whether a {@code Continue} is wanted.
     *
     * @return true while work is left over.
     */
    boolean workLeft();

    /**
     * When the earliest deadline of the state falls due.
     *
     * @return epoch nanoseconds, the largest long where there is none.
     */
    default long nextDeadlineNs()
    {
        return Long.MAX_VALUE;
    }

    /**
     * Digest of the state.
     *
     * @return 64-bit digest.
     */
    long stateDigest();

    /**
     * Sequence of the last command.
     *
     * @return sequence, 0 before the first.
     */
    long lastSequence();

    /**
     * Time of the last command.
     *
     * @return epoch nanoseconds, 0 before the first.
     */
    long lastTimestampNs();

    /**
     * Accounts in the liquidation queue.
     *
     * @return number of accounts.
     */
    int queueLength();

    /**
     * Accounts of the queue that wait for a price.
     *
     * @return number of accounts.
     */
    int waitingAccounts();

    /**
     * Bytes reserved for the state.
     *
     * @return bytes; 0 where there is nothing to tell.
     */
    default long reservedBytes()
    {
        return 0;
    }

    /**
     * Bytes reserved for each account with its share of everything else.
     *
     * @return bytes; 0 where there is nothing to tell.
     */
    default long bytesPerAccount()
    {
        return 0;
    }

    /**
     * Slabs whose filling is worth watching.
     *
     * @return the number; 0 where there is nothing to tell.
     */
    default int slabCount()
    {
        return 0;
    }

    /**
     * Name of a slab.
     *
     * @param index from 0.
     * @return its name.
     */
    default String slabName(final int index)
    {
        return "";
    }

    /**
     * Records that fit into a slab.
     *
     * @param index from 0.
     * @return its capacity.
     */
    default long slabCapacity(final int index)
    {
        return 0;
    }

    /**
     * Records of a slab that have been in use at once, at most.
     *
     * @param index from 0.
     * @return its high-water mark.
     */
    default long slabUsed(final int index)
    {
        return 0;
    }

    @Override
    void close();
}

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
package io.plimsoll.io.aeron;

import io.plimsoll.io.config.FlagCheck;
import org.agrona.BitUtil;

/**
 * What the Aeron transport is made of. Each setter returns this.
 */
public final class AeronContext
{
    /** Ingress channel inside one machine. */
    public static final String IPC_CHANNEL = "aeron:ipc";

    /** Stream of the ingress where nothing else is set. */
    public static final int INGRESS_STREAM_ID = 1001;

    private static final int TERM_LENGTH_MIN = 64 << 10;
    private static final int TERM_LENGTH_MAX = 64 << 20;

    private String directory;
    private boolean embeddedDriver = true;
    private boolean invokedDriver = true;
    private String ingressChannel = IPC_CHANNEL;
    private int ingressStreamId = INGRESS_STREAM_ID;
    private int termLength = 1 << 20;
    private long clientLivenessTimeoutNs = 10_000_000_000L;
    private int streams = 16;

    /**
     * Defaults: an embedded driver in a directory of its own, inter-process communication. Checks the JVM's flags.
     */
    public AeronContext()
    {
        FlagCheck.check();
    }

    /**
     * Checks that everything fits together.
     *
     * @return this.
     * @throws IllegalArgumentException whose message says what does not fit.
     */
    public AeronContext conclude()
    {
        if (!BitUtil.isPowerOfTwo(termLength) || termLength < TERM_LENGTH_MIN || termLength > TERM_LENGTH_MAX)
        {
            throw new IllegalArgumentException("The Aeron term length is " + termLength + "; it must be a power of " +
                "two from " + TERM_LENGTH_MIN + " to " + TERM_LENGTH_MAX + ".");
        }
        if (!embeddedDriver && null == directory)
        {
            throw new IllegalArgumentException(
                "The Aeron directory is missing: an external media driver is found by its directory.");
        }
        return this;
    }

    /**
     * The driver's directory.
     *
     * @param path on a memory file system if possible; null, the default, for one of its own that no other uses.
     * @return this.
     */
    public AeronContext directory(final String path)
    {
        directory = path;
        return this;
    }

    /**
     * The driver's directory.
     *
     * @return the path, or null.
     */
    public String directory()
    {
        return directory;
    }

    /**
     * Whether the driver runs inside this process.
     *
     * @param embedded by default true.
     * @return this.
     */
    public AeronContext embeddedDriver(final boolean embedded)
    {
        embeddedDriver = embedded;
        return this;
    }

    /**
     * Whether the driver runs inside this process.
     *
     * @return true for an embedded driver.
     */
    public boolean embeddedDriver()
    {
        return embeddedDriver;
    }

    /**
     * Whether the embedded driver runs on the ingress thread, or on a thread of its own.
     *
     * @param invoked by default true, which is best on few cores.
     * @return this.
     */
    public AeronContext invokedDriver(final boolean invoked)
    {
        invokedDriver = invoked;
        return this;
    }

    /**
     * Whether the embedded driver runs on the ingress thread.
     *
     * @return true if it has no thread of its own.
     */
    public boolean invokedDriver()
    {
        return invokedDriver;
    }

    /**
     * Where commands come in.
     *
     * @param channel by default inside one machine.
     * @return this.
     */
    public AeronContext ingressChannel(final String channel)
    {
        ingressChannel = channel;
        return this;
    }

    /**
     * Where commands come in.
     *
     * @return the channel.
     */
    public String ingressChannel()
    {
        return ingressChannel;
    }

    /**
     * The stream on which commands come in.
     *
     * @param streamId on the ingress channel.
     * @return this.
     */
    public AeronContext ingressStreamId(final int streamId)
    {
        ingressStreamId = streamId;
        return this;
    }

    /**
     * The stream on which commands come in.
     *
     * @return the stream id.
     */
    public int ingressStreamId()
    {
        return ingressStreamId;
    }

    /**
     * Length of one of the three terms of each stream: how far a client may fall behind before it is slow is half of
     * it.
     *
     * @param lengthBytes a power of two.
     * @return this.
     */
    public AeronContext termLength(final int lengthBytes)
    {
        termLength = lengthBytes;
        return this;
    }

    /**
     * Length of one of the three terms of each stream.
     *
     * @return bytes.
     */
    public int termLength()
    {
        return termLength;
    }

    /**
     * Time after which the embedded driver takes a silent client for dead.
     *
     * @param timeoutNs nanoseconds.
     * @return this.
     */
    public AeronContext clientLivenessTimeoutNs(final long timeoutNs)
    {
        clientLivenessTimeoutNs = timeoutNs;
        return this;
    }

    /**
     * Time after which the embedded driver takes a silent client for dead.
     *
     * @return nanoseconds.
     */
    public long clientLivenessTimeoutNs()
    {
        return clientLivenessTimeoutNs;
    }

    /**
     * Streams that go out at once, to reckon the space that they take.
     *
     * @param count one for each session that can be connected, and those of the feed.
     * @return this.
     */
    public AeronContext streams(final int count)
    {
        streams = count;
        return this;
    }

    /**
     * Streams that go out at once.
     *
     * @return the number.
     */
    public int streams()
    {
        return streams;
    }
}

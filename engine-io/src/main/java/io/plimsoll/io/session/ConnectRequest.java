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
package io.plimsoll.io.session;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The first message of a client on the ingress stream: who it is, and where it listens for its effects. It stands
 * behind an {@link IngressEnvelope} and has an SBE header of a schema of its own, since it is addressed to the host,
 * not to the engine. All integers are little-endian.
 * <pre>
 *   0            8             16                 20              24
 *   +------------+-------------+------------------+---------------+-------------------+
 *   | SBE header | principalId | responseStreamId | channelLength | responseChannel   |
 *   +------------+-------------+------------------+---------------+-------------------+
 * </pre>
 * The answer is the first effect on the response stream: {@code SessionOpened}, or {@code CommandRejected}.
 */
public final class ConnectRequest
{
    /** Schema id of messages to the host. */
    public static final int SCHEMA_ID = 7316;

    /** Version of that schema. */
    public static final int SCHEMA_VERSION = 1;

    /** Template id of this message. */
    public static final int TEMPLATE_ID = 1;

    /** Longest response channel in bytes. */
    public static final int CHANNEL_LENGTH_MAX = 512;

    private static final int BLOCK_LENGTH = 16;
    private static final int PRINCIPAL_ID_OFFSET = 8;
    private static final int STREAM_ID_OFFSET = 16;
    private static final int CHANNEL_LENGTH_OFFSET = 20;
    private static final int CHANNEL_OFFSET = 24;

    private ConnectRequest()
    {
    }

    /**
     * Writes a request.
     *
     * @param buffer           to write to.
     * @param offset           of the SBE header.
     * @param principalId      who connects.
     * @param responseChannel  where the client has subscribed, ASCII.
     * @param responseStreamId on that channel.
     * @return length of the message.
     */
    public static int encode(
        final MutableDirectBuffer buffer,
        final int offset,
        final long principalId,
        final String responseChannel,
        final int responseStreamId)
    {
        if (responseChannel.length() > CHANNEL_LENGTH_MAX)
        {
            throw new IllegalArgumentException("The response channel has " + responseChannel.length() +
                " characters; at most " + CHANNEL_LENGTH_MAX + " fit into a connect request.");
        }
        buffer.putShort(offset, (short)BLOCK_LENGTH, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(offset + 2, (short)TEMPLATE_ID, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(offset + 4, (short)SCHEMA_ID, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(offset + 6, (short)SCHEMA_VERSION, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + PRINCIPAL_ID_OFFSET, principalId, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + STREAM_ID_OFFSET, responseStreamId, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + CHANNEL_LENGTH_OFFSET, responseChannel.length(), ByteOrder.LITTLE_ENDIAN);
        buffer.putStringWithoutLengthAscii(offset + CHANNEL_OFFSET, responseChannel);
        return CHANNEL_OFFSET + responseChannel.length();
    }

    /**
     * Whether a message is a whole request of this version.
     *
     * @param buffer that holds the message.
     * @param offset of its SBE header.
     * @param length of the message.
     * @return true if the fields can be read.
     */
    public static boolean isValid(final DirectBuffer buffer, final int offset, final int length)
    {
        if (length < CHANNEL_OFFSET || SbeHeader.templateId(buffer, offset) != TEMPLATE_ID ||
            buffer.getShort(offset + 6, ByteOrder.LITTLE_ENDIAN) != SCHEMA_VERSION)
        {
            return false;
        }
        final int channelLength = buffer.getInt(offset + CHANNEL_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
        return channelLength > 0 && channelLength <= CHANNEL_LENGTH_MAX && CHANNEL_OFFSET + channelLength <= length;
    }

    /**
     * Who connects.
     *
     * @param buffer that holds a valid request.
     * @param offset of its SBE header.
     * @return the principal.
     */
    public static long principalId(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + PRINCIPAL_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The stream on which the client listens.
     *
     * @param buffer that holds a valid request.
     * @param offset of its SBE header.
     * @return the stream id.
     */
    public static int responseStreamId(final DirectBuffer buffer, final int offset)
    {
        return buffer.getInt(offset + STREAM_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The channel on which the client listens. Allocates the string.
     *
     * @param buffer that holds a valid request.
     * @param offset of its SBE header.
     * @return the channel.
     */
    public static String responseChannel(final DirectBuffer buffer, final int offset)
    {
        return buffer.getStringWithoutLengthAscii(
            offset + CHANNEL_OFFSET, buffer.getInt(offset + CHANNEL_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN));
    }
}

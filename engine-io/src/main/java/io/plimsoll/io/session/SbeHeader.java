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

/**
 * Reads the parts of an SBE message that the host needs, without wrapping a decoder around it. Allocates nothing.
 */
public final class SbeHeader
{
    /** Length of the header, and offset of the block. */
    public static final int LENGTH = 8;

    private static final int TEMPLATE_ID_OFFSET = 2;
    private static final int SCHEMA_ID_OFFSET = 4;

    private SbeHeader()
    {
    }

    /**
     * Template id of a message.
     *
     * @param buffer that holds the message.
     * @param offset of its header.
     * @return the id, 0 to 65,535.
     */
    public static int templateId(final DirectBuffer buffer, final int offset)
    {
        return buffer.getShort(offset + TEMPLATE_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * Schema id of a message.
     *
     * @param buffer that holds the message.
     * @param offset of its header.
     * @return the id, 0 to 65,535.
     */
    public static int schemaId(final DirectBuffer buffer, final int offset)
    {
        return buffer.getShort(offset + SCHEMA_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * Client sequence of a command or of its result: the first field of each.
     *
     * @param buffer that holds the message.
     * @param offset of its header.
     * @return the client's own number of the command.
     */
    public static long clientSequence(final DirectBuffer buffer, final int offset)
    {
        return buffer.getLong(offset + LENGTH, ByteOrder.LITTLE_ENDIAN);
    }
}

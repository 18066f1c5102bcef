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

import org.agrona.DirectBuffer;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * Writes any message of the schema as one JSON object, under the names of the schema:
 * {@code {"type":"NewOrder","clientSequence":7,...,"side":"BUY",...,"options":["postOnly"]}}. Groups are arrays of
 * objects, padding is left out, keys and signatures are hexadecimal digits, integers stand as they are (beyond 2^53 a
 * reader must not take them for doubles). What is no message of the schema is shown as
 * {@code {"type":"unknown",...,"bytes":"..."}}, never refused: a journal holds refused commands too.
 *
 * <p>Not for the hot path; confined to one thread.
 */
public final class MessageJson
{
    private static final int HEADER_LENGTH = 8;
    private static final int TEMPLATE_ID_OFFSET = 2;

    private final MessageSchema schema;
    private StringBuilder out;
    private DirectBuffer buffer;

    /**
     * Writer of the messages of a schema.
     *
     * @param schema to take names from.
     */
    public MessageJson(final MessageSchema schema)
    {
        this.schema = schema;
    }

    /**
     * Writes a message.
     *
     * @param json    to be appended to.
     * @param message buffer that holds it.
     * @param offset  of its SBE header.
     * @param length  of header and message.
     */
    public void write(final StringBuilder json, final DirectBuffer message, final int offset, final int length)
    {
        out = json;
        buffer = message;
        out.append('{');
        writeFields(offset, length);
        out.append('}');
    }

    /**
     * Writes the effects of a command as an array of objects, each with its recipient before the message's fields.
     *
     * @param json    to be appended to.
     * @param effects buffer that holds the frames.
     * @param offset  of the first frame.
     * @param length  of all frames.
     */
    public void writeEffects(final StringBuilder json, final DirectBuffer effects, final int offset, final int length)
    {
        out = json;
        buffer = effects;
        out.append('[');
        final FrameCursor frames = new FrameCursor().wrap(effects, offset, length);
        while (frames.next())
        {
            if (frames.index() > 0)
            {
                out.append(',');
            }
            out.append("{\"recipientSessionId\":").append(frames.recipientSessionId()).append(',');
            writeFields(frames.messageOffset(), frames.messageLength());
            out.append('}');
        }
        out.append(']');
    }

    /**
     * Name of a message.
     *
     * @param message buffer that holds it.
     * @param offset  of its SBE header.
     * @return the name in the schema, or "unknown".
     */
    public String name(final DirectBuffer message, final int offset)
    {
        final MessageSchema.Message known =
            schema.message(message.getShort(offset + TEMPLATE_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF);
        return null == known ? "unknown" : known.name();
    }

    private void writeFields(final int offset, final int length)
    {
        if (length < HEADER_LENGTH)
        {
            writeUnknown(offset, length);
            return;
        }
        final int blockLength = unsignedShort(offset);
        final int end = offset + length;
        final int groups = offset + HEADER_LENGTH + blockLength;
        final MessageSchema.Message message = schema.message(unsignedShort(offset + TEMPLATE_ID_OFFSET));
        if (null == message || groups > end || !areGroupsInside(message, groups, end))
        {
            writeUnknown(offset, length);
            return;
        }
        out.append("\"type\":\"").append(message.name()).append('"');
        writeBlock(message.fields(), offset + HEADER_LENGTH, blockLength, ",");
        int at = groups;
        for (final MessageSchema.Group group : message.groups())
        {
            at = writeGroup(group, at);
        }
    }

    private boolean areGroupsInside(final MessageSchema.Message message, final int groups, final int end)
    {
        long at = groups;
        for (int i = 0; i < message.groups().size() && at + MessageSchema.Group.HEADER_LENGTH <= end; i++)
        {
            final long entriesLength = (long)unsignedShort((int)at) * unsignedShort((int)at + Short.BYTES);
            at += MessageSchema.Group.HEADER_LENGTH + entriesLength;
        }
        return at <= end && at >= groups + (long)message.groups().size() * MessageSchema.Group.HEADER_LENGTH;
    }

    private int writeGroup(final MessageSchema.Group group, final int offset)
    {
        final int blockLength = unsignedShort(offset);
        final int count = unsignedShort(offset + Short.BYTES);
        out.append(",\"").append(group.name()).append("\":[");
        int at = offset + MessageSchema.Group.HEADER_LENGTH;
        for (int i = 0; i < count; i++)
        {
            out.append(i > 0 ? ",{" : "{");
            writeBlock(group.fields(), at, blockLength, "");
            out.append('}');
            at += blockLength;
        }
        out.append(']');
        return at;
    }

    /**
     * Fields beyond the block, as an older writer leaves them out, are left out.
     */
    private void writeBlock(
        final List<MessageSchema.Field> fields, final int offset, final int blockLength, final String first)
    {
        String separator = first;
        for (final MessageSchema.Field field : fields)
        {
            if (!field.isPadding() && field.offset() + field.type().length() <= blockLength)
            {
                out.append(separator).append('"').append(field.name()).append("\":");
                writeValue(field.type(), offset + field.offset());
                separator = ",";
            }
        }
    }

    private void writeValue(final MessageSchema.Type type, final int offset)
    {
        if (MessageSchema.Kind.BYTES == type.kind())
        {
            writeBytes(offset, type.length());
            return;
        }
        final long value = value(type, offset);
        if (MessageSchema.Kind.SET == type.kind())
        {
            writeSet(type, value);
            return;
        }
        if (MessageSchema.Kind.ENUM == type.kind())
        {
            for (final Map.Entry<String, Integer> entry : type.values().entrySet())
            {
                if (entry.getValue() == value)
                {
                    out.append('"').append(entry.getKey()).append('"');
                    return;
                }
            }
        }
        out.append(value);
    }

    private void writeSet(final MessageSchema.Type type, final long value)
    {
        String separator = "[";
        long rest = value;
        for (final Map.Entry<String, Integer> entry : type.values().entrySet())
        {
            final long bit = 1L << entry.getValue();
            if (0 != (value & bit))
            {
                out.append(separator).append('"').append(entry.getKey()).append('"');
                separator = ",";
                rest &= ~bit;
            }
        }
        if (0 != rest)
        {
            out.append(separator).append(rest);
            separator = ",";
        }
        out.append("[".equals(separator) ? "[]" : "]");
    }

    private long value(final MessageSchema.Type type, final int offset)
    {
        switch (type.length())
        {
            case Byte.BYTES:
                return type.isSigned() ? buffer.getByte(offset) : buffer.getByte(offset) & 0xFF;
            case Short.BYTES:
                return type.isSigned() ? buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) : unsignedShort(offset);
            case Integer.BYTES:
                final int word = buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
                return type.isSigned() ? word : word & 0xFFFF_FFFFL;
            default:
                return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        }
    }

    private int unsignedShort(final int offset)
    {
        return buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private void writeUnknown(final int offset, final int length)
    {
        out.append("\"type\":\"unknown\",\"length\":").append(length).append(",\"bytes\":");
        writeBytes(offset, length);
    }

    private void writeBytes(final int offset, final int length)
    {
        out.append('"');
        for (int i = 0; i < length; i++)
        {
            final int value = buffer.getByte(offset + i) & 0xFF;
            out.append(Character.forDigit(value >>> 4, 16)).append(Character.forDigit(value & 0xF, 16));
        }
        out.append('"');
    }
}

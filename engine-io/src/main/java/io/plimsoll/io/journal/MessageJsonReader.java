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

import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.io.config.NearestName;
import org.agrona.MutableDirectBuffer;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Reads any message of the schema from the JSON that {@link MessageJson} writes; the two are each other's inverse.
 * Enums are taken by name or by number; a set is an array of names, or an object of names with true or false. A set or
 * a group that is left out is empty; every other field must be there. Confined to one thread; not for the hot path.
 */
final class MessageJsonReader
{
    static final String TYPE = "type";
    static final String UNKNOWN = "unknown";
    private static final String BYTES = "bytes";
    private static final int UNSIGNED_BYTE_MAX = 0xFF;
    private static final int NAME_LENGTH_MAX = 64;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageSchema schema;
    private MutableDirectBuffer buffer;

    MessageJsonReader(final MessageSchema schema)
    {
        this.schema = schema;
    }

    /**
     * Reads a message.
     *
     * @param node   an object.
     * @param others names that may stand in the object beside those of the message.
     * @param target buffer that receives header, block and groups from its beginning.
     * @return length of the message.
     * @throws JsonMistake if the object is no message, or longer than the buffer.
     */
    int read(final JsonNode node, final Collection<String> others, final MutableDirectBuffer target)
    {
        buffer = target;
        final Map<String, JsonNode> entries = node.object("command");
        final String type = required(node, entries, "A command", TYPE).text(TYPE);
        if (UNKNOWN.equals(type))
        {
            return readBytes(required(node, entries, "'unknown'", BYTES));
        }
        final MessageSchema.Message message = schema.message(type);
        if (null == message)
        {
            throw new JsonMistake(
                node.line(), "'" + JsonNode.cut(type) + "' is no command" + suggestion(type, commandNames()));
        }
        checkNames(message.name(), node, names(message, others));
        buffer.setMemory(0, MessageHeaderEncoder.ENCODED_LENGTH + message.blockLength(), (byte)0);
        header.wrap(buffer, 0).blockLength(message.blockLength()).templateId(message.templateId())
            .schemaId(MessageHeaderEncoder.SCHEMA_ID).version(MessageHeaderEncoder.SCHEMA_VERSION);
        readBlock(message.name(), message.fields(), node, MessageHeaderEncoder.ENCODED_LENGTH);
        int at = MessageHeaderEncoder.ENCODED_LENGTH + message.blockLength();
        for (final MessageSchema.Group group : message.groups())
        {
            at = readGroup(message.name(), group, node, entries.get(group.name()), at);
        }
        return at;
    }

    private int readBytes(final JsonNode node)
    {
        final String text = node.text(BYTES);
        if (text.length() > 2 * buffer.capacity())
        {
            throw tooLong(node);
        }
        try
        {
            final byte[] bytes = HexFormat.of().parseHex(text);
            buffer.putBytes(0, bytes);
            return bytes.length;
        }
        catch (final IllegalArgumentException ex)
        {
            throw node.mistake(BYTES, "hexadecimal digits, two for each byte");
        }
    }

    private int readGroup(
        final String owner,
        final MessageSchema.Group group,
        final JsonNode parent,
        final JsonNode node,
        final int offset)
    {
        final List<JsonNode> entries = null == node ? List.of() : node.array(group.name());
        int at = offset + MessageSchema.Group.HEADER_LENGTH;
        if (at + (long)entries.size() * group.blockLength() > buffer.capacity())
        {
            throw tooLong(parent);
        }
        buffer.putShort(offset, (short)group.blockLength(), ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(offset + Short.BYTES, (short)entries.size(), ByteOrder.LITTLE_ENDIAN);
        for (final JsonNode entry : entries)
        {
            final String name = owner + "." + group.name();
            entry.object(group.name() + "[]");
            checkNames(name, entry, fieldNames(group.fields()));
            buffer.setMemory(at, group.blockLength(), (byte)0);
            readBlock(name, group.fields(), entry, at);
            at += group.blockLength();
        }
        return at;
    }

    private void readBlock(
        final String owner, final List<MessageSchema.Field> fields, final JsonNode node, final int offset)
    {
        final Map<String, JsonNode> entries = node.object(owner);
        for (final MessageSchema.Field field : fields)
        {
            if (!field.isPadding())
            {
                final JsonNode value = entries.get(field.name());
                if (null == value && MessageSchema.Kind.SET != field.type().kind())
                {
                    throw missing(node, owner, field.name());
                }
                if (MessageSchema.Kind.BYTES == field.type().kind())
                {
                    buffer.putBytes(offset + field.offset(), bytes(field, value));
                }
                else
                {
                    put(field.type(), offset + field.offset(), null == value ? 0 : value(field, value));
                }
            }
        }
    }

    private static byte[] bytes(final MessageSchema.Field field, final JsonNode node)
    {
        final String text = node.text(field.name());
        try
        {
            final byte[] bytes = HexFormat.of().parseHex(text);
            if (bytes.length == field.type().length())
            {
                return bytes;
            }
        }
        catch (final IllegalArgumentException ex)
        {
            throw node.mistake(field.name(), hexDigits(field));
        }
        throw node.mistake(field.name(), hexDigits(field));
    }

    private static String hexDigits(final MessageSchema.Field field)
    {
        return 2 * field.type().length() + " hexadecimal digits";
    }

    private static long value(final MessageSchema.Field field, final JsonNode node)
    {
        switch (field.type().kind())
        {
            case ENUM:
                return enumValue(field, node);
            case SET:
                return setValue(field, node);
            default:
                final int bits = field.type().length() * Byte.SIZE - (field.type().isSigned() ? 1 : 0);
                final long most = bits >= Long.SIZE - 1 ? Long.MAX_VALUE : (1L << bits) - 1;
                return node.number(field.name(), field.type().isSigned() ? -most - 1 : 0, most);
        }
    }

    private static long enumValue(final MessageSchema.Field field, final JsonNode node)
    {
        return node.isNumber() ? node.number(field.name(), 0, UNSIGNED_BYTE_MAX) :
            named(field, node, node.text(field.name()));
    }

    private static int named(final MessageSchema.Field field, final JsonNode node, final String name)
    {
        final Map<String, Integer> values = field.type().values();
        final Integer value = values.get(name);
        if (null == value)
        {
            throw new JsonMistake(node.line(), "'" + field.name() + "' cannot be '" + JsonNode.cut(name) +
                "': choose from " + String.join(", ", values.keySet()) + ".");
        }
        return value;
    }

    private static long setValue(final MessageSchema.Field field, final JsonNode node)
    {
        long bits = 0;
        if (node.isObject())
        {
            for (final Map.Entry<String, JsonNode> choice : node.object(field.name()).entrySet())
            {
                final int bit = named(field, choice.getValue(), choice.getKey());
                bits |= choice.getValue().flag(choice.getKey()) ? 1L << bit : 0;
            }
            return bits;
        }
        for (final JsonNode choice : node.array(field.name()))
        {
            // A number stands for bits that the schema does not name.
            bits |= choice.isNumber() ? choice.number(field.name(), 0, UNSIGNED_BYTE_MAX) :
                1L << named(field, choice, choice.text(field.name()));
        }
        return bits;
    }

    private void put(final MessageSchema.Type type, final int offset, final long value)
    {
        switch (type.length())
        {
            case Byte.BYTES:
                buffer.putByte(offset, (byte)value);
                break;
            case Short.BYTES:
                buffer.putShort(offset, (short)value, ByteOrder.LITTLE_ENDIAN);
                break;
            case Integer.BYTES:
                buffer.putInt(offset, (int)value, ByteOrder.LITTLE_ENDIAN);
                break;
            default:
                buffer.putLong(offset, value, ByteOrder.LITTLE_ENDIAN);
                break;
        }
    }

    private static void checkNames(final String owner, final JsonNode node, final List<String> known)
    {
        for (final Map.Entry<String, JsonNode> entry : node.object(owner).entrySet())
        {
            if (!known.contains(entry.getKey()))
            {
                throw new JsonMistake(entry.getValue().line(),
                    owner + " has no field '" + JsonNode.cut(entry.getKey()) + "'" + suggestion(entry.getKey(), known));
            }
        }
    }

    private static String suggestion(final String name, final Collection<String> known)
    {
        for (final String candidate : known)
        {
            // Units are what people leave out first.
            if (!name.isEmpty() && candidate.startsWith(name))
            {
                return ": did you mean '" + candidate + "'?";
            }
        }
        return name.length() <= NAME_LENGTH_MAX && NearestName.isNear(name, known) ?
            ": did you mean '" + NearestName.of(name, known) + "'?" :
            ": choose from " + String.join(", ", known) + ".";
    }

    private static List<String> names(final MessageSchema.Message message, final Collection<String> others)
    {
        final List<String> names = fieldNames(message.fields());
        message.groups().forEach(group -> names.add(group.name()));
        names.add(TYPE);
        names.addAll(others);
        return names;
    }

    private static List<String> fieldNames(final List<MessageSchema.Field> fields)
    {
        final List<String> names = new ArrayList<>();
        fields.stream().filter(field -> !field.isPadding()).forEach(field -> names.add(field.name()));
        return names;
    }

    private List<String> commandNames()
    {
        final List<String> names = new ArrayList<>();
        schema.messages().stream().filter(MessageSchema.Message::isCommand).forEach(each -> names.add(each.name()));
        return names;
    }

    private static JsonNode required(
        final JsonNode node, final Map<String, JsonNode> entries, final String owner, final String name)
    {
        final JsonNode value = entries.get(name);
        if (null == value)
        {
            throw missing(node, owner, name);
        }
        return value;
    }

    private static JsonMistake missing(final JsonNode node, final String owner, final String name)
    {
        return new JsonMistake(node.line(), owner + " needs the field '" + name + "': add it.");
    }

    private JsonMistake tooLong(final JsonNode node)
    {
        return new JsonMistake(node.line(),
            "the command is longer than the " + buffer.capacity() + " bytes that one may have: split it.");
    }
}

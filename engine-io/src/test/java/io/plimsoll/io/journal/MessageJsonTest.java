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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.NewOrderEncoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MessageJsonTest
{
    private static final int GROUP_ENTRIES = 2;

    private final MessageSchema schema = MessageSchema.load();
    private final MessageJson json = new MessageJson(schema);

    @Test
    void shouldShowAnOrder()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
        final NewOrderEncoder order = new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        order.clientSequence(7).clientOrderId(-1).accountId(Long.MAX_VALUE).priceTicks(100).quantityLots(3)
            .instrumentId(4).side(Side.SELL).orderType(OrderType.LIMIT).timeInForce(TimeInForce.FOK)
            .options().clear().postOnly(true).reduceOnly(true);

        assertThat(text(buffer, 8 + order.encodedLength())).isEqualTo("{\"type\":\"NewOrder\",\"clientSequence\":7," +
            "\"clientOrderId\":-1,\"accountId\":9223372036854775807,\"priceTicks\":100,\"quantityLots\":3," +
            "\"instrumentId\":4,\"side\":\"SELL\",\"orderType\":\"LIMIT\",\"timeInForce\":\"FOK\"," +
            "\"options\":[\"postOnly\",\"reduceOnly\"]}");
        order.options().clear();
        assertThat(text(buffer, 8 + order.encodedLength())).endsWith("\"options\":[]}");
    }

    @Test
    void shouldShowEveryMessageOfTheSchemaAsTheGeneratedDecodersReadIt() throws Exception
    {
        final Random random = new Random(5);
        assertThat(schema.messages()).hasSizeGreaterThan(30);
        for (final MessageSchema.Message message : schema.messages())
        {
            for (int round = 0; round < 20; round++)
            {
                final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
                final int length = fill(message, buffer, random);
                assertThat(parse(text(buffer, length))).as(message.name()).isEqualTo(decode(message, buffer));
            }
        }
    }

    @Test
    void shouldShowBytesThatAreNoMessage()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[]{1, 2, (byte)0xFE});
        assertThat(text(buffer, 3)).isEqualTo("{\"type\":\"unknown\",\"length\":3,\"bytes\":\"0102fe\"}");
        assertThat(text(buffer, 0)).isEqualTo("{\"type\":\"unknown\",\"length\":0,\"bytes\":\"\"}");
    }

    @Test
    void shouldNeverReadBeyondAMessage()
    {
        final Random random = new Random(9);
        for (int round = 0; round < 20_000; round++)
        {
            final byte[] bytes = new byte[8 + random.nextInt(80)];
            random.nextBytes(bytes);
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            buffer.putShort(0, (short)random.nextInt(100), ByteOrder.LITTLE_ENDIAN);
            buffer.putShort(2, (short)(1 + random.nextInt(14)), ByteOrder.LITTLE_ENDIAN);

            assertThat(text(buffer, bytes.length)).startsWith("{\"type\":\"").endsWith("}");
        }
    }

    @Test
    void shouldLeaveOutWhatAnOlderWriterDidNotKnow()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        new MessageHeaderEncoder().wrap(buffer, 0).blockLength(16).templateId(100).schemaId(7315).version(1);
        buffer.putLong(8, 5, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(16, 6, ByteOrder.LITTLE_ENDIAN);

        assertThat(text(buffer, 24)).isEqualTo("{\"type\":\"CommandAccepted\",\"clientSequence\":5,\"orderId\":6}");
    }

    private String text(final DirectBuffer buffer, final int length)
    {
        final StringBuilder text = new StringBuilder();
        json.write(text, buffer, 0, length);
        return text.toString();
    }

    static int fill(final MessageSchema.Message message, final UnsafeBuffer buffer, final Random random)
    {
        new MessageHeaderEncoder().wrap(buffer, 0).blockLength(message.blockLength())
            .templateId(message.templateId()).schemaId(7315).version(1);
        int at = fillBlock(message.fields(), buffer, 8, random);
        for (final MessageSchema.Group group : message.groups())
        {
            buffer.putShort(at, (short)group.blockLength(), ByteOrder.LITTLE_ENDIAN);
            buffer.putShort(at + 2, (short)GROUP_ENTRIES, ByteOrder.LITTLE_ENDIAN);
            at += MessageSchema.Group.HEADER_LENGTH;
            for (int i = 0; i < GROUP_ENTRIES; i++)
            {
                at = fillBlock(group.fields(), buffer, at, random);
            }
        }
        return at;
    }

    private static int fillBlock(
        final List<MessageSchema.Field> fields, final UnsafeBuffer buffer, final int offset, final Random random)
    {
        int end = offset;
        for (final MessageSchema.Field field : fields)
        {
            for (int i = 0; i < field.type().length(); i++)
            {
                buffer.putByte(offset + field.offset() + i, (byte)random.nextInt());
            }
            if (!field.type().values().isEmpty())
            {
                final List<Integer> values = new ArrayList<>(field.type().values().values());
                buffer.putByte(offset + field.offset(), values.get(random.nextInt(values.size())).byteValue());
            }
            end = offset + field.offset() + field.type().length();
        }
        return end;
    }

    private static Map<String, Object> decode(final MessageSchema.Message message, final UnsafeBuffer buffer)
        throws ReflectiveOperationException
    {
        final Class<?> type =
            Class.forName(MessageHeaderDecoder.class.getPackageName() + "." + message.name() + "Decoder");
        final Object decoder = type.getConstructor().newInstance();
        type.getMethod("wrapAndApplyHeader", DirectBuffer.class, int.class, MessageHeaderDecoder.class)
            .invoke(decoder, buffer, 0, new MessageHeaderDecoder());
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("type", message.name());
        decodeBlock(message.fields(), decoder, values);
        for (final MessageSchema.Group group : message.groups())
        {
            final Object entries = type.getMethod(group.name()).invoke(decoder);
            final List<Object> list = new ArrayList<>();
            for (int i = 0; i < GROUP_ENTRIES; i++)
            {
                entries.getClass().getMethod("next").invoke(entries);
                final Map<String, Object> entry = new LinkedHashMap<>();
                decodeBlock(group.fields(), entries, entry);
                list.add(entry);
            }
            values.put(group.name(), list);
        }
        return values;
    }

    private static void decodeBlock(
        final List<MessageSchema.Field> fields, final Object decoder, final Map<String, Object> values)
        throws ReflectiveOperationException
    {
        for (final MessageSchema.Field field : fields)
        {
            if (MessageSchema.Kind.BYTES == field.type().kind())
            {
                final byte[] bytes = new byte[field.type().length()];
                decoder.getClass().getMethod("get" + field.name().substring(0, 1).toUpperCase(Locale.ROOT) +
                    field.name().substring(1), byte[].class, int.class, int.class)
                    .invoke(decoder, bytes, 0, bytes.length);
                values.put(field.name(), HexFormat.of().formatHex(bytes));
                continue;
            }
            final Object value = decoder.getClass().getMethod(field.name()).invoke(decoder);
            if (!field.isPadding())
            {
                values.put(field.name(), shown(value));
            }
        }
    }

    private static Object shown(final Object value) throws ReflectiveOperationException
    {
        if (value instanceof Number)
        {
            return ((Number)value).longValue();
        }
        if (value instanceof Enum)
        {
            return value.toString();
        }
        final List<Object> choices = new ArrayList<>();
        for (final String choice : choicesByBit(value.getClass()).values())
        {
            if ((Boolean)value.getClass().getMethod(choice).invoke(value))
            {
                choices.add(choice);
            }
        }
        return choices;
    }

    /** A set's decoder tells for each of its choices whether a given value has it. */
    private static Map<Integer, String> choicesByBit(final Class<?> decoder) throws ReflectiveOperationException
    {
        final Map<Integer, String> choices = new TreeMap<>();
        for (final Method method : decoder.getMethods())
        {
            if (Modifier.isStatic(method.getModifiers()) &&
                List.of(byte.class).equals(List.of(method.getParameterTypes())))
            {
                for (int bit = 0; bit < Byte.SIZE; bit++)
                {
                    if ((Boolean)method.invoke(null, (byte)(1 << bit)))
                    {
                        choices.put(bit, method.getName());
                    }
                }
            }
        }
        return choices;
    }

    private static Map<String, Object> parse(final String text) throws IOException
    {
        try (JsonParser parser = new JsonFactory().createParser(text))
        {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            return parseObject(parser);
        }
    }

    private static Map<String, Object> parseObject(final JsonParser parser) throws IOException
    {
        final Map<String, Object> values = new LinkedHashMap<>();
        while (JsonToken.END_OBJECT != parser.nextToken())
        {
            final String name = parser.currentName();
            parser.nextToken();
            values.put(name, parseValue(parser));
        }
        return values;
    }

    private static Object parseValue(final JsonParser parser) throws IOException
    {
        switch (parser.currentToken())
        {
            case START_OBJECT:
                return parseObject(parser);
            case START_ARRAY:
                final List<Object> list = new ArrayList<>();
                while (JsonToken.END_ARRAY != parser.nextToken())
                {
                    list.add(parseValue(parser));
                }
                return list;
            case VALUE_STRING:
                return parser.getText();
            default:
                return parser.getLongValue();
        }
    }
}

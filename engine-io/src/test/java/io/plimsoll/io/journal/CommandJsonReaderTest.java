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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.NewOrderDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.PriceBatchDecoder;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class CommandJsonReaderTest
{
    private static final String ORDER = "{\"type\":\"NewOrder\",\"clientOrderId\":-1,\"accountId\":2," +
        "\"priceTicks\":3,\"quantityLots\":4,\"instrumentId\":5,\"side\":\"SELL\",\"orderType\":\"LIMIT\"," +
        "\"timeInForce\":\"FOK\"";

    private final MessageSchema schema = MessageSchema.load();
    private final MessageJson json = new MessageJson(schema);

    @Test
    void shouldReadEveryMessageOfTheSchemaAsItIsWritten() throws IOException
    {
        final Random random = new Random(11);
        final MessageJsonReader messages = new MessageJsonReader(schema);
        final UnsafeBuffer written = new UnsafeBuffer(new byte[1024]);
        final UnsafeBuffer read = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
        for (final MessageSchema.Message message : schema.messages())
        {
            for (int round = 0; round < 20; round++)
            {
                final int length = MessageJsonTest.fill(message, written, random);
                random.nextBytes(read.byteArray());

                final int readLength = messages.read(node(text(written, length)), List.of(), read);

                assertThat(readLength).as(message.name()).isEqualTo(length);
                assertThat(text(read, readLength)).isEqualTo(text(written, length));
            }
        }
    }

    @Test
    void shouldZeroPadding() throws IOException
    {
        final UnsafeBuffer read = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
        read.setMemory(0, read.capacity(), (byte)-1);
        final String batch = "{\"type\":\"PriceBatch\",\"clientSequence\":0," +
            "\"instrumentPrices\":[{\"markSubTicks\":1,\"indexSubTicks\":2,\"instrumentId\":3}]}";

        new MessageJsonReader(schema).read(node(batch), List.of(), read);

        final PriceBatchDecoder.InstrumentPricesDecoder prices =
            new PriceBatchDecoder().wrapAndApplyHeader(read, 0, new MessageHeaderDecoder()).instrumentPrices().next();
        assertThat(prices.instrumentId()).isEqualTo(3);
        assertThat(prices.padding()).isZero();
    }

    @Test
    void shouldReadBytesThatAreNoMessage() throws IOException
    {
        try (CommandJsonReader reader = reader("{\"type\":\"unknown\",\"length\":3,\"bytes\":\"0102fe\"}"))
        {
            assertThat(reader.next()).isTrue();
            assertThat(reader.length()).isEqualTo(3);
            assertThat(reader.buffer().getByte(2)).isEqualTo((byte)0xFE);
            assertThat(reader.templateId()).isEqualTo(-1);
        }
    }

    @Test
    void shouldCountCommandsThatDoNotCountThemselves() throws IOException
    {
        try (CommandJsonReader reader = reader(
            ORDER + "}\n" + ORDER + ",\"clientSequence\":7}\n" + ORDER + "}\n{\"type\":\"Continue\"}"))
        {
            assertThat(clientSequence(reader)).isEqualTo(1);
            assertThat(clientSequence(reader)).isEqualTo(7);
            assertThat(clientSequence(reader)).isEqualTo(8);
            assertThat(clientSequence(reader)).isEqualTo(9);
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void shouldTakeSetsInEitherShape() throws IOException
    {
        final String arrays = ORDER + ",\"options\":[\"reduceOnly\"]}";
        final String objects = ORDER + ",\"options\":{\"postOnly\":false,\"reduceOnly\":true}}";
        try (CommandJsonReader reader = reader(arrays + objects + ORDER + "}"))
        {
            for (int shape = 0; shape < 2; shape++)
            {
                assertThat(reader.next()).isTrue();
                final NewOrderDecoder order = order(reader);
                assertThat(order.options().reduceOnly()).isTrue();
                assertThat(order.options().postOnly()).isFalse();
                assertThat(order.side()).isEqualTo(Side.SELL);
                assertThat(order.orderType()).isEqualTo(OrderType.LIMIT);
                assertThat(order.timeInForce()).isEqualTo(TimeInForce.FOK);
                assertThat(order.clientOrderId()).isEqualTo(-1);
            }
            assertThat(reader.next()).isTrue();
            assertThat(order(reader).options().isEmpty()).isTrue();
        }
    }

    @Test
    void shouldReadWhatStandsBesideACommand() throws IOException
    {
        try (CommandJsonReader reader = reader(
            "# a scenario\n\n" + ORDER + ",\n \"timestampNs\":9,\"sessionId\":2} # the order\n" + ORDER + "}"))
        {
            assertThat(reader.next()).isTrue();
            assertThat(reader.line()).isEqualTo(3);
            assertThat(reader.timestampNs(1)).isEqualTo(9);
            assertThat(reader.sessionId(1)).isEqualTo(2);
            assertThat(reader.isRecord()).isFalse();
            assertThat(reader.next()).isTrue();
            assertThat(reader.line()).isEqualTo(5);
            assertThat(reader.timestampNs(1)).isEqualTo(1);
            assertThat(reader.sessionId(1)).isEqualTo(1);
        }
    }

    @Test
    void shouldSayWhatIsWrongAndWhere()
    {
        refuses("this is not json", 1, "this is no JSON (Unrecognized token 'this')");
        refuses("\n\n[1]", 3, "a command must be an object");
        refuses("\n" + ORDER, 2, "this is no JSON (Unexpected end-of-input");
        refuses("{\"type\":\"NewOrdr\"}", 1, "'NewOrdr' is no command: did you mean 'NewOrder'?");
        refuses("{\"type\":\"Nonsense\"}", 1, "'Nonsense' is no command: choose from SessionOpen, ");
        refuses("{\"type\":7}", 1, "'type' is 7, but must be a text in quotes.");
        refuses("{}", 1, "A command needs the field 'type': add it.");
        refuses("{\"type\":\"OrderFilled\"}", 1, "'OrderFilled' is what an engine says, no command");
        refuses(ORDER + ",\n\"opt\":1}", 2, "NewOrder has no field 'opt': did you mean 'options'?");
        refuses(ORDER + ",\"padding\":1}", 1, "NewOrder has no field 'padding'");
        refuses(ORDER + ",\"options\":[\"postonly\"]}", 1, "'options' cannot be 'postonly': choose from postOnly, red");
        refuses(ORDER + ",\"options\":{\"postOnly\":1}}", 1, "'postOnly' is 1, but must be true or false.");
        refuses(ORDER + ",\"options\":null}", 1, "'options' is null, but must be an array");
        refuses(ORDER + ",\"side\":1}", 1, "this is no JSON (Duplicate field 'side')");
        refuses(ORDER.replace("\"SELL\"", "\"sell\"") + "}", 1, "'side' cannot be 'sell': choose from BUY, SELL.");
        refuses(ORDER.replace("5,", "2147483648,") + "}", 1, "a whole number from -2147483648 to 2147483647.");
        refuses(ORDER.replace(":4", ":4.0") + "}", 1, "'quantityLots' is 4.0, but must be a whole number: give it in");
        refuses(ORDER.replace(":4", ":\"4\"") + "}", 1, "'quantityLots' is \"4\", but must be a whole number, without");
        refuses(ORDER.replace(",\"priceTicks\":3", "") + "}", 1, "NewOrder needs the field 'priceTicks': add it.");
        refuses(ORDER + ",\"timestampNs\":-1}", 1, "'timestampNs' is -1, but must be a whole number from 0 to ");
        refuses("{\"type\":\"PriceBatch\",\"instrumentPrices\":[{\"markSubTicks\":1,\"indexSubTicks\":1}]}", 1,
            "PriceBatch.instrumentPrices needs the field 'instrumentId': add it.");
        refuses("{\"type\":\"PriceBatch\",\"assetPrices\":[" + "{},".repeat(90) + "{}]}", 1,
            "the command is longer than the 1344 bytes that one may have: split it.");
        refuses("{\"type\":\"unknown\",\"bytes\":\"0x\"}", 1, "hexadecimal digits");
        refuses("{\"record\":\"BOOK\",\"command\":{\"type\":\"Continue\"}}", 1, "'record' is \"BOOK\", but must be");
    }

    private static void refuses(final String text, final int line, final String sentence)
    {
        assertThatThrownBy(() ->
        {
            try (CommandJsonReader reader = reader(text))
            {
                reader.next();
            }
        }).isInstanceOfSatisfying(JsonMistake.class, mistake -> assertThat(mistake.line()).isEqualTo(line))
            .hasMessageContaining(sentence);
    }

    private static CommandJsonReader reader(final String text) throws IOException
    {
        return new CommandJsonReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode node(final String text) throws IOException
    {
        try (JsonParser parser = new JsonFactory().createParser(text))
        {
            parser.nextToken();
            return JsonNode.read(parser);
        }
    }

    private static long clientSequence(final CommandJsonReader reader) throws IOException
    {
        assertThat(reader.next()).isTrue();
        return reader.buffer().getLong(MessageHeaderDecoder.ENCODED_LENGTH, ByteOrder.LITTLE_ENDIAN);
    }

    private static NewOrderDecoder order(final CommandJsonReader reader)
    {
        return new NewOrderDecoder().wrapAndApplyHeader(reader.buffer(), 0, new MessageHeaderDecoder());
    }

    private String text(final UnsafeBuffer buffer, final int length)
    {
        final StringBuilder text = new StringBuilder();
        json.write(text, buffer, 0, length);
        return text.toString();
    }
}

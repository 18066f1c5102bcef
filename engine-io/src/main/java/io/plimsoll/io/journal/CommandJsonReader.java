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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.EpochHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads commands from a stream of JSON objects, one after the other, as {@link MessageJson} writes them. An object is
 * <ul>
 * <li>a command, {@code {"type":"Deposit",...}}, beside whose fields {@code timestampNs} and {@code sessionId} may
 * stand; its {@code clientSequence} may be left out and is then one more than that of the command before;</li>
 * <li>or a whole record as a dump of a journal shows it, with the command inside.</li>
 * </ul>
 * Blank lines and whatever follows a {@code #} are skipped. Nothing is read beyond the object asked for, so commands
 * may be typed in. Confined to one thread; not for the hot path.
 */
public final class CommandJsonReader implements AutoCloseable
{
    private static final String COMMAND = "command";
    private static final String CLIENT_SEQUENCE = "clientSequence";
    private static final String TIMESTAMP = "timestampNs";
    private static final String SESSION_ID = "sessionId";
    private static final String RECORD = "record";
    private static final int TEMPLATE_ID_OFFSET = 2;
    private static final JsonFactory JSON = new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
        .build();

    private final MessageSchema schema = MessageSchema.load();
    private final MessageJsonReader messages = new MessageJsonReader(schema);
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(EngineLimits.COMMAND_LENGTH_MAX));
    private final JsonParser parser;
    private int line;
    private int length;
    private int recordType;
    private boolean isRecord;
    private Long timestampNs;
    private Integer sessionId;
    private long clientSequence;

    /**
     * Reader of a text.
     *
     * @param input in UTF-8; closed with this.
     * @throws IOException if the input cannot be read.
     */
    public CommandJsonReader(final InputStream input) throws IOException
    {
        parser = JSON.createParser(input);
    }

    /**
     * Reads the next command.
     *
     * @return false at the end of the text.
     * @throws JsonMistake if the next object is no command.
     * @throws IOException if the input cannot be read.
     */
    public boolean next() throws IOException
    {
        final JsonNode node = nextNode();
        if (null == node)
        {
            return false;
        }
        line = node.line();
        recordType = RecordType.COMMAND;
        timestampNs = null;
        sessionId = null;
        if (!node.isObject())
        {
            throw new JsonMistake(line, "a command must be an object, as in {\"type\":\"Deposit\",...}.");
        }
        isRecord = node.object(COMMAND).containsKey(COMMAND);
        if (isRecord)
        {
            readRecord(node);
        }
        else
        {
            readCommand(node);
        }
        return true;
    }

    private JsonNode nextNode() throws IOException
    {
        try
        {
            final JsonToken token = parser.nextToken();
            return null == token ? null : JsonNode.read(parser);
        }
        catch (final JsonProcessingException ex)
        {
            throw new JsonMistake(ex.getLocation().getLineNr(), "this is no JSON (" +
                shortened(ex.getOriginalMessage()) +
                "): give one object for each command, as in {\"type\":\"Deposit\",...}.");
        }
        catch (final CharConversionException ex)
        {
            throw new JsonMistake(parser.currentLocation().getLineNr(), "this is no text in UTF-8: convert it.");
        }
    }

    private static String shortened(final String message)
    {
        final String[] parts = message.split("[:(\n]", 2);
        return parts[0].strip();
    }

    private void readRecord(final JsonNode node)
    {
        final Map<String, JsonNode> entries = node.object(RECORD);
        recordType = entries.containsKey(RECORD) ? type(entries.get(RECORD)) : RecordType.COMMAND;
        readEnvelope(entries);
        length = messages.read(entries.get(COMMAND), List.of(), buffer);
        if (RecordType.EPOCH_HEADER == recordType && EpochHeaderDecoder.TEMPLATE_ID != templateId())
        {
            throw entries.get(RECORD).mistake(RECORD, "the name of the record that its command belongs to");
        }
    }

    private static int type(final JsonNode node)
    {
        final String name = node.text(RECORD);
        for (int type = RecordType.EPOCH_HEADER; RecordType.isKnown(type); type++)
        {
            if (RecordType.name(type).equals(name))
            {
                return type;
            }
        }
        throw node.mistake(RECORD, "COMMAND, or the name of another record that a dump shows");
    }

    private void readCommand(final JsonNode node)
    {
        final Map<String, JsonNode> entries = new LinkedHashMap<>(node.object(COMMAND));
        refuseEffect(entries.get(MessageJsonReader.TYPE));
        readEnvelope(entries);
        final JsonNode number = entries.get(CLIENT_SEQUENCE);
        if (null == number)
        {
            entries.put(CLIENT_SEQUENCE, new JsonNode(node.line(), BigInteger.valueOf(clientSequence + 1)));
        }
        length = messages.read(new JsonNode(node.line(), entries), List.of(TIMESTAMP, SESSION_ID), buffer);
        clientSequence = null == number || !number.isNumber() ? clientSequence + 1 :
            number.number(CLIENT_SEQUENCE, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private void refuseEffect(final JsonNode type)
    {
        final MessageSchema.Message message =
            null == type ? null : schema.message(type.text(MessageJsonReader.TYPE));
        if (null != message && !message.isCommand())
        {
            throw new JsonMistake(type.line(),
                "'" + message.name() + "' is what an engine says, no command: give a command such as 'NewOrder'.");
        }
    }

    private void readEnvelope(final Map<String, JsonNode> entries)
    {
        if (entries.containsKey(TIMESTAMP))
        {
            timestampNs = entries.get(TIMESTAMP).number(TIMESTAMP, 0, Long.MAX_VALUE);
        }
        if (entries.containsKey(SESSION_ID))
        {
            sessionId = (int)entries.get(SESSION_ID).number(SESSION_ID, 0, Integer.MAX_VALUE);
        }
    }

    /**
     * Where the command begins.
     *
     * @return line of the text, from 1.
     */
    public int line()
    {
        return line;
    }

    /**
     * Holds the command from its beginning, until the next one is read.
     *
     * @return the buffer, the same one for the life of the reader.
     */
    public DirectBuffer buffer()
    {
        return buffer;
    }

    /**
     * Length of the command.
     *
     * @return bytes.
     */
    public int length()
    {
        return length;
    }

    /**
     * Kind of the command.
     *
     * @return its template id; -1 if the bytes are too short for one.
     */
    public int templateId()
    {
        return length < TEMPLATE_ID_OFFSET + Short.BYTES ? -1 :
            buffer.getShort(TEMPLATE_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    /**
     * Whether the object was a whole record of a journal.
     *
     * @return true if it was.
     */
    public boolean isRecord()
    {
        return isRecord;
    }

    /**
     * Kind of the record.
     *
     * @return the type; see {@link RecordType}.
     */
    public int recordType()
    {
        return recordType;
    }

    /**
     * The limits of an engine, where the record is an epoch header.
     *
     * @return the limits.
     * @throws JsonMistake if they are none.
     */
    public EngineLimits limits()
    {
        try
        {
            return EngineLimits.decode(
                new EpochHeaderDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
        }
        catch (final IllegalArgumentException ex)
        {
            throw new JsonMistake(
                line, "the epoch header holds limits that no engine can have: " + ex.getMessage() + ".");
        }
    }

    /**
     * Time that stands beside the command.
     *
     * @param absent what to answer if none does.
     * @return nanoseconds since the epoch.
     */
    public long timestampNs(final long absent)
    {
        return null == timestampNs ? absent : timestampNs;
    }

    /**
     * Session that stands beside the command.
     *
     * @param absent what to answer if none does.
     * @return id of a session; 0 for the host.
     */
    public int sessionId(final int absent)
    {
        return null == sessionId ? absent : sessionId;
    }

    @Override
    public void close() throws IOException
    {
        parser.close();
    }
}

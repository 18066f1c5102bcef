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
package io.plimsoll.io.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One JSON message as maps, lists and texts. Numbers stay the text that they were, so that they are read exactly, and
 * whatever does not fit is refused by file, line and column or name. Confined to one thread.
 */
final class JsonText
{
    private static final JsonFactory FACTORY = new JsonFactory();

    private final TextFile file;

    JsonText(final TextFile file)
    {
        this.file = file;
    }

    /**
     * Reads a message.
     *
     * @param json the whole message.
     * @return a map, a list, a text, a Boolean, or null.
     */
    Object read(final String json)
    {
        try (JsonParser parser = FACTORY.createParser(json))
        {
            parser.nextToken();
            final Object value = value(parser);
            if (null != parser.nextToken())
            {
                throw file.refuse("has more behind the message, at its character " + column(parser) +
                    ": one message a line is expected");
            }
            return value;
        }
        catch (final JsonParseException ex)
        {
            throw file.refuse("is no JSON from character " + ex.getLocation().getColumnNr() +
                " of the message on: mend or remove the line");
        }
        catch (final IOException ex)
        {
            throw file.refuse("is too deep or has too long a value for a message: mend or remove the line");
        }
    }

    private static int column(final JsonParser parser)
    {
        return parser.currentTokenLocation().getColumnNr();
    }

    private static Object value(final JsonParser parser) throws IOException
    {
        switch (parser.currentToken())
        {
            case START_OBJECT:
                return map(parser);
            case START_ARRAY:
                return list(parser);
            case VALUE_TRUE:
            case VALUE_FALSE:
                return parser.getBooleanValue();
            case VALUE_NULL:
                return null;
            default:
                return parser.getText();
        }
    }

    private static Map<String, Object> map(final JsonParser parser) throws IOException
    {
        final Map<String, Object> entries = new LinkedHashMap<>();
        while (JsonToken.END_OBJECT != parser.nextToken())
        {
            final String name = parser.currentName();
            parser.nextToken();
            entries.put(name, value(parser));
        }
        return entries;
    }

    private static List<Object> list(final JsonParser parser) throws IOException
    {
        final List<Object> entries = new ArrayList<>();
        while (JsonToken.END_ARRAY != parser.nextToken())
        {
            entries.add(value(parser));
        }
        return entries;
    }

    /** An object as a map. */
    @SuppressWarnings("unchecked")
    Map<String, Object> map(final Object value, final String name)
    {
        if (!(value instanceof Map))
        {
            throw refuse(value, name, "an object");
        }
        return (Map<String, Object>)value;
    }

    /** An array as a list. */
    @SuppressWarnings("unchecked")
    List<Object> list(final Object value, final String name)
    {
        if (!(value instanceof List))
        {
            throw refuse(value, name, "an array");
        }
        return (List<Object>)value;
    }

    /** A list of at least so many values. */
    List<Object> list(final Object value, final String name, final int least)
    {
        final List<Object> entries = list(value, name);
        if (entries.size() < least)
        {
            throw file.refuse("has " + entries.size() + " values in " + name + ", which has at least " + least);
        }
        return entries;
    }

    /** A text or a number as its text. */
    String text(final Object value, final String name)
    {
        if (!(value instanceof String))
        {
            throw refuse(value, name, "a text");
        }
        return (String)value;
    }

    /** True or false. */
    boolean flag(final Object value, final String name)
    {
        if (!(value instanceof Boolean))
        {
            throw refuse(value, name, "true or false");
        }
        return (Boolean)value;
    }

    /** Reads a number, quoted or not. */
    DecimalText decimal(final Object value, final String name, final DecimalText target)
    {
        final String text = text(value, name);
        if (!target.parse(text, 0, text.length()))
        {
            throw file.refuse(text, name, ", which is no decimal number of up to 18 digits: mend or remove the line");
        }
        return target;
    }

    /** Reads a whole number that is not negative. */
    long whole(final Object value, final String name, final DecimalText scratch)
    {
        final DecimalText number = decimal(value, name, scratch);
        if (0 != number.decimals() || number.mantissa() < 0)
        {
            throw refuse(value, name, "a whole number from 0 on");
        }
        return number.mantissa();
    }

    private ImportException refuse(final Object value, final String name, final String wanted)
    {
        return file.refuse(String.valueOf(value), name, ", which should be " + wanted + ": mend or remove the line");
    }
}

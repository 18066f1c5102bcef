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

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value with the line at which it stands, so that whatever is wrong with it can be pointed at. Integers are kept
 * exactly, whatever their size; a number with a fraction or an exponent is kept as its text and is never an integer.
 *
 * @param line  of the text, from 1.
 * @param value a {@code Map<String, JsonNode>}, {@code List<JsonNode>}, String, BigInteger, Boolean, Fraction, or null.
 */
record JsonNode(int line, Object value)
{
    private static final int SHOWN_LENGTH_MAX = 40;

    /**
     * A number that is no integer.
     *
     * @param text as it was written.
     */
    record Fraction(String text)
    {
    }

    /**
     * Reads the value that a parser stands at.
     *
     * @param parser at the first token of the value; afterwards at its last.
     * @return the value.
     * @throws IOException if the text ends or is no JSON.
     */
    static JsonNode read(final JsonParser parser) throws IOException
    {
        final int line = parser.currentTokenLocation().getLineNr();
        switch (parser.currentToken())
        {
            case START_OBJECT:
                return new JsonNode(line, readObject(parser));
            case START_ARRAY:
                return new JsonNode(line, readArray(parser));
            case VALUE_STRING:
                return new JsonNode(line, parser.getText());
            case VALUE_NUMBER_INT:
                return new JsonNode(line, parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT:
                return new JsonNode(line, new Fraction(parser.getText()));
            case VALUE_TRUE:
            case VALUE_FALSE:
                return new JsonNode(line, parser.getBooleanValue());
            default:
                return new JsonNode(line, null);
        }
    }

    private static Map<String, JsonNode> readObject(final JsonParser parser) throws IOException
    {
        final Map<String, JsonNode> entries = new LinkedHashMap<>();
        while (JsonToken.END_OBJECT != parser.nextToken())
        {
            final String name = parser.currentName();
            parser.nextToken();
            entries.put(name, read(parser));
        }
        return entries;
    }

    private static List<JsonNode> readArray(final JsonParser parser) throws IOException
    {
        final List<JsonNode> entries = new ArrayList<>();
        while (JsonToken.END_ARRAY != parser.nextToken())
        {
            entries.add(read(parser));
        }
        return entries;
    }

    boolean isObject()
    {
        return value instanceof Map;
    }

    boolean isNumber()
    {
        return value instanceof BigInteger;
    }

    /**
     * The entries of an object.
     *
     * @param name that the value has, for the sentence.
     * @return entries in the order of the text.
     */
    @SuppressWarnings("unchecked")
    Map<String, JsonNode> object(final String name)
    {
        if (!isObject())
        {
            throw mistake(name, "an object, as in {...}");
        }
        return (Map<String, JsonNode>)value;
    }

    /**
     * The entries of an array.
     *
     * @param name that the value has, for the sentence.
     * @return entries in the order of the text.
     */
    @SuppressWarnings("unchecked")
    List<JsonNode> array(final String name)
    {
        if (!(value instanceof List))
        {
            throw mistake(name, "an array, as in [...]");
        }
        return (List<JsonNode>)value;
    }

    String text(final String name)
    {
        if (!(value instanceof String))
        {
            throw mistake(name, "a text in quotes");
        }
        return (String)value;
    }

    boolean flag(final String name)
    {
        if (!(value instanceof Boolean))
        {
            throw mistake(name, "true or false");
        }
        return (Boolean)value;
    }

    /**
     * An exact integer.
     *
     * @param name  that the value has, for the sentence.
     * @param least value allowed.
     * @param most  value allowed.
     * @return the number.
     */
    long number(final String name, final long least, final long most)
    {
        if (!isNumber())
        {
            throw mistake(name, value instanceof Fraction ?
                "a whole number: give it in the unit of the field, without fraction or exponent" :
                "a whole number, without quotes");
        }
        final BigInteger number = (BigInteger)value;
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0)
        {
            throw mistake(name, "a whole number from " + least + " to " + most);
        }
        return number.longValueExact();
    }

    JsonMistake mistake(final String name, final String wanted)
    {
        return new JsonMistake(line, "'" + name + "' is " + shown() + ", but must be " + wanted + ".");
    }

    private String shown()
    {
        if (value instanceof Map)
        {
            return "an object";
        }
        if (value instanceof List)
        {
            return "an array";
        }
        final String text = value instanceof Fraction ? ((Fraction)value).text() : String.valueOf(value);
        return value instanceof String ? '"' + cut(text) + '"' : cut(text);
    }

    /**
     * A text as a sentence may show it, however long it is.
     *
     * @param text of the input.
     * @return the text or its beginning.
     */
    static String cut(final String text)
    {
        return text.length() > SHOWN_LENGTH_MAX ? text.substring(0, SHOWN_LENGTH_MAX) + "..." : text;
    }
}

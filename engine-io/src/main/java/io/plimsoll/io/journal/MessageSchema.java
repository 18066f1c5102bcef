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

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/**
 * The messages of the schema as tables, read from the schema itself: so that every message can be shown under the names
 * that it is written with, and none can be forgotten. Immutable. Not for the hot path.
 */
public final class MessageSchema
{
    private static final String RESOURCE = "/sbe/plimsoll-schema.xml";

    private final Map<String, Type> types = new LinkedHashMap<>();
    private final Map<Integer, Message> byTemplateId = new TreeMap<>();
    private final Map<String, Message> byName = new LinkedHashMap<>();

    /**
     * A message.
     *
     * @param name        as in the schema.
     * @param templateId  as in the schema.
     * @param blockLength of the fields that stand before the groups, in bytes.
     * @param fields      in the order of the block.
     * @param groups      in the order of the message.
     */
    public record Message(String name, int templateId, int blockLength, List<Field> fields, List<Group> groups)
    {
        private static final int FIRST_EFFECT_ID = 100;

        /**
         * Whether the message is something that an engine is told.
         *
         * @return true for a command, false for an effect or a record of the journal.
         */
        public boolean isCommand()
        {
            return templateId < FIRST_EFFECT_ID;
        }
    }

    /**
     * A repeating group. Each begins with two unsigned 16-bit integers: the length of an entry and their number.
     *
     * @param name        as in the schema.
     * @param blockLength of one entry, in bytes.
     * @param fields      of one entry.
     */
    public record Group(String name, int blockLength, List<Field> fields)
    {
        /** Length of the two integers before the entries. */
        public static final int HEADER_LENGTH = 4;
    }

    /**
     * A field.
     *
     * @param name   as in the schema.
     * @param offset in its block.
     * @param type   of its values.
     */
    public record Field(String name, int offset, Type type)
    {
        /**
         * Whether the field only fills space.
         *
         * @return true if it has no meaning.
         */
        public boolean isPadding()
        {
            return name.startsWith("padding");
        }
    }

    /** What the values of a type are. */
    public enum Kind
    {
        /** A number. */
        INTEGER,

        /** One of the names. */
        ENUM,

        /** Any of the names; the values are numbers of bits. */
        SET,

        /** So many bytes, shown in hexadecimal digits. */
        BYTES
    }

    /**
     * A type of fields.
     *
     * @param kind     what its values are.
     * @param length   of a value in bytes: 1, 2, 4 or 8, or any number of bytes that are no number.
     * @param isSigned whether a value may be negative.
     * @param values   names of an enum or a set, with their values.
     */
    public record Type(Kind kind, int length, boolean isSigned, Map<String, Integer> values)
    {
    }

    private MessageSchema(final Document document)
    {
        for (final String name : List.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"))
        {
            final int bits = Integer.parseInt(name.substring(name.indexOf("nt") + 2));
            types.put(name, new Type(Kind.INTEGER, bits / Byte.SIZE, !name.startsWith("u"), Map.of()));
        }
        for (final Element section : elements(document.getDocumentElement()))
        {
            if ("types".equals(section.getTagName()))
            {
                elements(section).forEach(this::addType);
            }
            else
            {
                addMessage(section);
            }
        }
    }

    /**
     * Reads the schema that this build was made from.
     *
     * @return the tables.
     */
    public static MessageSchema load()
    {
        try (InputStream input = MessageSchema.class.getResourceAsStream(RESOURCE))
        {
            return new MessageSchema(DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(input));
        }
        catch (final IOException | ParserConfigurationException | SAXException ex)
        {
            throw new IllegalStateException("the schema " + RESOURCE + " cannot be read", ex);
        }
    }

    /**
     * Every message, in the order of template ids.
     *
     * @return the messages.
     */
    public Collection<Message> messages()
    {
        return byTemplateId.values();
    }

    /**
     * The message with a template id.
     *
     * @param templateId of the message.
     * @return the message, or null if the schema has none.
     */
    public Message message(final int templateId)
    {
        return byTemplateId.get(templateId);
    }

    /**
     * The message with a name.
     *
     * @param name of the message.
     * @return the message, or null if the schema has none.
     */
    public Message message(final String name)
    {
        return byName.get(name);
    }

    private void addType(final Element element)
    {
        if ("type".equals(element.getTagName()) && !element.getAttribute("length").isEmpty())
        {
            final int length = Integer.parseInt(element.getAttribute("length"));
            types.put(element.getAttribute("name"), new Type(Kind.BYTES, length, false, Map.of()));
        }
        final boolean isEnum = "enum".equals(element.getTagName());
        if (isEnum || "set".equals(element.getTagName()))
        {
            final Type encoding = types.get(element.getAttribute("encodingType"));
            final Map<String, Integer> values = new LinkedHashMap<>();
            for (final Element value : elements(element))
            {
                values.put(value.getAttribute("name"), Integer.valueOf(value.getTextContent().trim()));
            }
            types.put(element.getAttribute("name"),
                new Type(isEnum ? Kind.ENUM : Kind.SET, encoding.length(), false, values));
        }
    }

    private void addMessage(final Element element)
    {
        final List<Group> groups = new ArrayList<>();
        for (final Element child : elements(element))
        {
            if ("group".equals(child.getTagName()))
            {
                final List<Field> fields = fields(child);
                groups.add(new Group(child.getAttribute("name"), length(fields), fields));
            }
        }
        final List<Field> fields = fields(element);
        final Message message = new Message(element.getAttribute("name"),
            Integer.parseInt(element.getAttribute("id")), length(fields), fields, List.copyOf(groups));
        byTemplateId.put(message.templateId(), message);
        byName.put(message.name(), message);
    }

    private List<Field> fields(final Element parent)
    {
        final List<Field> fields = new ArrayList<>();
        for (final Element child : elements(parent))
        {
            if ("field".equals(child.getTagName()))
            {
                fields.add(new Field(
                    child.getAttribute("name"), length(fields), types.get(child.getAttribute("type"))));
            }
        }
        return List.copyOf(fields);
    }

    private static int length(final List<Field> fields)
    {
        final Field last = fields.isEmpty() ? null : fields.get(fields.size() - 1);
        return null == last ? 0 : last.offset() + last.type().length();
    }

    private static List<Element> elements(final Element parent)
    {
        final List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); null != node; node = node.getNextSibling())
        {
            if (node instanceof Element)
            {
                elements.add((Element)node);
            }
        }
        return elements;
    }
}

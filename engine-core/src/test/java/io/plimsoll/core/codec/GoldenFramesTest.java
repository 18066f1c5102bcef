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
package io.plimsoll.core.codec;

import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Wire compatibility: every message of the schema, filled with fixed values, must give the bytes that were kept when
 * its version was released, and those bytes must read back as the same values. The frames stand in
 * {@code golden-frames-v1.txt}, one line for each message: name, bytes in hex, decoded text.
 */
class GoldenFramesTest
{
    private static final String GENERATED = "io.plimsoll.core.codec.generated.";
    private static final String FRAMES = "/golden-frames-v1.txt";
    private static final int GROUP_ENTRIES = 2;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4_096]);
    private long nextValue;

    @Test
    void shouldEncodeEveryMessageAsItWasReleased() throws Exception
    {
        final Map<String, String[]> golden = golden();
        final List<String> messages = messagesOfSchema();

        assertThat(golden.keySet()).containsExactlyInAnyOrderElementsOf(messages);
        for (final String message : messages)
        {
            assertThat(HexFormat.of().formatHex(encode(message))).as(message).isEqualTo(golden.get(message)[1]);
        }
    }

    @Test
    void shouldDecodeEveryReleasedFrame() throws Exception
    {
        for (final Map.Entry<String, String[]> line : golden().entrySet())
        {
            final byte[] bytes = HexFormat.of().parseHex(line.getValue()[1]);

            assertThat(decode(line.getKey(), bytes)).as(line.getKey()).isEqualTo(line.getValue()[2]);
        }
    }

    private byte[] encode(final String message) throws Exception
    {
        nextValue = 1;
        buffer.setMemory(0, buffer.capacity(), (byte)0);
        final Object encoder = Class.forName(GENERATED + message + "Encoder").getConstructor().newInstance();
        encoder.getClass().getMethod(
            "wrapAndApplyHeader", MutableDirectBuffer.class, int.class, MessageHeaderEncoder.class)
            .invoke(encoder, buffer, 0, new MessageHeaderEncoder());
        fill(encoder);
        final int length = (int)encoder.getClass().getMethod("encodedLength").invoke(encoder);
        final byte[] bytes = new byte[MessageHeaderEncoder.ENCODED_LENGTH + length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    /** Fields by id, then groups by id, as the schema orders them. */
    private void fill(final Object encoder) throws Exception
    {
        final List<Method> setters = new ArrayList<>();
        for (final Method method : encoder.getClass().getMethods())
        {
            final boolean fluent = method.getReturnType() == encoder.getClass() && method.getParameterCount() == 1;
            final boolean ofBytes = method.getReturnType() == encoder.getClass() &&
                Arrays.equals(method.getParameterTypes(), new Class<?>[]{byte[].class, int.class, int.class});
            if ((fluent || ofBytes) && hasId(encoder, field(method)))
            {
                setters.add(method);
            }
        }
        setters.sort(Comparator.comparingInt(method -> id(encoder, field(method))));
        for (final Method setter : setters)
        {
            if (setter.getParameterCount() == 1)
            {
                setter.invoke(encoder, value(setter.getParameterTypes()[0]));
                continue;
            }
            final byte[] bytes = new byte[
                (int)encoder.getClass().getMethod(field(setter) + "Length").invoke(null)];
            Arrays.fill(bytes, (byte)nextValue++);
            setter.invoke(encoder, bytes, 0, bytes.length);
        }
        final List<Method> counts = new ArrayList<>();
        for (final Method method : encoder.getClass().getMethods())
        {
            final boolean fluent = method.getReturnType() == encoder.getClass();
            if (!fluent && method.getName().endsWith("Count") && method.getParameterCount() == 1)
            {
                counts.add(method);
            }
        }
        counts.sort(Comparator.comparingInt(method -> groupId(encoder, method.getName())));
        for (final Method count : counts)
        {
            final Object group = count.invoke(encoder, GROUP_ENTRIES);
            for (int entry = 0; entry < GROUP_ENTRIES; entry++)
            {
                group.getClass().getMethod("next").invoke(group);
                fill(group);
            }
        }
    }

    /** The field that a setter sets: those of bytes begin with put. */
    private static String field(final Method setter)
    {
        final String name = setter.getName();
        return setter.getParameterCount() == 1 ? name : name.substring(3, 4).toLowerCase(Locale.ROOT) +
            name.substring(4);
    }

    private Object value(final Class<?> type)
    {
        final long value = nextValue++;
        if (type == long.class)
        {
            return value << 40 | value;
        }
        if (type == int.class)
        {
            return (int)(value << 8 | value);
        }
        if (type == short.class)
        {
            return (short)value;
        }
        return Arrays.stream(type.getEnumConstants())
            .filter(constant -> !constant.toString().equals("NULL_VAL")).reduce((first, last) -> last).orElseThrow();
    }

    private static boolean hasId(final Object encoder, final String field)
    {
        return Arrays.stream(encoder.getClass().getMethods())
            .anyMatch(method -> method.getName().equals(field + "Id") && method.getParameterCount() == 0);
    }

    private static int id(final Object encoder, final String field)
    {
        try
        {
            return ((Number)encoder.getClass().getMethod(field + "Id").invoke(null)).intValue();
        }
        catch (final ReflectiveOperationException ex)
        {
            throw new IllegalStateException(ex);
        }
    }

    private static int groupId(final Object encoder, final String count)
    {
        return id(encoder, count.substring(0, count.length() - "Count".length()));
    }

    private String decode(final String message, final byte[] bytes) throws Exception
    {
        final Object decoder = Class.forName(GENERATED + message + "Decoder").getConstructor().newInstance();
        decoder.getClass().getMethod("wrapAndApplyHeader", DirectBuffer.class, int.class, MessageHeaderDecoder.class)
            .invoke(decoder, new UnsafeBuffer(bytes), 0, new MessageHeaderDecoder());
        return decoder.toString();
    }

    private static List<String> messagesOfSchema() throws IOException
    {
        final List<String> messages = new ArrayList<>();
        try (InputStream schema = GoldenFramesTest.class.getResourceAsStream("/sbe/plimsoll-schema.xml"))
        {
            final String text = new String(schema.readAllBytes(), StandardCharsets.UTF_8);
            final Matcher matcher = Pattern.compile("<sbe:message name=\"(\\w+)\"").matcher(text);
            while (matcher.find())
            {
                messages.add(matcher.group(1));
            }
        }
        return messages;
    }

    private static Map<String, String[]> golden() throws IOException
    {
        final Map<String, String[]> frames = new TreeMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
            GoldenFramesTest.class.getResourceAsStream(FRAMES), StandardCharsets.UTF_8)))
        {
            for (String line = reader.readLine(); line != null; line = reader.readLine())
            {
                final String[] parts = line.split(" ", 3);
                frames.put(parts[0], parts);
            }
        }
        return frames;
    }
}

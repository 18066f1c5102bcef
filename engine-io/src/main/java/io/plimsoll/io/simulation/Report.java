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
package io.plimsoll.io.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run has to say: lines for people, and the same figures under names for programs. Confined to one thread.
 */
public final class Report
{
    private static final int LABEL_WIDTH = 22;

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private boolean sound;

    /**
     * An empty report.
     */
    public Report()
    {
    }

    Report line(final String label, final String format, final Object... values)
    {
        final String text = String.format(Locale.ROOT, format, values);
        lines.add(String.format(Locale.ROOT, "%-" + LABEL_WIDTH + "s%s", label, text));
        return this;
    }

    Report figure(final String name, final Object value)
    {
        figures.put(name, value);
        return this;
    }

    Report sound(final boolean everythingHolds)
    {
        sound = everythingHolds;
        return this;
    }

    /**
     * Whether money was conserved, nobody below their line was left out of the queue, and the engine's figures agree
     * with a recomputation.
     *
     * @return false if the engine is not to be trusted.
     */
    public boolean isSound()
    {
        return sound;
    }

    /**
     * The closing line.
     *
     * @param program that it names.
     * @return the line.
     */
    public String result(final String program)
    {
        return "RESULT " + program + " commands=" + figure("commands") + " digest=" + figure("digest") +
            " conserved=" + figure("conserved") + " unqueued=" + figure("unqueued");
    }

    Map<String, Object> figures()
    {
        return figures;
    }

    /**
     * A figure by its name.
     *
     * @param name as it stands in the JSON form.
     * @return the figure: a Long, BigInteger, Boolean, String or List.
     */
    public Object figure(final String name)
    {
        return figures.get(name);
    }

    /**
     * Prints the lines for people.
     *
     * @param out to print to.
     */
    public void print(final PrintWriter out)
    {
        lines.forEach(out::println);
    }

    /**
     * The figures as one JSON object.
     *
     * @return JSON text.
     */
    public String toJson()
    {
        final StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text))
        {
            json.useDefaultPrettyPrinter();
            write(json, figures);
        }
        catch (final IOException ex)
        {
            throw new IllegalStateException(ex);
        }
        return text.toString();
    }

    private static void write(final JsonGenerator json, final Object value) throws IOException
    {
        if (value instanceof Map)
        {
            json.writeStartObject();
            for (final Map.Entry<?, ?> entry : ((Map<?, ?>)value).entrySet())
            {
                json.writeFieldName((String)entry.getKey());
                write(json, entry.getValue());
            }
            json.writeEndObject();
        }
        else if (value instanceof List)
        {
            json.writeStartArray();
            for (final Object element : (List<?>)value)
            {
                write(json, element);
            }
            json.writeEndArray();
        }
        else
        {
            json.writePOJO(value);
        }
    }

    /**
     * Atoms as units of their asset, to two decimals.
     *
     * @param atoms    to be shown.
     * @param decimals of the asset.
     * @return for example 1,234,567.89.
     */
    static String units(final BigInteger atoms, final int decimals)
    {
        return String.format(Locale.ROOT, "%,.2f", new BigDecimal(atoms, decimals).setScale(2, RoundingMode.HALF_EVEN));
    }
}

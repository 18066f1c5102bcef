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

import java.util.Arrays;

/**
 * One row of comma-separated values, looked at in place: blanks and quotes around a value are not part of it. Refuses
 * what does not fit with a sentence that names file, line and column. Confined to one thread.
 */
final class CsvRow
{
    /** The mark of UTF-8, read byte by byte. */
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final TextFile file;
    private final DecimalText number = new DecimalText();
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private String line;
    private int count;

    CsvRow(final TextFile file)
    {
        this.file = file;
    }

    /** Goes to the next row; false behind the last. */
    boolean next()
    {
        line = file.nextLine();
        if (null == line)
        {
            return false;
        }
        count = 0;
        int start = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', start))
        {
            add(start, comma);
            start = comma + 1;
        }
        add(start, line.length());
        return true;
    }

    private void add(final int start, final int end)
    {
        if (count == starts.length)
        {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        int first = start;
        int last = end;
        while (first < last && isPadding(line.charAt(first)))
        {
            first++;
        }
        while (last > first && isPadding(line.charAt(last - 1)))
        {
            last--;
        }
        starts[count] = first;
        ends[count] = last;
        count++;
    }

    private static boolean isPadding(final char character)
    {
        return ' ' == character || '"' == character || '\t' == character;
    }

    /** Values of the row. */
    int count()
    {
        return count;
    }

    /** The row as it stands in the file. */
    String line()
    {
        return line;
    }

    /**
     * Finds a value without regard to capitals, as a header needs it.
     *
     * @param name looked for.
     * @return its column, -1 if there is none.
     */
    int find(final String name)
    {
        for (int column = 0; column < count; column++)
        {
            final String text = text(column);
            if (name.equalsIgnoreCase(text.startsWith(BYTE_ORDER_MARK) ? unmarked(text) : text))
            {
                return column;
            }
        }
        return -1;
    }

    private static String unmarked(final String text)
    {
        return text.substring(BYTE_ORDER_MARK.length()).replace("\"", "");
    }

    /** Refuses a row with more or fewer values than the first line names. */
    void requireNamed(final int columnCount)
    {
        if (count != columnCount)
        {
            throw file.refuse("has " + count + " values where the first line names " + columnCount +
                " columns: complete or remove the row");
        }
    }

    /** A value as it stands there. */
    String text(final int column)
    {
        return line.substring(starts[column], ends[column]);
    }

    boolean isEmpty(final int column)
    {
        return starts[column] == ends[column];
    }

    /**
     * Reads a decimal number.
     *
     * @param column of the value.
     * @param name   of the column.
     * @param target receives it.
     * @return the target.
     */
    DecimalText decimal(final int column, final String name, final DecimalText target)
    {
        if (!target.parse(line, starts[column], ends[column]))
        {
            throw file.refuse(text(column), name,
                ", which is no decimal number of up to 18 digits: mend or remove the row");
        }
        return target;
    }

    /**
     * Reads a decimal number that must not be negative.
     *
     * @param column of the value.
     * @param name   of the column.
     * @param target receives it.
     */
    void size(final int column, final String name, final DecimalText target)
    {
        if (decimal(column, name, target).mantissa() < 0)
        {
            throw file.refuse(text(column), name, ", which must not be below zero: mend or remove the row");
        }
    }

    /**
     * Reads a whole number.
     *
     * @param column of the value.
     * @param name   of the column.
     * @param least  value allowed.
     * @param most   value allowed.
     * @return the number.
     */
    long whole(final int column, final String name, final long least, final long most)
    {
        final boolean isWhole = number.parse(line, starts[column], ends[column]) && 0 == number.decimals();
        if (!isWhole || number.mantissa() < least || number.mantissa() > most)
        {
            throw file.refuse(text(column), name,
                ", which is no whole number from " + least + " to " + most + ": mend or remove the row");
        }
        return number.mantissa();
    }
}

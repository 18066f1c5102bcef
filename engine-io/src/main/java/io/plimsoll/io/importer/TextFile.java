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

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of one file, plain or compressed with gzip, and the sentences that say where in it something is wrong.
 * Confined to one thread.
 */
final class TextFile implements AutoCloseable
{
    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;
    private static final int TEXT_SHOWN_MAX = 40;
    private static final int BUFFER_LENGTH = 1 << 16;

    private final String name;
    private final String contents;
    private final int lineLengthMax;
    private final BufferedReader reader;
    private int lineNumber;

    /**
     * Opens a file.
     *
     * @param path          of the file.
     * @param contents      what it should hold, such as "a CSV file of candles".
     * @param lineLengthMax characters; no line of such a file is longer.
     * @throws ImportException if it cannot be opened.
     */
    TextFile(final Path path, final String contents, final int lineLengthMax)
    {
        final Path last = path.getFileName();
        this.name = null == last ? path.toString() : last.toString();
        this.contents = contents;
        this.lineLengthMax = lineLengthMax;
        if (!Files.exists(path))
        {
            throw new ImportException(path + " does not exist: name " + contents + ", plain or .gz");
        }
        if (Files.isDirectory(path))
        {
            throw new ImportException(path + " is a folder: name " + contents + " in it, plain or .gz");
        }
        try
        {
            reader = open(path);
        }
        catch (final IOException ex)
        {
            throw broken(ex);
        }
    }

    private static BufferedReader open(final Path path) throws IOException
    {
        final InputStream raw = new BufferedInputStream(Files.newInputStream(path), BUFFER_LENGTH);
        raw.mark(2);
        final boolean compressed = GZIP_MAGIC_0 == raw.read() && GZIP_MAGIC_1 == raw.read();
        raw.reset();
        // Latin-1 maps every byte to a character, so that garbage is reported where it stands and never replaced.
        return new BufferedReader(new InputStreamReader(
            compressed ? new GZIPInputStream(raw, BUFFER_LENGTH) : raw, StandardCharsets.ISO_8859_1));
    }

    /** The file's name without its folder. */
    String name()
    {
        return name;
    }

    /** The next line that is not blank, null behind the last. */
    String nextLine()
    {
        try
        {
            String line = reader.readLine();
            while (null != line)
            {
                lineNumber++;
                if (line.length() > lineLengthMax)
                {
                    throw refuse("is " + line.length() + " characters long, which no row of such a file is: name " +
                        contents);
                }
                if (!line.isBlank())
                {
                    return line;
                }
                line = reader.readLine();
            }
            return null;
        }
        catch (final IOException ex)
        {
            throw broken(ex);
        }
    }

    private ImportException broken(final IOException cause)
    {
        final String behind = ", after line " + lineNumber + ": ";
        if (cause instanceof EOFException)
        {
            return new ImportException(name + " ends in the middle of its compressed data" + behind + "fetch it again");
        }
        if (cause instanceof ZipException)
        {
            return new ImportException(name + " is damaged in its compressed data" + behind + "fetch it again");
        }
        return new ImportException(name + " cannot be read (" + cause.getMessage() + ")" + behind +
            "check the file and its permissions");
    }

    /**
     * A refusal of the whole file.
     *
     * @param what verb and rest of the sentence, before the advice to name a better file.
     */
    ImportException refuseFile(final String what)
    {
        return new ImportException(name + " " + what + ": name " + contents);
    }

    /**
     * A refusal of the line read last.
     *
     * @param what verb and rest of the sentence.
     */
    ImportException refuse(final String what)
    {
        return new ImportException(name + " line " + lineNumber + " " + what);
    }

    /**
     * A refusal of a value in the line read last.
     *
     * @param text   as it stands there.
     * @param column that it stands in.
     * @param why    the value is refused.
     */
    ImportException refuse(final String text, final String column, final String why)
    {
        return refuse("has '" + shown(text) + "' as " + column + why);
    }

    /** A text as a sentence may show it, whatever it holds. */
    static String shown(final String text)
    {
        final StringBuilder builder = new StringBuilder();
        for (int i = 0; i < Math.min(TEXT_SHOWN_MAX, text.length()); i++)
        {
            final char character = text.charAt(i);
            builder.append(character < ' ' || character > '~' ? '?' : character);
        }
        return builder.append(text.length() > TEXT_SHOWN_MAX ? "..." : "").toString();
    }

    @Override
    public void close()
    {
        try
        {
            reader.close();
        }
        catch (final IOException ex)
        {
            throw broken(ex);
        }
    }
}

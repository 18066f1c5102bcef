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

import java.nio.file.Path;

/**
 * Reads the lines of a raw capture, whatever the venue. Three forms are known, and may be mixed:
 *
 * <pre>
 *   1723161255030314667 {"stream":...}          hftbacktest: Unix nanoseconds
 *   1626992741.06217: {"stream":...}            cryptofeed: Unix seconds
 *   {"topic":...}                               one message a line, no time
 * </pre>
 *
 * <p>Of cryptofeed, lines that tell of a connection or of what was sent ({@code <->} and {@code <-} behind an address)
 * are passed over. The messages themselves are not looked into.
 */
public final class CaptureReader
{
    private static final int LINE_LENGTH_MAX = 1 << 24;
    private static final int NANO_DECIMALS = 9;
    private static final String CONTENTS = "a raw capture, one message a line";

    private final TextFile file;
    private final CaptureHandler handler;
    private final DecimalText time = new DecimalText();

    private CaptureReader(final TextFile file, final CaptureHandler handler)
    {
        this.file = file;
        this.handler = handler;
    }

    /**
     * Reads a file.
     *
     * @param path    of the file.
     * @param handler told of every message.
     * @return messages.
     * @throws ImportException if it cannot be used; the message says where and why.
     */
    public static long read(final Path path, final CaptureHandler handler)
    {
        try (TextFile file = open(path))
        {
            return readAll(file, handler);
        }
    }

    /** Opens a capture for a reader that looks into the messages. */
    static TextFile open(final Path path)
    {
        return new TextFile(path, CONTENTS, LINE_LENGTH_MAX);
    }

    /** Reads an open capture. */
    static long readAll(final TextFile file, final CaptureHandler handler)
    {
        final CaptureReader reader = new CaptureReader(file, handler);
        long messages = 0;
        for (String line = file.nextLine(); null != line; line = file.nextLine())
        {
            messages += reader.readLine(line) ? 1 : 0;
        }
        if (0 == messages)
        {
            throw file.refuseFile("holds no messages");
        }
        return messages;
    }

    private boolean readLine(final String line)
    {
        final char first = line.charAt(0);
        if ('{' == first || '[' == first)
        {
            handler.onMessage(MarketEvent.NO_TIME, line);
            return true;
        }
        if (line.startsWith("ws://") || line.startsWith("wss://") || line.startsWith("http"))
        {
            return false;
        }
        final int blank = line.indexOf(' ');
        if (blank < 1 || blank + 1 == line.length() || !isJson(line.charAt(blank + 1)))
        {
            throw file.refuse(line, "line", ", where a time and a message in braces or brackets are expected");
        }
        handler.onMessage(timeNs(line, blank), line.substring(blank + 1));
        return true;
    }

    private static boolean isJson(final char first)
    {
        return '{' == first || '[' == first;
    }

    private long timeNs(final String line, final int blank)
    {
        final boolean isSeconds = ':' == line.charAt(blank - 1);
        final int end = isSeconds ? blank - 1 : blank;
        final boolean isTime = time.parse(line, 0, end) && time.mantissa() >= 0 &&
            time.decimals() <= (isSeconds ? NANO_DECIMALS : 0);
        if (isTime && !isSeconds)
        {
            return time.mantissa();
        }
        final long limit = Long.MAX_VALUE / DecimalText.powerOfTen(NANO_DECIMALS);
        if (!isTime || time.mantissa() / DecimalText.powerOfTen(time.decimals()) >= limit)
        {
            throw file.refuse(line.substring(0, end), "time (column 1)",
                ", which is neither Unix nanoseconds nor seconds and a colon: mend or remove the line");
        }
        return time.steps(NANO_DECIMALS);
    }
}

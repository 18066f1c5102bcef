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

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * The four bytes before every document, little-endian. It is Chronicle's own framing; the in-memory journal frames its
 * documents alike.
 *
 * <pre>
 *    31            30         29 ................................. 0
 *   +-------------+----------+--------------------------------------+
 *   | not complete| metadata |  length of the document that follows |
 *   +-------------+----------+--------------------------------------+
 * </pre>
 *
 * <p>A writer puts the document first, its magic before the rest of it, and the word last. So a process that is killed
 * in between leaves {@link #NONE} with the beginning of a record behind it. No word that was once written is one
 * flipped bit away from {@link #NONE}, because no document is as long as a power of two: see {@link
 * #documentLength(int)}.
 */
final class DocumentWord
{
    /** Length of the word in bytes. */
    static final int LENGTH = Integer.BYTES;

    /** Documents begin at multiples of this many bytes. */
    static final int ALIGNMENT = 4;

    /** Nothing has been finished here. */
    static final int NONE = 0;

    /** A document that is being written, by versions of Chronicle that say so. */
    static final int OPEN = 0x8000_0000;

    /** Set in the word of a document that belongs to the framing, such as an index. */
    static final int META_DATA = 0x4000_0000;

    private DocumentWord()
    {
    }

    /**
     * Length of the document that holds a record: that of the record, and four zero bytes more where it is a power of
     * two.
     */
    static int documentLength(final int recordLength)
    {
        return 0 == (recordLength & (recordLength - 1)) ? recordLength + ALIGNMENT : recordLength;
    }

    /**
     * Reads a word so that everything written before it is seen behind it.
     */
    static int getVolatile(final UnsafeBuffer buffer, final int offset)
    {
        final int word = buffer.getIntVolatile(offset);
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? word : Integer.reverseBytes(word);
    }
}

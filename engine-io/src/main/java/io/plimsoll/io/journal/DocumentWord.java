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
 * <p>A writer first puts {@link #OPEN}, then the document, then the finished word; so a process that was killed in
 * between leaves {@link #OPEN} behind, and never a length together with the first bit.
 */
final class DocumentWord
{
    /** Length of the word in bytes. */
    static final int LENGTH = Integer.BYTES;

    /** Documents begin at multiples of this many bytes. */
    static final int ALIGNMENT = 4;

    /** Nothing has been written here. */
    static final int NONE = 0;

    /** A document that is being written. */
    static final int OPEN = 0x8000_0000;

    /** Set in the word of a document that belongs to the framing, such as an index. */
    static final int META_DATA = 0x4000_0000;

    /** The bits that hold the length. */
    static final int LENGTH_MASK = 0x3FFF_FFFF;

    private DocumentWord()
    {
    }

    static boolean isComplete(final int word)
    {
        return NONE != word && 0 == (word & OPEN);
    }

    static boolean isMetaData(final int word)
    {
        return META_DATA == (word & META_DATA);
    }

    static int length(final int word)
    {
        return word & LENGTH_MASK;
    }
}

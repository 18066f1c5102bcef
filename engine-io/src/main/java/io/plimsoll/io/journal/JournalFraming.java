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
 * What lies around the documents of a journal. Each check answers with an empty string, or with what is wrong.
 */
interface JournalFraming
{
    /** Answer of a check that found nothing wrong. */
    String SOUND = "";

    /** The documents of the in-memory journal: nothing lies around them. */
    JournalFraming BARE = new JournalFraming()
    {
    };

    /**
     * Position of the first document.
     */
    default long firstPosition()
    {
        return 0;
    }

    /**
     * Checks what lies before the first document, and remembers it as it is now.
     */
    default String checkHead(final JournalBytes bytes)
    {
        return SOUND;
    }

    /**
     * Checks what is said elsewhere about a whole record.
     */
    default String checkRecord(final long ordinal, final long position)
    {
        return SOUND;
    }

    /**
     * Checks what is said elsewhere about the end. Only called when the end is not damaged.
     */
    default String checkEnd(final long records, final long endPosition, final long length, final int effectBytesMax)
    {
        return SOUND;
    }
}

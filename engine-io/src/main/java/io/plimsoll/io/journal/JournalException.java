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
 * The journal cannot be written, opened or read. The message is one sentence for an operator: what, where, what to do.
 */
public final class JournalException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /** What the reader of the sentence is to do. */
    private final Category category;

    /** What the reader of the sentence is to do. */
    public enum Category
    {
        /** There is no journal, or something else, where one was asked for: ask for another. */
        WRONG_PLACE,

        /** The journal is damaged: nothing may be appended, nothing behind the damage may be trusted. */
        DAMAGED,

        /** The medium or its owner refused: a full disk, a missing right, a second writer. Fatal for a writer. */
        MEDIUM
    }

    /**
     * Exception with a sentence.
     *
     * @param category what to do.
     * @param message  sentence for an operator.
     */
    public JournalException(final Category category, final String message)
    {
        super(message);
        this.category = category;
    }

    /**
     * Exception with a sentence and a cause.
     *
     * @param category what to do.
     * @param message  sentence for an operator.
     * @param cause    what the medium said.
     */
    public JournalException(final Category category, final String message, final Throwable cause)
    {
        super(message, cause);
        this.category = category;
    }

    /**
     * What the reader of the sentence is to do.
     *
     * @return the category.
     */
    public Category category()
    {
        return category;
    }
}

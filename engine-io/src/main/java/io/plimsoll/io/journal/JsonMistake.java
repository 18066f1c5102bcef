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
 * JSON that is no command. The message says what is wrong and what to do; the line says where.
 */
public final class JsonMistake extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /** Of the text, from 1. */
    private final int line;

    /**
     * A mistake.
     *
     * @param line     of the text, from 1.
     * @param sentence what is wrong and what to do.
     */
    public JsonMistake(final int line, final String sentence)
    {
        super(sentence, null, false, false);
        this.line = line;
    }

    /**
     * Where the mistake is.
     *
     * @return line of the text, from 1.
     */
    public int line()
    {
        return line;
    }
}

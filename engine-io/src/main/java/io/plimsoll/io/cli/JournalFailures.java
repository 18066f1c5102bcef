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
package io.plimsoll.io.cli;

import io.plimsoll.io.journal.JournalException;
import java.nio.file.Path;

/**
 * Turns what a journal refuses into the exit code that is documented for it.
 */
final class JournalFailures
{
    private JournalFailures()
    {
    }

    static CliException of(final JournalException exception)
    {
        switch (exception.category())
        {
            case WRONG_PLACE:
                return CliException.usage(exception.getMessage());
            case DAMAGED:
                return CliException.damaged(exception.getMessage());
            default:
                return CliException.failed(exception.getMessage());
        }
    }

    /**
     * What the JVM says when a mapped page cannot be had: the file has become shorter, or the disk fails.
     */
    static CliException unreadable(final Path directory)
    {
        return CliException.failed("The journal '" + directory +
            "' changed or became unreadable while it was read: check the disk and try again.");
    }

    static String damage(final Path directory, final String damage)
    {
        return "The journal '" + directory + "' is damaged: " + damage + ".";
    }
}

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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Watches the space on the medium, because a full disk shows itself as a fault at some later page and nothing else.
 */
public final class JournalSpace
{
    private static final long MEGABYTE = 1_000_000;

    private JournalSpace()
    {
    }

    /**
     * Space that a journal at a path could still take.
     *
     * @param path of the journal, which need not exist.
     * @return bytes.
     */
    public static long usableBytes(final Path path)
    {
        Path existing = path.toAbsolutePath().normalize();
        while (!Files.exists(existing))
        {
            existing = existing.getParent();
        }
        try
        {
            return Files.getFileStore(existing).getUsableSpace();
        }
        catch (final IOException ex)
        {
            throw new JournalException(JournalException.Category.MEDIUM,
                "The free space under '" + existing + "' cannot be read: " + ex.getMessage() + ".", ex);
        }
    }

    /**
     * Refuses where there is too little space.
     *
     * @param path        of the journal, which need not exist.
     * @param neededBytes bytes that must be free.
     * @throws JournalException if fewer are.
     */
    public static void require(final Path path, final long neededBytes)
    {
        final long usableBytes = usableBytes(path);
        if (usableBytes < neededBytes)
        {
            throw new JournalException(JournalException.Category.MEDIUM,
                "The journal '" + path + "' needs " + neededBytes / MEGABYTE + " MB of free space and has " +
                usableBytes / MEGABYTE + " MB: free some, or choose another directory.");
        }
    }
}

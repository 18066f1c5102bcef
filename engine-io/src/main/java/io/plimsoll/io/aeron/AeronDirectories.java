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
package io.plimsoll.io.aeron;

import io.aeron.CommonContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.agrona.IoUtil;

/**
 * Directories of embedded media drivers: one per driver, named after user and process, on a memory file system where
 * there is one.
 *
 * <p>A killed process leaves its directory behind, tens of megabytes in memory. The next start removes those of its own
 * user whose process is dead and whose driver no longer beats.
 */
public final class AeronDirectories
{
    private static final Path MEMORY_FILE_SYSTEM = Path.of("/dev", "shm");
    private static final long HEARTBEAT_TIMEOUT_MS = 2_000;
    private static final long FIXED_BYTES = 16L << 20;
    private static final int TERMS = 3;
    private static final long PAUSE_NS = 50_000_000L;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private AeronDirectories()
    {
    }

    /**
     * A directory that no other driver uses.
     *
     * @return its path; it does not exist yet.
     */
    public static Path unique()
    {
        return parent().resolve(prefix() + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet());
    }

    /**
     * Where directories are made.
     *
     * @return the memory file system, or the folder for temporary files.
     */
    public static Path parent()
    {
        return Files.isWritable(MEMORY_FILE_SYSTEM) ?
            MEMORY_FILE_SYSTEM : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * Removes the directories of dead processes of this user.
     *
     * @param parent to look into.
     * @return directories removed.
     */
    public static int removeStale(final Path parent)
    {
        final File[] candidates = parent.toFile().listFiles(
            (folder, name) -> name.startsWith(prefix()));
        int removed = 0;
        for (final File candidate : null == candidates ? new File[0] : candidates)
        {
            if (isStale(candidate))
            {
                IoUtil.delete(candidate, true);
                removed++;
            }
        }
        return removed;
    }

    /**
     * Checks that no driver is alive in a directory that is to be made anew. Waits a moment where the last heartbeat is
     * young, because a process that has just been killed looks alive for so long.
     *
     * @param directory of the driver.
     * @throws IllegalStateException whose message says what to do.
     */
    public static void requireUnused(final Path directory)
    {
        final Consumer<String> silent = message ->
        {
        };
        final long deadlineMs = System.currentTimeMillis() + 2 * HEARTBEAT_TIMEOUT_MS;
        while (CommonContext.isDriverActive(directory.toFile(), HEARTBEAT_TIMEOUT_MS, silent))
        {
            if (System.currentTimeMillis() > deadlineMs)
            {
                throw new IllegalStateException("A media driver is alive in the Aeron directory '" + directory +
                    "': set another aeron.directory, or aeron.driver = external to use that driver.");
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /**
     * Checks that all streams fit: those that go out, and that of the ingress.
     *
     * @param directory  of the driver; its parent must exist.
     * @param termLength of each stream.
     * @param streams    that go out at once.
     * @throws IllegalStateException whose message says how much is missing and what to do.
     */
    public static void checkSpace(final Path directory, final int termLength, final int streams)
    {
        final long needed = FIXED_BYTES + (long)TERMS * termLength * (streams + 1);
        final Path parent = directory.toAbsolutePath().getParent();
        final long usable;
        try
        {
            usable = Files.getFileStore(parent).getUsableSpace();
        }
        catch (final IOException ex)
        {
            throw new IllegalStateException("The folder '" + parent + "' for the Aeron directory cannot be used: " +
                "set aeron.directory to a path on a memory file system.", ex);
        }
        if (usable < needed)
        {
            throw new IllegalStateException("The Aeron directory needs " + (needed >> 20) + " MiB but '" + parent +
                "' has only " + (usable >> 20) + " MiB left: enlarge it (for a container --shm-size), or set a " +
                "smaller aeron.term-length or fewer sessions.");
        }
    }

    private static boolean isStale(final File candidate)
    {
        final Consumer<String> silent = message ->
        {
        };
        final String[] parts = candidate.getName().substring(prefix().length()).split("-");
        try
        {
            return ProcessHandle.of(Long.parseLong(parts[0])).isEmpty() &&
                !CommonContext.isDriverActive(candidate, HEARTBEAT_TIMEOUT_MS, silent);
        }
        catch (final NumberFormatException ex)
        {
            return false;
        }
    }

    private static String prefix()
    {
        return "plimsoll-" + System.getProperty("user.name") + "-";
    }
}

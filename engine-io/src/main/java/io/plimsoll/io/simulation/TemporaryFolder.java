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
package io.plimsoll.io.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that is gone when it is closed, or when the process is asked to end before.
 */
final class TemporaryFolder implements AutoCloseable
{
    private final Path path;
    private final Thread cleaner = new Thread(this::delete, "delete-temporary-folder");

    /**
     * Makes a folder among the temporary files.
     *
     * @param prefix of its name.
     */
    TemporaryFolder(final String prefix)
    {
        try
        {
            path = Files.createTempDirectory(prefix);
        }
        catch (final IOException ex)
        {
            throw new SimulationException("The folder of temporary files cannot be written (" + ex.getMessage() +
                "): free space there, or name another with -Djava.io.tmpdir");
        }
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    Path path()
    {
        return path;
    }

    @Override
    public void close()
    {
        try
        {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        }
        catch (final IllegalStateException ex)
        {
            // The process is ending, and the hook deletes the folder.
            return;
        }
        delete();
    }

    private void delete()
    {
        if (!Files.exists(path))
        {
            return;
        }
        try (Stream<Path> paths = Files.walk(path))
        {
            for (final Path entry : (Iterable<Path>)paths.sorted(Comparator.reverseOrder())::iterator)
            {
                Files.deleteIfExists(entry);
            }
        }
        catch (final IOException ex)
        {
            throw new SimulationException("The temporary folder " + path + " cannot be deleted (" + ex.getMessage() +
                "): delete it by hand");
        }
    }
}

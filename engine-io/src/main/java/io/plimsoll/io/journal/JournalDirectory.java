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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a journal lies: one directory, in it one directory per epoch, in that Chronicle's two files, and nothing else.
 * What is known about the host stands beside the directory, never in it.
 *
 * <pre>
 *   DIR.host.properties            who wrote last; locked while a writer is at work
 *   DIR/epoch-00001/19700101HX.cq4 the records
 *   DIR/epoch-00001/metadata.cq4t  Chronicle's own notes
 * </pre>
 */
public final class JournalDirectory
{
    private static final String EPOCH_PREFIX = "epoch-";
    private static final String EPOCH_NAME = EPOCH_PREFIX + "\\d{5}";
    private static final String UNFINISHED_SUFFIX = ".unfinished";

    private final Path path;

    /**
     * Names a directory; touches nothing.
     *
     * @param path of the journal.
     */
    public JournalDirectory(final Path path)
    {
        this.path = path.toAbsolutePath().normalize();
    }

    /**
     * Path of the journal.
     *
     * @return an absolute path.
     */
    public Path path()
    {
        return path;
    }

    /**
     * Whether a journal, or the beginning of one, is there.
     *
     * @return false if the directory is missing or empty.
     */
    public boolean exists()
    {
        return Files.isDirectory(path) && !entries(path).isEmpty();
    }

    /**
     * Opens the newest epoch for reading. Changes no byte.
     *
     * @return a scanner before the first record.
     * @throws JournalException if no journal is there.
     */
    public JournalScanner open()
    {
        final Path dataFile = dataFile(newestEpoch());
        try
        {
            return new JournalScanner(new MappedJournalBytes(dataFile), new ChronicleFraming());
        }
        catch (final IOException ex)
        {
            throw new JournalException(JournalException.Category.MEDIUM,
                "The journal file '" + dataFile + "' cannot be opened: " + ex.getMessage() + ".", ex);
        }
    }

    /**
     * Reads the newest epoch to its end.
     *
     * @return how it ends.
     * @throws JournalException if no journal is there.
     */
    public JournalReport verify()
    {
        try (JournalScanner scanner = open())
        {
            boolean more = true;
            while (more)
            {
                more = scanner.next();
            }
            return scanner.report();
        }
    }

    /**
     * The data file of an epoch.
     *
     * @param epoch number of the epoch.
     * @return the file, which must be there.
     * @throws JournalException if it is not there, or something is that does not belong there.
     */
    public Path dataFile(final int epoch)
    {
        final Path directory = epochDirectory(epoch);
        for (final String name : entries(directory))
        {
            if (!ChronicleFile.DATA_FILE.equals(name) && !ChronicleFile.METADATA_FILE.equals(name))
            {
                throw foreign(directory, name);
            }
        }
        final Path file = directory.resolve(ChronicleFile.DATA_FILE);
        if (!Files.isRegularFile(file))
        {
            throw new JournalException(JournalException.Category.DAMAGED,
                "The journal '" + path + "' is damaged: epoch " + epoch + " has no data file '" + file.getFileName() +
                "', restore it from a copy.");
        }
        return file;
    }

    /**
     * Number of the newest epoch.
     *
     * @return the number, at least 1.
     * @throws JournalException if no journal is there, or something is that does not belong there.
     */
    public int newestEpoch()
    {
        if (!Files.isDirectory(path))
        {
            throw new JournalException(JournalException.Category.WRONG_PLACE, Files.exists(path) ?
                "The journal '" + path + "' is a file: give the directory that holds the epochs." :
                "The journal directory '" + path + "' does not exist: check the path.");
        }
        if (Files.exists(path.resolve(ChronicleFile.DATA_FILE)))
        {
            throw new JournalException(JournalException.Category.WRONG_PLACE,
                "The directory '" + path + "' is one epoch of a journal: give the directory above it.");
        }
        int newest = 0;
        for (final String name : entries(path))
        {
            if (!name.matches(EPOCH_NAME))
            {
                throw foreign(path, name);
            }
            newest = Math.max(newest, Integer.parseInt(name.substring(EPOCH_PREFIX.length())));
        }
        if (0 == newest)
        {
            throw new JournalException(JournalException.Category.WRONG_PLACE,
                "The directory '" + path + "' is empty: it holds no journal, check the path.");
        }
        return newest;
    }

    Path epochDirectory(final int epoch)
    {
        return path.resolve(String.format("%s%05d", EPOCH_PREFIX, epoch));
    }

    /**
     * Where an epoch is made before it is moved to its place, so that none is ever there without its header.
     */
    Path unfinishedDirectory()
    {
        return path.resolveSibling(path.getFileName() + UNFINISHED_SUFFIX);
    }

    Path hostFile()
    {
        return path.resolveSibling(path.getFileName() + ".host.properties");
    }

    static void deleteRecursively(final Path directory) throws IOException
    {
        if (Files.isDirectory(directory))
        {
            for (final String name : entries(directory))
            {
                deleteRecursively(directory.resolve(name));
            }
        }
        Files.deleteIfExists(directory);
    }

    /**
     * Makes the entries of a directory survive the end of power.
     */
    static void sync(final Path directory) throws IOException
    {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ))
        {
            channel.force(true);
        }
    }

    private static List<String> entries(final Path directory)
    {
        final List<String> names = new ArrayList<>();
        try (Stream<Path> list = Files.list(directory))
        {
            list.map(entry -> entry.getFileName().toString()).sorted().forEach(names::add);
        }
        catch (final IOException ex)
        {
            throw new JournalException(JournalException.Category.MEDIUM,
                "The directory '" + directory + "' cannot be listed: " + ex.getMessage() + ".", ex);
        }
        return names;
    }

    private static JournalException foreign(final Path directory, final String name)
    {
        return new JournalException(JournalException.Category.WRONG_PLACE,
            "The directory '" + directory + "' holds '" + name +
            "', which is no part of a journal: move it away or check the path.");
    }
}

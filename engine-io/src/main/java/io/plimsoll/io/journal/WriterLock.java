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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Keeps a second writer out, and says beside the journal who the first one is. The operating system lets go of the lock
 * when its process ends, however it ends; Chronicle's own lock is a process id in a file, which is the same in every
 * container.
 */
final class WriterLock implements AutoCloseable
{
    private final FileChannel channel;

    private WriterLock(final FileChannel channel)
    {
        this.channel = channel;
    }

    static WriterLock take(final JournalDirectory directory)
    {
        final Path file = directory.hostFile();
        try
        {
            if (null != file.getParent())
            {
                Files.createDirectories(file.getParent());
            }
            final FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!isLocked(channel))
            {
                channel.close();
                throw new JournalException(JournalException.Category.MEDIUM, "The journal '" + directory.path() +
                    "' is being written by another engine (see '" + file + "'): stop it first.");
            }
            writeFacts(channel);
            return new WriterLock(channel);
        }
        catch (final IOException ex)
        {
            throw new JournalException(JournalException.Category.MEDIUM,
                "The file '" + file + "' cannot be written: " + ex.getMessage() + ".", ex);
        }
    }

    private static boolean isLocked(final FileChannel channel) throws IOException
    {
        try
        {
            final FileLock lock = channel.tryLock();
            return null != lock;
        }
        catch (final OverlappingFileLockException ex)
        {
            return false;
        }
    }

    private static void writeFacts(final FileChannel channel) throws IOException
    {
        final ProcessHandle process = ProcessHandle.current();
        final String facts = "pid=" + process.pid() + "\n" +
            "started=" + process.info().startInstant().map(Instant::toString).orElse("") + "\n" +
            "opened=" + Instant.now() + "\n" +
            "java=" + System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version") + "\n" +
            "os=" + System.getProperty("os.name") + " " + System.getProperty("os.version") + " " +
            System.getProperty("os.arch") + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(facts.getBytes(StandardCharsets.UTF_8)), 0);
    }

    @Override
    public void close()
    {
        try
        {
            channel.close();
        }
        catch (final IOException ex)
        {
            throw new JournalException(JournalException.Category.MEDIUM,
                "The lock of the journal cannot be let go: " + ex.getMessage() + ".", ex);
        }
    }
}

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
package io.plimsoll.bench.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk itself takes: one file, written from its beginning to its end and brought onto the medium. */
final class RawDisk
{
    private static final int BLOCK_LENGTH = 1 << 20;

    private RawDisk()
    {
    }

    /**
     * Writes a file and deletes it.
     *
     * @param directory of the file.
     * @param length    bytes to write.
     * @return bytes a second, the sync at the end included.
     * @throws IOException if there is no room.
     */
    static double bytesPerSecond(final Path directory, final long length) throws IOException
    {
        final Path file = directory.resolve("raw");
        final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_LENGTH);
        for (int at = 0; at < BLOCK_LENGTH; at += Long.BYTES)
        {
            block.putLong(at, at * 0x9E3779B97F4A7C15L);
        }
        final long startNs = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
        {
            for (long written = 0; written < length; written += BLOCK_LENGTH)
            {
                block.clear();
                while (block.hasRemaining())
                {
                    channel.write(block);
                }
            }
            channel.force(true);
        }
        final double rate = 1e9 * length / (System.nanoTime() - startNs);
        Files.delete(file);
        return rate;
    }
}

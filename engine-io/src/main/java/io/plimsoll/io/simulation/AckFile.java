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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends every thousandth acknowledged sequence to a file, one a line, as soon as it is known: what stands in the file
 * after a crash was acknowledged before it. Confined to one thread.
 */
final class AckFile implements AutoCloseable
{
    /** A sequence that this divides is written. */
    static final long INTERVAL = 1_000;

    private final FileChannel channel;

    private AckFile(final FileChannel channel)
    {
        this.channel = channel;
    }

    /**
     * Opens a file to append to.
     *
     * @param path of the file, or null to write nothing.
     * @return the open file.
     */
    static AckFile open(final Path path)
    {
        if (null == path)
        {
            return new AckFile(null);
        }
        try
        {
            return new AckFile(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        }
        catch (final IOException ex)
        {
            throw new SimulationException("The file of acknowledgements " + path + " cannot be opened (" +
                ex.getMessage() + "): name one in a folder that exists and can be written to");
        }
    }

    /**
     * The client has the last effect of a sequence.
     *
     * @param sequence acknowledged.
     */
    void acknowledged(final long sequence)
    {
        if (null == channel || 0 != sequence % INTERVAL)
        {
            return;
        }
        try
        {
            final ByteBuffer line = ByteBuffer.wrap((sequence + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining())
            {
                channel.write(line);
            }
        }
        catch (final IOException ex)
        {
            throw new SimulationException("The file of acknowledgements cannot be written (" + ex.getMessage() +
                "): free space on its disk, or leave out --acks");
        }
    }

    @Override
    public void close()
    {
        if (null != channel)
        {
            try
            {
                channel.close();
            }
            catch (final IOException ex)
            {
                throw new SimulationException("The file of acknowledgements cannot be closed (" + ex.getMessage() +
                    "): check its disk");
            }
        }
    }
}

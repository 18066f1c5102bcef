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
package io.plimsoll.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.IoUtil;

/**
 * Keeps exchange-core and everything that it needs, in the versions that it was released with, apart from ours: both
 * use Agrona, the Disruptor and Chronicle, each in its own version. Its parent is the platform's loader, so it sees
 * nothing of our class path. The classes of the adapter are defined here too, from their bytes in our jar, because they
 * must see the peer; what passes between the two sides is arrays and types of the platform.
 */
final class PeerLoader extends URLClassLoader
{
    /** The peer and all that it resolves to, by file name in the folder of the executable. */
    static final List<String> JARS = List.of(
        "exchange-core-0.5.3.jar", "collections-0.5.1.jar", "disruptor-3.4.2.jar", "agrona-1.4.1.jar",
        "affinity-3.2.2.jar", "chronicle-bytes-2.19.1.jar", "chronicle-core-2.19.0.jar", "chronicle-threads-2.19.2.jar",
        "chronicle-wire-2.19.1.jar", "compiler-2.3.5.jar", "jna-4.2.1.jar", "jna-platform-4.2.1.jar",
        "eclipse-collections-10.2.0.jar", "eclipse-collections-api-10.2.0.jar", "lz4-java-1.7.1.jar",
        "slf4j-api-1.7.30.jar", "slf4j-nop-1.7.30.jar");
    /** The package that is compiled against the peer. */
    static final String ADAPTER = "io.plimsoll.bench.peer.adapter.";

    private static final String FOLDER = "/peer/";

    static
    {
        registerAsParallelCapable();
    }

    private final Path directory;

    private PeerLoader(final Path directory, final URL[] jars)
    {
        super("peer", jars, ClassLoader.getPlatformClassLoader());
        this.directory = directory;
    }

    /**
     * Unpacks the peer into a temporary directory.
     *
     * @return a loader over it.
     * @throws IOException if a jar is missing or cannot be written.
     */
    static PeerLoader open() throws IOException
    {
        final Path directory = Files.createTempDirectory("plimsoll-peer");
        // The last resort where a program ends without closing.
        directory.toFile().deleteOnExit();
        final URL[] urls = new URL[JARS.size()];
        for (int jar = 0; jar < urls.length; jar++)
        {
            final Path file = directory.resolve(JARS.get(jar));
            try (InputStream source = PeerLoader.class.getResourceAsStream(FOLDER + JARS.get(jar)))
            {
                if (source == null)
                {
                    throw new IOException("the peer's " + JARS.get(jar) + " is not packed into this jar");
                }
                Files.copy(source, file);
            }
            file.toFile().deleteOnExit();
            urls[jar] = file.toUri().toURL();
        }
        return new PeerLoader(directory, urls);
    }

    @Override
    protected Class<?> findClass(final String name) throws ClassNotFoundException
    {
        if (!name.startsWith(ADAPTER))
        {
            return super.findClass(name);
        }
        try (InputStream source = PeerLoader.class.getResourceAsStream('/' + name.replace('.', '/') + ".class"))
        {
            if (source == null)
            {
                throw new ClassNotFoundException(name);
            }
            final byte[] bytes = source.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        }
        catch (final IOException ex)
        {
            throw new ClassNotFoundException(name, ex);
        }
    }

    @Override
    public void close() throws IOException
    {
        super.close();
        IoUtil.delete(directory.toFile(), true);
    }
}

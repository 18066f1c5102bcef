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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lmax.disruptor.RingBuffer;
import io.plimsoll.bench.Main;
import java.io.IOException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class PeerLoaderTest
{
    @Test
    void shouldKeepThePeersLibrariesApartFromOurs() throws Exception
    {
        try (PeerLoader loader = PeerLoader.open())
        {
            for (final Class<?> ours : new Class<?>[]{UnsafeBuffer.class, RingBuffer.class})
            {
                final Class<?> theirs = loader.loadClass(ours.getName());

                assertThat(theirs).isNotSameAs(ours);
                assertThat(theirs.getProtectionDomain().getCodeSource().getLocation().getPath())
                    .matches(".*/(agrona-1\\.4\\.1|disruptor-3\\.4\\.2)\\.jar");
            }
        }
    }

    @Test
    void shouldShowThePeerNothingOfOurs() throws IOException
    {
        try (PeerLoader loader = PeerLoader.open())
        {
            assertThatThrownBy(() -> loader.loadClass(Main.class.getName()))
                .isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void shouldSayWhatThePeerFailedIn() throws IOException
    {
        try (Peer peer = new Peer())
        {
            assertThatThrownBy(() -> peer.open("NoAdapter")).hasMessageContaining("NoAdapter");
            assertThatThrownBy(() -> peer.open("BookAdapter").call("runAndDigest", new int[0], 0, 1))
                .hasMessageContaining("runAndDigest").hasMessageContaining("ArrayIndexOutOfBounds");
        }
    }
}

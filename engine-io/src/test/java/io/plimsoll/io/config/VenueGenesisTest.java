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
package io.plimsoll.io.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.RegisterVenueDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VenueGenesisTest
{
    private static final Path EXAMPLE = Path.of("../config/examples/venues.conf");

    @TempDir
    private Path folder;

    @Test
    void shouldRegisterTheVenueOfTheExample()
    {
        final List<DirectBuffer> commands = GenesisFile.read(EXAMPLE);

        final RegisterVenueDecoder venue = new RegisterVenueDecoder().wrapAndApplyHeader(
            commands.get(commands.size() - 1), 0, new MessageHeaderDecoder());
        assertThat(venue.venueId()).isEqualTo(3);
        assertThat(venue.tauNs()).isEqualTo(60_000_000_000L);
        assertThat(venue.haircutPpm()).isEqualTo(700_000);
        assertThat(venue.capPpm()).isEqualTo(100_000);
        final byte[] key = new byte[32];
        venue.getPublicKey(key, 0, key.length);
        assertThat(HexFormat.of().formatHex(key)).startsWith("b78e98ad2eab04f1");
    }

    @Test
    void shouldSayHowManyDigitsAKeyHas() throws IOException
    {
        final Path file = Files.writeString(folder.resolve("genesis.conf"), Files.readString(EXAMPLE)
            .replace("../instruments.conf", Path.of("../config/instruments.conf").toAbsolutePath().toString())
            .replace("b78e", "b7"));

        assertThatThrownBy(() -> GenesisFile.read(file)).isInstanceOf(ConfigurationException.class)
            .hasMessageContaining("has 62 digits, but must be the 64 hexadecimal digits of an Ed25519 key");
    }
}

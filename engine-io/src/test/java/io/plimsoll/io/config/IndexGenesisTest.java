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

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesDecoder;
import io.plimsoll.core.codec.generated.SourceKind;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IndexGenesisTest
{
    private static final Path EXAMPLE = Path.of("../config/examples/indexes.conf");

    @TempDir
    private Path folder;

    @Test
    void shouldRegisterTheSourcesOfTheExampleWithTheModelsDefaults()
    {
        final List<DirectBuffer> commands = GenesisFile.read(EXAMPLE);

        final SetIndexSourcesDecoder index = new SetIndexSourcesDecoder().wrapAndApplyHeader(
            commands.get(commands.size() - 1), 0, new MessageHeaderDecoder());
        assertThat(index.maxAgeNs()).isEqualTo(10_000_000_000L);
        assertThat(index.divergencePpm()).isEqualTo(30_000);
        assertThat(index.targetId()).isEqualTo(1);
        assertThat(index.sources().count()).isEqualTo(4);
        index.sbeRewind();
        SourceKind last = null;
        for (final SetIndexSourcesDecoder.SourcesDecoder source : index.sources())
        {
            last = source.kind();
        }
        assertThat(last).isEqualTo(SourceKind.PERPETUAL);
    }

    @Test
    void shouldBeAcceptedByAnEngine()
    {
        try (Engine engine = new Engine(EngineLimits.builder().accounts(4).orders(64).priceLevels(64).build()))
        {
            final UnsafeBuffer open = new UnsafeBuffer(new byte[64]);
            new SessionOpenEncoder().wrapAndApplyHeader(open, 0, new MessageHeaderEncoder())
                .clientSequence(0).principalId(1);
            engine.apply(1, 1, 0, open, 0, MessageHeaderEncoder.ENCODED_LENGTH + SessionOpenEncoder.BLOCK_LENGTH);
            for (final DirectBuffer command : GenesisFile.read(EXAMPLE))
            {
                final int code = engine.apply(
                    engine.lastSequence() + 1, 1, 1, command, 0, command.capacity());
                assertThat(ResultCode.name(code)).isEqualTo("ACCEPTED");
            }
        }
    }

    @Test
    void shouldSayWhichKindASourceMayBe() throws IOException
    {
        final Path file = Files.writeString(folder.resolve("genesis.conf"), Files.readString(EXAMPLE)
            .replace("../instruments.conf", Path.of("../config/instruments.conf").toAbsolutePath().toString())
            .replace("own-book", "ownbook"));

        assertThatThrownBy(() -> GenesisFile.read(file)).isInstanceOf(ConfigurationException.class)
            .hasMessageContaining("did you mean 'own-book'?");
    }
}

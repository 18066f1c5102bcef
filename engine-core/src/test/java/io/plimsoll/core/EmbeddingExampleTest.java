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
package io.plimsoll.core;

import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The example of the README: it compiles and runs here, and the README shows these very lines. */
class EmbeddingExampleTest
{
    private static final Path SOURCE =
        Path.of("src", "test", "java", "io", "plimsoll", "core", "EmbeddingExampleTest.java");
    private static final Path README = Path.of("..", "README.md");

    @Test
    void shouldOpenASessionInTenLines()
    {
        final StringBuilder out = new StringBuilder();
        // tag::embedding[]
        try (Engine engine = new Engine(EngineLimits.builder().accounts(10_000).build()))
        {
            final UnsafeBuffer command = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
            final SessionOpenEncoder open = new SessionOpenEncoder();
            open.wrapAndApplyHeader(command, 0, new MessageHeaderEncoder()).clientSequence(1).principalId(42);
            final int length = MessageHeaderEncoder.ENCODED_LENGTH + open.encodedLength();
            final int code = engine.apply(1, 1_700_000_000_000_000_000L, 0, command, 0, length);
            out.append(ResultCode.name(code)).append(", ").append(engine.effects().count()).append(" effects");
        }
        // end::embedding[]

        assertThat(out).hasToString("ACCEPTED, 2 effects");
    }

    @Test
    void shouldBeWhatTheReadmeShows() throws IOException
    {
        final List<String> example = new ArrayList<>();
        boolean inside = false;
        for (final String line : Files.readAllLines(SOURCE))
        {
            inside &= !line.contains("// end::embedding[]");
            if (inside)
            {
                example.add(line.substring(Math.min(8, line.length())));
            }
            inside |= line.endsWith("// tag::embedding[]");
        }

        assertThat(example).hasSizeGreaterThan(8);
        assertThat(Files.readString(README)).contains(String.join("\n", example));
    }
}

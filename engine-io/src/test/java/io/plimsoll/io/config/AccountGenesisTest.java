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

import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleDecoder;

import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a genesis file lays down about accounts. */
class AccountGenesisTest
{
    private static final Path INSTRUMENTS = Path.of("../config/instruments.conf");

    @TempDir
    private Path folder;

    private List<DirectBuffer> commandsWith(final String lines) throws IOException
    {
        return GenesisFile.read(Files.writeString(
            folder.resolve("genesis.conf"), Files.readString(INSTRUMENTS) + "\n" + lines + "\n"));
    }

    @Test
    void shouldSetTheShareThatAWithdrawalLeaves() throws IOException
    {
        final List<DirectBuffer> commands = commandsWith("withdraw-notional-ppm = 150000");

        final SetWithdrawRuleDecoder rule = new SetWithdrawRuleDecoder().wrapAndApplyHeader(
            commands.get(commands.size() - 1), 0, new MessageHeaderDecoder());
        assertThat(rule.notionalPpm()).isEqualTo(150_000);
    }
}

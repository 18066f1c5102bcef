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
import io.plimsoll.core.codec.generated.PriceBatchDecoder;
import io.plimsoll.core.codec.generated.SetDepthDecoder;
import io.plimsoll.core.codec.generated.SetExposureDecoder;
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

    @Test
    void shouldPriceAnAssetBeforeAnInstrumentSettlesInIt() throws IOException
    {
        final List<DirectBuffer> commands = GenesisFile.read(Files.writeString(folder.resolve("genesis.conf"),
            Files.readString(INSTRUMENTS).replaceFirst(
            "(?m)^(\\s*)haircut-weight-ppm", "$1price-atoms = 500\n$1haircut-weight-ppm")));

        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        assertThat(header.wrap(commands.get(1), 0).templateId()).isEqualTo(PriceBatchDecoder.TEMPLATE_ID);
        final PriceBatchDecoder batch = new PriceBatchDecoder().wrapAndApplyHeader(commands.get(1), 0, header);
        assertThat(batch.instrumentPrices().count()).isZero();
        assertThat(batch.assetPrices().next().priceAtoms()).isEqualTo(500);
    }

    @Test
    void shouldSetWhatOpenInterestAndDepthAskFor() throws IOException
    {
        final String terms = "interest-low-lots = 10\ninterest-high-lots = 20\ninterest-cap-ppm = 1500000\n" +
            "interest-depth-ppm = 2000000\ndepth-lots = 77\n";
        final List<DirectBuffer> commands = GenesisFile.read(Files.writeString(folder.resolve("genesis.conf"),
            Files.readString(INSTRUMENTS).replaceFirst("(?m)^(\\s*)max-leverage", terms + "$1max-leverage")));

        final SetExposureDecoder exposure = new SetExposureDecoder();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final DirectBuffer found = commands.stream()
            .filter(command -> header.wrap(command, 0).templateId() == SetExposureDecoder.TEMPLATE_ID).findFirst()
            .orElseThrow();
        exposure.wrapAndApplyHeader(found, 0, header);
        assertThat(exposure.lowLots()).isEqualTo(10);
        assertThat(exposure.highLots()).isEqualTo(20);
        assertThat(exposure.interestCapPpm()).isEqualTo(1_500_000);
        assertThat(exposure.positionDepthPpm()).isZero();
        assertThat(exposure.interestDepthPpm()).isEqualTo(2_000_000);
        final SetDepthDecoder depth = new SetDepthDecoder().wrapAndApplyHeader(
            commands.get(commands.indexOf(found) + 1), 0, header);
        assertThat(depth.depthLots()).isEqualTo(77);
        assertThat(depth.instrumentId()).isEqualTo(exposure.instrumentId());
    }
}

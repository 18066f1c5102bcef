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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.ListInstrumentDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.io.importer.TierTable;
import io.plimsoll.io.importer.TierTableReader;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brackets of a genesis file that are read from a table of margin tiers. */
class TierGenesisTest
{
    private static final Path PUBLISHED = Path.of(System.getProperty("plimsoll.data", "../../shared/data"))
        .resolve("margin-tiers/binance-usdm_leverage-tiers_2024-10.csv.gz");
    private static final String TABLE =
        "symbol,tier,currency,min_notional,max_notional,maintenance_margin_rate,max_leverage,cum\n" +
        "A/USDT,1.0,USDT,0.0,5000.0,0.01,50.0,0.0\n" +
        "A/USDT,2.0,USDT,5000.0,9.3e+18,0.025,20.0,75.0\n";
    private static final String ASSET = "assets = [{ id = 1, unit-atoms = 1, max-price-atoms = 1, " +
        "max-balance-atoms = 1000000000000000000, haircut-weight-ppm = 1000000, margin-call-ppm = 1270000, " +
        "margin-call-release-ppm = 1300000 }]\n";

    @TempDir
    private Path folder;

    private static String entry(final int id, final String more)
    {
        return "{ id = " + id + ", kind = linear-perpetual, settlement-asset = 1, contract-factor-atoms = 10, " +
            "sub-ticks-per-tick = 1, min-mark-sub-ticks = 10000, max-mark-sub-ticks = 1000000, " +
            "max-position-lots = 1000000, min-notional-atoms = 0, taker-fee-ppm = 500, maker-fee-ppm = 200, " +
            "liquidation-fee-ppm = 500, theta-ppm = 1050000, penalty-beta-ppm = 500000, " +
            "initial-factor-ppm = 1600000, oracle-band-ppm = 10000, close-policy = partial, " + more + " }\n";
    }

    private static String tiers(final String file, final String symbol)
    {
        return "tiers-file = \"" + file + "\", tiers-symbol = \"" + symbol +
            "\", tiers-decimals = 6, tiers-penalty-ppm = 500000";
    }

    private List<DirectBuffer> read(final String entries) throws IOException
    {
        Files.writeString(folder.resolve("tiers.csv"), TABLE);
        return GenesisFile.read(Files.writeString(
            folder.resolve("genesis.conf"), ASSET + "instruments = [\n" + entries + "]\n"));
    }

    private static ListInstrumentDecoder listing(final DirectBuffer command)
    {
        return new ListInstrumentDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder());
    }

    @Test
    void shouldTakeBracketsFromATable() throws IOException
    {
        final ListInstrumentDecoder listing = listing(read(entry(1, tiers("tiers.csv", "A/USDT"))).get(1));

        assertThat(listing.maxLeverage()).isEqualTo(50);
        final ListInstrumentDecoder.BracketsDecoder brackets = listing.brackets();
        assertThat(brackets.count()).isEqualTo(2);
        assertThat(brackets.next().lowerNotionalAtoms()).isZero();
        assertThat(brackets.maintenanceRatePpm()).isEqualTo(10_000);
        assertThat(brackets.next().lowerNotionalAtoms()).isEqualTo(5_000_000_000L);
        assertThat(brackets.maintenanceRatePpm()).isEqualTo(25_000);
        assertThat(brackets.penaltyRatePpm()).isEqualTo(12_500);
    }

    @Test
    void shouldTakeALeverageThatTheEntryNames() throws IOException
    {
        final String entry = entry(1, "max-leverage = 7, " + tiers("tiers.csv", "A/USDT"));

        assertThat(listing(read(entry).get(1)).maxLeverage()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "tiers.csv|B/USDT|6|'tiers-symbol' is 'B/USDT', which is not in tiers.csv",
        "none.csv|A/USDT|6|'tiers-file' cannot be used: ",
        "tiers.csv|A/USDT|19|'tiers-decimals' is 19, but must be from 0 to 18",
        "tiers.csv|A/USDT|17|with which the notional 5000.0 is no whole number of atoms below 2^63"})
    void shouldSayWhatIsWrongWithTiers(
        final String file, final String symbol, final String decimals, final String sentence)
    {
        final String text = tiers(file, symbol).replace("decimals = 6", "decimals = " + decimals);

        assertThatThrownBy(() -> read(entry(1, text)))
            .isInstanceOf(ConfigurationException.class).hasMessageContaining(sentence);
    }

    @Test
    void shouldRefuseTwoFormsOfBrackets()
    {
        final String both = tiers("tiers.csv", "A/USDT") +
            ", brackets = [{ lower-notional-atoms = 0, maintenance-rate-ppm = 5000, penalty-rate-ppm = 1 }]";

        assertThatThrownBy(() -> read(entry(1, both))).hasMessageContaining("and 'brackets' cannot both be given");
    }

    @Test
    void shouldListEveryPublishedSymbolInAnEngine() throws IOException
    {
        assumeTrue(Files.exists(PUBLISHED), "the published margin tiers are absent");
        final List<TierTable> tables = TierTableReader.read(PUBLISHED);
        final StringBuilder entries = new StringBuilder();
        for (int place = 0; place < tables.size(); place++)
        {
            entries.append(entry(place + 1, tiers(PUBLISHED.toAbsolutePath().normalize().toString(),
                tables.get(place).symbol())));
        }
        final EngineLimits limits = EngineLimits.builder().sessions(2).assets(2).instruments(tables.size())
            .accounts(2).balances(2).positions(8).orders(8).priceLevels(8).build();
        try (Engine engine = new Engine(limits))
        {
            final UnsafeBuffer open = new UnsafeBuffer(new byte[64]);
            new SessionOpenEncoder().wrapAndApplyHeader(open, 0, new MessageHeaderEncoder())
                .clientSequence(0).principalId(1);
            engine.apply(1, 1, 0, open, 0, MessageHeaderEncoder.ENCODED_LENGTH + SessionOpenEncoder.BLOCK_LENGTH);
            for (final DirectBuffer command : read(entries.toString()))
            {
                final int code = engine.apply(engine.lastSequence() + 1, 1, 1, command, 0, command.capacity());
                assertThat(ResultCode.name(code)).isEqualTo("ACCEPTED");
            }
            assertThat(engine.lastSequence()).isEqualTo(2 + tables.size());
        }
    }
}

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

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.io.importer.CandleReader;
import io.plimsoll.io.importer.CandleSeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worst hours of real crashes; skipped where the data is not there.
 */
@Timeout(120)
class RealDataTest
{
    private static final Path DATA = Path.of("..", "..", "shared", "data");

    @TempDir
    private Path folder;

    @Test
    void shouldRunTheHoursOf19May2021() throws IOException
    {
        final List<CandleSeries> series = List.of(
            cut("crash-2021-05-19", "binance-spot_BTCUSDT_1m.csv.gz", 1621425600000L, 1621432800000L),
            cut("crash-2021-05-19", "binance-spot_ETHUSDT_1m.csv.gz", 1621425600000L, 1621432800000L));

        final Report report = Simulation.run(options(series));

        assertThat(series.get(0).lowestPrice()).isEqualTo(30_000_00);
        assertThat(report.isSound()).isTrue();
        assertThat((long)report.figure("liquidated")).isPositive();
    }

    @Test
    void shouldRunACoinThatLosesEverythingAndAnotherUnderItsName() throws IOException
    {
        final List<CandleSeries> series = List.of(
            cut("crash-2022-05-luna", "binance-spot_LUNAUSDT_1m.csv.gz", 1652385600000L, 1653980400000L));

        final Report report = Simulation.run(options(series));

        assertThat(series.get(0).lowestPrice()).isEqualTo(4);
        assertThat(series.get(0).decimals()).isEqualTo(5);
        assertThat(report.isSound()).isTrue();
        assertThat((long)report.figure("bankrupt")).isPositive();
    }

    private SimulationOptions options(final List<CandleSeries> series)
    {
        return new SimulationOptions().series(series).accounts(1_000).seed(7).journal(folder.resolve("journal"));
    }

    private CandleSeries cut(final String crash, final String name, final long fromMs, final long toMs)
        throws IOException
    {
        final Path file = DATA.resolve(crash).resolve(name);
        assumeTrue(Files.exists(file), "real market data is absent: " + file);
        final List<String> kept = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII)))
        {
            kept.add(reader.readLine());
            for (String line = reader.readLine(); null != line; line = reader.readLine())
            {
                final long timeMs = Long.parseLong(line.substring(0, line.indexOf(',')));
                if (timeMs >= fromMs && timeMs < toMs)
                {
                    kept.add(line);
                }
            }
        }
        return CandleReader.read(Files.write(folder.resolve(name.replace(".gz", "")), kept));
    }
}

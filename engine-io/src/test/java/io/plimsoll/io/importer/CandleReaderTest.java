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
package io.plimsoll.io.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleReaderTest
{
    private static final String HEADER = "ts_ms,open,high,low,close,volume\n";

    @TempDir
    private Path folder;

    @Test
    void shouldReadRowsAsTheyStand() throws IOException
    {
        final CandleSeries series = read("binance-spot_BTCUSDT_1m.csv", HEADER +
            "1618951320000,56738.76,56840.3,56733.23,56813.98,50.9752\n" +
            "1618951380000,56813.98,56813.98,56755.41,56777,42.089461\n");

        assertThat(series.symbol()).isEqualTo("BTCUSDT");
        assertThat(series.bars()).isEqualTo(2);
        assertThat(series.decimals()).isEqualTo(2);
        assertThat(series.intervalMs()).isEqualTo(60_000);
        assertThat(series.firstPrice()).isEqualTo(5673876);
        assertThat(series.highestPrice()).isEqualTo(5684030);
        assertThat(series.lowestPrice()).isEqualTo(5673323);
    }

    @Test
    void shouldTakeColumnsByNameInAnyOrderAndPassOverOthers() throws IOException
    {
        final CandleSeries series = read("x.csv",
            "\"Close\",trades, low ,high,ts_ms,open\n" + "\"4\",garbage,1,5,1618951320000, 2\n");

        assertThat(points(series, 0)).containsExactly(2, 1, 5, 4);
    }

    @Test
    void shouldReadScientificNotationExactlyAndRefineEarlierRows() throws IOException
    {
        final CandleSeries series = read("x_LUNAUSDT_1m.csv", HEADER +
            "1618951320000,88.35,88.35,88,88.1,1\n" +
            "1618951380000,0.0001,9e-05,8e-05,8e-05,1\n".replace("0.0001,9e-05", "8e-05,9e-05"));

        assertThat(series.decimals()).isEqualTo(5);
        assertThat(series.firstPrice()).isEqualTo(8_835_000);
        assertThat(points(series, 1)).containsExactly(8, 8, 9, 8);
        assertThat(series.highestPrice()).isEqualTo(8_835_000);
    }

    @Test
    void shouldRefineWithinARow() throws IOException
    {
        final CandleSeries series = read("x.csv", HEADER + "1618951320000,3,4.5,2.25,3.125,1\n");

        assertThat(series.decimals()).isEqualTo(3);
        assertThat(points(series, 0)).containsExactly(3000, 2250, 4500, 3125);
    }

    @Test
    void shouldReadMoreRowsThanItFirstHasRoomFor() throws IOException
    {
        final StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 3000; i++)
        {
            text.append(1618951320000L + i * 60_000L).append(',').append(i + 1).append(',').append(i + 3).append(',')
                .append(i + 1).append(',').append(i + 2).append(",0\n");
        }

        final CandleSeries series = read("x.csv.gz", text.toString());

        assertThat(series.bars()).isEqualTo(3000);
        assertThat(points(series, 2999)).containsExactly(3000, 3000, 3002, 3001);
    }

    @Test
    void shouldAcceptGapsBlankLinesCarriageReturnsAndAByteOrderMark() throws IOException
    {
        final CandleSeries series = read("x.csv", "\uFEFFts_ms,open,high,low,close\r\n\r\n" +
            "1618951320000,1,1,1,1\r\n1618951380000,1,1,1,1\r\n1619951380000,2,2,2,2\r\n\n");

        assertThat(series.bars()).isEqualTo(3);
        assertThat(series.intervalMs()).isEqualTo(60_000);
    }

    @Test
    void shouldGoLowFirstWhenACandleRisesAndHighFirstWhenItFalls() throws IOException
    {
        final CandleSeries series = read("x.csv", HEADER +
            "1618951320000,10,14,8,12,0\n" + "1618951380000,12,14,8,10,0\n");

        assertThat(points(series, 0)).containsExactly(10, 8, 14, 12);
        assertThat(points(series, 1)).containsExactly(12, 14, 8, 10);
        assertThat(series.pointTimeNs(1, 3)).isEqualTo(1618951380000L * 1_000_000 + 45_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1,2,3 | line 2 has 3 values where the first line names 6 columns",
        "1600000000000,100,101,-5,100,1 | line 2 has low -5, and a price must be above zero",
        "1600000000000,0,101,5,100,1 | line 2 has open 0, and a price must be above zero",
        "1600000000000,0.000,101,5,100,1 | line 2 has open 0.000, and a price must be above zero",
        "1600000000000,6,5,7,6,1 | line 2 has low 7 above high 5",
        "1600000000000,8,7,5,6,1 | line 2 has open 8 outside its low 5 and high 7",
        "1600000000000,6,7,5,4,1 | line 2 has close 4 outside its low 5 and high 7",
        "1600000000000,x,7,5,4,1 | line 2 has 'x' as open, which is no decimal number",
        "1600000000000,,7,5,4,1 | line 2 has '' as open, which is no decimal number",
        "1600000000000,nan,7,5,4,1 | line 2 has 'nan' as open, which is no decimal number",
        "yesterday,6,7,5,6,1 | line 2 has 'yesterday' as ts_ms: times are whole Unix milliseconds",
        "1600000000.5,6,7,5,6,1 | line 2 has '1600000000.5' as ts_ms",
        "1600000000,6,7,5,6,1 | line 2 has ts_ms 1600000000, which is no time in Unix milliseconds",
        "1600000000000000,6,7,5,6,1 | line 2 has ts_ms 1600000000000000, which is no time in Unix milliseconds",
        "1600000000000,9000000000000000000,9000000000000000000,0.5,6,1 | line 2 spans more than 18 digits"})
    void shouldRefuseABrokenRowByItsLine(final String row, final String sentence)
    {
        assertThatThrownBy(() -> read("bad.csv", HEADER + row + "\n"))
            .isInstanceOf(ImportException.class)
            .hasMessageStartingWith("bad.csv " + sentence);
    }

    @Test
    void shouldRefuseTimeThatGoesBackOrStandsStill()
    {
        final String first = "1600000060000,6,7,5,6,1\n";

        assertThatThrownBy(() -> read("bad.csv", HEADER + first + "1600000000000,6,7,5,6,1\n"))
            .hasMessageContaining("bad.csv line 3 has time 1600000000000 after 1600000060000");
        assertThatThrownBy(() -> read("bad.csv", HEADER + first + first))
            .hasMessageContaining("bad.csv line 3 has time 1600000060000 after 1600000060000");
    }

    @Test
    void shouldRefuseWrongColumnsByTheMissingName()
    {
        assertThatThrownBy(() -> read("bad.csv", "symbol,ts_ms,funding_rate\nBTC,1600000000000,1\n"))
            .isInstanceOf(ImportException.class)
            .hasMessage("bad.csv line 1 names no column 'open' but has 'symbol,ts_ms,funding_rate': " +
                "the first line must name ts_ms, open, high, low and close");
    }

    @Test
    void shouldRefuseWhatIsNoFileOfCandles() throws IOException
    {
        final byte[] garbage = new byte[100_000];
        new Random(7).nextBytes(garbage);
        final Path file = Files.write(folder.resolve("garbage.csv"), garbage);

        assertThatThrownBy(() -> CandleReader.read(file)).isInstanceOf(ImportException.class);
        assertThatThrownBy(() -> CandleReader.read(folder)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> CandleReader.read(folder.resolve("none.csv.gz")))
            .hasMessageContaining("none.csv.gz does not exist: name a CSV file");
        assertThatThrownBy(() -> read("empty.csv", "")).hasMessageContaining("empty.csv is empty");
        assertThatThrownBy(() -> read("only.csv", HEADER)).hasMessageContaining("only.csv holds no rows");
    }

    @Test
    void shouldRefuseCompressedDataThatIsCutOrDamaged() throws IOException
    {
        final StringBuilder text = new StringBuilder(HEADER);
        final Random random = new Random(1);
        for (int i = 0; i < 5_000; i++)
        {
            text.append(1618951320000L + i * 60_000L).append(",10,10,10,10,").append(random.nextLong()).append('\n');
        }
        final byte[] whole = compress(text.toString());
        final byte[] damaged = whole.clone();
        damaged[whole.length - 6] ^= 1;

        final Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
        final Path bad = Files.write(folder.resolve("bad.csv.gz"), damaged);

        assertThatThrownBy(() -> CandleReader.read(cut))
            .hasMessageMatching("cut.csv.gz ends in the middle of its compressed data, after line \\d+: .*");
        assertThatThrownBy(() -> CandleReader.read(bad))
            .hasMessageMatching("bad.csv.gz is damaged in its compressed data, after line \\d+: .*");
    }

    @ParameterizedTest
    @CsvSource({
        "binance-spot_BTCUSDT_1m.csv.gz, BTCUSDT",
        "ftx-perp_BTC-PERP_1m.csv.gz, BTC-PERP",
        "binance-spot_BTCUSDT_5m_until_2020-03-12T2110.csv.gz, BTCUSDT",
        "1000SHIBUSDT.csv, 1000SHIBUSDT",
        "prices.csv, prices"})
    void shouldTakeTheSymbolFromTheName(final String fileName, final String symbol)
    {
        assertThat(CandleReader.symbolOf(fileName)).isEqualTo(symbol);
    }

    private CandleSeries read(final String fileName, final String text) throws IOException
    {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        final Path file = folder.resolve(fileName);
        Files.write(file, fileName.endsWith(".gz") ? compress(text) : bytes);
        return CandleReader.read(file);
    }

    private static byte[] compress(final String text) throws IOException
    {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes))
        {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static long[] points(final CandleSeries series, final int bar)
    {
        final long[] points = new long[CandleSeries.POINTS_PER_BAR];
        for (int i = 0; i < points.length; i++)
        {
            points[i] = series.pointPrice(bar, i);
        }
        return points;
    }
}

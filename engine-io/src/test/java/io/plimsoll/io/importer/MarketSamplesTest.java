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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loads the samples of real market data, as far as they are there. */
class MarketSamplesTest
{
    private static Path sample(final String name)
    {
        final Path file = EventLines.data(name);
        assumeTrue(Files.exists(file), "real market data is absent: " + file);
        return file;
    }

    @Test
    void shouldLoadTheLobsterHour()
    {
        final Map<MarketEventKind, Long> counts = EventLines.counts(
            LobsterReader::read, sample("orderflow-l3/lobster_AAPL_2012-06-21_0930-1030_message_50.csv.gz"));

        assertThat(counts).isEqualTo(Map.of(
            MarketEventKind.ORDER_ADDED, 44_256L, MarketEventKind.ORDER_REDUCED, 469L,
            MarketEventKind.ORDER_DELETED, 41_004L, MarketEventKind.ORDER_EXECUTED, 4_067L,
            MarketEventKind.HIDDEN_EXECUTED, 2_201L));
    }

    @Test
    void shouldLoadTheLobsterOrdersOfTheStartOfTheDay()
    {
        assertThat(EventLines.counts(
            LobsterReader::read, sample("orderflow-l3/lobster_AAPL_2012-06-21_start_of_day_orders.csv.gz")))
            .isEqualTo(Map.of(MarketEventKind.ORDER_ADDED, 10_895L));
    }

    @Test
    void shouldLoadTheRawBookOfBitfinex()
    {
        assertThat(EventLines.counts(
            BitfinexBookReader::read, sample("orderflow-l3/bitfinex_tBTCUSD_book-R0_100k-messages.jsonl.gz")))
            .isEqualTo(Map.of(MarketEventKind.BOOK_CLEARED, 1L, MarketEventKind.ORDER_SET, 63_027L,
                MarketEventKind.ORDER_DELETED, 37_021L));
    }

    @Test
    void shouldLoadTheTardisSamples()
    {
        assertThat(EventLines.counts(
            TardisReader::read, sample("format-samples/tardis_binance-futures_BTCUSDT_trades_2020-02-22.csv.gz")))
            .containsOnlyKeys(MarketEventKind.TRADE);
        assertThat(EventLines.counts(
            TardisReader::read, sample("format-samples/tardis_binance-futures_BTCUSDT_quotes_2020-02-22.csv.gz")))
            .containsOnlyKeys(MarketEventKind.QUOTE);
    }

    @ParameterizedTest
    @CsvSource({
        "format-samples/cryptofeed-raw_BINANCE_FUTURES.ws.1.0.txt.gz, 613, 91, 67",
        "format-samples/cryptofeed-raw_BINANCE_DELIVERY.ws.1.0.txt.gz, 2240, 51, 33"})
    void shouldLoadTheCryptofeedSamplesOfBinance(
        final String name, final long quotes, final long trades, final long candles)
    {
        final Map<MarketEventKind, Long> counts = EventLines.counts(BinanceCaptureReader::read, sample(name));

        assertThat(counts).containsOnlyKeys(MarketEventKind.QUOTE, MarketEventKind.TRADE, MarketEventKind.LEVEL,
            MarketEventKind.CANDLE);
        assertThat(counts).containsEntry(MarketEventKind.QUOTE, quotes)
            .containsEntry(MarketEventKind.TRADE, trades).containsEntry(MarketEventKind.CANDLE, candles);
    }

    @ParameterizedTest
    @CsvSource({
        "orderflow-l2/binance-usdm_btcusdt_raw-ws_20240808.gz, 66089, 21313",
        "orderflow-l2/binance-coinm_btcusd_perp_raw-ws_20240808.gz, 19136, 2286"})
    void shouldLoadTheHftbacktestSamples(final String name, final long quotes, final long trades)
    {
        final Map<MarketEventKind, Long> counts = EventLines.counts(BinanceCaptureReader::read, sample(name));

        assertThat(counts).containsEntry(MarketEventKind.QUOTE, quotes)
            .containsEntry(MarketEventKind.TRADE, trades).containsEntry(MarketEventKind.BOOK_CLEARED, 1L)
            .containsKey(MarketEventKind.LEVEL);
    }

    @ParameterizedTest
    @CsvSource({
        "format-samples/bybit_XRPUSDT_ob500_2024-12-01.jsonl.gz",
        "format-samples/cryptofeed-raw_BITMEX.ws.1.0.txt.gz",
        "format-samples/cryptofeed-raw_DERIBIT.ws.1.0.txt.gz",
        "format-samples/cryptofeed-raw_DYDX.ws.1.0.txt.gz"})
    void shouldLoadTheMessagesOfOtherVenues(final String name)
    {
        try (TextFile file = CaptureReader.open(sample(name)))
        {
            final JsonText json = new JsonText(file);

            final long messages = CaptureReader.readAll(
                file, (timeNs, text) -> assertThat(json.read(text)).isInstanceOf(Map.class));

            assertThat(messages).isPositive();
        }
    }
}

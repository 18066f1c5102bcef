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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketReadersTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldReadEveryTypeOfALobsterMessage()
    {
        assertThat(EventLines.of(LobsterReader::read, EventLines.resource("lobster_message.csv"))).containsExactly(
            "ORDER_ADDED [] at 34200000000001/-1 buy 18@585.33 101",
            "ORDER_ADDED [] at 34200250000000/-1 sell 200@585.94 102",
            "ORDER_REDUCED [] at 34201500000000/-1 sell 50@585.94 102",
            "ORDER_EXECUTED [] at 34202000000000/-1 sell 100@585.94 102",
            "HIDDEN_EXECUTED [] at 34203004241176/-1 sell 10@585.795 0",
            "ORDER_DELETED [] at 34204000000000/-1 buy 18@585.33 101",
            "CROSS_TRADED [] at 57600100000000/-1 300@586 0",
            "TRADING_HALTED [] at 57601000000000/-1 ");
    }

    @Test
    void shouldReadALobsterTimeWithADate() throws IOException
    {
        final Path file = EventLines.write(folder.resolve("start.csv.gz"),
            "1970-01-01 08:00:00.000000001,1,286783374,1000,5776700,-1\n");

        assertThat(EventLines.of(LobsterReader::read, file))
            .containsExactly("ORDER_ADDED [] at 28800000000001/-1 sell 1000@577.67 286783374");
    }

    @Test
    void shouldRoundALobsterTimeToNanoseconds() throws IOException
    {
        final Path file = EventLines.write(folder.resolve("rounded.csv"),
            "35821.088778456004,3,7,1,10000,1\n35821.0887784569996,3,8,1,10000,1\n");

        assertThat(EventLines.of(LobsterReader::read, file)).containsExactly(
            "ORDER_DELETED [] at 35821088778456/-1 buy 1@1 7", "ORDER_DELETED [] at 35821088778457/-1 buy 1@1 8");
    }

    @Test
    void shouldReadTradesOfTardis()
    {
        assertThat(EventLines.of(TardisReader::read, EventLines.resource("tardis_trades.csv"))).containsExactly(
            "TRADE [BTCUSDT] at 1582329602111000000/1582329602418379000 buy 0.132@9682 42377944",
            "TRADE [XBTUSD] at 1582329602116000000/1582329602418420000 1000@9681.5 0b9a-77",
            "TRADE [XBTUSD] at 1582329602117000000/1582329602418421000 sell 2@9681.5 0b9a-78");
    }

    @Test
    void shouldReadQuotesOfTardisAlsoWithAnEmptySide()
    {
        assertThat(EventLines.of(TardisReader::read, EventLines.resource("tardis_quotes.csv"))).containsExactly(
            "QUOTE [BTCUSDT] at 1582329601096000000/1582329603502092000 0.67@9681.92 0.84@9682 #0",
            "QUOTE [BTCUSDT] at 1582329603401000000/1582329603522418000 0.003@9681.83 0@0 #0");
    }

    @Test
    void shouldReadAggregateTradesOfBinanceWithAHeaderAndWithout()
    {
        assertThat(EventLines.of(BinanceTradeReader::read, EventLines.resource("BTCUSDT-aggTrades-2024-08-08.csv")))
            .containsExactly(
                "TRADE [BTCUSDT] at 1723161256322000000/-1 buy 0.006@61800.3 2278543210",
                "TRADE [BTCUSDT] at 1723161256323000000/-1 sell 1.5@61800.2 2278543211");
        assertThat(EventLines.of(BinanceTradeReader::read, EventLines.resource("ETHUSDT-aggTrades-2025-01-02.csv")))
            .containsExactly("TRADE [ETHUSDT] at 1735776000123456000/-1 sell 0.1@3455.12 1933245555");
    }

    @Test
    void shouldReadKlinesOfBinanceAsCandles() throws IOException
    {
        final String rows = Files.readString(EventLines.resource("BTCUSDT-1m-klines.csv"));
        final String header = "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume," +
            "taker_buy_quote_volume,ignore\n";

        final CandleSeries bare = CandleReader.read(EventLines.resource("BTCUSDT-1m-klines.csv"));
        final CandleSeries named = CandleReader.read(EventLines.write(folder.resolve("named.csv.gz"), header + rows));

        assertThat(bare.bars()).isEqualTo(2);
        assertThat(bare.openTimeMs(1)).isEqualTo(1735689660000L);
        assertThat(bare.intervalMs()).isEqualTo(60_000);
        assertThat(bare.decimals()).isEqualTo(2);
        assertThat(bare.highestPrice()).isEqualTo(9365200);
        assertThat(named.openTimeMs(0)).isEqualTo(1735689600000L);
        assertThat(named.lowestPrice()).isEqualTo(9353750);
    }

    @Test
    void shouldReadACryptofeedCaptureOfBinance()
    {
        assertThat(EventLines.of(BinanceCaptureReader::read, EventLines.resource("binance_cryptofeed.txt")))
            .containsExactly(
                "QUOTE [SUSHIUSDT] at 1626992741012000000/1626992741062170000 2@7.611 297@7.612 #600859600576",
                "LEVEL [SUSHIUSDT] at 1626992741024000000/1626992741081672000 buy 0@7.609 #600859600917",
                "LEVEL [SUSHIUSDT] at 1626992741024000000/1626992741081672000 sell 1563@7.615 #600859600917",
                "LEVEL [SUSHIUSDT] at 1626992741024000000/1626992741081672000 sell 3284@7.622 #600859600917",
                "TRADE [CTKUSDT] at 1626992741421000000/1626992742289739000 buy 10@1.011 16599292",
                "CANDLE [CTKUSDT] at 1626992700000000000/1626992742289569100 1.01 1.012 1.009 1.011 3917");
    }

    @Test
    void shouldReadAnHftbacktestCaptureWithItsSnapshot()
    {
        assertThat(EventLines.of(BinanceCaptureReader::read, EventLines.resource("binance_hftbacktest.txt")))
            .containsExactly(
                "BOOK_CLEARED [] at 1723161256493000000/1723161255319702566 #5123107852948",
                "LEVEL [] at 1723161256493000000/1723161255319702566 buy 2.909@61800.2 #5123107852948",
                "LEVEL [] at 1723161256493000000/1723161255319702566 buy 0.696@61800.1 #5123107852948",
                "LEVEL [] at 1723161256493000000/1723161255319702566 sell 1@61800.3 #5123107852948",
                "TRADE [BTCUSDT] at 1723161256323000000/1723161255088176367 sell 0.006@61800.3 5266583935",
                "QUOTE [BNBUSDT] at -1/1723161255088176368 31.21@25.3519 40.66@25.3652 #400900217");
    }

    @Test
    void shouldReadARawBookOfBitfinex()
    {
        assertThat(EventLines.of(BitfinexBookReader::read, EventLines.resource("bitfinex_book.jsonl")))
            .containsExactly(
                "BOOK_CLEARED [tBTCUSD] at -1/-1 #0",
                "ORDER_SET [tBTCUSD] at -1/-1 buy 0.246386@60945 60504777678",
                "ORDER_SET [tBTCUSD] at -1/-1 sell 0.0002@60946.5 60504484135",
                "ORDER_SET [tBTCUSD] at -1/-1 buy 0.00000001@60944.12345678 60504777678",
                "ORDER_DELETED [tBTCUSD] at -1/-1 60504484135");
    }

    @Test
    void shouldReadTheMessagesOfACaptureOfAnyVenue() throws IOException
    {
        final Path file = EventLines.write(folder.resolve("capture.txt.gz"),
            "wss://x <-> 1\n1626993370.1: {\"table\":\"quote\"}\n\n{\"topic\":1}\n17 [1]\n");
        final List<String> messages = new ArrayList<>();

        assertThat(CaptureReader.read(file, (timeNs, json) -> messages.add(timeNs + " " + json))).isEqualTo(3);

        assertThat(messages)
            .containsExactly("1626993370100000000 {\"table\":\"quote\"}", "-1 {\"topic\":1}", "17 [1]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "34200,1,101,18,5853300 | has 5 values where a message has 6 columns",
        "34200,8,101,18,5853300,1 | has '8' as type (column 2), which is no whole number from 1 to 7",
        "34200,1,1e30,18,5853300,1 | has '1e30' as order_id (column 3), which is no whole number",
        "34200,1,101,0,5853300,1 | has '0' as size (column 4), which is no whole number from 1 to 2147483647",
        "34200,1,101,18,58533.5,1 | has '58533.5' as price (column 5), which is no whole number",
        "34200,1,101,18,-5,1 | has '-5' as price (column 5), which is no whole number from 1 to",
        "34200,1,101,18,5853300,0 | has '0' as direction (column 6), which is 1 for an order to buy and -1",
        "86400,1,101,18,5853300,1 | has '86400' as time (column 1), which is no time of a day in seconds",
        "-1,1,101,18,5853300,1 | has '-1' as time (column 1), which is no time",
        "x,1,101,18,5853300,1 | has 'x' as time (column 1), which is no decimal number",
        "25:00,1,101,18,5853300,1 | has '25:00' as time (column 1), which is no date and time"})
    void shouldRefuseABrokenLobsterRowByFileLineAndColumn(final String row, final String sentence) throws IOException
    {
        final Path file = EventLines.write(folder.resolve("bad.csv"), "34200,1,100,18,5853300,1\n" + row + "\n");

        assertThatThrownBy(() -> EventLines.of(LobsterReader::read, file))
            .isInstanceOf(ImportException.class).hasMessageStartingWith("bad.csv line 2 " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "b,X,1,2,7,buy,9.5 | has 7 values where the first line names 8 columns",
        "b,X,1.5,2,7,buy,9.5,1 | has '1.5' as timestamp, which is no whole number",
        "b,X,1,-2,7,buy,9.5,1 | has '-2' as local_timestamp, which is no whole number from 0",
        "b,X,1,2,7,bought,9.5,1 | has 'bought' as side, which is buy, sell or unknown",
        "b,X,1,2,7,buy,nine,1 | has 'nine' as price, which is no decimal number of up to 18 digits",
        "b,X,1,2,7,buy,9.5,-1 | has '-1' as amount, which must not be below zero"})
    void shouldRefuseABrokenTardisRowByFileLineAndColumn(final String row, final String sentence) throws IOException
    {
        final Path file = EventLines.write(folder.resolve("bad.csv"),
            "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n" + row + "\n");

        assertThatThrownBy(() -> EventLines.of(TardisReader::read, file))
            .isInstanceOf(ImportException.class).hasMessageStartingWith("bad.csv line 2 " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1,2,3 | has 3 values where an aggregate trade has 7 or 8",
        "x,2,3,4,5,1723161256322,true | has 'x' as agg_trade_id, which is no whole number",
        "1,?,3,4,5,1723161256322,true | has '?' as price, which is no decimal number",
        "1,2,-3,4,5,1723161256322,true | has '-3' as quantity, which must not be below zero",
        "1,2,3,4,5,soon,true | has 'soon' as transact_time, which is no whole number",
        "1,2,3,4,5,1723161256322,maybe | has 'maybe' as is_buyer_maker, which is true or false"})
    void shouldRefuseABrokenAggregateTradeByFileLineAndColumn(final String row, final String sentence)
        throws IOException
    {
        final Path file = EventLines.write(folder.resolve("bad.csv"), row + "\n");

        assertThatThrownBy(() -> EventLines.of(BinanceTradeReader::read, file))
            .isInstanceOf(ImportException.class).hasMessageStartingWith("bad.csv line 1 " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "12 {\"e\":\"trade\" | is no JSON from character 13 of the message on",
        "12 {\"e\":trade} | is no JSON from character 6 of the message on",
        "12 {} {} | has more behind the message, at its character 4",
        "noon {} | has 'noon' as time (column 1), which is neither Unix nanoseconds nor seconds",
        "1.5 {} | has '1.5' as time (column 1)",
        "99999999999999.5: {} | has '99999999999999.5' as time (column 1)",
        "garbage | has 'garbage' as line, where a time and a message in braces or brackets are expected",
        "~ {}~ | has ' {}' as line, where a time and a message in braces or brackets are expected",
        "12 {\"e\":\"trade\",\"s\":\"X\",\"t\":-1} | has '-1' as t, which should be a whole number from 0 on",
        "12 {\"e\":\"trade\",\"s\":\"X\",\"t\":1,\"m\":1} | has '1' as m, which should be true or false",
        "12 {\"e\":\"trade\",\"s\":\"X\",\"t\":1,\"m\":true,\"p\":\"1,5\"} | has '1,5' as p, which is no decimal",
        "12 {\"e\":\"trade\",\"s\":\"X\",\"t\":1,\"m\":true,\"p\":\"1\",\"q\":\"-2\"} | has '-2' as q, which must not",
        "12 {\"e\":\"trade\",\"T\":9999999999999999} | has '9999999999999999' as T, which is no time",
        "12 {\"e\":\"kline\",\"s\":\"X\",\"k\":7} | has '7' as k, which should be an object",
        "12 {\"e\":\"depthUpdate\",\"s\":\"X\",\"u\":1,\"b\":{}} | has '{}' as b, which should be an array",
        "12 {\"e\":\"depthUpdate\",\"s\":\"X\",\"u\":1,\"b\":[[\"1\"]]} | has 1 values in b, which has at least 2"})
    void shouldRefuseABrokenLineOfACaptureByFileLineAndField(final String line, final String sentence)
        throws IOException
    {
        final String text = line.replace("\"e\":\"trade\",\"T\"", "\"e\":\"trade\",\"s\":\"X\",\"T\"");
        final Path file = EventLines.write(folder.resolve("bad.txt"), "1 {}\n" + text + "\n");

        assertThatThrownBy(() -> EventLines.of(BinanceCaptureReader::read, file))
            .isInstanceOf(ImportException.class).hasMessageStartingWith("bad.txt line 2 " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[1] | has 1 values in message, which has at least 2",
        "[1,7.5] | ",
        "[1,[7,5]] | has 2 values in order, which has at least 3",
        "[1,[-7,5,1]] | has '-7' as id, which should be a whole number from 0 on",
        "[1,[7,-5,1]] | has '1 at -5' as amount and price, and an order has an amount and a price above zero",
        "[1,[7,5,0]] | has '0 at 5' as amount and price"})
    void shouldRefuseABrokenLineOfARawBookUnlessItIsNoOrder(final String line, final String sentence)
        throws IOException
    {
        final Path file = EventLines.write(folder.resolve("bad.jsonl"), "{\"event\":\"info\"}\n" + line + "\n");

        if (null == sentence)
        {
            assertThat(EventLines.of(BitfinexBookReader::read, file)).isEmpty();
        }
        else
        {
            assertThatThrownBy(() -> EventLines.of(BitfinexBookReader::read, file))
                .isInstanceOf(ImportException.class).hasMessageStartingWith("bad.jsonl line 2 " + sentence);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent.csv", ""})
    void shouldRefuseWhatIsNoFile(final String name)
    {
        final Path path = name.isEmpty() ? folder : folder.resolve(name);

        for (final EventLines.Reader reader : List.<EventLines.Reader>of(LobsterReader::read, TardisReader::read,
            BinanceTradeReader::read, BinanceCaptureReader::read, BitfinexBookReader::read))
        {
            assertThatThrownBy(() -> EventLines.of(reader, path)).isInstanceOf(ImportException.class)
                .hasMessageMatching(".* (does not exist|is a folder): name .*");
        }
    }

    @Test
    void shouldRefuseAnEmptyFile() throws IOException
    {
        final Path file = EventLines.write(folder.resolve("empty.csv.gz"), "");

        for (final EventLines.Reader reader : List.<EventLines.Reader>of(LobsterReader::read, TardisReader::read,
            BinanceTradeReader::read, BinanceCaptureReader::read, BitfinexBookReader::read))
        {
            assertThatThrownBy(() -> EventLines.of(reader, file)).isInstanceOf(ImportException.class)
                .hasMessageMatching("empty.csv.gz (is empty|holds no trades|holds no messages): name .*");
        }
    }
}

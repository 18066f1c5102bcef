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
package io.plimsoll.bench.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.io.importer.BitfinexBookReader;
import io.plimsoll.io.importer.MarketEvent;
import io.plimsoll.io.importer.MarketEventKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Plays recorded books of two venues, order by order; skipped where the recordings are absent. */
class RecordedBooksTest
{
    private static final Path DATA =
        Path.of(System.getProperty("plimsoll.data", "../../shared/data")).resolve("orderflow-l3");
    private static final long LOBSTER_MARK_TICKS = 58_500;
    /** Ask price and size, bid price and size. */
    private static final int[] PLACES = {0, 1, 2, 3};

    @Test
    void shouldHaveTheBestBidAndOfferOfTheLobsterHourAfterEveryMessage() throws IOException
    {
        final List<long[]> rows = lobsterQuotes();
        final LobsterReplay replay = lobster(new CountingReports());
        final List<Long> untoldEnds = new ArrayList<>();
        long[] before = quotes(replay.book());
        int row = -1;
        int undetermined = 0;

        try (TapeBook book = replay.book())
        {
            for (final LobsterReplay.Message message : replay.messages())
            {
                replay.apply(message);
                if (message.kind() == MarketEventKind.HIDDEN_EXECUTED || !Arrays.equals(before, quotes(book)))
                {
                    row++;
                }
                if (book.bestTicks(MarketEvent.BUY) > rows.get(row)[2])
                {
                    untoldEnds.add(replay.removeFirst(MarketEvent.BUY));
                }
                before = quotes(book);
                final boolean isEqual = Arrays.equals(before, rows.get(row));
                undetermined += isEqual ? 0 : 1;
                // The ask of the first row belongs to orders that neither file tells of.
                assertThat(isEqual || row == 0 && before[2] == rows.get(0)[2] && before[3] == rows.get(0)[3])
                    .as("message %s, row %s: %s", message, row + 1, Arrays.toString(before)).isTrue();
            }
        }

        assertThat(replay.messages()).hasSize(91_997);
        assertThat(row + 1).isEqualTo(25_641);
        assertThat(undetermined).isEqualTo(3);
        assertThat(untoldEnds).containsExactly(45_367_855L);
        assertThat(replay.hasCrossed()).isFalse();
    }

    @Test
    void shouldExplainEveryMessageOfTheLobsterHourThatItCannotPlayAsItStands()
    {
        final CountingReports reports = new CountingReports();
        final LobsterReplay replay = lobster(reports);

        replay.messages().forEach(replay::apply);
        replay.book().close();

        assertThat(replay.olderTaken()).isEqualTo(369);
        assertThat(replay.unknownDeletes()).isEqualTo(71);
        assertThat(reports.rejects()).isEqualTo(71);
        assertThat(replay.firstInQueue()).isEqualTo(4_043);
        assertThat(reports.fills()).isEqualTo(4_043);
        assertThat(replay.notFirstInQueue()).isEqualTo(24);
    }

    @Test
    void shouldAnswerTheLobsterHourTheSameThroughTheWholeEngine()
    {
        final CanonicalReports expected = new CanonicalReports(false);
        final CanonicalReports actual = new CanonicalReports(false);
        final LobsterReplay replay = lobster(expected);
        replay.messages().forEach(replay::apply);
        replay.book().close();

        try (EngineTape engine = new EngineTape(actual, LOBSTER_MARK_TICKS))
        {
            for (int sequence = 0; sequence < replay.tape().size(); sequence++)
            {
                engine.apply(replay.tape(), sequence);
            }
        }

        assertThat(actual.sha256()).isEqualTo(expected.sha256());
    }

    @Test
    void shouldPlayTheRawBookOfBitfinexWithoutAnUnexplainedRefusal()
    {
        final Path file = present("bitfinex_tBTCUSD_book-R0_100k-messages.jsonl.gz");
        final CountingReports reports = new CountingReports();

        try (BitfinexReplay replay = new BitfinexReplay(reports))
        {
            BitfinexBookReader.read(file, replay);

            assertThat(replay.orders()).isEqualTo(63_027);
            assertThat(replay.deletes()).isEqualTo(37_021);
            assertThat(replay.differences()).isEmpty();
            assertThat(reports.fills()).isZero();
            assertThat(replay.refused()).isEmpty();
            assertThat(reports.rejects()).isZero();
            assertThat(replay.takenOut()).isEqualTo(2);
            assertThat(replay.awaited()).isEmpty();
        }
    }

    private static LobsterReplay lobster(final TapeReports reports)
    {
        return new LobsterReplay(present("lobster_AAPL_2012-06-21_0930-1030_message_50.csv.gz"),
            present("lobster_AAPL_2012-06-21_start_of_day_orders.csv.gz"), reports);
    }

    private static Path present(final String name)
    {
        final Path file = DATA.resolve(name);
        assumeTrue(Files.exists(file), "real market data is absent: " + file);
        return file;
    }

    private static long[] quotes(final TapeBook book)
    {
        final long ask = book.bestTicks(MarketEvent.SELL);
        final long bid = book.bestTicks(MarketEvent.BUY);
        return new long[]{
            ask, book.depthLots(MarketEvent.SELL, ask), bid, book.depthLots(MarketEvent.BUY, bid)};
    }

    private static List<long[]> lobsterQuotes() throws IOException
    {
        final List<long[]> rows = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(present("lobster_AAPL_2012-06-21_orderbook_1.csv.gz"))),
            StandardCharsets.US_ASCII)))
        {
            for (String line = reader.readLine(); line != null; line = reader.readLine())
            {
                final String[] values = line.split(",");
                rows.add(Arrays.stream(PLACES)
                    .mapToLong(place -> Long.parseLong(values[place]) / (place % 2 == 0 ? 100 : 1)).toArray());
            }
        }
        return rows;
    }
}

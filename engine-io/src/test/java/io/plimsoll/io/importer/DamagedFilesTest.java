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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedFilesTest
{
    private static final int ROUNDS = 200;
    private static final String BYTES = "0123456789-+.eE,:;\"'[]{} \t\n\0\u00ffxnulltruefalse";
    private static final Map<String, EventLines.Reader> SAMPLES = Map.of(
        "lobster_message.csv", LobsterReader::read,
        "tardis_trades.csv", TardisReader::read,
        "tardis_quotes.csv", TardisReader::read,
        "BTCUSDT-aggTrades-2024-08-08.csv", BinanceTradeReader::read,
        "ETHUSDT-aggTrades-2025-01-02.csv", BinanceTradeReader::read,
        "BTCUSDT-1m-klines.csv", (path, handler) -> CandleReader.read(path).bars(),
        "binance_cryptofeed.txt", BinanceCaptureReader::read,
        "binance_hftbacktest.txt", BinanceCaptureReader::read,
        "bitfinex_book.jsonl", BitfinexBookReader::read);

    @TempDir
    private Path folder;

    @Test
    void shouldReadOrRefuseWhateverBecomesOfAFile() throws IOException
    {
        final long seed = System.nanoTime();
        System.out.println("damaged files seed=" + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        final Path file = folder.resolve("damaged.txt");
        int refused = 0;

        for (int round = 0; round < ROUNDS; round++)
        {
            for (final Map.Entry<String, EventLines.Reader> sample : SAMPLES.entrySet())
            {
                final byte[] whole = Files.readAllBytes(EventLines.resource(sample.getKey()));
                Files.write(file, damaged(whole, random));
                refused += isRefused(sample.getValue(), file) ? 1 : 0;
            }
        }

        assertThat(refused).isBetween(ROUNDS, ROUNDS * SAMPLES.size());
    }

    /** Any other exception than the reader's own fails the test. */
    private static boolean isRefused(final EventLines.Reader reader, final Path file)
    {
        try
        {
            reader.read(file, event -> assertThat(event.kind()).isNotNull());
            return false;
        }
        catch (final ImportException ex)
        {
            assertThat(ex.getMessage()).startsWith("damaged.txt").hasLineCount(1).hasSizeLessThan(400);
            return true;
        }
    }

    private static byte[] damaged(final byte[] whole, final SplittableRandom random)
    {
        final StringBuilder text = new StringBuilder(new String(whole, StandardCharsets.ISO_8859_1));
        final int wounds = random.nextInt(1, 4);
        for (int wound = 0; wound < wounds && text.length() > 1; wound++)
        {
            final int at = random.nextInt(text.length());
            final int kind = random.nextInt(4);
            if (kind == 0)
            {
                text.setLength(at);
            }
            else if (kind == 1)
            {
                text.delete(at, Math.min(text.length(), at + random.nextInt(1, 40)));
            }
            else if (kind == 2)
            {
                text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(1, 40))));
            }
            else
            {
                text.setCharAt(at, BYTES.charAt(random.nextInt(BYTES.length())));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}

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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.core.Engine;
import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.ClosePolicy;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.codec.generated.ListAssetEncoder;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.margin.Brackets;
import io.plimsoll.core.memory.Slab;
import io.plimsoll.core.price.InstrumentRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierTableReaderTest
{
    private static final String HEADER =
        "symbol,tier,currency,min_notional,max_notional,maintenance_margin_rate,max_leverage,cum\n";
    private static final Path TIERS = Path.of(System.getProperty("plimsoll.data", "../../shared/data"))
        .resolve("margin-tiers/binance-usdm_leverage-tiers_2024-10.csv.gz");
    private static final int DECIMALS = 6;
    private static final int SYMBOLS = 349;
    private static final int TIERS_OF_ALL = 2_805;

    @TempDir
    private Path folder;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    private List<TierTable> read(final String text) throws IOException
    {
        final Path file = folder.resolve("tiers.csv");
        Files.writeString(file, text);
        return TierTableReader.read(file);
    }

    @Test
    void shouldReadTheTiersOfEachSymbol() throws IOException
    {
        final List<TierTable> tables = read(HEADER +
            "A/USDT,1.0,USDT,0.0,5000.0,0.01,50.0,0.0\n" +
            "A/USDT,2.0,USDT,5000.0,9.3e+18,0.025,20.0,75.0\n" +
            "B/USDT,1.0,USDT,0.0,100.0,0.004,125.0,0.0\n");

        assertThat(tables).extracting(TierTable::symbol).containsExactly("A/USDT", "B/USDT");
        assertThat(tables.get(0).currency()).isEqualTo("USDT");
        final TierTable.Tier second = tables.get(0).tiers().get(1);
        assertThat(TierTable.atoms(second.lowerNotional(), DECIMALS)).isEqualTo(5_000_000_000L);
        assertThat(second.maintenancePpm()).isEqualTo(25_000);
        assertThat(second.maxLeverage()).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "A,2.0,U,5000.0,9000,0.02,20,50|line 2 has '2.0' as tier, which is no whole number from 1 to 1",
        "A,1.0,U,1.0,5000,0.01,50,0|'1.0' as min_notional, where the tier before ends at 0",
        "A,1.0,U,0,0.0,0.01,50,0|'0.0' as max_notional, which is not above min_notional",
        "A,1.0,U,0,5000,0.0100001,50,0|'0.0100001' as maintenance_margin_rate, which is no whole number of millionths",
        "A,1.0,U,0,5000,1.5,50,0|'1.5' as maintenance_margin_rate, which is no whole number of millionths up to 1",
        "A,1.0,U,0,5000,0.01,50,7|'7' as cum, where 0 makes the requirement continuous",
        "A,1.0,U,0,5000,0.01,5000,0|'5000' as max_leverage, which is no whole number from 1 to 1000",
        "A,1.0,U,-1,5000,0.01,50,0|'-1' as min_notional, which must not be below zero",
        "A,1.0,U,x,5000,0.01,50,0|'x' as min_notional, which is no amount",
        "A,1.0|has 2 values where the first line names 8 columns"})
    void shouldSayWhatIsWrongWithARow(final String rows, final String sentence)
    {
        assertThatThrownBy(() -> read(HEADER + rows + "\n"))
            .isInstanceOf(ImportException.class).hasMessageContaining(sentence);
    }

    @Test
    void shouldRefuseRatesThatFallAndSymbolsThatComeBack()
    {
        final String first = "A,1,U,0,5000,0.02,50,0\n";

        assertThatThrownBy(() -> read(HEADER + first + "A,2,U,5000,9000,0.01,20,0\n"))
            .hasMessageContaining("where the tier before has 20000 millionths: rates must not fall");
        assertThatThrownBy(() -> read(HEADER + first + first.replace('A', 'B') + "A,2,U,5000,9000,0.03,20,50\n"))
            .hasMessageContaining("goes on with A, whose tiers had ended");
    }

    @Test
    void shouldListEverySymbolUnchangedAndAgreeAtEveryEdge()
    {
        assumeTrue(Files.exists(TIERS), "the published margin tiers are absent");
        final List<TierTable> tables = TierTableReader.read(TIERS);
        assertThat(tables).hasSize(SYMBOLS);
        assertThat(tables.stream().mapToInt(table -> table.tiers().size()).sum()).isEqualTo(TIERS_OF_ALL);
        final EngineLimits limits = EngineLimits.builder().sessions(2).assets(2).instruments(SYMBOLS).accounts(2)
            .balances(2).positions(8).orders(8).priceLevels(8).build();
        try (Engine engine = new Engine(limits))
        {
            apply(engine, 0, new SessionOpenEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(0)
                .principalId(1).encodedLength());
            apply(engine, 1, new ListAssetEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(0)
                .unitAtoms(1).maxPriceAtoms(1).maxBalanceAtoms(1L << 60).assetId(1).haircutWeightPpm(1_000_000)
                .marginCallPpm(1_270_000).marginCallReleasePpm(1_300_000).encodedLength());
            for (int place = 0; place < tables.size(); place++)
            {
                apply(engine, 1, listing(place + 1, tables.get(place)));
            }
            int edges = 0;
            for (int place = 0; place < tables.size(); place++)
            {
                edges += compare(engine, place + 1, tables.get(place));
            }
            assertThat(edges).isEqualTo(3 * TIERS_OF_ALL);
        }
    }

    private void apply(final Engine engine, final int session, final int length)
    {
        assertThat(ResultCode.name(engine.apply(engine.lastSequence() + 1, 1, session, buffer, 0,
            MessageHeaderEncoder.ENCODED_LENGTH + length))).isEqualTo("ACCEPTED");
    }

    private int listing(final int instrumentId, final TierTable table)
    {
        final ListInstrumentEncoder encoder = new ListInstrumentEncoder().wrapAndApplyHeader(buffer, 0, header);
        final ListInstrumentEncoder.BracketsEncoder brackets = encoder.clientSequence(0).contractFactorAtoms(10)
            .subTicksPerTick(1).minMarkSubTicks(10_000).maxMarkSubTicks(1_000_000).maxPositionLots(1_000_000)
            .minNotionalAtoms(0).instrumentId(instrumentId).settlementAssetId(1).takerFeePpm(500).makerFeePpm(200)
            .liquidationFeePpm(500).thetaPpm(1_050_000).penaltyBetaPpm(500_000).initialFactorPpm(1_600_000)
            .maxLeverage(table.tiers().get(0).maxLeverage()).oracleBandPpm(10_000)
            .kind(InstrumentKind.LINEAR_PERPETUAL).closePolicy(ClosePolicy.PARTIAL)
            .bracketsCount(table.tiers().size());
        for (final TierTable.Tier tier : table.tiers())
        {
            brackets.next().lowerNotionalAtoms(TierTable.atoms(tier.lowerNotional(), DECIMALS))
                .maintenanceRatePpm(tier.maintenancePpm()).penaltyRatePpm(tier.maintenancePpm() / 10);
        }
        return encoder.encodedLength();
    }

    /** One atom below each edge, at it and one above: as a sum over tiers, and as the venue says it. */
    private static int compare(final Engine engine, final int index, final TierTable table)
    {
        final InstrumentRecord instrument = new InstrumentRecord(instruments(engine));
        instrument.wrap(index);
        final Brackets brackets = new Brackets();
        int compared = 0;
        for (final TierTable.Tier edge : table.tiers())
        {
            for (int beside = -1; beside <= 1; beside++)
            {
                final long atoms = Math.max(0, TierTable.atoms(edge.lowerNotional(), DECIMALS) + beside);
                final Int128 required = new Int128();
                brackets.addRequirement(instrument, atoms, required);
                final BigInteger found = BigInteger.valueOf(required.high()).shiftLeft(64)
                    .add(new BigInteger(Long.toUnsignedString(required.low())));
                assertThat(found).as("%s at %d atoms", table.symbol(), atoms)
                    .isEqualTo(summed(table, atoms)).isEqualTo(published(table, atoms));
                compared++;
            }
        }
        return compared;
    }

    private static BigInteger summed(final TierTable table, final long atoms)
    {
        BigInteger sum = BigInteger.ZERO;
        for (int tier = 0; tier < table.tiers().size(); tier++)
        {
            final long lower = TierTable.atoms(table.tiers().get(tier).lowerNotional(), DECIMALS);
            final long upper = tier + 1 == table.tiers().size() ? Long.MAX_VALUE :
                TierTable.atoms(table.tiers().get(tier + 1).lowerNotional(), DECIMALS);
            final long inside = Math.max(0, Math.min(atoms, upper) - lower);
            sum = sum.add(BigInteger.valueOf(inside)
                .multiply(BigInteger.valueOf(table.tiers().get(tier).maintenancePpm())));
        }
        return sum;
    }

    /** Rate times notional less the maintenance amount of the tier. */
    private static BigInteger published(final TierTable table, final long atoms)
    {
        TierTable.Tier holding = table.tiers().get(0);
        for (final TierTable.Tier tier : table.tiers())
        {
            holding = TierTable.atoms(tier.lowerNotional(), DECIMALS) <= atoms ? tier : holding;
        }
        return BigDecimal.valueOf(atoms).multiply(BigDecimal.valueOf(holding.maintenancePpm()))
            .subtract(holding.deductedNotional().movePointRight(DECIMALS + 6)).toBigIntegerExact();
    }

    private static Slab instruments(final Engine engine)
    {
        for (int id = 1; id <= engine.slabCount(); id++)
        {
            if ("instruments".equals(engine.slab(id).name()))
            {
                return engine.slab(id);
            }
        }
        throw new IllegalStateException("no slab is named instruments");
    }
}

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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.ListInstrumentEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.io.importer.ImportException;
import io.plimsoll.io.importer.TierTable;
import io.plimsoll.io.importer.TierTableReader;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The margin brackets of the instruments of a genesis file: written out, or read unchanged from a table of margin tiers
 * as Binance publishes them. A table is read once, however many instruments name it.
 */
final class BracketGenesis
{
    /** Keys of the entry of an instrument that name its tiers. */
    static final List<String> KEYS = List.of("tiers-file", "tiers-symbol", "tiers-decimals", "tiers-penalty-ppm");
    private static final List<String> BRACKET_KEYS = List.of(
        "lower-notional-atoms", "maintenance-rate-ppm", "penalty-rate-ppm");
    private static final int DECIMALS_MAX = 18;
    private static final long PPM = 1_000_000;

    /** One bracket as the wire has it. */
    private record Bracket(long lowerNotionalAtoms, int maintenanceRatePpm, int penaltyRatePpm)
    {
    }

    private final Map<Path, List<TierTable>> tables = new HashMap<>();
    private final List<Bracket> brackets = new ArrayList<>();
    private int tierLeverage;

    /** Reads the brackets of an entry, which must have one form of them. */
    void read(final ConfigurationFile instrument)
    {
        brackets.clear();
        tierLeverage = 0;
        instrument.text("tiers-file", name -> readTiers(instrument, name));
        final List<ConfigurationFile> listed = instrument.objects("brackets");
        if (!brackets.isEmpty() && !listed.isEmpty())
        {
            throw instrument.wrong("tiers-file", "and 'brackets' cannot both be given: remove one");
        }
        for (final ConfigurationFile bracket : listed)
        {
            bracket.requireKnown(BRACKET_KEYS);
            brackets.add(new Bracket(bracket.number("lower-notional-atoms"), bracket.integer("maintenance-rate-ppm"),
                bracket.integer("penalty-rate-ppm")));
        }
    }

    private void readTiers(final ConfigurationFile instrument, final String name)
    {
        final String symbol = instrument.text("tiers-symbol");
        final int decimals = instrument.integer("tiers-decimals");
        final int penaltyPpm = instrument.integer("tiers-penalty-ppm");
        range(instrument, "tiers-decimals", decimals, DECIMALS_MAX);
        range(instrument, "tiers-penalty-ppm", penaltyPpm, PPM);
        final TierTable table = tables(instrument, name).stream()
            .filter(one -> one.symbol().equals(symbol)).findFirst()
            .orElseThrow(() -> instrument.wrong("tiers-symbol", "is '" + symbol + "', which is not in " + name));
        if (table.tiers().size() > EngineLimits.BRACKETS_MAX)
        {
            throw instrument.wrong("tiers-symbol", "has " + table.tiers().size() + " tiers, but at most " +
                EngineLimits.BRACKETS_MAX + " fit");
        }
        tierLeverage = table.tiers().get(0).maxLeverage();
        for (final TierTable.Tier tier : table.tiers())
        {
            brackets.add(new Bracket(atoms(instrument, tier.lowerNotional(), decimals), tier.maintenancePpm(),
                (int)(tier.maintenancePpm() * (long)penaltyPpm / PPM)));
        }
    }

    private static void range(
        final ConfigurationFile instrument, final String key, final int value, final long most)
    {
        if (value < 0 || value > most)
        {
            throw instrument.wrong(key, "is " + value + ", but must be from 0 to " + most);
        }
    }

    private static long atoms(final ConfigurationFile instrument, final BigDecimal notional, final int decimals)
    {
        try
        {
            return TierTable.atoms(notional, decimals);
        }
        catch (final ArithmeticException ex)
        {
            throw instrument.wrong("tiers-decimals", "is " + decimals + ", with which the notional " +
                notional.toPlainString() + " is no whole number of atoms below 2^63");
        }
    }

    private List<TierTable> tables(final ConfigurationFile instrument, final String name)
    {
        try
        {
            return tables.computeIfAbsent(instrument.resolve(name), TierTableReader::read);
        }
        catch (final ImportException ex)
        {
            throw instrument.wrong("tiers-file", "cannot be used: " + ex.getMessage().replaceAll("\\.$", ""));
        }
    }

    /** The leverage of an entry; that of the first tier where the entry says none. */
    int maxLeverage(final ConfigurationFile instrument)
    {
        final int[] leverage = {tierLeverage};
        instrument.integer("max-leverage", value -> leverage[0] = value);
        return leverage[0] != 0 ? leverage[0] : instrument.integer("max-leverage");
    }

    /** Bytes of the group. */
    int groupLength()
    {
        return ListInstrumentEncoder.BracketsEncoder.sbeHeaderSize() +
            brackets.size() * ListInstrumentEncoder.BracketsEncoder.sbeBlockLength();
    }

    /** Writes the group, which is the same after every block. */
    void encode(final UnsafeBuffer buffer, final int blockLength)
    {
        final ListInstrumentEncoder encoder = new ListInstrumentEncoder();
        encoder.wrap(buffer, MessageHeaderEncoder.ENCODED_LENGTH);
        encoder.limit(MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
        final ListInstrumentEncoder.BracketsEncoder group = encoder.bracketsCount(brackets.size());
        for (final Bracket bracket : brackets)
        {
            group.next()
                .lowerNotionalAtoms(bracket.lowerNotionalAtoms)
                .maintenanceRatePpm(bracket.maintenanceRatePpm)
                .penaltyRatePpm(bracket.penaltyRatePpm);
        }
    }
}

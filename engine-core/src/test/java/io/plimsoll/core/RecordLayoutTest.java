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
package io.plimsoll.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.memory.Flyweight;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every record is laid out as its class comment draws it, and what every command reads lies in its first line. */
class RecordLayoutTest
{
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern ROW = Pattern.compile("^ \\*\\s+(\\d+)\\s+(\\d+)\\s+([a-z]\\w*)\\s+\\S.*");
    private static final Pattern LENGTH = Pattern.compile("^ \\*\\s+(\\d+)\\s+LENGTH$");
    private static final Pattern EXTENDS = Pattern.compile("class \\w+Record extends (Flyweight|\\w+Record)$");
    private static final Set<Integer> POWERS_OF_TWO = Set.of(1, 2, 4, 8);
    private static final int CACHE_LINE = 64;
    private static final Map<String, List<String>> HOT = Map.of(
        "AccountRecord", List.of("cashAtoms", "firstPosition", "firstBalance", "firstOrder", "state", "level",
            "queueStatus", "touched"),
        "PositionRecord", List.of("lots", "costAtoms", "windowLowSubTicks", "windowHighSubTicks", "account",
            "instrument"),
        "OrderRecord", List.of("priceTicks", "remainingLots", "account", "position", "next"),
        "LevelRecord", List.of("priceTicks", "totalLots", "firstOrder", "worse"),
        "InstrumentRecord", List.of("markSubTicks", "windowLowSubTicks", "windowHighSubTicks"),
        "InstrumentTermsRecord", List.of("contractFactorAtoms", "markFactorAtoms", "subTicksPerTick"),
        "BalanceRecord", List.of("balanceAtoms", "asset", "next"));

    private record Row(int offset, int length, String name)
    {
    }

    static Stream<Path> records() throws IOException
    {
        try (Stream<Path> files = Files.walk(SOURCES))
        {
            return files.filter(file -> file.toString().endsWith("Record.java"))
                .filter(file -> read(file).stream().anyMatch(line -> EXTENDS.matcher(line).find())).toList()
                .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldLayOutEveryFieldAsDrawn(final Path file) throws ReflectiveOperationException
    {
        final Class<?> type = typeOf(file);
        final List<Row> rows = rows(file);
        final Set<String> drawn = new HashSet<>();
        for (final Row row : rows)
        {
            final String constant = row.name.replaceAll("([A-Z])", "_$1").toUpperCase() + "_OFFSET";
            drawn.add(constant);
            assertThat(number(type, constant)).as(constant).isEqualTo(row.offset);
        }
        for (final Field field : type.getDeclaredFields())
        {
            if (field.getName().endsWith("_OFFSET"))
            {
                assertThat(drawn).as("%s is drawn", field.getName()).contains(field.getName());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldDrawFieldsThatAreAlignedAndDoNotOverlap(final Path file) throws ReflectiveOperationException
    {
        final List<Row> rows = rows(file);
        int end = 0;
        for (final Row row : rows)
        {
            assertThat(row.offset).as(row.name).isGreaterThanOrEqualTo(end);
            assertThat(row.offset % (POWERS_OF_TWO.contains(row.length) ? row.length : 8)).as(row.name).isZero();
            end = row.offset + row.length;
        }
        final int length = read(file).stream().map(LENGTH::matcher).filter(Matcher::matches)
            .mapToInt(line -> Integer.parseInt(line.group(1))).findFirst().orElseThrow();
        assertThat(number(typeOf(file), "LENGTH")).isEqualTo(length).isGreaterThanOrEqualTo(end);
        assertThat(length % 8).isZero();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldKeepHotFieldsInTheFirstLine(final Path file)
    {
        final String name = file.getFileName().toString().replace(".java", "");
        final List<String> hot = HOT.getOrDefault(name, List.of());
        final List<Row> found = rows(file).stream().filter(row -> hot.contains(row.name)).toList();

        assertThat(found).extracting(Row::name).containsExactlyInAnyOrderElementsOf(hot);
        assertThat(found).allMatch(row -> row.offset + row.length <= CACHE_LINE);
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldDrawPartsOfOneRecordThatDoNotOverlap(final Path file) throws ReflectiveOperationException
    {
        final List<Row> taken = new ArrayList<>(rows(file));
        for (Class<?> part = typeOf(file).getSuperclass(); part != Flyweight.class; part = part.getSuperclass())
        {
            final List<Row> more = rows(file.resolveSibling(part.getSimpleName() + ".java"));

            assertThat(more).noneMatch(row -> taken.stream().anyMatch(other ->
                row.offset < other.offset + other.length && other.offset < row.offset + row.length));
            taken.addAll(more);
        }
    }

    private static List<Row> rows(final Path file)
    {
        final List<Row> rows = new ArrayList<>();
        for (final String line : read(file))
        {
            final Matcher row = ROW.matcher(line);
            if (row.matches())
            {
                rows.add(new Row(Integer.parseInt(row.group(1)), Integer.parseInt(row.group(2)), row.group(3)));
            }
        }
        assertThat(rows).as("%s draws its record", file).isNotEmpty();
        return rows;
    }

    private static int number(final Class<?> type, final String constant) throws ReflectiveOperationException
    {
        final Field field = type.getDeclaredField(constant);
        field.setAccessible(true);
        return field.getInt(null);
    }

    private static Class<?> typeOf(final Path file) throws ClassNotFoundException
    {
        return Class.forName(SOURCES.relativize(file).toString().replace(".java", "").replace('/', '.'));
    }

    private static List<String> read(final Path file)
    {
        try
        {
            return Files.readAllLines(file);
        }
        catch (final IOException failure)
        {
            throw new UncheckedIOException(failure);
        }
    }
}

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
package io.plimsoll.io.cli;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.margin.WhatIf;
import io.plimsoll.io.journal.JournalException;
import io.plimsoll.io.replay.ReplayedEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code whatif}: what an account would be after prices, transfers and trades that are not made.
 */
@Command(
    name = "whatif",
    description = {
        "Say what an account would be after prices, transfers and trades that are not made.",
        "The journal is replayed into an engine, which is then asked: health, requirements, the state that would " +
            "follow, and for each instrument the last mark, moved alone, at which no liquidation starts, at the " +
            "rates in force and at those announced. Prices count first, then transfers, then trades."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:answered", "1:the question was refused, with its numbers, or the replay differs",
        "2:wrong request, no such account, or no journal at DIR", "3:damaged journal"})
final class WhatIfVerb extends Verb
{
    private static final Pattern TRADE = Pattern.compile("(\\d+):([+-]?\\d+)(?:@(\\d+))?");
    private static final Pattern PRICE = Pattern.compile("(instrument|asset):(\\d+)=(\\d+)");
    private static final Pattern TRANSFER = Pattern.compile("(\\d+):([+-]?\\d+)");
    private static final String INSTRUMENT = "instrument";

    @Parameters(paramLabel = "ACCOUNT", description = "Id of the account.")
    private long accountId;

    @Mixin
    private JournalPlace place;

    @Option(names = "--trade", paramLabel = "INSTRUMENT:LOTS[@TICKS]",
        description = "Suppose a trade, lots above 0 bought, below 0 sold; at the mark without a price. The taker " +
            "fee is paid. As often as needed.")
    private List<String> trades = new ArrayList<>();

    @Option(names = "--price", paramLabel = "instrument|asset:ID=PRICE",
        description = "Suppose a mark in sub-ticks, or a price of an asset in reference atoms per unit.")
    private List<String> prices = new ArrayList<>();

    @Option(names = "--transfer", paramLabel = "ASSET:ATOMS",
        description = "Suppose a deposit, above 0, or a withdrawal, below 0.")
    private List<String> transfers = new ArrayList<>();

    @Override
    public Integer call()
    {
        // What is wrong with the request is said before a long journal is read.
        final List<Matcher> tradeParts = parse("--trade", TRADE, trades);
        final List<Matcher> priceParts = parse("--price", PRICE, prices);
        final List<Matcher> transferParts = parse("--transfer", TRANSFER, transfers);
        try (ReplayedEngine replayed = place.open())
        {
            while (replayed.next(place.sequence()))
            {
                // Every record is applied and compared.
            }
            place.check(replayed);
            final WhatIf question = replayed.engine().whatIf().about(accountId);
            priceParts.forEach(part -> suppose(question, part));
            transferParts.forEach(part -> question.transfer(integer(part, 1), number(part, 2)));
            tradeParts.forEach(part -> question.trade(
                integer(part, 1), number(part, 2), null == part.group(3) ? 0 : number(part, 3)));
            return answer(question, replayed.engine().lastSequence());
        }
        catch (final JournalException ex)
        {
            throw JournalFailures.of(ex);
        }
        catch (final InternalError ex)
        {
            throw JournalFailures.unreadable(place.directory());
        }
    }

    private static List<Matcher> parse(final String option, final Pattern form, final List<String> values)
    {
        final List<Matcher> parts = new ArrayList<>();
        for (final String value : values)
        {
            final Matcher part = form.matcher(value);
            if (!part.matches())
            {
                throw CliException.usage("'" + value + "' is no value of " + option + ": --help shows its form.");
            }
            parts.add(part);
        }
        return parts;
    }

    private static void suppose(final WhatIf question, final Matcher part)
    {
        if (INSTRUMENT.equals(part.group(1)))
        {
            question.mark(integer(part, 2), number(part, 3));
        }
        else
        {
            question.price(integer(part, 2), number(part, 3));
        }
    }

    private static long number(final Matcher part, final int group)
    {
        try
        {
            return Long.parseLong(part.group(group));
        }
        catch (final NumberFormatException ex)
        {
            throw CliException.usage("'" + part.group(group) + "' in '" + part.group() + "' is too large a number.");
        }
    }

    private static int integer(final Matcher part, final int group)
    {
        final long number = number(part, group);
        if (number > Integer.MAX_VALUE)
        {
            throw CliException.usage("'" + number + "' in '" + part.group() + "' is too large an id.");
        }
        return (int)number;
    }

    private int answer(final WhatIf question, final long sequence)
    {
        final int code = question.ask();
        if (ResultCode.UNKNOWN_ACCOUNT == code)
        {
            throw CliException.usage("The journal '" + place.directory() + "' has no account " + accountId +
                " at sequence " + sequence + ".");
        }
        if (ResultCode.ACCEPTED != code)
        {
            throw CliException.failed("The question is refused with " + ResultCode.name(code) + ": what is asked for " +
                "is " + question.limitValue() + ", what there is is " + question.actualValue() + ".");
        }
        if (json())
        {
            out().println(WhatIfAnswer.json(question.answer(), sequence));
        }
        else
        {
            WhatIfAnswer.text(question.answer(), sequence).forEach(out()::println);
        }
        return ExitCode.DONE;
    }
}

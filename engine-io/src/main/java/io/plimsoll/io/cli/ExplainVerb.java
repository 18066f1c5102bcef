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

import io.plimsoll.io.explain.AccountExplanation;
import io.plimsoll.io.explain.Explanation;
import io.plimsoll.io.explain.LiquidationSearch;
import io.plimsoll.io.journal.JournalDirectory;
import io.plimsoll.io.journal.JournalException;
import io.plimsoll.io.journal.JournalStatus;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.replay.ReplayedEngine;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code explain}: why an account was liquidated, why then and by that much; or what its health is made of.
 */
@Command(
    name = "explain",
    description = {
        "Explain one step of a liquidation: why this account, why now, why this size, and what it cost.",
        "Every number is recomputed from the marks and brackets in the journal, by arithmetic that shares nothing " +
            "with the engine's, and what is not the same is named.",
        "",
        "With --account in place of LIQUIDATION: every term of the account's health, with the command that set it, " +
            "and whether the terms add up to the sums by which the engine decides."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:everything agrees", "1:a number differs; it is named",
        "2:no such liquidation or account, or no journal at DIR",
        "3:damaged journal"})
final class ExplainVerb extends Verb
{
    @Parameters(paramLabel = "LIQUIDATION", arity = "0..1",
        description = "Number of the step, as LiquidationOpened and LiquidationClosed carry it.")
    private Long liquidationId;

    @Option(names = "--account", paramLabel = "ID", description = "Explain this account instead.")
    private Long accountId;

    @Mixin
    private JournalPlace place;

    @Override
    public Integer call()
    {
        try
        {
            if (null == liquidationId == (null == accountId))
            {
                throw CliException.usage("Give the number of a liquidation, or --account ID: one of them.");
            }
            return null == accountId ? explain() : explainAccount();
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

    private int explainAccount()
    {
        final AccountExplanation explanation = new AccountExplanation(accountId);
        try (ReplayedEngine replayed = place.open())
        {
            while (replayed.next(place.sequence()))
            {
                if (replayed.record().type() == RecordType.COMMAND)
                {
                    explanation.follow(replayed.engine().healthTerms(), replayed.record());
                }
            }
            place.check(replayed);
            if (!explanation.finish())
            {
                throw CliException.usage("The journal '" + place.directory() + "' has no account " + accountId +
                    " at sequence " + explanation.sequence() + ".");
            }
            return print(explanation);
        }
    }

    private int print(final AccountExplanation explanation)
    {
        final int differences = explanation.differences().size();
        if (json())
        {
            out().println(explanation.json());
        }
        else
        {
            explanation.text().forEach(out()::println);
            out().println();
            out().printf("RESULT explain account=%d sequence=%d checks=%d differences=%d%n",
                accountId, explanation.sequence(), explanation.checks(), differences);
        }
        if (0 == differences)
        {
            return ExitCode.DONE;
        }
        out().flush();
        err().println("The terms of account " + accountId + " do not add up in " + differences + " of " +
            explanation.checks() + " numbers, first in " + explanation.differences().get(0) + ".");
        return ExitCode.FAILED;
    }

    private int explain()
    {
        if (!place.isAtEnd())
        {
            throw CliException.usage("A liquidation has its own sequence: --sequence goes with --account.");
        }
        final Path directory = place.directory();
        final LiquidationSearch search = new LiquidationSearch(() -> new JournalDirectory(directory).open());
        final boolean isFound = search.find(liquidationId);
        if (JournalStatus.DAMAGED == search.report().status())
        {
            throw CliException.damaged(JournalFailures.damage(directory, search.report().damage()));
        }
        if (!isFound)
        {
            throw CliException.usage(0 == search.lastId() ? "The journal '" + directory + "' holds no liquidation." :
                "The journal '" + directory + "' holds no liquidation " + liquidationId + ": its liquidations are " +
                search.firstId() + " to " + search.lastId() + ".");
        }
        return print(search.explain());
    }

    private int print(final Explanation explanation)
    {
        final int differences = explanation.differences().size();
        if (json())
        {
            out().println(explanation.json());
        }
        else
        {
            explanation.text().forEach(out()::println);
            out().println();
            out().printf("RESULT explain liquidation=%d checks=%d differences=%d%n",
                liquidationId, explanation.checks(), differences);
        }
        if (0 == differences)
        {
            return ExitCode.DONE;
        }
        out().flush();
        err().println("Liquidation " + liquidationId + " differs from the model in " + differences + " of " +
            explanation.checks() + " numbers, first in " + explanation.differences().get(0) + ".");
        return ExitCode.FAILED;
    }
}

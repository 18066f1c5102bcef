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
package io.plimsoll.io.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.io.journal.FrameCursor;
import io.plimsoll.io.journal.InMemoryJournal;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.JournalFault;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.JournalStore;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.journal.RecordType;
import io.plimsoll.io.replay.ReplayedEngine;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The terms of an account add up to what the engine reports of it, after every command of random markets. */
class AccountExplanationTest
{
    private static final int ACCOUNTS = 6;

    private int reports;
    private int debtors;

    @Test
    void shouldAddUpToTheReportsOfTheEngineOnRandomMarkets() throws IOException
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            final StringBuilder commands = new StringBuilder();
            for (final String command : new RandomScenario(seed).write().split("\n"))
            {
                commands.append(command).append('\n');
                for (int id = 1; command.contains("PriceBatch") && id <= ACCOUNTS; id++)
                {
                    commands.append("{\"type\":\"AccountQuery\",\"accountId\":").append(id).append("}\n");
                }
            }
            for (int id = 1; id <= ACCOUNTS; id++)
            {
                compare(seed, id, commands.toString());
            }
        }
        assertThat(reports).isGreaterThan(1_000);
        assertThat(debtors).isGreaterThan(20);
    }

    @Test
    void shouldShowAnIsolatedAccountBesideItsParent() throws IOException
    {
        final String opened = new RandomScenario(1).write() +
            "{\"type\":\"SetIsolated\",\"accountId\":1,\"isolatedId\":77,\"topUpCapAtoms\":5," +
            "\"instrumentId\":1,\"action\":\"OPEN\"}\n";
        final JournalStore store = new JournalStore();
        try (ScenarioJournal scenario = new ScenarioJournal(new InMemoryJournal(store, JournalEnd.before(1, 0, 0), 1,
            ScenarioJournal.LIMITS.effectBytesMax(), JournalFault.NONE)))
        {
            scenario.apply(opened);
        }
        for (final long asked : new long[]{1, 77})
        {
            final AccountExplanation explanation = new AccountExplanation(asked);
            try (ReplayedEngine replayed = new ReplayedEngine(JournalScanner.of(store)))
            {
                while (replayed.next(Long.MAX_VALUE))
                {
                    if (replayed.record().type() == RecordType.COMMAND)
                    {
                        explanation.follow(replayed.engine().healthTerms(), replayed.record());
                    }
                }
                assertThat(explanation.finish()).isTrue();
                assertThat(explanation.text().get(explanation.text().size() - 1)).isEqualTo("  isolated: account 77 " +
                    "under account 1, instrument 1 alone, equity 0 of 0 maintenance, topped up 0 of 5");
                assertThat(explanation.json()).contains("\"isolated\":[{\"accountId\":1,\"isolatedId\":77,");
            }
        }
    }

    private void compare(final int seed, final long accountId, final String commands) throws IOException
    {
        final JournalStore store = new JournalStore();
        try (ScenarioJournal scenario = new ScenarioJournal(new InMemoryJournal(store, JournalEnd.before(1, 0, 0), 1,
            ScenarioJournal.LIMITS.effectBytesMax(), JournalFault.NONE)))
        {
            scenario.apply(commands);
        }
        final AccountExplanation explanation = new AccountExplanation(accountId);
        try (ReplayedEngine replayed = new ReplayedEngine(JournalScanner.of(store)))
        {
            while (replayed.next(Long.MAX_VALUE))
            {
                if (replayed.record().type() == RecordType.COMMAND)
                {
                    explanation.follow(replayed.engine().healthTerms(), replayed.record());
                    final AccountReportDecoder report = report(replayed.record(), accountId);
                    if (null != report)
                    {
                        reports++;
                        agree("seed " + seed + ", account " + accountId, explanation, report);
                    }
                }
            }
            assertThat(replayed.report().difference()).isEmpty();
            assertThat(explanation.finish()).isTrue();
            debtors += explanation.terms().loans().isEmpty() ? 0 : 1;
            assertThat(explanation.differences()).as("seed %d, account %d", seed, accountId).isEmpty();
            assertThat(explanation.text()).isNotEmpty();
            assertThat(explanation.json()).endsWith("\"agrees\":true}");
        }
    }

    private static AccountReportDecoder report(final RecordDecoder record, final long accountId)
    {
        final FrameCursor frames =
            new FrameCursor().wrap(record.buffer(), record.effectsOffset(), record.effectsLength());
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        while (frames.next())
        {
            if (header.wrap(record.buffer(), frames.messageOffset()).templateId() ==
                AccountReportDecoder.TEMPLATE_ID)
            {
                final AccountReportDecoder report =
                    new AccountReportDecoder().wrapAndApplyHeader(record.buffer(), frames.messageOffset(), header);
                return report.accountId() == accountId ? report : null;
            }
        }
        return null;
    }

    private static void agree(
        final String where, final AccountExplanation explanation, final AccountReportDecoder report)
    {
        assertThat(explanation.finish()).isTrue();
        assertThat(explanation.differences()).as(where).isEmpty();
        assertThat(explanation.terms().equityAtoms()).as(where).isEqualTo(report.equityAtoms());
        assertThat(explanation.terms().maintenanceAtoms()).as(where).isEqualTo(report.maintenanceAtoms());
        assertThat(explanation.terms().initialAtoms()).as(where).isEqualTo(report.initialAtoms());
        assertThat(explanation.terms().cashAtoms()).as(where).isEqualTo(report.cashAtoms());
        assertThat(explanation.terms().loanAtoms()).as(where).isEqualTo(report.loanAtoms());
        assertThat(explanation.terms().openOrders()).as(where).isEqualTo(report.openOrders());
    }
}

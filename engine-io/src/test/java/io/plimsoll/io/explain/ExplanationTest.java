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

import io.plimsoll.io.journal.FrameCursor;
import io.plimsoll.io.journal.InMemoryJournal;
import io.plimsoll.io.journal.JournalEnd;
import io.plimsoll.io.journal.JournalFault;
import io.plimsoll.io.journal.JournalScanner;
import io.plimsoll.io.journal.JournalStore;
import io.plimsoll.io.journal.MessageSchema;
import io.plimsoll.io.journal.RecordDecoder;
import io.plimsoll.io.journal.RecordType;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ExplanationTest
{
    private static final int HEADER_LENGTH = 8;
    private static final String LISTING = "{'type':'ListAsset','assetId':1,'unitAtoms':1,'maxPriceAtoms':1," +
        "'maxBalanceAtoms':1000000000000,'haircutWeightPpm':1000000,'marginCallPpm':1270000," +
        "'marginCallReleasePpm':1300000}" +
        "{'type':'ListInstrument','instrumentId':1,'settlementAssetId':1,'kind':'LINEAR_PERPETUAL'," +
        "'closePolicy':'PARTIAL','contractFactorAtoms':1,'subTicksPerTick':1,'minMarkSubTicks':1000," +
        "'maxMarkSubTicks':1000000,'maxPositionLots':100000,'minNotionalAtoms':1000,'takerFeePpm':500," +
        "'makerFeePpm':200,'liquidationFeePpm':500,'thetaPpm':1100000,'penaltyBetaPpm':500000," +
        "'initialFactorPpm':1600000,'maxLeverage':20,'oracleBandPpm':10000," +
        "'brackets':[{'lowerNotionalAtoms':0,'maintenanceRatePpm':50000,'penaltyRatePpm':5000}]}" +
        "{'type':'OpenAccount','accountId':1,'selfTradeGroupId':0}" +
        "{'type':'OpenAccount','accountId':2,'selfTradeGroupId':0}" +
        "{'type':'Deposit','accountId':2,'assetId':1,'amountAtoms':100000000}" + mark(50_000);

    private static final long STEPS_CHANGED = 5;

    private final Set<String> changed = new TreeSet<>();
    private final Set<String> unseen = new TreeSet<>();
    private final MessageSchema schema = MessageSchema.load();

    @Test
    void shouldAgreeWithTheEngineOnRandomLiquidations() throws IOException
    {
        int steps = 0;
        int withLoans = 0;
        int inverse = 0;
        for (int seed = 1; seed <= 30; seed++)
        {
            final JournalStore store = store(new RandomScenario(seed).write());
            final LiquidationSearch all = search(store);
            all.find(0);
            for (long id = 1; id <= all.lastId(); id++)
            {
                final Explanation explanation = explain(store, id);
                assertThat(explanation.differences()).as("seed %d, liquidation %d", seed, id).isEmpty();
                assertThat(explanation.text()).isNotEmpty();
                steps++;
                inverse += String.join("", explanation.text()).contains(": inverse, ") ? 1 : 0;
                withLoans += String.join("", explanation.text()).contains(": debt ") ? 1 : 0;
            }
        }
        assertThat(steps).isGreaterThan(200);
        assertThat(withLoans).isGreaterThan(20);
        assertThat(inverse).isGreaterThan(20);
    }

    @Test
    void shouldTellAboutATradeThatTookTheAccountBelowItsLine() throws IOException
    {
        final JournalStore store = store(LISTING +
            "{'type':'Deposit','accountId':1,'assetId':1,'amountAtoms':5000000}" +
            order(2, "SELL", 50_000, 500) + order(1, "BUY", 50_000, 500) +
            mark(43_000) + order(2, "BUY", 36_000, 100) + order(1, "SELL", 36_000, 100) +
            order(2, "BUY", 42_950, 600));

        final Explanation explanation = explain(store, 1);

        assertThat(explanation.differences()).isEmpty();
        assertThat(String.join("\n", explanation.text()))
            .contains("A trade or payment of the account took it below its line, in the NewOrder of sequence 13, ")
            .contains("It was in liquidation since sequence 13, ")
            .contains("its turn came with the NewOrder of sequence 14.");
    }

    @Test
    void shouldExplainALaterStepOfAnEpisode() throws IOException
    {
        final JournalStore store = store(LISTING +
            "{'type':'Deposit','accountId':1,'assetId':1,'amountAtoms':6000000}" +
            order(2, "SELL", 50_000, 1_000) + order(1, "BUY", 50_000, 1_000) + order(2, "BUY", 45_980, 100) +
            mark(46_000) + order(2, "BUY", 45_970, 500));

        final Explanation first = explain(store, 1);
        final Explanation second = explain(store, 2);

        assertThat(first.differences()).isEmpty();
        assertThat(second.differences()).isEmpty();
        assertThat(String.join("\n", first.text()))
            .contains("the mark of instrument 1 went from 50,000 to 46,000 sub-ticks")
            .contains("They do not reach the target: ");
        assertThat(String.join("\n", second.text())).contains("step 2 of episode 1 of account 1")
            .contains("its turn came with the NewOrder of sequence 13.").contains("They reach the target with ");
    }

    @Test
    void shouldSayThatAPositionDoesNotTrade() throws IOException
    {
        final String second = LISTING.substring(LISTING.indexOf("{'type':'ListInstrument'"), LISTING.indexOf("}]}") + 3)
            .replace("'instrumentId':1", "'instrumentId':2");
        final JournalStore store = store(LISTING + second + forSecond(mark(50_000)) +
            "{'type':'Deposit','accountId':1,'assetId':1,'amountAtoms':6000000}" +
            order(2, "SELL", 50_000, 500) + order(1, "BUY", 50_000, 500) +
            forSecond(order(2, "SELL", 50_000, 500) + order(1, "BUY", 50_000, 500)) +
            order(2, "BUY", 45_980, 1_000) + "{'type':'SetInstrumentState','instrumentId':2,'state':'HALTED'}" +
            mark(46_000) + forSecond(mark(46_000)));

        final Explanation explanation = explain(store, 1);

        assertThat(explanation.differences()).isEmpty();
        assertThat(String.join("\n", explanation.text()))
            .contains("Instrument 2: nothing closed of 500 lots, it does not trade: HALTED.");
    }

    private static String forSecond(final String commands)
    {
        return commands.replace("'instrumentId':1", "'instrumentId':2");
    }

    @Test
    void shouldFindEveryChangedNumberWhoseCrcAndChainWereRepaired() throws IOException
    {
        final JournalStore store = store(new RandomScenario(39).write());
        for (long id = 1; id <= STEPS_CHANGED; id++)
        {
            change(store, id);
        }

        assertThat(changed).contains("LiquidationOpened", "LiquidationLeg", "LiquidationCollateral",
            "LiquidationPurge", "LiquidationPiece", "LiquidationOrder", "LiquidationClosed", "brackets");
        // Whether the work of one command or the book ended, and whether a position without lots asks for a full close,
        // the record does not tell.
        assertThat(unseen).containsExactly("LiquidationClosed.outcome", "LiquidationOpened.closePolicy");
    }

    private void change(final JournalStore store, final long id)
    {
        final JournalScanner scanner = JournalScanner.of(store);
        while (scanner.next())
        {
            final RecordDecoder record = scanner.record();
            final FrameCursor frames =
                new FrameCursor().wrap(record.buffer(), record.effectsOffset(), record.effectsLength());
            while (frames.next())
            {
                final MessageSchema.Message message =
                    schema.message(record.buffer().getShort(frames.messageOffset() + 2));
                if (EvidenceReader.liquidationId(record.buffer(), frames.messageOffset(), message.templateId()) == id)
                {
                    final int at = frames.messageOffset() - record.effectsOffset();
                    change(store, record.sequence(), id, message, at);
                }
            }
        }
    }

    private void change(
        final JournalStore store,
        final long sequence,
        final long id,
        final MessageSchema.Message message,
        final int offset)
    {
        final int block = offset + HEADER_LENGTH;
        change(store, sequence, id, message.name(), message.fields(), block);
        for (final MessageSchema.Group group : message.groups())
        {
            // The first two entries: the scenarios list more.
            final int entries = block + message.blockLength() + MessageSchema.Group.HEADER_LENGTH;
            change(store, sequence, id, group.name(), group.fields(), entries);
            change(store, sequence, id, group.name(), group.fields(), entries + group.blockLength());
        }
    }

    private void change(
        final JournalStore store,
        final long sequence,
        final long id,
        final String name,
        final List<MessageSchema.Field> fields,
        final int block)
    {
        changed.add(name);
        for (final MessageSchema.Field field : fields)
        {
            if (!field.isPadding() && !"liquidationId".equals(field.name()) &&
                explain(forged(store, sequence, block + field.offset()), id).differences().isEmpty())
            {
                unseen.add(name + "." + field.name());
            }
        }
    }

    private static JournalStore forged(final JournalStore store, final long sequence, final int index)
    {
        final JournalStore other = new JournalStore();
        final InMemoryJournal to = journal(other);
        final JournalScanner scanner = JournalScanner.of(store);
        while (scanner.next())
        {
            final RecordDecoder record = scanner.record();
            final byte[] effects = new byte[record.effectsLength()];
            record.buffer().getBytes(record.effectsOffset(), effects);
            if (sequence == record.sequence() && RecordType.COMMAND == record.type())
            {
                effects[index] ^= 1;
            }
            to.append(record.type(), record.sequence(), record.timestampNs(), record.sessionId(), record.buffer(),
                record.commandOffset(), record.commandLength(), new UnsafeBuffer(effects), 0, effects.length);
        }
        return other;
    }

    private static Explanation explain(final JournalStore store, final long id)
    {
        final LiquidationSearch search = search(store);
        assertThat(search.find(id)).isTrue();
        return search.explain();
    }

    private static LiquidationSearch search(final JournalStore store)
    {
        return new LiquidationSearch(() -> JournalScanner.of(store));
    }

    private static String mark(final long mark)
    {
        return String.format(
            "{'type':'PriceBatch','instrumentPrices':[{'instrumentId':1,'markSubTicks':%d,'indexSubTicks':%d}]}",
            mark, mark);
    }

    private static String order(final int account, final String side, final long priceTicks, final long lots)
    {
        return String.format("{'type':'NewOrder','accountId':%d,'instrumentId':1,'clientOrderId':0,'side':'%s'," +
            "'orderType':'LIMIT','timeInForce':'GTC','priceTicks':%d,'quantityLots':%d}",
            account, side, priceTicks, lots);
    }

    private static JournalStore store(final String commands) throws IOException
    {
        final JournalStore store = new JournalStore();
        try (ScenarioJournal scenario = new ScenarioJournal(journal(store)))
        {
            scenario.apply(commands.replace('\'', '"'));
        }
        return store;
    }

    private static InMemoryJournal journal(final JournalStore store)
    {
        return new InMemoryJournal(
            store, JournalEnd.before(1, 0, 0), 1, ScenarioJournal.LIMITS.effectBytesMax(), JournalFault.NONE);
    }
}

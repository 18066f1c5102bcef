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
package io.plimsoll.bench.inline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.bench.book.PlainBook;
import io.plimsoll.bench.book.Workload;
import io.plimsoll.bench.peer.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;

class InlineWorldTest
{
    private static final int ORDERS = 2_048;

    @Test
    void shouldApplyEveryCommandAndKeepTheIndexComplete()
    {
        final Workload workload = Workload.record("A", 20_000);
        try (MarkedCommands commands = new MarkedCommands(workload.commands(), false);
            InlineWorld world = new InlineWorld(Workload.USERS, ORDERS))
        {
            assertThat(world.run(commands, 0, commands.end())).isZero();
            assertThat(commands.marks()).isEqualTo(199);
            assertThat(world.host().engine().unqueuedAccounts()).isZero();
            assertThat(world.host().engine().queueLength()).isZero();
        }
    }

    @Test
    void shouldMissAnOrderThatDoesNotRest()
    {
        final Workload workload = Workload.record("A", 5_000);
        try (MarkedCommands commands = new MarkedCommands(workload.commands(), false);
            InlineWorld world = new InlineWorld(Workload.USERS, ORDERS))
        {
            world.run(commands, 0, commands.end());
            final long[] bids = workload.bids().clone();
            bids[2]++;

            assertThat(world.cancelAll(bids, workload.commands().owners())).isEqualTo(1);
            assertThat(world.cancelAll(workload.asks(), workload.commands().owners())).isZero();
            assertThat(world.cancelAll(workload.asks(), workload.commands().owners()))
                .isEqualTo(workload.asks().length / 3);
        }
    }

    @Test
    @EnabledOnJre(JRE.JAVA_17)
    void shouldTradeAndRestAsThePeerDoes() throws IOException
    {
        final Workload workload = Workload.record("A", 50_000);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MarkedCommands commands = new MarkedCommands(workload.commands(), false); Peer peer = new Peer())
        {
            InlineProgram.compareTrades(
                workload, commands, peer, new PrintStream(out, true, StandardCharsets.UTF_8));
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("same " + trades(workload) + " trades");
    }

    /** Those of the prefill, which the figures leave out, are had by running the stream through the plain book. */
    private static long trades(final Workload workload)
    {
        try (PlainBook book = new PlainBook(Workload.USERS, ORDERS, ORDERS))
        {
            return book.runAndDigest(workload.commands().words(), 0, workload.commands().size())[0];
        }
    }
}

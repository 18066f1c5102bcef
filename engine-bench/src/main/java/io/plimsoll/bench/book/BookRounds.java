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
package io.plimsoll.bench.book;

import io.plimsoll.bench.Rounds;
import io.plimsoll.bench.peer.Peer;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * Both books over one recorded stream, in rounds that take turns, each with a fresh book. After every round the book
 * must hold, order by order, what the generator's own book holds.
 */
final class BookRounds
{
    private static final int WORDS_PER_ORDER = 3;

    private final Workload workload;
    private final Peer peer;
    private final int orders;
    private final int levels;
    private final Rounds ours;
    private final Rounds theirs;

    /**
     * No round yet.
     *
     * @param workload that both run.
     * @param peer     whose book it is.
     * @param orders   that may rest in ours.
     * @param levels   that may be open in ours.
     */
    BookRounds(final Workload workload, final Peer peer, final int orders, final int levels)
    {
        this.workload = workload;
        this.peer = peer;
        this.orders = orders;
        this.levels = levels;
        ours = new Rounds("plimsoll book", workload.commands().timed());
        theirs = new Rounds(Peer.NAME, workload.commands().timed());
    }

    /** Runs the stream once in each book and compares every trade. */
    void compareTrades(final PrintStream out)
    {
        final int[] words = workload.commands().words();
        final int size = workload.commands().size();
        try (PlainBook book = newBook())
        {
            final long[] our = book.runAndDigest(words, 0, size);
            final long[] their = (long[])peer.open("BookAdapter").call("runAndDigest", words, 0, size);
            if (!Arrays.equals(our, their))
            {
                throw new IllegalStateException("the books trade differently: " + our[0] + " trades here, " +
                    their[0] + " there, digests " + Long.toHexString(our[1]) + " and " + Long.toHexString(their[1]));
            }
            out.println("both books make the same " + our[0] + " trades, prefill included, in the same order");
        }
    }

    /** Runs rounds of both; those that warm up are forgotten. */
    void run(final int warmUpRounds, final int rounds)
    {
        for (int round = -warmUpRounds; round < rounds; round++)
        {
            if (round == 0)
            {
                ours.forget();
                theirs.forget();
            }
            runOurs();
            runPeer();
        }
    }

    private void runOurs()
    {
        final Commands commands = workload.commands();
        try (PlainBook book = newBook())
        {
            book.run(commands.words(), 0, commands.prefill());
            ours.begin();
            final long refused = book.run(commands.words(), commands.prefill(), commands.size());
            ours.end();
            compareBooks("plimsoll", refused, book.resting(false), book.resting(true));
        }
    }

    private void runPeer()
    {
        final Commands commands = workload.commands();
        final Peer.Part book = peer.open("BookAdapter");
        book.call("run", commands.words(), 0, commands.prefill());
        theirs.begin();
        final long refused = (long)book.call("run", commands.words(), commands.prefill(), commands.size());
        theirs.end();
        compareBooks(Peer.NAME, refused, (long[])book.call("resting", false), (long[])book.call("resting", true));
    }

    private PlainBook newBook()
    {
        return new PlainBook(workload.commands().users(), orders, levels);
    }

    private void compareBooks(final String name, final long refused, final long[] bids, final long[] asks)
    {
        if (refused != 0 || !Arrays.equals(bids, workload.bids()) || !Arrays.equals(asks, workload.asks()))
        {
            throw new IllegalStateException("the book of " + name + " does not end as the generator's does: " +
                refused + " commands refused, " + bids.length / WORDS_PER_ORDER + " bids and " +
                asks.length / WORDS_PER_ORDER + " asks in place of " + workload.bids().length / WORDS_PER_ORDER +
                " and " + workload.asks().length / WORDS_PER_ORDER);
        }
    }

    /** Rounds of our book. */
    Rounds ours()
    {
        return ours;
    }

    /** Rounds of the peer's. */
    Rounds theirs()
    {
        return theirs;
    }
}

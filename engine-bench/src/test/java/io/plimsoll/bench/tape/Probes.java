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
package io.plimsoll.bench.tape;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The survey's edge cases under its names, each on an empty book, with every trade, cancel, modify and reject that it
 * must cause; the acceptance of each new order goes without saying.
 */
final class Probes
{
    private static final byte BUY = Tape.BUY;
    private static final byte SELL = Tape.SELL;
    private static final int SWEPT = 5_000;

    private Probes()
    {
    }

    /**
     * One edge case.
     *
     * @param name     that the survey gives it.
     * @param tape     its messages.
     * @param expected report lines, without those of type 0.
     */
    record Probe(String name, Tape tape, List<String> expected)
    {
        @Override
        public String toString()
        {
            return name;
        }
    }

    static List<Probe> all()
    {
        return List.of(
            probe("cancel_middle_then_sweep", tape().buy(1, 10, 100).buy(2, 10, 100).buy(3, 10, 100).cancel(2)
                .sellNow(4, 20, 100), "2,3,0,2,100", "1,4,100,10,1,4", "1,4,100,10,3,4"),
            probe("cancel_head_then_sweep", tape().buy(1, 10, 100).buy(2, 10, 100).buy(3, 10, 100).cancel(1)
                .sellNow(4, 20, 100), "2,3,0,1,100", "1,4,100,10,2,4", "1,4,100,10,3,4"),
            probe("multi_level_ioc_sweep", tape().sell(1, 10, 102).sell(2, 10, 101).sell(3, 10, 100)
                .buyNow(4, 30, 102), "1,3,100,10,3,4", "1,3,101,10,2,4", "1,3,102,10,1,4"),
            probe("modify_into_cross", tape().sell(1, 10, 100).buy(2, 10, 99).modify(2, BUY, 10, 100),
                "1,2,100,10,1,2", "3,2,0,2,100,10"),
            probe("partial_fill_then_cancel", tape().sell(1, 10, 100).buy(2, 6, 100).cancel(1),
                "1,1,100,6,1,2", "2,2,1,1,100"),
            probe("full_fill_then_stale_cancel", tape().sell(1, 10, 100).buy(2, 10, 100).cancel(1),
                "1,1,100,10,1,2", "4,2,1"),
            probe("fifo_priority", tape().buy(1, 10, 100).buy(2, 10, 100).sell(3, 10, 100), "1,2,100,10,1,3"),
            probe("deep_fifo_scattered_cancel", tape().buy(1, 10, 100).buy(2, 10, 100).buy(3, 10, 100)
                .buy(4, 10, 100).buy(5, 10, 100).buy(6, 10, 100).buy(7, 10, 100).buy(8, 10, 100)
                .cancel(2).cancel(5).cancel(7).sellNow(9, 50, 100),
                "2,8,0,2,100", "2,9,0,5,100", "2,10,0,7,100", "1,11,100,10,1,9", "1,11,100,10,3,9",
                "1,11,100,10,4,9", "1,11,100,10,6,9", "1,11,100,10,8,9"),
            probe("sweep_residual_becomes_bbo", tape().sell(1, 10, 100).sell(2, 10, 101).sell(3, 10, 102)
                .buy(4, 35, 102).sellNow(5, 5, 102),
                "1,3,100,10,1,4", "1,3,101,10,2,4", "1,3,102,10,3,4", "1,4,102,5,4,5"),
            probe("modify_partially_filled_residual", tape().sell(1, 10, 100).buy(2, 4, 100).modify(1, SELL, 6, 101)
                .buyNow(3, 6, 101), "1,1,100,4,1,2", "3,2,1,1,101,6", "1,3,101,6,1,3"),
            probe("stale_modify_after_full_fill", tape().sell(1, 10, 100).buy(2, 10, 100).modify(1, SELL, 5, 101),
                "1,1,100,10,1,2", "5,2,1"),
            probe("reuse_id_after_cancel", tape().buy(1, 10, 100).cancel(1).sell(1, 10, 200).buyNow(2, 10, 200),
                "2,1,0,1,100", "1,3,200,10,1,2"),
            probe("two_level_cancel_sell_priority", tape().buy(1, 10, 100).buy(2, 10, 100).buy(3, 10, 101)
                .buy(4, 10, 101).cancel(1).cancel(4).sellNow(5, 20, 100),
                "2,4,0,1,100", "2,5,0,4,101", "1,6,101,10,3,5", "1,6,100,10,2,5"),
            probe("exact_multilevel_boundary", tape().sell(1, 10, 100).sell(2, 20, 101).sell(3, 30, 102)
                .buyNow(4, 60, 102), "1,3,100,10,1,4", "1,3,101,20,2,4", "1,3,102,30,3,4"),
            probe("taker_price_both_directions", tape().sell(1, 10, 100).buyNow(2, 10, 105).buy(3, 10, 200)
                .sellNow(4, 10, 195), "1,1,100,10,1,2", "1,3,200,10,3,4"),
            probe("same_level_full_double_consume", tape().sell(1, 30, 9).sell(2, 40, 9).buy(3, 100, 9)
                .sellNow(4, 30, 9), "1,2,9,30,1,3", "1,2,9,40,2,3", "1,3,9,30,3,4"),
            probe("post_sweep_book_health", tape().sell(1, 10, 100).sell(2, 10, 101).sell(3, 10, 102)
                .buyNow(4, 30, 102).sell(5, 8, 101).buyNow(6, 8, 101).sell(7, 8, 103).buyNow(8, 8, 103),
                "1,3,100,10,1,4", "1,3,101,10,2,4", "1,3,102,10,3,4", "1,5,101,8,5,6", "1,7,103,8,7,8"),
            probe("price_priority_both_sides_reverse_arrival", tape().sell(1, 10, 105).sell(2, 10, 100)
                .buyNow(3, 10, 105).buy(4, 10, 90).buy(5, 10, 95).buy(6, 10, 92).sellNow(7, 30, 90),
                "1,2,100,10,2,3", "1,6,95,10,5,7", "1,6,92,10,6,7", "1,6,90,10,4,7"),
            probe("cancel_best_level_minimal_reprobe", tape().buy(1, 10, 100).buy(2, 7, 99).cancel(1)
                .sellNow(3, 7, 99), "2,2,0,1,100", "1,3,99,7,2,3"),
            probe("ioc_partial_fill_must_not_rest", tape().sell(1, 10, 100).buyNow(2, 15, 100).sellNow(3, 5, 100),
                "1,1,100,10,1,2", "2,1,0,2,100", "2,2,1,3,100"),
            probe("limit_order_stops_at_own_price", tape().sell(1, 5, 100).sell(2, 10, 105).buy(3, 12, 102)
                .sellNow(4, 7, 102), "1,2,100,5,1,3", "1,3,102,7,3,4"),
            probe("partial_fill_exact_residual_drain", tape().sell(1, 20, 100).buyNow(2, 8, 100).buyNow(3, 12, 100)
                .buyNow(4, 5, 100), "1,1,100,8,1,2", "1,2,100,12,1,3", "2,3,0,4,100"),
            probe("fifo_same_price_multi_aggressor", tape().buy(1, 10, 100).buy(2, 10, 100).buy(3, 10, 100)
                .buy(4, 10, 100).sellNow(5, 15, 100).sellNow(6, 15, 100),
                "1,4,100,10,1,5", "1,4,100,5,2,5", "1,5,100,5,2,6", "1,5,100,10,3,6"),
            probe("reuse_id_after_full_fill", tape().buy(1, 10, 100).sell(2, 10, 100).sell(1, 10, 200)
                .buyNow(3, 10, 200), "1,1,100,10,1,2", "1,3,200,10,1,3"),
            probe("cancel_never_issued_id", tape().cancel(999).modify(999, BUY, 5, 100), "4,0,999", "5,1,999"),
            probe("stale_ops_after_cancel", tape().buy(1, 10, 100).cancel(1).cancel(1).modify(1, BUY, 5, 101),
                "2,1,0,1,100", "4,2,1", "5,3,1"),
            probe("wide_in_domain_price_ceiling", tape().sell(1, 10, 200_000).buyNow(2, 10, 200_000),
                "1,1,200000,10,1,2"),
            probe("large_order_id_ceiling", tape().cancel(2_000_000), "4,0,2000000"),
            probe("deep_recursive_sweep_5000", sweep(), IntStream.rangeClosed(1, SWEPT)
                .mapToObj(maker -> "1,5000,100,1," + maker + ",5001").toArray(String[]::new)),
            probe("phantom_trade_exact_exhaust", tape().sell(1, 5, 100).sell(2, 5, 100).buyNow(3, 5, 100),
                "1,2,100,5,1,3"),
            probe("cancel_best_ask_minimal_reprobe", tape().sell(1, 10, 100).sell(2, 7, 101).cancel(1)
                .buyNow(3, 7, 101), "2,2,1,1,100", "1,3,101,7,2,3"),
            probe("cancel_empties_entire_side_then_refill", tape().buy(1, 10, 100).cancel(1).buy(2, 8, 95)
                .sellNow(3, 8, 95), "2,1,0,1,100", "1,3,95,8,2,3"),
            probe("modify_shared_level_sibling_survives", tape().buy(1, 10, 100).buy(2, 10, 100)
                .modify(1, BUY, 10, 99).sellNow(3, 10, 100), "3,2,0,1,99,10", "1,3,100,10,2,3"),
            probe("modify_into_cross_price_improvement", tape().sell(1, 10, 100).buy(2, 10, 90)
                .modify(2, BUY, 10, 105).buy(3, 10, 200).sell(4, 10, 210).modify(4, SELL, 10, 195),
                "1,2,100,10,1,2", "3,2,0,2,105,10", "1,5,200,10,3,4", "3,5,1,4,195,10"));
    }

    /** Report lines other than those that take an order. */
    static List<String> answers(final String text)
    {
        return text.lines().filter(line -> !line.startsWith("0,")).collect(Collectors.toList());
    }

    private static Probe probe(final String name, final Messages messages, final String... expected)
    {
        return new Probe(name, messages.tape, List.of(expected));
    }

    private static Messages tape()
    {
        return new Messages();
    }

    private static Messages sweep()
    {
        final Messages messages = new Messages();
        for (int maker = 1; maker <= SWEPT; maker++)
        {
            messages.sell(maker, 1, 100);
        }
        return messages.buyNow(SWEPT + 1, SWEPT, 100);
    }

    /** Writes a tape in the words of a trader. */
    private static final class Messages
    {
        private final Tape tape = new Tape(16);

        private Messages buy(final int orderId, final int lots, final int ticks)
        {
            tape.order(orderId, BUY, lots, ticks, false);
            return this;
        }

        private Messages sell(final int orderId, final int lots, final int ticks)
        {
            tape.order(orderId, SELL, lots, ticks, false);
            return this;
        }

        private Messages buyNow(final int orderId, final int lots, final int ticks)
        {
            tape.order(orderId, BUY, lots, ticks, true);
            return this;
        }

        private Messages sellNow(final int orderId, final int lots, final int ticks)
        {
            tape.order(orderId, SELL, lots, ticks, true);
            return this;
        }

        private Messages cancel(final int orderId)
        {
            tape.cancel(orderId);
            return this;
        }

        private Messages modify(final int orderId, final byte side, final int lots, final int ticks)
        {
            tape.modify(orderId, side, lots, ticks);
            return this;
        }
    }
}

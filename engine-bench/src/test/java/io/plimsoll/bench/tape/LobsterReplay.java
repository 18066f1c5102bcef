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

import io.plimsoll.io.importer.LobsterReader;
import io.plimsoll.io.importer.MarketEvent;
import io.plimsoll.io.importer.MarketEventKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a tape of an hour of LOBSTER. Order ids rise through the day, so an order that only the list of older orders
 * knows rests before the first message of a higher id; one that the messages add themselves is not taken from the list.
 * An execution becomes an immediate order of the other side where the hit order is first in its queue, and a reduction
 * where it is not, which only the book can tell: the tape is made while it is played.
 */
final class LobsterReplay
{
    /** Prices are in cents. */
    private static final int PRICE_DECIMALS = 2;
    private static final int MESSAGES = 1 << 17;

    private final Tape tape = new Tape(MESSAGES);
    private final TapeBook book;
    private final List<Message> older = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final Set<Long> added = new HashSet<>();
    private final Map<Long, Integer> tapeIds = new HashMap<>();
    private long highestId;
    private int olderTaken;
    private int lastTapeId;
    private int unknownDeletes;
    private int firstInQueue;
    private int notFirstInQueue;
    private boolean crossed;

    /** A row of the file. */
    record Message(MarketEventKind kind, long orderId, int side, int priceTicks, int lots)
    {
        static Message of(final MarketEvent event)
        {
            final int ticks = event.kind() == MarketEventKind.HIDDEN_EXECUTED ? 0 :
                Math.toIntExact(event.price().steps(PRICE_DECIMALS));
            return new Message(event.kind(), event.orderId(), event.side(), ticks,
                Math.toIntExact(event.quantity().steps(0)));
        }
    }

    LobsterReplay(final Path messageFile, final Path olderOrders, final TapeReports reports)
    {
        LobsterReader.read(messageFile, event -> messages.add(Message.of(event)));
        for (final Message message : messages)
        {
            if (message.kind == MarketEventKind.ORDER_ADDED)
            {
                added.add(message.orderId);
            }
        }
        LobsterReader.read(olderOrders, event ->
        {
            if (!added.contains(event.orderId()))
            {
                older.add(Message.of(event));
            }
        });
        older.sort((one, other) -> Long.compare(one.orderId, other.orderId));
        book = new TapeBook(MESSAGES, MESSAGES, reports);
    }

    List<Message> messages()
    {
        return messages;
    }

    Tape tape()
    {
        return tape;
    }

    TapeBook book()
    {
        return book;
    }

    /** Older orders taken into the book so far. */
    int olderTaken()
    {
        return olderTaken;
    }

    int unknownDeletes()
    {
        return unknownDeletes;
    }

    int firstInQueue()
    {
        return firstInQueue;
    }

    int notFirstInQueue()
    {
        return notFirstInQueue;
    }

    /** Whether an order that was to rest has traded. */
    boolean hasCrossed()
    {
        return crossed;
    }

    void apply(final Message message)
    {
        switch (message.kind)
        {
            case ORDER_ADDED:
                takeOlderThan(message.orderId);
                add(message);
                break;
            case ORDER_REDUCED:
                play(tape.reduce(tapeIds.get(message.orderId), message.lots));
                break;
            case ORDER_DELETED:
                delete(message);
                break;
            case ORDER_EXECUTED:
                execute(message);
                break;
            default:
                break;
        }
    }

    private void takeOlderThan(final long orderId)
    {
        highestId = Math.max(highestId, orderId);
        while (olderTaken < older.size() && older.get(olderTaken).orderId < highestId)
        {
            add(older.get(olderTaken));
            olderTaken++;
        }
    }

    private void add(final Message message)
    {
        final long best = book.bestTicks(1 - message.side);
        final boolean buys = message.side == MarketEvent.BUY;
        crossed |= best != 0 && (buys ? best <= message.priceTicks : best >= message.priceTicks);
        tapeIds.put(message.orderId, ++lastTapeId);
        play(tape.order(lastTapeId, (byte)message.side, message.lots, message.priceTicks, false));
    }

    private void delete(final Message message)
    {
        final Integer tapeId = tapeIds.get(message.orderId);
        if (tapeId == null)
        {
            unknownDeletes++;
        }
        play(tape.cancel(tapeId == null ? MESSAGES : tapeId));
    }

    private void execute(final Message message)
    {
        final int makerId = tapeIds.get(message.orderId);
        if (book.firstOrderId(message.side) == makerId && book.bestTicks(message.side) == message.priceTicks)
        {
            firstInQueue++;
            lastTapeId++;
            play(tape.order(lastTapeId, (byte)(1 - message.side), message.lots, message.priceTicks, true));
        }
        else
        {
            notFirstInQueue++;
            play(tape.reduce(makerId, message.lots));
        }
    }

    /** Takes an order out whose end the messages do not tell; its id in the file. */
    long removeFirst(final int side)
    {
        final int tapeId = book.firstOrderId(side);
        play(tape.cancel(tapeId));
        return tapeIds.entrySet().stream().filter(entry -> entry.getValue() == tapeId).findFirst().orElseThrow()
            .getKey();
    }

    private void play(final Tape written)
    {
        book.run(written.words(), written.size() - 1, written.size());
    }
}

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
package io.plimsoll.bench.peer.adapter;

import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.orderbook.IOrderBook;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.processors.MatchingEngineRouter;
import exchange.core2.core.processors.RiskEngine;
import exchange.core2.core.processors.SharedPool;
import exchange.core2.core.processors.journaling.DummySerializationProcessor;

/**
 * The peer's risk engine and matching engine on one thread, without its ring: hold (R1), match, release and settle
 * (R2), in the order of its pipeline, on a symbol with margin. As in its pipeline the best prices are handed to the
 * risk engine only now and then.
 */
public final class InlineAdapter extends OrderBookAdapter
{
    private static final int COMMANDS_PER_PRICES = 1 << 16;

    private final RiskEngine risk;
    private final MatchingEngineRouter matching;
    private final IOrderBook book;
    private long sequence;

    /**
     * Engines with their symbol and users.
     *
     * @param users numbered from 1.
     */
    public InlineAdapter(final int users)
    {
        final ExchangeConfiguration configuration = ExchangeConfiguration.defaultBuilder().build();
        final SharedPool pool = SharedPool.createTestSharedPool();
        risk = new RiskEngine(0, 1, DummySerializationProcessor.INSTANCE, pool, configuration);
        matching = new MatchingEngineRouter(
            0, 1, DummySerializationProcessor.INSTANCE, OrderBookDirectImpl::new, pool, configuration);
        final CoreSymbolSpecification symbol = PeerSymbol.withMargin();
        risk.getSymbolSpecificationProvider().addSymbol(symbol);
        book = new OrderBookDirectImpl(
            symbol, matching.getObjectsPool(), matching.getEventsHelper(), matching.getLoggingCfg());
        matching.getOrderBooks().put(PeerSymbol.ID, book);
        for (int user = 1; user <= users; user++)
        {
            risk.getUserProfileService().addEmptyUserProfile(user);
            risk.getUserProfileService().balanceAdjustment(
                user, PeerSymbol.QUOTE_CURRENCY, Long.MAX_VALUE / (users + 1), 1);
        }
        command.symbol = PeerSymbol.ID;
    }

    @Override
    IOrderBook book()
    {
        return book;
    }

    @Override
    public long run(final int[] words, final int from, final int to)
    {
        long refused = 0;
        for (int place = from; place < to; place++)
        {
            sequence++;
            CommandFields.write(words, place, command);
            command.serviceFlags = sequence % COMMANDS_PER_PRICES == 0 ? 1 : 0;
            command.resultCode = CommandResultCode.NEW;
            command.matcherEvent = null;
            command.marketData = null;
            risk.preProcessCommand(sequence, command);
            matching.processOrder(sequence, command);
            risk.handlerRiskRelease(sequence, command);
            if (command.resultCode != CommandResultCode.SUCCESS)
            {
                refused++;
            }
        }
        return refused;
    }
}

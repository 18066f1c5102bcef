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

import exchange.core2.core.ExchangeApi;
import exchange.core2.core.ExchangeCore;
import exchange.core2.core.common.CoreWaitStrategy;
import exchange.core2.core.common.L2MarketData;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.api.ApiAddUser;
import exchange.core2.core.common.api.ApiAdjustUserBalance;
import exchange.core2.core.common.api.ApiCancelOrder;
import exchange.core2.core.common.api.ApiCommand;
import exchange.core2.core.common.api.ApiMoveOrder;
import exchange.core2.core.common.api.ApiNop;
import exchange.core2.core.common.api.ApiPlaceOrder;
import exchange.core2.core.common.api.ApiReduceOrder;
import exchange.core2.core.common.api.binary.BatchAddSymbolsCommand;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.common.config.InitialStateConfiguration;
import exchange.core2.core.common.config.PerformanceConfiguration;
import exchange.core2.core.common.config.SerializationConfiguration;
import exchange.core2.core.processors.journaling.DiskSerializationProcessor;
import exchange.core2.core.processors.journaling.DiskSerializationProcessorConfiguration;
import io.plimsoll.bench.book.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * The peer's whole pipeline with the settings of its authors' throughput tests for one symbol: a ring of 32,768, one
 * risk and one matching engine, and where it journals groups of 1,536. Threads are not pinned, and the wait strategy is
 * the caller's choice, because those tests ask for six processors.
 */
public final class PipelineAdapter
{
    private static final int RING = 32 * 1_024;
    private static final int JOURNALED_GROUP = 1_536;
    private static final long FILE_LENGTH = 4_000L << 20;
    private static final int BUFFER_LENGTH = 256 << 10;
    private static final int COMPRESSED_FROM = 2_048;
    private static final long SHUTDOWN_MS = 5_000;

    private final ExchangeCore core;
    private final ExchangeApi api;
    private final List<ApiCommand> timed;
    private long refused;

    /**
     * Starts the pipeline, with its symbol, its users and the orders that rest before the clock starts.
     *
     * @param words        the recorded commands.
     * @param prefill      commands before the clock starts.
     * @param users        numbered from 1.
     * @param journal      directory of the journal, empty for none.
     * @param waitStrategy of all its threads, by name.
     */
    public PipelineAdapter(
        final int[] words, final int prefill, final int users, final String journal, final String waitStrategy)
    {
        final PerformanceConfiguration.PerformanceConfigurationBuilder performance =
            PerformanceConfiguration.throughputPerformanceBuilder().ringBufferSize(RING).matchingEnginesNum(1)
                .riskEnginesNum(1).threadFactory(PipelineAdapter::newThread)
                .waitStrategy(CoreWaitStrategy.valueOf(waitStrategy));
        if (!journal.isEmpty())
        {
            performance.msgsInGroupLimit(JOURNALED_GROUP);
        }
        core = ExchangeCore.builder().resultsConsumer(this::onResult).exchangeConfiguration(
            ExchangeConfiguration.defaultBuilder().performanceCfg(performance.build())
                .initStateCfg(journal.isEmpty() ? InitialStateConfiguration.CLEAN_TEST :
                    InitialStateConfiguration.cleanStartJournaling("PEER"))
                .serializationCfg(journal.isEmpty() ? SerializationConfiguration.DEFAULT : journaling(journal))
                .build()).build();
        core.startup();
        api = core.getApi();
        openUsers(users);
        api.submitCommandsSync(toApi(words, 0, prefill));
        timed = toApi(words, prefill, words.length / Commands.STRIDE);
    }

    private static Thread newThread(final Runnable runnable)
    {
        final Thread thread = new Thread(runnable, "peer");
        thread.setDaemon(true);
        return thread;
    }

    /** The authors' settings, in another folder. */
    private static SerializationConfiguration journaling(final String folder)
    {
        return SerializationConfiguration.builder().enableJournaling(true).serializationProcessorFactory(
            configuration -> new DiskSerializationProcessor(configuration,
                DiskSerializationProcessorConfiguration.builder().storageFolder(folder)
                    .snapshotLz4CompressorFactory(DiskSerializationProcessorConfiguration.LZ4_FAST)
                    .journalFileMaxSize(FILE_LENGTH).journalBufferSize(BUFFER_LENGTH)
                    .journalBatchCompressThreshold(COMPRESSED_FROM)
                    .journalLz4CompressorFactory(DiskSerializationProcessorConfiguration.LZ4_FAST).build())).build();
    }

    private void openUsers(final int users)
    {
        api.submitBinaryDataAsync(new BatchAddSymbolsCommand(PeerSymbol.ofPipeline())).join();
        for (int user = 1; user <= users; user++)
        {
            api.submitCommand(ApiAddUser.builder().uid(user).build());
            api.submitCommand(ApiAdjustUserBalance.builder().uid(user).transactionId(user)
                .currency(PeerSymbol.QUOTE_CURRENCY).amount(Long.MAX_VALUE / (users + 1)).build());
        }
        api.submitCommandAsync(ApiNop.builder().build()).join();
    }

    private void onResult(final OrderCommand command, final long sequence)
    {
        if (command.resultCode != CommandResultCode.SUCCESS)
        {
            refused++;
        }
    }

    private static List<ApiCommand> toApi(final int[] words, final int from, final int to)
    {
        final List<ApiCommand> commands = new ArrayList<>(to - from);
        for (int at = from * Commands.STRIDE; at < to * Commands.STRIDE; at += Commands.STRIDE)
        {
            commands.add(toApi(words[at + Commands.KIND], words[at + Commands.ORDER_ID], words[at + Commands.USER],
                words[at + Commands.PRICE], words[at + Commands.LOTS]));
        }
        return commands;
    }

    private static ApiCommand toApi(
        final int kind, final long orderId, final long user, final long price, final long lots)
    {
        switch (kind)
        {
            case Commands.CANCEL:
                return ApiCancelOrder.builder().orderId(orderId).uid(user).symbol(PeerSymbol.ID).build();
            case Commands.REDUCE:
                return ApiReduceOrder.builder().orderId(orderId).uid(user).symbol(PeerSymbol.ID)
                    .reduceSize(lots).build();
            case Commands.MOVE:
                return ApiMoveOrder.builder().orderId(orderId).uid(user).symbol(PeerSymbol.ID).newPrice(price).build();
            default:
                final boolean sell = (kind & Commands.SELL) != 0;
                final int type = kind & ~Commands.SELL;
                final long limit = type == Commands.FILL_OR_KILL ? price * lots : price;
                return ApiPlaceOrder.builder().orderId(orderId).uid(user).symbol(PeerSymbol.ID).size(lots)
                    .price(limit).reservePrice(limit).action(sell ? OrderAction.ASK : OrderAction.BID)
                    .orderType(type == Commands.ADD ? OrderType.GTC :
                        type == Commands.IMMEDIATE ? OrderType.IOC : OrderType.FOK_BUDGET).build();
        }
    }

    /**
     * Sends the timed commands as fast as they are taken and waits for the result of the last one.
     *
     * @return nanoseconds, and commands that were refused.
     */
    public long[] burst()
    {
        refused = 0;
        final long startNs = System.nanoTime();
        api.submitCommandsSync(timed);
        return new long[]{System.nanoTime() - startNs, refused};
    }

    /**
     * What rests, by price, best first.
     *
     * @param sell the side.
     * @return price and lots of each level.
     */
    public long[] levels(final boolean sell)
    {
        final L2MarketData book = api.requestOrderBookAsync(PeerSymbol.ID, -1).join();
        final long[] prices = sell ? book.askPrices : book.bidPrices;
        final long[] lots = sell ? book.askVolumes : book.bidVolumes;
        final int size = sell ? book.askSize : book.bidSize;
        return LongStream.range(0, size)
            .flatMap(level -> LongStream.of(prices[(int)level], lots[(int)level])).toArray();
    }

    /** Stops its threads. */
    public void close()
    {
        core.shutdown(SHUTDOWN_MS, TimeUnit.MILLISECONDS);
    }
}

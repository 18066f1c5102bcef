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
package io.plimsoll.io.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.plimsoll.core.codec.generated.DepositEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.io.PlimsollServer;
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.session.EffectListener;
import io.plimsoll.io.session.PlimsollClient;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A command's way allocates nothing: not in the client, not on the egress thread, and on the engine thread only what
 * Chronicle takes when it maps the next piece of its file. The ingress thread is left out: it drives Aeron's media
 * driver, whose duty cycle makes an iterator for as long as it is not compiled.
 */
@Timeout(120)
class AllocationTest
{
    private static final int COMMANDS = 10_000;
    private static final int ROUNDS_MAX = 40;
    private static final int MAPPING_BYTES_MAX = 500;

    private final ThreadMXBean threads = (ThreadMXBean)ManagementFactory.getThreadMXBean();
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private long clientSequence = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void shouldAllocateNothingPerCommand()
    {
        final ServerContext context = new ServerContext()
            .limits(Rehearsal.limits())
            .journalDirectory(folder.resolve("journal"))
            .pipeline(pipeline -> pipeline.threadingMode(ThreadingMode.DEDICATED).virtualTime(true)
                .clock(new VirtualClock(1)));
        try (PlimsollServer server = PlimsollServer.launch(context);
            PlimsollClient client = PlimsollClient.connect(server.newClientContext().timestampNs(1)))
        {
            new Rehearsal(new AeronExchange(client, 1)).begin();
            final long[] ids = {idOf("plimsoll-egress"), Thread.currentThread().getId(), idOf("plimsoll-engine")};
            final long[] bytes = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
            // What is allocated while code is loaded and compiled ends; what belongs to a command comes in every round.
            for (int i = 0; i < ROUNDS_MAX && !(0 == bytes[0] && 0 == bytes[1] && bytes[2] < MAPPING_BYTES_MAX); i++)
            {
                measureRound(client, ids, bytes);
            }
            assertThat(bytes[0]).as("egress").isZero();
            assertThat(bytes[1]).as("client").isZero();
            assertThat(bytes[2]).as("engine").isLessThan(MAPPING_BYTES_MAX);
            assertThat(server.halt().isSet()).isFalse();
        }
    }

    private void measureRound(final PlimsollClient client, final long[] ids, final long[] bytes)
    {
        for (int i = 0; i < ids.length; i++)
        {
            bytes[i] = -threads.getThreadAllocatedBytes(ids[i]);
        }
        converse(client);
        for (int i = 0; i < ids.length; i++)
        {
            bytes[i] += threads.getThreadAllocatedBytes(ids[i]);
        }
    }

    private void converse(final PlimsollClient client)
    {
        for (int i = 0; i < COMMANDS; i++)
        {
            // Every fourth is refused, because there is no such account. Eight are under way at once.
            deposit.wrapAndApplyHeader(buffer, 0, header)
                .clientSequence(++clientSequence).accountId(0 == i % 4 ? 99 : 1).amountAtoms(1).assetId(1);
            client.offer(1_000_000, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + deposit.encodedLength());
            if (0 == i % 8)
            {
                client.awaitQuiet(clientSequence, EffectListener.NONE);
            }
        }
        client.awaitQuiet(clientSequence, EffectListener.NONE);
    }

    private long idOf(final String name)
    {
        for (final ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds()))
        {
            if (null != info && name.equals(info.getThreadName()))
            {
                return info.getThreadId();
            }
        }
        throw new AssertionError("no thread " + name);
    }
}

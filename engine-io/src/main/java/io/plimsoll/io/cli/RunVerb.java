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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.io.PlimsollServer;
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.feed.FeedContext;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs an engine until the process is asked to end, or the engine halts.
 */
@Command(
    name = "run",
    description = "Run an engine. Ends cleanly on SIGTERM or SIGINT; restart goes on with the same journal.")
final class RunVerb extends Verb
{
    private static final long POLL_MS = 200;
    private static final long CLOSE_TIMEOUT_MS = 60_000;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "Configuration in HOCON.")
    private Path config;

    @Override
    public Integer call() throws InterruptedException
    {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch ended = new CountDownLatch(1);
        final ServerContext context = EngineConfig.read(config);
        final Thread hook = new Thread(() -> end(asked, ended), "plimsoll-signal");
        try (PlimsollServer server = PlimsollServer.launch(context))
        {
            Runtime.getRuntime().addShutdownHook(hook);
            announce(context, server);
            while (!asked.await(POLL_MS, TimeUnit.MILLISECONDS) && !server.halt().isSet())
            {
                err().flush();
            }
            return end(server);
        }
        finally
        {
            ended.countDown();
        }
    }

    private void announce(final ServerContext context, final PlimsollServer server)
    {
        if (quiet())
        {
            return;
        }
        final EngineLimits limits = server.limits();
        err().printf("memory      %,d bytes reserved, %,d per account for %,d accounts%n",
            server.reservedBytes(), server.bytesPerAccount(), limits.accounts());
        err().printf("journal     %s, %s%n", context.journalDirectory(),
            server.wentOn() ? "goes on at sequence " + server.counters().lastSequence().get() : "new");
        err().printf("counters    %s%n", context.countersFile());
        err().printf("aeron       %s%n", server.aeronDirectory());
        err().printf("ingress     %s stream %d%n",
            context.aeron().ingressChannel(), context.aeron().ingressStreamId());
        final FeedContext feed = context.pipeline().feed();
        if (null != feed)
        {
            err().printf("feed        %s stream %d, snapshots on %s stream %d%n", feed.incrementChannel(),
                feed.incrementStreamId(), feed.snapshotChannel(), feed.snapshotStreamId());
        }
        err().println("ready");
    }

    private int end(final PlimsollServer server)
    {
        if (server.halt().isSet())
        {
            err().printf("The engine has halted at sequence %d: %s.%n",
                server.halt().sequence(), server.halt().cause());
            return ExitCode.DAMAGED;
        }
        server.close();
        if (!quiet())
        {
            err().printf("stopped at sequence %d%n", server.counters().lastSequence().get());
        }
        return server.halt().isSet() ? ExitCode.DAMAGED : ExitCode.DONE;
    }

    // The JVM ends when its hooks have: this one waits until the engine is down.
    private static void end(final CountDownLatch asked, final CountDownLatch ended)
    {
        asked.countDown();
        try
        {
            ended.await(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        }
        catch (final InterruptedException ex)
        {
            Thread.currentThread().interrupt();
        }
    }
}

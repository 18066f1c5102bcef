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
import io.plimsoll.io.ServerContext;
import io.plimsoll.io.aeron.AeronContext;
import io.plimsoll.io.config.ConfigurationException;
import io.plimsoll.io.config.ConfigurationFile;
import io.plimsoll.io.config.GenesisFile;
import io.plimsoll.io.feed.FeedContext;
import io.plimsoll.io.pipeline.AckMode;
import io.plimsoll.io.pipeline.IdleKind;
import io.plimsoll.io.pipeline.IdleStrategies;
import io.plimsoll.io.pipeline.PipelineContext;
import io.plimsoll.io.pipeline.ThreadingMode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of an engine that runs as a process. Every key has its default in the context that it sets; the
 * file {@code config/engine.conf} shows and explains all of them.
 */
final class EngineConfig
{
    private static final List<String> KEYS = List.of(
        "journal.directory", "journal.ack",
        "genesis",
        "counters.file",
        "threads.mode", "threads.idle.shared", "threads.idle.ingress", "threads.idle.engine", "threads.idle.egress",
        "threads.idle.syncer", "threads.idle.feed",
        "rings.commands", "rings.effects",
        "sessions.connected", "sessions.backlog", "sessions.slow-timeout", "sessions.connect-timeout",
        "aeron.driver", "aeron.directory", "aeron.driver-thread", "aeron.ingress-channel", "aeron.ingress-stream",
        "aeron.term-length", "aeron.client-timeout",
        "feed.enabled", "feed.channel", "feed.stream", "feed.snapshot-channel", "feed.snapshot-stream",
        "feed.snapshot-interval", "feed.ring",
        "limits.effect-bytes", "limits.sessions", "limits.assets", "limits.instruments", "limits.accounts",
        "limits.balances", "limits.positions", "limits.orders", "limits.price-levels", "limits.extended-orders",
        "limits.fills-per-command", "limits.deadlines-per-command", "limits.triggers-per-command",
        "limits.liquidation-steps-per-command", "limits.cancels-per-command", "limits.positions-per-account",
        "limits.hash-seed",
        "warm-up");

    private EngineConfig()
    {
    }

    /**
     * Reads a configuration file.
     *
     * @param path of the file.
     * @return everything that {@code PlimsollServer.launch} needs.
     * @throws ConfigurationException whose message is one sentence.
     */
    static ServerContext read(final Path path)
    {
        final ConfigurationFile file = ConfigurationFile.read(path);
        file.requireKnown(KEYS);
        final ServerContext context = new ServerContext();
        context.journalDirectory(file.resolve(file.text("journal.directory")));
        file.text("counters.file", name -> context.countersFile(file.resolve(name)));
        file.text("genesis", name -> context.pipeline().genesis(GenesisFile.read(file.resolve(name))));
        file.flag("warm-up", context::warmUp);
        readPipeline(file, context.pipeline());
        readAeron(file, context.aeron());
        readFeed(file, context.pipeline());
        // What a seed is for is lost where clients know it: each new journal has one of its own.
        context.limits(readLimits(file, new SecureRandom().nextLong()));
        return context;
    }

    /**
     * Reads the capacities alone.
     *
     * @param path of the file.
     * @return the limits of an engine without clients, whose seed everybody may know.
     * @throws ConfigurationException whose message is one sentence.
     */
    static EngineLimits limits(final Path path)
    {
        final ConfigurationFile file = ConfigurationFile.read(path);
        file.requireKnown(KEYS);
        return readLimits(file, 0);
    }

    private static void readPipeline(final ConfigurationFile file, final PipelineContext pipeline)
    {
        file.word("journal.ack", ackModes(), mode ->
        {
            if (null == mode)
            {
                throw file.wrong("journal.ack", "is 'quorum', which needs a cluster and is not in this release: " +
                    "choose 'append' (survives the process) or 'sync' (survives the power)");
            }
            pipeline.ackMode(mode);
        });
        file.word("threads.mode",
            Map.of("shared", ThreadingMode.SHARED, "dedicated", ThreadingMode.DEDICATED), pipeline::threadingMode);
        final IdleStrategies idle = new IdleStrategies();
        pipeline.idleStrategies(idle);
        file.word("threads.idle.shared", idleKinds(), idle::shared);
        file.word("threads.idle.ingress", idleKinds(), idle::ingress);
        file.word("threads.idle.engine", idleKinds(), idle::engine);
        file.word("threads.idle.egress", idleKinds(), idle::egress);
        file.word("threads.idle.syncer", idleKinds(), idle::syncer);
        file.word("threads.idle.feed", idleKinds(), idle::feed);
        file.integer("rings.commands", pipeline::ringCapacity);
        file.size("rings.effects", pipeline::egressRingLength);
        file.integer("sessions.connected", pipeline::connections);
        file.size("sessions.backlog", pipeline::backlogLength);
        file.duration("sessions.slow-timeout", pipeline::slowClientTimeoutNs);
        file.duration("sessions.connect-timeout", pipeline::connectTimeoutNs);
    }

    private static void readAeron(final ConfigurationFile file, final AeronContext aeron)
    {
        file.word("aeron.driver", Map.of("embedded", true, "external", false), aeron::embeddedDriver);
        file.text("aeron.directory", aeron::directory);
        file.flag("aeron.driver-thread", own -> aeron.invokedDriver(!own));
        file.text("aeron.ingress-channel", aeron::ingressChannel);
        file.integer("aeron.ingress-stream", aeron::ingressStreamId);
        file.size("aeron.term-length", aeron::termLength);
        file.duration("aeron.client-timeout", aeron::clientLivenessTimeoutNs);
    }

    private static void readFeed(final ConfigurationFile file, final PipelineContext pipeline)
    {
        final FeedContext feed = new FeedContext();
        file.text("feed.channel", feed::incrementChannel);
        file.integer("feed.stream", feed::incrementStreamId);
        file.text("feed.snapshot-channel", feed::snapshotChannel);
        file.integer("feed.snapshot-stream", feed::snapshotStreamId);
        file.duration("feed.snapshot-interval", feed::snapshotIntervalNs);
        file.size("feed.ring", feed::ringLength);
        file.flag("feed.enabled", enabled -> pipeline.feed(enabled ? feed.conclude() : null));
    }

    private static EngineLimits readLimits(final ConfigurationFile file, final long hashSeed)
    {
        final EngineLimits.Builder limits = EngineLimits.builder().hashSeed(hashSeed);
        file.number("limits.hash-seed", limits::hashSeed);
        file.size("limits.effect-bytes", bytes -> limits.effectBytesMax(bytes));
        file.number("limits.sessions", limits::sessions);
        file.number("limits.assets", limits::assets);
        file.number("limits.instruments", limits::instruments);
        file.number("limits.accounts", limits::accounts);
        file.number("limits.balances", limits::balances);
        file.number("limits.positions", limits::positions);
        file.number("limits.orders", limits::orders);
        file.number("limits.price-levels", limits::priceLevels);
        file.number("limits.extended-orders", limits::extendedOrders);
        file.number("limits.fills-per-command", limits::fillsPerCommandMax);
        file.number("limits.liquidation-steps-per-command", limits::liquidationStepsPerCommand);
        file.number("limits.cancels-per-command", limits::cancelsPerCommand);
        file.number("limits.deadlines-per-command", limits::deadlinesPerCommand);
        file.number("limits.triggers-per-command", limits::triggersPerCommand);
        file.number("limits.positions-per-account", limits::positionsPerAccount);
        try
        {
            return limits.build();
        }
        catch (final IllegalArgumentException ex)
        {
            throw new ConfigurationException("The limits do not fit together: " + ex.getMessage() + ".");
        }
    }

    private static Map<String, AckMode> ackModes()
    {
        final Map<String, AckMode> modes = new LinkedHashMap<>();
        modes.put("append", AckMode.ACK_ON_APPEND);
        modes.put("sync", AckMode.ACK_ON_SYNC);
        modes.put("quorum", null);
        return modes;
    }

    private static Map<String, IdleKind> idleKinds()
    {
        final Map<String, IdleKind> kinds = new LinkedHashMap<>();
        kinds.put("busy-spin", IdleKind.BUSY_SPIN);
        kinds.put("yield", IdleKind.YIELD);
        kinds.put("backoff", IdleKind.BACKOFF);
        kinds.put("sleep", IdleKind.SLEEP);
        return kinds;
    }
}

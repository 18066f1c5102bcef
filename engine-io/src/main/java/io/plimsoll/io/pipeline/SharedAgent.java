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

import io.plimsoll.io.feed.FeedAgent;
import org.agrona.concurrent.Agent;

/**
 * All duties of the pipeline on one thread, in the order of the data: ingress, engine, syncer, egress, feed. Ends in
 * the order in which the parts need each other: the transport is let go last.
 */
final class SharedAgent implements Agent
{
    private final IngressAgent ingress;
    private final EngineAgent engine;
    private final SyncAgent syncer;
    private final EgressAgent egress;
    private final FeedAgent feed;

    /**
     * All duties; there may be no syncer and no feed.
     */
    SharedAgent(
        final IngressAgent ingress,
        final EngineAgent engine,
        final SyncAgent syncer,
        final EgressAgent egress,
        final FeedAgent feed)
    {
        this.feed = feed;
        this.ingress = ingress;
        this.engine = engine;
        this.syncer = syncer;
        this.egress = egress;
    }

    @Override
    public void onStart()
    {
        engine.onStart();
        if (!engine.started().isCompletedExceptionally())
        {
            ingress.recovered(engine.started().join());
            ingress.onStart();
        }
    }

    @Override
    public int doWork()
    {
        int work = ingress.doWork();
        work += engine.doWork();
        if (null != syncer)
        {
            work += syncer.doWork();
        }
        work += egress.doWork();
        if (null != feed)
        {
            work += feed.doWork();
        }
        return work;
    }

    @Override
    public void onClose()
    {
        engine.onClose();
        ingress.onClose();
    }

    @Override
    public String roleName()
    {
        return "plimsoll";
    }
}

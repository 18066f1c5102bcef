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
package io.plimsoll.io.aeron;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.plimsoll.io.session.EgressLink;
import io.plimsoll.io.session.IngressHandler;
import io.plimsoll.io.session.Transport;
import java.nio.file.Path;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.BackoffIdleStrategy;

/**
 * Clients over Aeron: one ingress stream for all of them, one egress stream per session, and streams for everybody.
 * Driver and client are invoked by the ingress thread in every round, so that neither needs a thread and none times
 * out.
 *
 * <p>Senders are told apart by the session id of their publication, which Aeron draws at random; it is never written
 * anywhere.
 */
public final class AeronTransport implements Transport, ControlledFragmentHandler
{
    private static final int TOO_LONG = Integer.MAX_VALUE;

    private final AeronContext context;
    private final ErrorHandler errorHandler;
    private final Path directory;
    private final IntArrayList gone = new IntArrayList();
    private MediaDriver driver;
    private AgentInvoker driverInvoker;
    private Aeron aeron;
    private AgentInvoker clientInvoker;
    private Subscription ingress;
    private IngressHandler handler;

    /**
     * A transport that is not open yet.
     *
     * @param context      what it is made of.
     * @param errorHandler of driver and client.
     */
    public AeronTransport(final AeronContext context, final ErrorHandler errorHandler)
    {
        this.context = context.conclude();
        this.errorHandler = errorHandler;
        directory = null == context.directory() ? AeronDirectories.unique() : Path.of(context.directory());
    }

    /**
     * The driver's directory, by which clients in this machine find it.
     *
     * @return the path.
     */
    public String directory()
    {
        return directory.toString();
    }

    /**
     * The embedded driver, where no thread drives it but the ingress thread.
     *
     * @return its invoker, or null.
     */
    public AgentInvoker driverInvoker()
    {
        return driverInvoker;
    }

    @Override
    public void open()
    {
        if (context.embeddedDriver())
        {
            AeronDirectories.removeStale(AeronDirectories.parent());
            AeronDirectories.requireUnused(directory);
            AeronDirectories.checkSpace(directory, context.termLength(), context.streams());
            driver = MediaDriver.launch(driverContext());
            driverInvoker = driver.sharedAgentInvoker();
        }
        aeron = Aeron.connect(new Aeron.Context()
            .aeronDirectoryName(directory.toString())
            .useConductorAgentInvoker(true)
            .driverAgentInvoker(driverInvoker)
            .errorHandler(errorHandler)
            .subscriberErrorHandler(errorHandler));
        clientInvoker = aeron.conductorAgentInvoker();
        ingress = aeron.addSubscription(
            context.ingressChannel(), context.ingressStreamId(), null, this::onUnavailableImage);
    }

    @Override
    public int doWork()
    {
        int work = clientInvoker.invoke();
        if (null != driverInvoker)
        {
            work += driverInvoker.invoke();
        }
        return work;
    }

    @Override
    public int poll(final IngressHandler ingressHandler, final int limit)
    {
        handler = ingressHandler;
        final int fragments = ingress.controlledPoll(this, limit);
        while (!gone.isEmpty())
        {
            ingressHandler.onSourceGone(gone.removeAt(gone.size() - 1));
        }
        return fragments;
    }

    @Override
    public Action onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        final byte flags = header.flags();
        if (0 == (flags & FrameDescriptor.BEGIN_FRAG_FLAG))
        {
            // The rest of a message that was refused at its first fragment.
            return Action.CONTINUE;
        }
        final boolean whole = 0 != (flags & FrameDescriptor.END_FRAG_FLAG);
        return handler.onMessage(header.sessionId(), buffer, offset, whole ? length : TOO_LONG) ?
            Action.CONTINUE : Action.ABORT;
    }

    @Override
    public EgressLink connect(final String channel, final int streamId)
    {
        try
        {
            return new AeronLink(aeron, aeron.asyncAddExclusivePublication(ownTerms(channel), streamId));
        }
        catch (final RuntimeException wrongChannel)
        {
            // What a client sends is never a fault of ours, whatever Aeron says about it.
            return FailedLink.INSTANCE;
        }
    }

    @Override
    public EgressLink publish(final String channel, final int streamId)
    {
        try
        {
            final ChannelUri uri = ChannelUri.parse(channel);
            if (!uri.containsKey(CommonContext.TERM_LENGTH_PARAM_NAME))
            {
                uri.put(CommonContext.TERM_LENGTH_PARAM_NAME, Integer.toString(context.termLength()));
            }
            return new AeronLink(aeron, aeron.addExclusivePublication(uri.toString(), streamId));
        }
        catch (final IllegalArgumentException | AeronException ex)
        {
            throw new IllegalStateException("Stream " + streamId + " of the feed cannot be opened on channel '" +
                channel + "': " + ex.getMessage() + ".", ex);
        }
    }

    @Override
    public void close()
    {
        CloseHelper.quietCloseAll(aeron, driver);
    }

    // A client says where it listens; how much memory its stream takes is ours to say.
    private String ownTerms(final String channel)
    {
        final ChannelUri uri = ChannelUri.parse(channel);
        return new ChannelUriStringBuilder()
            .media(uri.media())
            .endpoint(uri.get(CommonContext.ENDPOINT_PARAM_NAME))
            .termLength(context.termLength())
            .build();
    }

    private void onUnavailableImage(final Image image)
    {
        gone.addInt(image.sessionId());
    }

    private MediaDriver.Context driverContext()
    {
        return new MediaDriver.Context()
            .aeronDirectoryName(directory.toString())
            .dirDeleteOnStart(true)
            .dirDeleteOnShutdown(true)
            .threadingMode(context.invokedDriver() ? ThreadingMode.INVOKER : ThreadingMode.SHARED)
            .sharedIdleStrategy(new BackoffIdleStrategy())
            .asyncExecutorEnabled(false)
            .ipcTermBufferLength(context.termLength())
            .publicationTermBufferLength(context.termLength())
            .clientLivenessTimeoutNs(context.clientLivenessTimeoutNs())
            .imageLivenessTimeoutNs(context.clientLivenessTimeoutNs())
            .errorHandler(errorHandler);
    }
}

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
package io.plimsoll.io.session;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionCloseEncoder;
import io.plimsoll.core.codec.generated.SessionOpenedDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.LangUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One session with an engine over Aeron: sends commands, sees effects. Confined to one thread; allocates nothing once
 * it is connected.
 *
 * <p>The lock-step conversation is {@link #offer} followed by {@link #awaitQuiet}: when that returns, the command and
 * everything that the engine did because of it is done, and the listener has seen it all.
 */
public final class PlimsollClient implements AutoCloseable, FragmentHandler
{
    private static final int FRAGMENTS_PER_POLL = 64;
    private static final int CONDUCTOR_EVERY = 64;
    private static final long CLOSE_TIMEOUT_NS = 2_000_000_000L;
    private static final long NO_CLIENT_SEQUENCE = Long.MIN_VALUE;

    private final ClientContext context;
    private final Aeron aeron;
    private final AgentInvoker conductor;
    private final Subscription subscription;
    private final ExclusivePublication publication;
    private final IdleStrategy idleStrategy;
    private final BufferClaim claim = new BufferClaim();
    private final Conversation conversation = new Conversation();
    private EffectListener listener = EffectListener.NONE;
    private int sessionId;
    private int refusal;
    private int rounds;
    private long messagesSent;
    private long messagesReceived;
    private long lastTimestampNs;
    private boolean closed;
    private Throwable fault;

    private PlimsollClient(final ClientContext context)
    {
        this.context = context;
        idleStrategy = context.idleStrategy();
        lastTimestampNs = context.timestampNs();
        final Aeron.Context aeronContext = new Aeron.Context()
            .useConductorAgentInvoker(true)
            .errorHandler(this::onAeronFault)
            .subscriberErrorHandler(LangUtil::rethrowUnchecked)
            .driverAgentInvoker(context.driverInvoker());
        if (null != context.aeronDirectory())
        {
            aeronContext.aeronDirectoryName(context.aeronDirectory());
        }
        aeron = Aeron.connect(aeronContext);
        conductor = aeron.conductorAgentInvoker();
        try
        {
            final int streamId = ClientContext.UNIQUE_STREAM == context.responseStreamId() ?
                (int)(aeron.nextCorrelationId() & Integer.MAX_VALUE) : context.responseStreamId();
            subscription = aeron.addSubscription(context.responseChannel(), streamId);
            publication = aeron.addExclusivePublication(ingressChannel(context), context.ingressStreamId());
            handshake(streamId);
        }
        catch (final RuntimeException ex)
        {
            aeron.close();
            throw ex;
        }
    }

    /**
     * Connects and waits for the session.
     *
     * @param context how to connect.
     * @return the client, with its session open.
     * @throws ClientException whose message says why it could not.
     */
    public static PlimsollClient connect(final ClientContext context)
    {
        return new PlimsollClient(context.conclude());
    }

    /**
     * The engine's id of this session.
     *
     * @return the id, above 0; 0 once the engine is known to be gone.
     */
    public int sessionId()
    {
        return sessionId;
    }

    /**
     * Sends a command, and waits while the engine takes none. Effects that come meanwhile go to the listener of the
     * last poll or await.
     *
     * @param timestampNs the command's stamp in virtual time, never less than the last; 0 in live mode.
     * @param buffer      that holds the SBE command.
     * @param offset      of its header.
     * @param length      of the message.
     * @throws ClientException if the engine takes nothing for too long, or the session has ended.
     */
    public void offer(final long timestampNs, final DirectBuffer buffer, final int offset, final int length)
    {
        if (tryOffer(timestampNs, buffer, offset, length))
        {
            return;
        }
        final long deadlineNs = System.nanoTime() + context.offerTimeoutNs();
        while (!tryOffer(timestampNs, buffer, offset, length))
        {
            // Effects are polled meanwhile, because an engine that cannot send takes no commands either.
            if (0 == poll(listener))
            {
                checkDeadline(deadlineNs, "The engine has taken no command for ", context.offerTimeoutNs());
                idle();
            }
        }
    }

    /**
     * Sends a command if the engine can take it now.
     *
     * @param timestampNs the command's stamp in virtual time, never less than the last; 0 in live mode.
     * @param buffer      that holds the SBE command.
     * @param offset      of its header.
     * @param length      of the message.
     * @return false if it cannot be taken now: nothing has been sent.
     * @throws ClientException if the session has ended.
     */
    public boolean tryOffer(final long timestampNs, final DirectBuffer buffer, final int offset, final int length)
    {
        final long result = publication.tryClaim(IngressEnvelope.LENGTH + length, claim);
        if (result > 0)
        {
            final MutableDirectBuffer target = claim.buffer();
            final int at = claim.offset();
            target.putLong(at + IngressEnvelope.TIMESTAMP_OFFSET, timestampNs, ByteOrder.LITTLE_ENDIAN);
            target.putBytes(at + IngressEnvelope.LENGTH, buffer, offset, length);
            claim.commit();
            messagesSent++;
            lastTimestampNs = timestampNs;
            return true;
        }
        if (Publication.CLOSED == result || Publication.MAX_POSITION_EXCEEDED == result)
        {
            throw new ClientException("The stream to the engine has ended: connect again.");
        }
        // NOT_CONNECTED, BACK_PRESSURED and ADMIN_ACTION pass; what they have in common is that time must go on.
        invokeConductor();
        return false;
    }

    /**
     * Sees the effects that have come. What the listener throws comes out of here, and out of every await.
     *
     * @param effectListener called for each.
     * @return number of effects.
     */
    public int poll(final EffectListener effectListener)
    {
        listener = effectListener;
        final int fragments = subscription.poll(this, FRAGMENTS_PER_POLL);
        if (++rounds >= CONDUCTOR_EVERY)
        {
            rounds = 0;
            invokeConductor();
        }
        return fragments;
    }

    /**
     * Waits until a command and everything that follows from it is done: its result, and then the results of the
     * continues, until nothing is left over.
     *
     * @param clientSequence of a command that has been offered and whose effects have not been polled yet.
     * @param effectListener called for every effect.
     * @return the command's result code.
     * @throws ClientException if nothing comes for too long, or the session has ended.
     */
    public int awaitQuiet(final long clientSequence, final EffectListener effectListener)
    {
        conversation.await(clientSequence);
        awaitConversation(effectListener, true);
        return conversation.resultCode();
    }

    /**
     * Waits for the result of a command, not for the continues behind it.
     *
     * @param clientSequence of a command that has been offered and whose effects have not been polled yet.
     * @param effectListener called for every effect.
     * @return the command's result code.
     * @throws ClientException if nothing comes for too long, or the session has ended.
     */
    public int awaitResult(final long clientSequence, final EffectListener effectListener)
    {
        conversation.await(clientSequence);
        awaitConversation(effectListener, false);
        return conversation.resultCode();
    }

    /**
     * Journal sequence of the command that was awaited last.
     *
     * @return the sequence; 0 if it was refused at the door.
     */
    public long resultSequence()
    {
        return conversation.sequence();
    }

    /**
     * Order that the command awaited last concerned.
     *
     * @return the order's id; 0 if none.
     */
    public long resultOrderId()
    {
        return conversation.orderId();
    }

    /**
     * Whether the engine still listens.
     *
     * @return false once its end of either stream is gone.
     */
    public boolean isConnected()
    {
        return publication.isConnected() && subscription.isConnected();
    }

    /**
     * Messages that have been sent, the connect request included.
     *
     * @return the number.
     */
    public long messagesSent()
    {
        return messagesSent;
    }

    /**
     * Messages that have been received.
     *
     * @return the number.
     */
    public long messagesReceived()
    {
        return messagesReceived;
    }

    /**
     * Closes the session, waits a moment for the engine's word, and ends.
     */
    @Override
    public void close()
    {
        if (closed)
        {
            return;
        }
        closed = true;
        try
        {
            closeSession();
        }
        catch (final ClientException gone)
        {
            // An engine that is gone has closed the session already.
            sessionId = 0;
        }
        finally
        {
            CloseHelper.quietCloseAll(publication, subscription, aeron);
        }
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header)
    {
        messagesReceived++;
        final int message = offset + EgressEnvelope.LENGTH;
        final int templateId = SbeHeader.templateId(buffer, message);
        final long sequence = buffer.getLong(offset + EgressEnvelope.SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final int flags = buffer.getInt(offset + EgressEnvelope.FLAGS_OFFSET, ByteOrder.LITTLE_ENDIAN);
        final boolean last = 0 != (flags & EgressEnvelope.LAST_FLAG);
        if (last)
        {
            conversation.onResult(sequence, templateId, buffer, message);
        }
        listener.onEffect(
            sequence,
            buffer.getLong(offset + EgressEnvelope.TIMESTAMP_OFFSET, ByteOrder.LITTLE_ENDIAN),
            buffer.getInt(offset + EgressEnvelope.EFFECT_INDEX_OFFSET, ByteOrder.LITTLE_ENDIAN),
            last, templateId, buffer, message, length - EgressEnvelope.LENGTH);
    }

    private void awaitConversation(final EffectListener effectListener, final boolean untilQuiet)
    {
        long deadlineNs = 0;
        while (!(untilQuiet ? conversation.isQuiet() : conversation.isAnswered()))
        {
            if (poll(effectListener) > 0)
            {
                deadlineNs = 0;
                idleStrategy.reset();
            }
            else if (0 == deadlineNs)
            {
                deadlineNs = System.nanoTime() + context.awaitTimeoutNs();
            }
            else
            {
                if (0 == rounds)
                {
                    checkDeadline(deadlineNs, "The engine has sent nothing for ", context.awaitTimeoutNs());
                    checkConnected();
                }
                idle();
            }
        }
    }

    private void handshake(final int streamId)
    {
        final long deadlineNs = System.nanoTime() + context.connectTimeoutNs();
        String responseChannel = subscription.tryResolveChannelEndpointPort();
        while (null == responseChannel || !publication.isConnected())
        {
            checkDeadline(deadlineNs, "No engine listens on " + context.ingressChannel() + " for ",
                context.connectTimeoutNs());
            invokeConductor();
            idle();
            responseChannel = subscription.tryResolveChannelEndpointPort();
        }
        final UnsafeBuffer request = new UnsafeBuffer(ByteBuffer.allocateDirect(1024));
        final int length = ConnectRequest.encode(request, 0, context.principalId(), responseChannel, streamId);
        offer(context.timestampNs(), request, 0, length);
        // The result of the session-open ends the handshake, so that nothing of it reaches the first conversation.
        conversation.await(0);
        while (!conversation.isAnswered())
        {
            if (0 == poll(this::onHandshake))
            {
                checkDeadline(deadlineNs, "The engine has not answered the connect request for ",
                    context.connectTimeoutNs());
                idle();
            }
        }
        if (ResultCode.ACCEPTED != refusal)
        {
            throw new ClientException("The engine refused the session: " + ResultCode.name(refusal) + ".");
        }
        conversation.await(NO_CLIENT_SEQUENCE);
    }

    private void onHandshake(
        final long sequence,
        final long timestampNs,
        final int effectIndex,
        final boolean last,
        final int templateId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        if (SessionOpenedDecoder.TEMPLATE_ID == templateId)
        {
            sessionId = new SessionOpenedDecoder()
                .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder()).sessionId();
        }
        else if (CommandRejectedDecoder.TEMPLATE_ID == templateId)
        {
            refusal = new CommandRejectedDecoder()
                .wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder()).resultCode();
        }
    }

    private void closeSession()
    {
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
        final SessionCloseEncoder encoder = new SessionCloseEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).clientSequence(Long.MAX_VALUE);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        final long deadlineNs = System.nanoTime() + CLOSE_TIMEOUT_NS;
        boolean sent = false;
        conversation.await(Long.MAX_VALUE);
        while (isConnected() && !conversation.isAnswered() && System.nanoTime() - deadlineNs < 0)
        {
            sent = sent || tryOffer(lastTimestampNs, buffer, 0, length);
            if (0 == poll(EffectListener.NONE))
            {
                idle();
            }
        }
    }

    private void idle()
    {
        if (null != context.onIdle())
        {
            context.onIdle().run();
        }
        idleStrategy.idle();
    }

    private void invokeConductor()
    {
        conductor.invoke();
        if (null != context.driverInvoker())
        {
            context.driverInvoker().invoke();
        }
        if (null != fault)
        {
            final String reason = fault.getMessage();
            fault = null;
            throw new ClientException("The session has ended, because Aeron failed: " + reason + ".");
        }
    }

    private void onAeronFault(final Throwable aeronFault)
    {
        fault = aeronFault;
    }

    private void checkConnected()
    {
        if (!isConnected())
        {
            throw new ClientException("The engine has ended the session: see its counters for the reason.");
        }
    }

    private static void checkDeadline(final long deadlineNs, final String what, final long timeoutNs)
    {
        if (System.nanoTime() - deadlineNs > 0)
        {
            throw new ClientException(what + timeoutNs / 1_000_000 + " ms.");
        }
    }

    private static String ingressChannel(final ClientContext context)
    {
        final String channel = context.ingressChannel();
        if (channel.contains("term-length"))
        {
            return channel;
        }
        return channel + (channel.contains("?") ? "|" : "?") + "term-length=" + context.termLength();
    }
}

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

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CommandAcceptedEncoder;
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenDecoder;
import io.plimsoll.core.codec.generated.SessionOpenedEncoder;
import io.plimsoll.io.session.SbeHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * A core that accepts everything, leaves over as much work as a test says, and throws when it is told to.
 */
final class ScriptedMachine implements StateMachine
{
    final List<Integer> templateIds = new ArrayList<>();
    private final EffectSink effects = new EffectSink(1 << 20);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CommandAcceptedEncoder accepted = new CommandAcceptedEncoder();
    private long lastSequence;
    private long lastTimestampNs;
    private int sessions;
    private int workLeft;
    private int workPerCommand;
    private int effectsPerCommand = 1;
    private Supplier<Throwable> fault = () -> null;

    void workPerCommand(final int continues)
    {
        workPerCommand = continues;
    }

    void effectsPerCommand(final int count)
    {
        effectsPerCommand = count;
    }

    void fault(final Supplier<Throwable> supplier)
    {
        fault = supplier;
    }

    @Override
    public int apply(
        final long sequence,
        final long timestampNs,
        final int sessionId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        throwFault();
        lastSequence = sequence;
        lastTimestampNs = timestampNs;
        effects.reset();
        final int templateId = SbeHeader.templateId(buffer, offset);
        templateIds.add(templateId);
        int recipient = sessionId;
        if (SessionOpenDecoder.TEMPLATE_ID == templateId)
        {
            recipient = ++sessions;
            final int at = effects.claim(recipient, 8 + SessionOpenedEncoder.BLOCK_LENGTH);
            new SessionOpenedEncoder().wrapAndApplyHeader(effects.encodeBuffer(), at, header)
                .principalId(1).sessionId(recipient).padding(0);
        }
        else
        {
            workLeft = ContinueDecoder.TEMPLATE_ID == templateId ? workLeft - 1 : workLeft + workPerCommand;
        }
        for (int i = 0; i < effectsPerCommand; i++)
        {
            accept(recipient, templateId, SbeHeader.clientSequence(buffer, offset));
        }
        return ResultCode.ACCEPTED;
    }

    private void accept(final int recipient, final int templateId, final long clientSequence)
    {
        final int at = effects.claim(recipient, 8 + CommandAcceptedEncoder.BLOCK_LENGTH);
        accepted.wrapAndApplyHeader(effects.encodeBuffer(), at, header)
            .clientSequence(clientSequence).orderId(0).restingLots(0).commandTemplateId(templateId)
            .workLeft((short)(workLeft > 0 ? 1 : 0)).padding((short)0).queueLength(workLeft);
    }

    private void throwFault()
    {
        final Throwable thrown = fault.get();
        if (thrown instanceof Error)
        {
            throw (Error)thrown;
        }
        if (null != thrown)
        {
            throw (RuntimeException)thrown;
        }
    }

    @Override
    public EffectSink effects()
    {
        return effects;
    }

    @Override
    public boolean workLeft()
    {
        return workLeft > 0;
    }

    @Override
    public long stateDigest()
    {
        return lastSequence;
    }

    @Override
    public long lastSequence()
    {
        return lastSequence;
    }

    @Override
    public long lastTimestampNs()
    {
        return lastTimestampNs;
    }

    @Override
    public int queueLength()
    {
        return workLeft;
    }

    @Override
    public int waitingAccounts()
    {
        return 0;
    }

    @Override
    public void close()
    {
        fault = () -> new IllegalStateException("used after close");
    }
}

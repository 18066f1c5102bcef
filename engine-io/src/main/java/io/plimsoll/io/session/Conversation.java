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

import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Follows one lock-step exchange: the result of the awaited command, and then the results of the continues that it left
 * over, until one says that nothing is left. Allocates nothing.
 */
final class Conversation
{
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CommandAcceptedDecoder accepted = new CommandAcceptedDecoder();
    private final CommandRejectedDecoder rejected = new CommandRejectedDecoder();
    private long clientSequence;
    private boolean answered;
    private boolean quiet;
    private int resultCode;
    private long orderId;
    private long sequence;

    /** Begins to follow a command. */
    void await(final long awaitedClientSequence)
    {
        clientSequence = awaitedClientSequence;
        answered = false;
        quiet = false;
    }

    /** A result has come: the last effect of some command. */
    void onResult(final long resultSequence, final int templateId, final DirectBuffer buffer, final int offset)
    {
        if (CommandAcceptedDecoder.TEMPLATE_ID == templateId)
        {
            accepted.wrapAndApplyHeader(buffer, offset, header);
            final long number = accepted.clientSequence();
            final long order = accepted.orderId();
            accepted.restingLots();
            final boolean isContinue = ContinueDecoder.TEMPLATE_ID == accepted.commandTemplateId();
            onResult(resultSequence, number, isContinue, 0, order, 0 != accepted.workLeft());
        }
        else if (CommandRejectedDecoder.TEMPLATE_ID == templateId)
        {
            rejected.wrapAndApplyHeader(buffer, offset, header);
            final long number = rejected.clientSequence();
            final int code = rejected.resultCode();
            final boolean isContinue = ContinueDecoder.TEMPLATE_ID == rejected.commandTemplateId();
            onResult(resultSequence, number, isContinue, code, 0, 0 != rejected.workLeft());
        }
    }

    /** Whether the awaited command and everything that follows from it is done. */
    boolean isQuiet()
    {
        return quiet;
    }

    /** Whether the result of the awaited command has come. */
    boolean isAnswered()
    {
        return answered;
    }

    int resultCode()
    {
        return resultCode;
    }

    long orderId()
    {
        return orderId;
    }

    long sequence()
    {
        return sequence;
    }

    private void onResult(
        final long resultSequence,
        final long number,
        final boolean isContinue,
        final int code,
        final long order,
        final boolean workLeft)
    {
        if (!answered && !isContinue && number == clientSequence)
        {
            answered = true;
            sequence = resultSequence;
            resultCode = code;
            orderId = order;
            quiet = !workLeft;
        }
        else if (answered && isContinue)
        {
            quiet = !workLeft;
        }
    }
}

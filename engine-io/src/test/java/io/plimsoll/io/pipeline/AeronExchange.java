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

import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import io.plimsoll.io.session.PlimsollClient;
import io.plimsoll.io.session.SbeHeader;
import org.agrona.DirectBuffer;

/**
 * Plays a rehearsal over Aeron, in virtual time.
 */
final class AeronExchange implements Rehearsal.Exchange
{
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AccountReportDecoder account = new AccountReportDecoder();
    private final PositionReportDecoder position = new PositionReportDecoder();
    private final PlimsollClient client;
    private long timestampNs;
    private long positionLots;
    private long cashAtoms;

    AeronExchange(final PlimsollClient client, final long timestampNs)
    {
        this.client = client;
        this.timestampNs = timestampNs;
    }

    @Override
    public long send(final DirectBuffer command, final int length)
    {
        timestampNs += 1_000;
        client.offer(timestampNs, command, 0, length);
        client.awaitQuiet(SbeHeader.clientSequence(command, 0), this::see);
        return client.resultOrderId();
    }

    @Override
    public long positionLots()
    {
        return positionLots;
    }

    @Override
    public long cashAtoms()
    {
        return cashAtoms;
    }

    private void see(
        final long sequence,
        final long effectTimestampNs,
        final int effectIndex,
        final boolean last,
        final int templateId,
        final DirectBuffer buffer,
        final int offset,
        final int length)
    {
        if (AccountReportDecoder.TEMPLATE_ID == templateId)
        {
            cashAtoms = account.wrapAndApplyHeader(buffer, offset, header).cashAtoms();
        }
        else if (PositionReportDecoder.TEMPLATE_ID == templateId)
        {
            positionLots = position.wrapAndApplyHeader(buffer, offset, header).positionLots();
        }
    }
}

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
package io.plimsoll.core.codec;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.AccountQueryDecoder;
import io.plimsoll.core.codec.generated.CancelByClientIdDecoder;
import io.plimsoll.core.codec.generated.CancelOrderDecoder;
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.DepositDecoder;
import io.plimsoll.core.codec.generated.KillSwitchDecoder;
import io.plimsoll.core.codec.generated.ListAssetDecoder;
import io.plimsoll.core.codec.generated.ListFutureDecoder;
import io.plimsoll.core.codec.generated.ListInstrumentDecoder;
import io.plimsoll.core.codec.generated.MassCancelDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.NewOrderDecoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedDecoder;
import io.plimsoll.core.codec.generated.OpenAccountDecoder;
import io.plimsoll.core.codec.generated.PriceBatchDecoder;
import io.plimsoll.core.codec.generated.ReplaceOrderDecoder;
import io.plimsoll.core.codec.generated.SessionCloseDecoder;
import io.plimsoll.core.codec.generated.SessionOpenDecoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateDecoder;
import io.plimsoll.core.codec.generated.SetTradingLimitsDecoder;
import io.plimsoll.core.codec.generated.StateDigestRequestDecoder;
import io.plimsoll.core.codec.generated.WithdrawDecoder;
import org.agrona.DirectBuffer;

import java.nio.ByteOrder;

/**
 * The outer shape of a command: header, block and groups lie within the bytes that came. After {@link #wrap} has
 * accepted them every decoder can read its message without passing their end.
 */
public final class CommandFrame
{
    private static final int HEADER_LENGTH = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int CLIENT_SEQUENCE_LENGTH = Long.BYTES;
    private static final int GROUP_HEADER_LENGTH = 4;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Refusal refusal;
    private DirectBuffer buffer;
    private int blockOffset;
    private int end;
    private int templateId;
    private int blockLength;
    private int version;
    private long clientSequence;

    /**
     * A frame that refuses into one object.
     *
     * @param refusal receives the reason.
     */
    public CommandFrame(final Refusal refusal)
    {
        this.refusal = refusal;
    }

    /**
     * Looks at the bytes of a command.
     *
     * @param source that holds them.
     * @param offset of the message header.
     * @param length of header, block and groups.
     * @return a {@link ResultCode}.
     */
    public int wrap(final DirectBuffer source, final int offset, final int length)
    {
        templateId = 0;
        clientSequence = 0;
        if (length < HEADER_LENGTH + CLIENT_SEQUENCE_LENGTH)
        {
            return refusal.refuse(ResultCode.MALFORMED, HEADER_LENGTH + CLIENT_SEQUENCE_LENGTH, length);
        }
        buffer = source;
        header.wrap(source, offset);
        blockOffset = offset + HEADER_LENGTH;
        end = offset + length;
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID)
        {
            return refusal.refuse(ResultCode.MALFORMED, MessageHeaderDecoder.SCHEMA_ID, header.schemaId());
        }
        version = header.version();
        if (version != MessageHeaderDecoder.SCHEMA_VERSION)
        {
            return refusal.refuse(ResultCode.MALFORMED, MessageHeaderDecoder.SCHEMA_VERSION, version);
        }
        templateId = header.templateId();
        blockLength = header.blockLength();
        return wrapBlock(length);
    }

    private int wrapBlock(final int length)
    {
        final int expected = blockLengthOf(templateId);
        if (expected == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_COMMAND, 0, templateId);
        }
        if (blockLength != expected || length < HEADER_LENGTH + blockLength)
        {
            return refusal.refuse(ResultCode.MALFORMED, HEADER_LENGTH + expected, length);
        }
        clientSequence = buffer.getLong(blockOffset, ByteOrder.LITTLE_ENDIAN);
        return wrapGroups();
    }

    private int wrapGroups()
    {
        int at = blockOffset + blockLength;
        if (templateId == ListInstrumentDecoder.TEMPLATE_ID || templateId == ListFutureDecoder.TEMPLATE_ID)
        {
            at = groupEnd(at, ListInstrumentDecoder.BracketsDecoder.sbeBlockLength());
        }
        else if (templateId == PriceBatchDecoder.TEMPLATE_ID)
        {
            at = groupEnd(at, PriceBatchDecoder.InstrumentPricesDecoder.sbeBlockLength());
            at = at < 0 ? at : groupEnd(at, PriceBatchDecoder.AssetPricesDecoder.sbeBlockLength());
        }
        return at == end ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.MALFORMED, at < 0 ? end + 1L - blockOffset : at - blockOffset, end - blockOffset);
    }

    private int groupEnd(final int at, final int entryLength)
    {
        if (at + GROUP_HEADER_LENGTH > end)
        {
            return -1;
        }
        final int length = buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final int count = buffer.getShort(at + 2, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        final int groupEnd = at + GROUP_HEADER_LENGTH + length * count;
        return length == entryLength && groupEnd <= end ? groupEnd : -1;
    }

    private static int blockLengthOf(final int template)
    {
        switch (template)
        {
            case SessionOpenDecoder.TEMPLATE_ID:
                return SessionOpenDecoder.BLOCK_LENGTH;
            case SessionCloseDecoder.TEMPLATE_ID:
                return SessionCloseDecoder.BLOCK_LENGTH;
            case ListAssetDecoder.TEMPLATE_ID:
                return ListAssetDecoder.BLOCK_LENGTH;
            case ListInstrumentDecoder.TEMPLATE_ID:
                return ListInstrumentDecoder.BLOCK_LENGTH;
            case ListFutureDecoder.TEMPLATE_ID:
                return ListFutureDecoder.BLOCK_LENGTH;
            case OpenAccountDecoder.TEMPLATE_ID:
                return OpenAccountDecoder.BLOCK_LENGTH;
            case DepositDecoder.TEMPLATE_ID:
                return DepositDecoder.BLOCK_LENGTH;
            case WithdrawDecoder.TEMPLATE_ID:
                return WithdrawDecoder.BLOCK_LENGTH;
            case NewOrderDecoder.TEMPLATE_ID:
                return NewOrderDecoder.BLOCK_LENGTH;
            case NewOrderExtendedDecoder.TEMPLATE_ID:
                return NewOrderExtendedDecoder.BLOCK_LENGTH;
            case CancelOrderDecoder.TEMPLATE_ID:
                return CancelOrderDecoder.BLOCK_LENGTH;
            case MassCancelDecoder.TEMPLATE_ID:
                return MassCancelDecoder.BLOCK_LENGTH;
            case CancelByClientIdDecoder.TEMPLATE_ID:
                return CancelByClientIdDecoder.BLOCK_LENGTH;
            case ReplaceOrderDecoder.TEMPLATE_ID:
                return ReplaceOrderDecoder.BLOCK_LENGTH;
            case PriceBatchDecoder.TEMPLATE_ID:
                return PriceBatchDecoder.BLOCK_LENGTH;
            case ContinueDecoder.TEMPLATE_ID:
                return ContinueDecoder.BLOCK_LENGTH;
            case StateDigestRequestDecoder.TEMPLATE_ID:
                return StateDigestRequestDecoder.BLOCK_LENGTH;
            case AccountQueryDecoder.TEMPLATE_ID:
                return AccountQueryDecoder.BLOCK_LENGTH;
            case SetInstrumentStateDecoder.TEMPLATE_ID:
                return SetInstrumentStateDecoder.BLOCK_LENGTH;
            case KillSwitchDecoder.TEMPLATE_ID:
                return KillSwitchDecoder.BLOCK_LENGTH;
            case SetTradingLimitsDecoder.TEMPLATE_ID:
                return SetTradingLimitsDecoder.BLOCK_LENGTH;
            default:
                return 0;
        }
    }

    /**
     * Kind of the command.
     *
     * @return template id, 0 if the bytes are not of this schema.
     */
    public int templateId()
    {
        return templateId;
    }

    /**
     * Where its block begins.
     *
     * @return offset in the buffer.
     */
    public int blockOffset()
    {
        return blockOffset;
    }

    /**
     * Length of its block.
     *
     * @return bytes.
     */
    public int blockLength()
    {
        return blockLength;
    }

    /**
     * Version of its schema.
     *
     * @return version.
     */
    public int version()
    {
        return version;
    }

    /**
     * The client's number of the command.
     *
     * @return number, 0 if it cannot be read.
     */
    public long clientSequence()
    {
        return clientSequence;
    }
}

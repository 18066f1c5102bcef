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
import io.plimsoll.core.codec.generated.AttestDecoder;
import io.plimsoll.core.codec.generated.BorrowDecoder;
import io.plimsoll.core.codec.generated.CancelByClientIdDecoder;
import io.plimsoll.core.codec.generated.CancelOrderDecoder;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.ContinueDecoder;
import io.plimsoll.core.codec.generated.DepositDecoder;
import io.plimsoll.core.codec.generated.KillSwitchDecoder;
import io.plimsoll.core.codec.generated.ListAssetDecoder;
import io.plimsoll.core.codec.generated.ListFutureDecoder;
import io.plimsoll.core.codec.generated.ListInstrumentDecoder;
import io.plimsoll.core.codec.generated.ListSpotDecoder;
import io.plimsoll.core.codec.generated.MassCancelDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.NewOrderDecoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedDecoder;
import io.plimsoll.core.codec.generated.OpenAccountDecoder;
import io.plimsoll.core.codec.generated.OraclePricesDecoder;
import io.plimsoll.core.codec.generated.PriceBatchDecoder;
import io.plimsoll.core.codec.generated.RegisterVenueDecoder;
import io.plimsoll.core.codec.generated.RepayDecoder;
import io.plimsoll.core.codec.generated.ReplaceOrderDecoder;
import io.plimsoll.core.codec.generated.RevokeCreditDecoder;
import io.plimsoll.core.codec.generated.ScheduleVolatilityDecoder;
import io.plimsoll.core.codec.generated.SessionCloseDecoder;
import io.plimsoll.core.codec.generated.SessionOpenDecoder;
import io.plimsoll.core.codec.generated.SetDepthDecoder;
import io.plimsoll.core.codec.generated.SetExposureDecoder;
import io.plimsoll.core.codec.generated.SetFundingDecoder;
import io.plimsoll.core.codec.generated.SetHaircutBandsDecoder;
import io.plimsoll.core.codec.generated.SetIndexSourcesDecoder;
import io.plimsoll.core.codec.generated.SetInstrumentStateDecoder;
import io.plimsoll.core.codec.generated.SetIsolatedDecoder;
import io.plimsoll.core.codec.generated.SetLeverageDecoder;
import io.plimsoll.core.codec.generated.SetLoanTermsDecoder;
import io.plimsoll.core.codec.generated.SetTradingLimitsDecoder;
import io.plimsoll.core.codec.generated.SetVolatilityDecoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleDecoder;
import io.plimsoll.core.codec.generated.StateDigestRequestDecoder;
import io.plimsoll.core.codec.generated.SupplyPoolDecoder;
import io.plimsoll.core.codec.generated.TransferDecoder;
import io.plimsoll.core.codec.generated.WhatIfDecoder;
import io.plimsoll.core.codec.generated.WithdrawDecoder;
import io.plimsoll.core.codec.generated.WithdrawPoolDecoder;
import io.plimsoll.core.memory.Memory;
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
    private static final int UINT16_BITS = 16;
    private static final int UINT16_MASK = 0xFFFF;
    /** Schema and version as they follow each other in a message header. */
    private static final int SCHEMA =
        MessageHeaderDecoder.SCHEMA_ID | MessageHeaderDecoder.SCHEMA_VERSION << UINT16_BITS;
    /** Templates of commands have lower numbers than those of effects. */
    private static final int TEMPLATES = CommandAcceptedDecoder.TEMPLATE_ID;
    /** By template; 0 where it is no command. */
    private static final int[] BLOCK_LENGTHS = blockLengths();

    private final Refusal refusal;
    private DirectBuffer buffer;
    private long blockAddress;
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
        // One check for all fields of the command.
        source.boundsCheck(offset, length);
        buffer = source;
        blockOffset = offset + HEADER_LENGTH;
        blockAddress = source.byteArray() == null ? source.addressOffset() + blockOffset : 0;
        end = offset + length;
        final long header = longAt(-HEADER_LENGTH);
        final int schema = (int)(header >>> Integer.SIZE);
        version = schema >>> UINT16_BITS;
        if (schema != SCHEMA)
        {
            return refuseSchema(schema & UINT16_MASK);
        }
        templateId = (int)header >>> UINT16_BITS;
        blockLength = (int)header & UINT16_MASK;
        return wrapBlock(length);
    }

    private int refuseSchema(final int schemaId)
    {
        return schemaId != MessageHeaderDecoder.SCHEMA_ID ?
            refusal.refuse(ResultCode.MALFORMED, MessageHeaderDecoder.SCHEMA_ID, schemaId) :
            refusal.refuse(ResultCode.MALFORMED, MessageHeaderDecoder.SCHEMA_VERSION, version);
    }

    private int wrapBlock(final int length)
    {
        final int expected = templateId < BLOCK_LENGTHS.length ? BLOCK_LENGTHS[templateId] : 0;
        if (expected == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_COMMAND, 0, templateId);
        }
        if (blockLength != expected || length < HEADER_LENGTH + blockLength)
        {
            return refusal.refuse(ResultCode.MALFORMED, HEADER_LENGTH + expected, length);
        }
        clientSequence = longAt(0);
        return wrapGroups();
    }

    private int wrapGroups()
    {
        int at = blockOffset + blockLength;
        if (templateId == ListInstrumentDecoder.TEMPLATE_ID || templateId == ListFutureDecoder.TEMPLATE_ID)
        {
            at = groupEnd(at, ListInstrumentDecoder.BracketsDecoder.sbeBlockLength());
        }
        else if (templateId == SetHaircutBandsDecoder.TEMPLATE_ID)
        {
            at = groupEnd(at, SetHaircutBandsDecoder.BandsDecoder.sbeBlockLength());
        }
        else if (templateId == PriceBatchDecoder.TEMPLATE_ID)
        {
            at = groupEnd(at, PriceBatchDecoder.InstrumentPricesDecoder.sbeBlockLength());
            at = at < 0 ? at : groupEnd(at, PriceBatchDecoder.AssetPricesDecoder.sbeBlockLength());
        }
        else if (templateId == OraclePricesDecoder.TEMPLATE_ID)
        {
            at = groupEnd(at, OraclePricesDecoder.PricesDecoder.sbeBlockLength());
        }
        else if (templateId == SetIndexSourcesDecoder.TEMPLATE_ID)
        {
            at = groupEnd(at, SetIndexSourcesDecoder.SourcesDecoder.sbeBlockLength());
        }
        else if (templateId == WhatIfDecoder.TEMPLATE_ID)
        {
            at = groupEnd(at, WhatIfDecoder.PricesDecoder.sbeBlockLength());
            at = at < 0 ? at : groupEnd(at, WhatIfDecoder.TransfersDecoder.sbeBlockLength());
            at = at < 0 ? at : groupEnd(at, WhatIfDecoder.TradesDecoder.sbeBlockLength());
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

    private static int[] blockLengths()
    {
        final int[] lengths = new int[TEMPLATES];
        lengths[SessionOpenDecoder.TEMPLATE_ID] = SessionOpenDecoder.BLOCK_LENGTH;
        lengths[SessionCloseDecoder.TEMPLATE_ID] = SessionCloseDecoder.BLOCK_LENGTH;
        lengths[ListAssetDecoder.TEMPLATE_ID] = ListAssetDecoder.BLOCK_LENGTH;
        lengths[ListInstrumentDecoder.TEMPLATE_ID] = ListInstrumentDecoder.BLOCK_LENGTH;
        lengths[ListFutureDecoder.TEMPLATE_ID] = ListFutureDecoder.BLOCK_LENGTH;
        lengths[ListSpotDecoder.TEMPLATE_ID] = ListSpotDecoder.BLOCK_LENGTH;
        lengths[SetHaircutBandsDecoder.TEMPLATE_ID] = SetHaircutBandsDecoder.BLOCK_LENGTH;
        lengths[OpenAccountDecoder.TEMPLATE_ID] = OpenAccountDecoder.BLOCK_LENGTH;
        lengths[DepositDecoder.TEMPLATE_ID] = DepositDecoder.BLOCK_LENGTH;
        lengths[WithdrawDecoder.TEMPLATE_ID] = WithdrawDecoder.BLOCK_LENGTH;
        lengths[TransferDecoder.TEMPLATE_ID] = TransferDecoder.BLOCK_LENGTH;
        lengths[SetIsolatedDecoder.TEMPLATE_ID] = SetIsolatedDecoder.BLOCK_LENGTH;
        lengths[SetLeverageDecoder.TEMPLATE_ID] = SetLeverageDecoder.BLOCK_LENGTH;
        lengths[SetExposureDecoder.TEMPLATE_ID] = SetExposureDecoder.BLOCK_LENGTH;
        lengths[SetDepthDecoder.TEMPLATE_ID] = SetDepthDecoder.BLOCK_LENGTH;
        lengths[SetWithdrawRuleDecoder.TEMPLATE_ID] = SetWithdrawRuleDecoder.BLOCK_LENGTH;
        lengths[NewOrderDecoder.TEMPLATE_ID] = NewOrderDecoder.BLOCK_LENGTH;
        lengths[NewOrderExtendedDecoder.TEMPLATE_ID] = NewOrderExtendedDecoder.BLOCK_LENGTH;
        lengths[CancelOrderDecoder.TEMPLATE_ID] = CancelOrderDecoder.BLOCK_LENGTH;
        lengths[MassCancelDecoder.TEMPLATE_ID] = MassCancelDecoder.BLOCK_LENGTH;
        lengths[CancelByClientIdDecoder.TEMPLATE_ID] = CancelByClientIdDecoder.BLOCK_LENGTH;
        lengths[ReplaceOrderDecoder.TEMPLATE_ID] = ReplaceOrderDecoder.BLOCK_LENGTH;
        lengths[PriceBatchDecoder.TEMPLATE_ID] = PriceBatchDecoder.BLOCK_LENGTH;
        lengths[ContinueDecoder.TEMPLATE_ID] = ContinueDecoder.BLOCK_LENGTH;
        lengths[StateDigestRequestDecoder.TEMPLATE_ID] = StateDigestRequestDecoder.BLOCK_LENGTH;
        lengths[AccountQueryDecoder.TEMPLATE_ID] = AccountQueryDecoder.BLOCK_LENGTH;
        lengths[WhatIfDecoder.TEMPLATE_ID] = WhatIfDecoder.BLOCK_LENGTH;
        lengths[SetInstrumentStateDecoder.TEMPLATE_ID] = SetInstrumentStateDecoder.BLOCK_LENGTH;
        lengths[KillSwitchDecoder.TEMPLATE_ID] = KillSwitchDecoder.BLOCK_LENGTH;
        lengths[SetTradingLimitsDecoder.TEMPLATE_ID] = SetTradingLimitsDecoder.BLOCK_LENGTH;
        lengths[SetFundingDecoder.TEMPLATE_ID] = SetFundingDecoder.BLOCK_LENGTH;
        lengths[SetIndexSourcesDecoder.TEMPLATE_ID] = SetIndexSourcesDecoder.BLOCK_LENGTH;
        lengths[OraclePricesDecoder.TEMPLATE_ID] = OraclePricesDecoder.BLOCK_LENGTH;
        lengths[SetVolatilityDecoder.TEMPLATE_ID] = SetVolatilityDecoder.BLOCK_LENGTH;
        lengths[ScheduleVolatilityDecoder.TEMPLATE_ID] = ScheduleVolatilityDecoder.BLOCK_LENGTH;
        lengths[SetLoanTermsDecoder.TEMPLATE_ID] = SetLoanTermsDecoder.BLOCK_LENGTH;
        lengths[SupplyPoolDecoder.TEMPLATE_ID] = SupplyPoolDecoder.BLOCK_LENGTH;
        lengths[WithdrawPoolDecoder.TEMPLATE_ID] = WithdrawPoolDecoder.BLOCK_LENGTH;
        lengths[BorrowDecoder.TEMPLATE_ID] = BorrowDecoder.BLOCK_LENGTH;
        lengths[RepayDecoder.TEMPLATE_ID] = RepayDecoder.BLOCK_LENGTH;
        lengths[RegisterVenueDecoder.TEMPLATE_ID] = RegisterVenueDecoder.BLOCK_LENGTH;
        lengths[AttestDecoder.TEMPLATE_ID] = AttestDecoder.BLOCK_LENGTH;
        lengths[RevokeCreditDecoder.TEMPLATE_ID] = RevokeCreditDecoder.BLOCK_LENGTH;
        return lengths;
    }

    /**
     * Eight bytes of the block, which the frame has been found to hold.
     *
     * @param fieldOffset of a field of the command's own template.
     * @return the value.
     */
    public long longAt(final int fieldOffset)
    {
        return blockAddress != 0 ? Memory.getLong(blockAddress + fieldOffset) :
            buffer.getLong(blockOffset + fieldOffset, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Four bytes of the block.
     *
     * @param fieldOffset of a field of the command's own template.
     * @return the value.
     */
    public int intAt(final int fieldOffset)
    {
        return blockAddress != 0 ? Memory.getInt(blockAddress + fieldOffset) :
            buffer.getInt(blockOffset + fieldOffset, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A byte of the block.
     *
     * @param fieldOffset of a field of the command's own template.
     * @return the value, 0 to 255.
     */
    public int byteAt(final int fieldOffset)
    {
        return (blockAddress != 0 ? Memory.getByte(blockAddress + fieldOffset) :
            buffer.getByte(blockOffset + fieldOffset)) & 0xFF;
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

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
package io.plimsoll.core.twin;

import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SetDepthEncoder;
import io.plimsoll.core.codec.generated.SetExposureEncoder;
import io.plimsoll.core.codec.generated.SetIsolatedEncoder;
import io.plimsoll.core.codec.generated.SetLeverageEncoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleEncoder;
import io.plimsoll.core.codec.generated.TransferEncoder;
import org.agrona.MutableDirectBuffer;

/** The bytes of commands about what accounts may do with what they hold. */
final class AccountBytes
{
    private AccountBytes()
    {
    }

    static int encode(final Command command, final MutableDirectBuffer buffer, final MessageHeaderEncoder header)
    {
        switch (command.template)
        {
            case TransferEncoder.TEMPLATE_ID:
                return Command.HEADER + new TransferEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(command.clientSequence).fromAccountId(command.account).toAccountId(command.to)
                    .amountAtoms(command.amount)
                    .assetId(command.asset).encodedLength();
            case SetIsolatedEncoder.TEMPLATE_ID:
                final SetIsolatedEncoder isolated = new SetIsolatedEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(command.clientSequence).accountId(command.account).isolatedId(command.to)
                    .topUpCapAtoms(command.amount).instrumentId(command.instrument).padding1((short)0).padding2(0);
                buffer.putByte(Command.HEADER + SetIsolatedEncoder.actionEncodingOffset(), (byte)command.type);
                return Command.HEADER + isolated.encodedLength();
            case SetLeverageEncoder.TEMPLATE_ID:
                return Command.HEADER + new SetLeverageEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(command.clientSequence).accountId(command.account)
                    .instrumentId(command.instrument).leverage(command.leverage)
                    .encodedLength();
            case SetExposureEncoder.TEMPLATE_ID:
                return Command.HEADER + new SetExposureEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(command.clientSequence).lowLots(command.newExposure.low)
                    .highLots(command.newExposure.high)
                    .instrumentId(command.instrument).interestCapPpm(command.newExposure.capPpm)
                    .positionDepthPpm(command.newExposure.positionPpm)
                    .interestDepthPpm(command.newExposure.interestPpm)
                    .encodedLength();
            case SetDepthEncoder.TEMPLATE_ID:
                return Command.HEADER + new SetDepthEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(command.clientSequence).depthLots(command.lots)
                    .instrumentId(command.instrument).encodedLength();
            case SetWithdrawRuleEncoder.TEMPLATE_ID:
                return Command.HEADER + new SetWithdrawRuleEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .clientSequence(command.clientSequence).notionalPpm(command.ppm).encodedLength();
            default:
                return CreditStream.encode(command, buffer, header);
        }
    }
}

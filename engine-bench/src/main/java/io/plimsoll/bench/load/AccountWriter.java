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
package io.plimsoll.bench.load;

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.IsolatedAction;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SetDepthEncoder;
import io.plimsoll.core.codec.generated.SetExposureEncoder;
import io.plimsoll.core.codec.generated.SetIsolatedEncoder;
import io.plimsoll.core.codec.generated.SetLeverageEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the commands by which accounts choose how they are margined; each method returns the length of the frame. */
final class AccountWriter
{
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SetLeverageEncoder setLeverage = new SetLeverageEncoder();
    private final SetExposureEncoder setExposure = new SetExposureEncoder();
    private final SetDepthEncoder setDepth = new SetDepthEncoder();
    private final SetIsolatedEncoder setIsolated = new SetIsolatedEncoder();
    private long clientSequence;

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    int leverage(final long accountId, final int instrumentId, final int leverage)
    {
        return length(setLeverage.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .accountId(accountId).instrumentId(instrumentId).leverage(leverage).encodedLength());
    }

    /** Bounds of open interest and the cap of its factor, and the limit of a position over the depth. */
    int exposure(
        final int instrumentId, final long lowLots, final long highLots, final int capPpm, final int positionDepthPpm)
    {
        return length(setExposure.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .lowLots(lowLots).highLots(highLots).instrumentId(instrumentId).interestCapPpm(capPpm)
            .positionDepthPpm(positionDepthPpm).interestDepthPpm(0).encodedLength());
    }

    int depth(final int instrumentId, final long depthLots)
    {
        return length(setDepth.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .depthLots(depthLots).instrumentId(instrumentId).encodedLength());
    }

    int isolated(
        final long parentId,
        final long isolatedId,
        final int instrumentId,
        final long topUpCapAtoms,
        final IsolatedAction action)
    {
        return length(setIsolated.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .accountId(parentId).isolatedId(isolatedId).topUpCapAtoms(topUpCapAtoms).instrumentId(instrumentId)
            .action(action).padding1((short)0).padding2(0).encodedLength());
    }

    private static int length(final int encodedLength)
    {
        return MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
    }
}

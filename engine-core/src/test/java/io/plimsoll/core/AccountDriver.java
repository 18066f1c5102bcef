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
package io.plimsoll.core;

import io.plimsoll.core.codec.generated.IsolatedAction;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.SetDepthEncoder;
import io.plimsoll.core.codec.generated.SetExposureEncoder;
import io.plimsoll.core.codec.generated.SetIsolatedEncoder;
import io.plimsoll.core.codec.generated.SetLeverageEncoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleEncoder;
import io.plimsoll.core.codec.generated.TransferEncoder;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.Consumer;

/** Sends the commands by which accounts move what they hold, through the driver of a test, or as its host. */
public final class AccountDriver
{
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final EngineDriver driver;

    public AccountDriver(final EngineDriver driver)
    {
        this.driver = driver;
    }

    public int transfer(final long from, final long to, final int assetId, final long amountAtoms)
    {
        return send(encodeTransfer(from, to, assetId, amountAtoms));
    }

    public int transferByHost(final long from, final long to, final int assetId, final long amountAtoms)
    {
        return byHost(encodeTransfer(from, to, assetId, amountAtoms));
    }

    private int encodeTransfer(final long from, final long to, final int assetId, final long amountAtoms)
    {
        return new TransferEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(1).fromAccountId(from)
            .toAccountId(to).amountAtoms(amountAtoms).assetId(assetId).encodedLength();
    }

    public int withdrawRule(final int notionalPpm)
    {
        return send(new SetWithdrawRuleEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(1)
            .notionalPpm(notionalPpm).encodedLength());
    }

    public int leverage(final long accountId, final int instrumentId, final int leverage)
    {
        return send(new SetLeverageEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(1)
            .accountId(accountId).instrumentId(instrumentId).leverage(leverage).encodedLength());
    }

    /** Bounds of the open interest and the cap of its factor; no limits by depth. */
    public int interest(final int instrumentId, final long lowLots, final long highLots, final int capPpm)
    {
        return exposure(instrumentId, terms -> terms.lowLots(lowLots).highLots(highLots).interestCapPpm(capPpm));
    }

    /** Terms of an instrument; those that are not changed raise and limit nothing. */
    public int exposure(final int instrumentId, final Consumer<SetExposureEncoder> changes)
    {
        final SetExposureEncoder encoder = new SetExposureEncoder().wrapAndApplyHeader(buffer, 0, header)
            .clientSequence(1).lowLots(0).highLots(0).instrumentId(instrumentId).interestCapPpm(1_000_000)
            .positionDepthPpm(0).interestDepthPpm(0);
        changes.accept(encoder);
        return send(encoder.encodedLength());
    }

    public int depth(final int instrumentId, final long depthLots)
    {
        return send(new SetDepthEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(1)
            .depthLots(depthLots).instrumentId(instrumentId).encodedLength());
    }

    public int open(final long parent, final long isolatedId, final int instrumentId, final long topUpCapAtoms)
    {
        return isolated(parent, isolatedId, instrumentId, topUpCapAtoms, IsolatedAction.OPEN);
    }

    public int topUp(final long parent, final long isolatedId, final long topUpCapAtoms)
    {
        return isolated(parent, isolatedId, 0, topUpCapAtoms, IsolatedAction.TOP_UP);
    }

    public int closeIsolated(final long parent, final long isolatedId)
    {
        return isolated(parent, isolatedId, 0, 0, IsolatedAction.CLOSE);
    }

    private int isolated(
        final long parent,
        final long isolatedId,
        final int instrumentId,
        final long topUpCapAtoms,
        final IsolatedAction action)
    {
        return send(new SetIsolatedEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(1)
            .accountId(parent).isolatedId(isolatedId).topUpCapAtoms(topUpCapAtoms).instrumentId(instrumentId)
            .action(action).padding1((short)0).padding2(0).encodedLength());
    }

    /** Opens a session of a principal; returns the result. */
    public int session(final long principalId)
    {
        return byHost(new SessionOpenEncoder().wrapAndApplyHeader(buffer, 0, header).clientSequence(1)
            .principalId(principalId).encodedLength());
    }

    private int send(final int length)
    {
        return driver.raw(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    private int byHost(final int length)
    {
        final Engine engine = driver.engine();
        driver.now(driver.now() + 1);
        return engine.apply(engine.lastSequence() + 1, driver.now(), 0, buffer, 0,
            MessageHeaderEncoder.ENCODED_LENGTH + length);
    }
}

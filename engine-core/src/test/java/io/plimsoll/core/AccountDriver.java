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

import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SessionOpenEncoder;
import io.plimsoll.core.codec.generated.SetWithdrawRuleEncoder;
import io.plimsoll.core.codec.generated.TransferEncoder;
import org.agrona.concurrent.UnsafeBuffer;

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

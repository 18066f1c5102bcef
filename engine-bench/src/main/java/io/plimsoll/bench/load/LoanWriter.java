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
import io.plimsoll.core.codec.generated.BorrowEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.RepayEncoder;
import io.plimsoll.core.codec.generated.SetLoanTermsEncoder;
import io.plimsoll.core.codec.generated.SupplyPoolEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes commands about loans at the start of its buffer; each method returns the length. */
final class LoanWriter
{
    private static final int THETA_PPM = 1_100_000;
    private static final int RESERVE_SHARE_PPM = 100_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SetLoanTermsEncoder setTerms = new SetLoanTermsEncoder();
    private final SupplyPoolEncoder supply = new SupplyPoolEncoder();
    private final BorrowEncoder borrow = new BorrowEncoder();
    private final RepayEncoder repay = new RepayEncoder();
    private long clientSequence;

    UnsafeBuffer buffer()
    {
        return buffer;
    }

    /** Lets an asset be lent. */
    int setTerms(
        final int assetId,
        final long intervalNs,
        final int liabilityWeightPpm,
        final int initialFactorPpm,
        final int interestPpm)
    {
        return length(setTerms.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .intervalNs(intervalNs).reserveAtoms(0).assetId(assetId).liabilityWeightPpm(liabilityWeightPpm)
            .thetaPpm(THETA_PPM).initialFactorPpm(initialFactorPpm).interestPpm(interestPpm)
            .reserveSharePpm(RESERVE_SHARE_PPM).minimumAtoms(0).encodedLength());
    }

    /** Brings atoms to a pool. */
    int supply(final int assetId, final long amountAtoms)
    {
        return length(supply.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .amountAtoms(amountAtoms).assetId(assetId).padding(0).encodedLength());
    }

    /** Takes a loan. */
    int borrow(final long accountId, final int assetId, final long amountAtoms)
    {
        return length(borrow.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .accountId(accountId).amountAtoms(amountAtoms).assetId(assetId).padding(0).encodedLength());
    }

    /** Gives a loan back, all of it where the amount is 0. */
    int repay(final long accountId, final int assetId, final long amountAtoms)
    {
        return length(repay.wrapAndApplyHeader(buffer, 0, header).clientSequence(++clientSequence)
            .accountId(accountId).amountAtoms(amountAtoms).assetId(assetId).padding(0).encodedLength());
    }

    private static int length(final int encodedLength)
    {
        return MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
    }
}

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

import io.plimsoll.core.EffectSink;
import io.plimsoll.core.codec.generated.InterestAppliedEncoder;
import io.plimsoll.core.codec.generated.InterestChargedEncoder;
import io.plimsoll.core.codec.generated.LiquidationLoanEncoder;
import io.plimsoll.core.codec.generated.LoanChangedEncoder;
import io.plimsoll.core.codec.generated.LoanReportEncoder;
import io.plimsoll.core.codec.generated.LoanTermsChangedEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.PoolChangedEncoder;

/** Opens the effects of loans in the sink; the caller fills every field of the encoder that it is given. 0 B. */
public final class LoanEffectWriter
{
    private static final int HEADER_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EffectSink sink;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LoanTermsChangedEncoder loanTermsChanged = new LoanTermsChangedEncoder();
    private final PoolChangedEncoder poolChanged = new PoolChangedEncoder();
    private final LoanChangedEncoder loanChanged = new LoanChangedEncoder();
    private final InterestAppliedEncoder interestApplied = new InterestAppliedEncoder();
    private final InterestChargedEncoder interestCharged = new InterestChargedEncoder();
    private final LoanReportEncoder loanReport = new LoanReportEncoder();
    private final LiquidationLoanEncoder liquidationLoan = new LiquidationLoanEncoder();

    /**
     * A writer into one sink.
     *
     * @param sink that receives the effects.
     */
    public LoanEffectWriter(final EffectSink sink)
    {
        this.sink = sink;
    }

    /**
     * Opens a LoanTermsChanged.
     *
     * @return its encoder; it goes to every session.
     */
    public LoanTermsChangedEncoder loanTermsChanged()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + LoanTermsChangedEncoder.BLOCK_LENGTH);
        return loanTermsChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a PoolChanged.
     *
     * @return its encoder; it goes to every session.
     */
    public PoolChangedEncoder poolChanged()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + PoolChangedEncoder.BLOCK_LENGTH);
        return poolChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LoanChanged.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public LoanChangedEncoder loanChanged(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LoanChangedEncoder.BLOCK_LENGTH);
        return loanChanged.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an InterestApplied.
     *
     * @return its encoder; it goes to every session.
     */
    public InterestAppliedEncoder interestApplied()
    {
        final int at = sink.claim(EffectSink.EVERY_SESSION, HEADER_LENGTH + InterestAppliedEncoder.BLOCK_LENGTH);
        return interestApplied.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens an InterestCharged.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public InterestChargedEncoder interestCharged(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + InterestChargedEncoder.BLOCK_LENGTH);
        return interestCharged.wrapAndApplyHeader(sink.encodeBuffer(), at, header).padding(0);
    }

    /**
     * Opens a LoanReport.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public LoanReportEncoder loanReport(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LoanReportEncoder.BLOCK_LENGTH);
        return loanReport.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }

    /**
     * Opens a LiquidationLoan.
     *
     * @param recipient session that it belongs to, 0 for every session.
     * @return its encoder.
     */
    public LiquidationLoanEncoder liquidationLoan(final int recipient)
    {
        final int at = sink.claim(recipient, HEADER_LENGTH + LiquidationLoanEncoder.BLOCK_LENGTH);
        return liquidationLoan.wrapAndApplyHeader(sink.encodeBuffer(), at, header);
    }
}

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
package io.plimsoll.bench.tape;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The survey's canonical text: one comma-separated line a report, joined by newlines, by message and then by type. A
 * book tells the reports of a message in the order of their types, so nothing needs to be sorted.
 *
 * <pre>
 *   0,sequence,side,order,price,quantity         taken
 *   1,sequence,price,quantity,maker,taker        traded
 *   2,sequence,side,order,price                  cancelled, also what is left of an immediate order
 *   3,sequence,side,order,price,quantity         modified
 *   4,sequence,order                             cancel rejected
 *   5,sequence,order                             modify rejected
 * </pre>
 */
public final class CanonicalReports implements TapeReports
{
    private static final int BUFFER_LENGTH = 1 << 16;
    private static final int LINE_LENGTH_MAX = 128;
    private static final int DIGITS_MAX = 19;

    private final MessageDigest digest;
    private final StringBuilder kept;
    private final byte[] buffer = new byte[BUFFER_LENGTH];
    private final byte[] digits = new byte[DIGITS_MAX];
    private int length;
    private boolean isFirst = true;

    /**
     * Hashes the text.
     *
     * @param keepsText whether the text is kept too, for short tapes.
     */
    public CanonicalReports(final boolean keepsText)
    {
        kept = keepsText ? new StringBuilder() : null;
        try
        {
            digest = MessageDigest.getInstance("SHA-256");
        }
        catch (final NoSuchAlgorithmException ex)
        {
            throw new IllegalStateException("this Java has no SHA-256, which its specification asks for", ex);
        }
    }

    @Override
    public void orderAccepted(
        final int sequence, final int side, final long orderId, final long priceTicks, final long quantityLots)
    {
        line(0, sequence).field(side).field(orderId).field(priceTicks).field(quantityLots);
    }

    @Override
    public void traded(
        final int sequence,
        final long priceTicks,
        final long quantityLots,
        final long makerOrderId,
        final long takerOrderId)
    {
        line(1, sequence).field(priceTicks).field(quantityLots).field(makerOrderId).field(takerOrderId);
    }

    @Override
    public void cancelled(final int sequence, final int side, final long orderId, final long priceTicks)
    {
        line(2, sequence).field(side).field(orderId).field(priceTicks);
    }

    @Override
    public void modified(
        final int sequence, final int side, final long orderId, final long priceTicks, final long quantityLots)
    {
        line(3, sequence).field(side).field(orderId).field(priceTicks).field(quantityLots);
    }

    @Override
    public void cancelRejected(final int sequence, final long orderId)
    {
        line(4, sequence).field(orderId);
    }

    @Override
    public void modifyRejected(final int sequence, final long orderId)
    {
        line(5, sequence).field(orderId);
    }

    private CanonicalReports line(final int type, final int sequence)
    {
        if (length > BUFFER_LENGTH - LINE_LENGTH_MAX)
        {
            flush();
        }
        if (!isFirst)
        {
            buffer[length++] = '\n';
        }
        isFirst = false;
        buffer[length++] = (byte)('0' + type);
        return field(sequence);
    }

    private CanonicalReports field(final long value)
    {
        buffer[length++] = ',';
        int count = 0;
        long rest = value;
        do
        {
            digits[count++] = (byte)('0' + rest % 10);
            rest /= 10;
        }
        while (rest != 0);
        while (count > 0)
        {
            buffer[length++] = digits[--count];
        }
        return this;
    }

    private void flush()
    {
        digest.update(buffer, 0, length);
        if (kept != null)
        {
            for (int i = 0; i < length; i++)
            {
                kept.append((char)buffer[i]);
            }
        }
        length = 0;
    }

    /**
     * The text so far.
     *
     * @return lines without a newline at the end.
     */
    public String text()
    {
        if (kept == null)
        {
            throw new IllegalStateException("the text of these reports is hashed and not kept");
        }
        flush();
        return kept.toString();
    }

    /**
     * Ends the text.
     *
     * @return its SHA-256, 64 hexadecimal digits.
     */
    public String sha256()
    {
        flush();
        final StringBuilder hexadecimal = new StringBuilder();
        for (final byte octet : digest.digest())
        {
            hexadecimal.append(String.format(Locale.ROOT, "%02x", octet));
        }
        return hexadecimal.toString();
    }
}

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

import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.SetWithdrawRuleDecoder;
import io.plimsoll.core.codec.generated.TransferDecoder;
import io.plimsoll.core.control.VenueRecord;
import io.plimsoll.core.margin.WithdrawRule;
import io.plimsoll.core.price.Catalogue;

/**
 * Transfers between accounts, and the rule that holds what leaves an account. A transfer is a withdrawal for who sends
 * and a deposit for who receives, in one command: custody is what it was, and a refused one has moved nothing.
 */
final class TransferCommands
{
    private static final int PPM = 1_000_000;

    private final Refusal refusal;
    private final Catalogue catalogue;
    private final Access access;
    private final WithdrawRule rule;
    private final BalanceMoves moves;
    private final VenueRecord venue;

    TransferCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        access = rooms.access;
        rule = rooms.withdrawRule;
        moves = rooms.moves;
        venue = rooms.venue;
    }

    /** Sets the share of the notional that a withdrawal leaves. */
    int setRule(final SetWithdrawRuleDecoder command)
    {
        final int ppm = command.notionalPpm();
        if (ppm < 0 || ppm > PPM)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, ppm < 0 ? 0 : PPM, ppm);
        }
        venue.withdrawNotionalPpm(ppm);
        return ResultCode.ACCEPTED;
    }

    /** Moves an amount between two accounts of the sender's principal; the host's session 0 between any two. */
    int transfer(final TransferDecoder command, final int sessionId)
    {
        final int from = access.accountOf(command.fromAccountId(), sessionId);
        final int to = from == 0 ? 0 : access.accountOf(command.toAccountId(), sessionId);
        if (to == 0)
        {
            return refusal.code();
        }
        if (from == to)
        {
            return refusal.refuse(ResultCode.SAME_ACCOUNT, 0, command.toAccountId());
        }
        final int assetIndex = catalogue.assets().find(command.assetId());
        if (assetIndex == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, command.assetId());
        }
        final long amount = command.amountAtoms();
        if (amount < 1)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, amount);
        }
        int code = rule.check(from, assetIndex, amount);
        code = code == ResultCode.ACCEPTED ? moves.checkReceipt(to, assetIndex, amount) : code;
        if (code == ResultCode.ACCEPTED)
        {
            moves.settleFunding(from);
            moves.move(from, assetIndex, -amount);
            moves.move(to, assetIndex, amount);
        }
        return code;
    }
}

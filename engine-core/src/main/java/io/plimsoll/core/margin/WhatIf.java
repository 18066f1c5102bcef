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
package io.plimsoll.core.margin;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Contracts;

/**
 * What an account would be after prices, transfers and trades that are not made. A question is stated part by part and
 * then asked:
 * <pre>
 *   final WhatIf question = engine.whatIf().about(accountId).mark(10, 49_000).trade(10, -5, 0);
 *   if (question.ask() == ResultCode.ACCEPTED)
 *   {
 *       question.answer().equityAtoms() ... question.answer().inForceSubTicks(0)
 *   }
 * </pre>
 * Prices count first, then transfers, then trades, each in the order in which it was stated; a trade at price 0 is one
 * at the mark that the question gives, and every trade pays the taker fee. Resting orders stay as they are. The engine
 * values the account with what it values every account with, so that the answer is what it would find, to the atom. The
 * state is the same before and after.
 * <p>
 * Belongs to the engine's thread, between two commands; one question for each engine, whose answer stands until the
 * next. At most {@value #PARTS_MAX} parts of a kind. 0 B.
 */
public final class WhatIf
{
    /** Most prices, most transfers and most trades of one question. */
    public static final int PARTS_MAX = 16;

    final int[] priceTargets = new int[PARTS_MAX];
    final int[] priceIds = new int[PARTS_MAX];
    final int[] priceIndexes = new int[PARTS_MAX];
    final long[] prices = new long[PARTS_MAX];
    final int[] transferIds = new int[PARTS_MAX];
    final int[] transferIndexes = new int[PARTS_MAX];
    final long[] transferAtoms = new long[PARTS_MAX];
    final int[] tradeIds = new int[PARTS_MAX];
    final int[] tradeIndexes = new int[PARTS_MAX];
    final long[] tradeLots = new long[PARTS_MAX];
    final long[] tradeTicks = new long[PARTS_MAX];
    int priceCount;
    int transferCount;
    int tradeCount;

    private final Refusal refusal;
    private final Accounts accounts;
    private final Hypothesis hypothesis;
    private final SupposedHealth answer;
    private long accountId;

    /**
     * Questions to one engine.
     *
     * @param refusal       receives the reason where there is no answer.
     * @param accounts      asked about.
     * @param catalogue     with marks and brackets.
     * @param contracts     with the terms of spot pairs.
     * @param ledger        that books trades.
     * @param spot          that knows how much collateral there may be.
     * @param holdings      of spot orders.
     * @param valuation     exact value.
     * @param initial       exact requirement.
     * @param slowEquity    that knows what the slow price takes away.
     * @param lines         of the engine.
     * @param standing      that judges accounts.
     * @param positionsMost of an account.
     */
    public WhatIf(
        final Refusal refusal,
        final Accounts accounts,
        final Catalogue catalogue,
        final Contracts contracts,
        final Ledger ledger,
        final SpotCheck spot,
        final SpotHoldings holdings,
        final Valuation valuation,
        final InitialRequirement initial,
        final SlowEquity slowEquity,
        final LoadLines lines,
        final Standing standing,
        final int positionsMost)
    {
        this.refusal = refusal;
        this.accounts = accounts;
        hypothesis = new Hypothesis(
            refusal, accounts, catalogue, contracts, ledger, spot, holdings, positionsMost);
        answer = new SupposedHealth(accounts, catalogue, valuation, initial, slowEquity, lines, standing,
            positionsMost);
    }

    /**
     * Begins a question.
     *
     * @param id of the account asked about.
     * @return this.
     */
    public WhatIf about(final long id)
    {
        accountId = id;
        priceCount = 0;
        transferCount = 0;
        tradeCount = 0;
        return this;
    }

    /**
     * Supposes a mark.
     *
     * @param instrumentId of the instrument.
     * @param markSubTicks its mark.
     * @return this.
     */
    public WhatIf mark(final int instrumentId, final long markSubTicks)
    {
        return price(IndexTarget.INSTRUMENT.value(), instrumentId, markSubTicks);
    }

    /**
     * Supposes a price of an asset.
     *
     * @param assetId    of an asset other than the reference asset.
     * @param priceAtoms reference atoms per unit.
     * @return this.
     */
    public WhatIf price(final int assetId, final long priceAtoms)
    {
        return price(IndexTarget.ASSET.value(), assetId, priceAtoms);
    }

    /**
     * Supposes a mark or a price.
     *
     * @param target what it is of, as the wire names it.
     * @param id     of the instrument or asset.
     * @param price  in sub-ticks, or reference atoms per unit.
     * @return this.
     */
    public WhatIf price(final int target, final int id, final long price)
    {
        if (priceCount < PARTS_MAX)
        {
            priceTargets[priceCount] = target;
            priceIds[priceCount] = id;
            prices[priceCount] = price;
        }
        priceCount++;
        return this;
    }

    /**
     * Supposes a deposit or a withdrawal.
     *
     * @param assetId     of the asset.
     * @param amountAtoms above 0 deposited, below 0 withdrawn.
     * @return this.
     */
    public WhatIf transfer(final int assetId, final long amountAtoms)
    {
        if (transferCount < PARTS_MAX)
        {
            transferIds[transferCount] = assetId;
            transferAtoms[transferCount] = amountAtoms;
        }
        transferCount++;
        return this;
    }

    /**
     * Supposes a trade, of which the taker fee is paid.
     *
     * @param instrumentId of the instrument.
     * @param lots         above 0 bought, below 0 sold.
     * @param priceTicks   of the trade, 0 for the mark.
     * @return this.
     */
    public WhatIf trade(final int instrumentId, final long lots, final long priceTicks)
    {
        if (tradeCount < PARTS_MAX)
        {
            tradeIds[tradeCount] = instrumentId;
            tradeLots[tradeCount] = lots;
            tradeTicks[tradeCount] = priceTicks;
        }
        tradeCount++;
        return this;
    }

    /**
     * Answers the question.
     *
     * @return a {@link ResultCode}; of another than ACCEPTED there is no answer, but {@link #limitValue} and
     * {@link #actualValue}.
     */
    public int ask()
    {
        refusal.clear();
        final int accountIndex = accounts.find(accountId);
        return accountIndex == 0 ? refusal.refuse(ResultCode.UNKNOWN_ACCOUNT, 0, accountId) : ask(accountIndex);
    }

    private int ask(final int accountIndex)
    {
        final int parts = Math.max(priceCount, Math.max(transferCount, tradeCount));
        if (parts > PARTS_MAX)
        {
            return refusal.refuse(ResultCode.QUESTION_TOO_LARGE, PARTS_MAX, parts);
        }
        try
        {
            final int code = hypothesis.suppose(accountIndex, this);
            return code == ResultCode.ACCEPTED ? answer.measure(accountIndex, refusal) : code;
        }
        finally
        {
            hypothesis.forget();
        }
    }

    /**
     * The answer to the last question that was accepted.
     *
     * @return the answer, the same object for the life of the engine.
     */
    public SupposedHealth answer()
    {
        return answer;
    }

    /**
     * Of a refused question: what the rule asks for.
     *
     * @return in the unit of the code.
     */
    public long limitValue()
    {
        return refusal.limitValue();
    }

    /**
     * Of a refused question: what the question or the account has.
     *
     * @return in the unit of the code.
     */
    public long actualValue()
    {
        return refusal.actualValue();
    }
}

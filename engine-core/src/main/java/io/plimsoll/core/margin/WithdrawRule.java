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
import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.Shortfalls;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.control.VenueRecord;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * What may leave an account, to the outside or to another account: nothing but what it holds, is not bound by an order
 * and is not owed as funding or as interest on a cash shortfall, so that no withdrawal makes a shortfall or enlarges it
 * and unrealised profit never leaves the account (nor as cash that was lent: the equity of an account with loans is
 * taken without it), and no more than keeps
 * <pre>
 *   E_slow &gt;= max(IM, share * notional)          share listed for the venue, a tenth unless it is set
 * </pre>
 * afterwards. An account below one of its lines lets nothing go. The prices are those at which the command is applied:
 * a withdrawal that comes after a price is held to it. Source: margin model, section 11. 0 B.
 */
public final class WithdrawRule
{
    /** Share of the notional that stays as equity unless the venue sets another, in ppm. */
    public static final int DEFAULT_NOTIONAL_PPM = 100_000;

    private static final int PPM = 1_000_000;

    private final Refusal refusal;
    private final Accounts accounts;
    private final Valuation valuation;
    private final OracleGuard guard;
    private final SlowEquity slowEquity;
    private final InitialRequirement initial;
    private final SpotHoldings holdings;
    private final SpotCheck spot;
    private final VenueRecord venue;
    private final Shortfalls shortfalls;
    private final OrderTerms clock;
    private final AccountRecord account;
    private final BalanceRecord balance;
    private final AssetRecord asset;
    private long requiredAtoms;
    private long equityAfterAtoms;

    /**
     * The rule over the accounts.
     *
     * @param refusal    receives the reason.
     * @param accounts   asked about.
     * @param catalogue  with prices.
     * @param valuation  of accounts.
     * @param guard      that knows which prices may be trusted.
     * @param slowEquity that knows what the slow price takes away.
     * @param initial    requirement.
     * @param holdings   bound by spot orders.
     * @param spot       that knows the cash bound by purchases.
     * @param venue      with the share, on its record.
     * @param clock      that knows the time of the command.
     */
    public WithdrawRule(
        final Refusal refusal,
        final Accounts accounts,
        final Catalogue catalogue,
        final Valuation valuation,
        final OracleGuard guard,
        final SlowEquity slowEquity,
        final InitialRequirement initial,
        final SpotHoldings holdings,
        final SpotCheck spot,
        final VenueRecord venue,
        final OrderTerms clock)
    {
        this.clock = clock;
        shortfalls = accounts.shortfalls();
        this.refusal = refusal;
        this.accounts = accounts;
        this.valuation = valuation;
        this.guard = guard;
        this.slowEquity = slowEquity;
        this.initial = initial;
        this.holdings = holdings;
        this.spot = spot;
        this.venue = venue;
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * Decides whether an amount may leave an account.
     *
     * @param accountIndex of the account.
     * @param assetIndex   of the asset.
     * @param amountAtoms  at least 1.
     * @return a {@link ResultCode}.
     */
    public int check(final int accountIndex, final int assetIndex, final long amountAtoms)
    {
        asset.wrap(assetIndex);
        valuation.evaluate(accountIndex);
        final long held = heldAtoms(accountIndex, assetIndex);
        final long freeAtoms = held - dueAtoms(accountIndex, assetIndex) - boundAtoms(accountIndex, assetIndex);
        if (amountAtoms > freeAtoms)
        {
            return refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, amountAtoms, freeAtoms);
        }
        if (guard.checkWithdraw(accountIndex) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        weigh(accountIndex, assetIndex, held, held - amountAtoms);
        account.wrap(accountIndex);
        if (equityAfterAtoms < requiredAtoms || account.level() != Standing.ABOVE)
        {
            return refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, requiredAtoms, equityAfterAtoms);
        }
        final long shareAtoms = shareAtoms();
        return equityAfterAtoms >= shareAtoms ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.WITHDRAW_RULE, shareAtoms, equityAfterAtoms);
    }

    /**
     * The most cash that may leave an account as far as equity and cash go; {@link #check} decides on an amount.
     *
     * @param accountIndex of the account.
     * @return atoms of the reference asset, not negative.
     */
    public long mostCashAtoms(final int accountIndex)
    {
        asset.wrap(Catalogue.REFERENCE);
        valuation.evaluate(accountIndex);
        final long held = heldAtoms(accountIndex, Catalogue.REFERENCE);
        final long free = held - dueAtoms(accountIndex, Catalogue.REFERENCE) -
            boundAtoms(accountIndex, Catalogue.REFERENCE);
        weigh(accountIndex, Catalogue.REFERENCE, held, held);
        return Math.max(0, Math.min(free, equityAfterAtoms - Math.max(requiredAtoms, shareAtoms())));
    }

    /** What would be left of the slow equity, and the initial requirement, once a balance has changed. */
    private void weigh(final int accountIndex, final int assetIndex, final long held, final long left)
    {
        final boolean reference = assetIndex == Catalogue.REFERENCE;
        long excess = slowEquity.excessAtoms(accountIndex);
        if (!reference)
        {
            excess += slowEquity.excessOfBalance(accountIndex, assetIndex, left) -
                slowEquity.excessOfBalance(accountIndex, assetIndex, held);
        }
        final long lostAtoms = reference ? held - left :
            valueAtoms(accountIndex, held) - valueAtoms(accountIndex, left);
        account.wrap(accountIndex);
        // Cash that was lent is there to leave, whatever is settled: profit that is not must not stand behind it.
        final long profit = account.firstLoan() == 0 ? 0 : slowEquity.unrealisedProfitAtoms(accountIndex);
        equityAfterAtoms = valuation.equityAtoms() - lostAtoms - excess - profit;
        requiredAtoms = initial.evaluateAfter(accountIndex, assetIndex, left - held);
    }

    /** Value of the asset that is wrapped with the positions that settle in it. */
    private long valueAtoms(final int accountIndex, final long balanceAtoms)
    {
        return valuation.collateralValueAtoms(asset, valuation.netAtoms(accountIndex, asset, balanceAtoms));
    }

    /** Funding that the account owes in an asset, and interest on what it was short of: they have left the balance. */
    private long dueAtoms(final int accountIndex, final int assetIndex)
    {
        final long interest = shortfalls.dueAtoms(accountIndex, assetIndex, clock.nowNs());
        if (assetIndex == Catalogue.REFERENCE)
        {
            return interest + valuation.fundingDueAtoms();
        }
        valuation.netAtoms(accountIndex, asset, 0);
        return interest + valuation.netFundingDueAtoms();
    }

    /** The share of the notional at the marks, rounded up. */
    private long shareAtoms()
    {
        return Fixed.multiplyDivideCeil(valuation.notionalAtoms(), venue.withdrawNotionalPpm(), PPM);
    }

    /** What an account holds of an asset. */
    private long heldAtoms(final int accountIndex, final int assetIndex)
    {
        if (assetIndex == Catalogue.REFERENCE)
        {
            account.wrap(accountIndex);
            return account.cashAtoms();
        }
        final int balanceIndex = accounts.findBalance(accountIndex, assetIndex);
        if (balanceIndex == 0)
        {
            return 0;
        }
        balance.wrap(balanceIndex);
        return balance.balanceAtoms();
    }

    /** What resting spot orders need of the asset. */
    private long boundAtoms(final int accountIndex, final int assetIndex)
    {
        if (assetIndex == Catalogue.REFERENCE)
        {
            return spot.reservedAtoms(accountIndex, 0);
        }
        holdings.count(accountIndex, assetIndex);
        return holdings.lockedAtoms();
    }
}

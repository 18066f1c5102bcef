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

import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.Debt;
import io.plimsoll.core.account.LoanLedger;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.account.Shortfalls;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.codec.LoanEffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.SetLoanTermsDecoder;
import io.plimsoll.core.codec.generated.SupplyPoolDecoder;
import io.plimsoll.core.codec.generated.WithdrawPoolDecoder;
import io.plimsoll.core.margin.ListingRules;
import io.plimsoll.core.margin.LoadLines;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.Funding;

/** The pools that lend assets: their terms, and what the operator brings to them or takes out. */
final class PoolCommands
{
    private static final int PPM = 1_000_000;
    private static final int CALL_MARGIN_PPM = 20_000;
    private static final int WEIGHT_MAX_PPM = 2 * PPM;
    /** The value of all loans of an account is below 2^61, so that what a factor adds to its requirement is a long. */
    private static final int FACTOR_MAX_PPM = 4 * PPM;
    private static final int INTEREST_MAX_PPM = 10 * PPM;
    /** rho_b is at least 1.1 times the largest target, and no less than the line at which accounts are called. */
    private static final int FACTOR_LEAST_PPM = LoadLines.THETA_MAX_PPM / 10 * 11;

    private final Refusal refusal;
    private final Catalogue catalogue;
    private final Loans loans;
    private final LoanLedger ledger;
    private final LoanEffectWriter effects;
    private final LoadLines lines;
    private final InterestAccrual accrual;
    private final Accounts accounts;
    private final Shortfalls shortfalls;
    private final TouchedAccounts touched;
    private final OrderTerms clock;
    private final AssetRecord asset;
    private final LoanPoolRecord pool;

    PoolCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        catalogue = rooms.catalogue;
        loans = rooms.accounts.loans();
        ledger = rooms.loanLedger;
        effects = rooms.loanEffects;
        accounts = rooms.accounts;
        shortfalls = accounts.shortfalls();
        touched = rooms.touched;
        lines = rooms.lines;
        accrual = new InterestAccrual(rooms);
        clock = rooms.books.terms();
        asset = catalogue.newAssetRecord();
        pool = loans.newPoolRecord();
    }

    int setTerms(final SetLoanTermsDecoder command)
    {
        final int found = catalogue.assets().find(command.assetId());
        if (found == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, command.assetId());
        }
        asset.wrap(found);
        pool.wrap(found);
        if (checkRanges(command) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final int factor = command.initialFactorPpm();
        final long leastFactor = Math.max(FACTOR_LEAST_PPM, lines.ppm(LoadLines.CALL));
        if (factor < leastFactor || factor > FACTOR_MAX_PPM)
        {
            return refusal.refuse(ResultCode.INITIAL_FACTOR_TOO_LOW, leastFactor, factor);
        }
        if (pool.interestIndex() != 0 && ledger.lentAtoms(pool) != 0 && changesWeights(command))
        {
            return refusal.refuse(ResultCode.ASSET_IN_USE, 0, ledger.lentAtoms(pool));
        }
        accrual.accrue(found, clock.nowNs());
        store(found, command);
        touchShort();
        report();
        return ResultCode.ACCEPTED;
    }

    private int checkRanges(final SetLoanTermsDecoder command)
    {
        final boolean free = command.interestPpm() == 0 && command.intervalNs() == 0;
        range(command.interestPpm(), 0, INTEREST_MAX_PPM);
        range(command.intervalNs(), free ? 0 : Funding.INTERVAL_MIN_NS, Funding.INTERVAL_MAX_NS);
        range(command.reserveAtoms(), 0, ListingRules.VALUE_MAX);
        range(command.liabilityWeightPpm(), PPM, WEIGHT_MAX_PPM);
        range(command.thetaPpm(), PPM + 1,
            Math.min(LoadLines.THETA_MAX_PPM, lines.ppm(LoadLines.CALL) - CALL_MARGIN_PPM));
        range(command.reserveSharePpm(), 0, PPM);
        range(command.minimumAtoms(), 0, Debt.LOAN_MAX);
        return refusal.code();
    }

    /** What bounds, episodes and requirements rest on stands while anything is lent. */
    private boolean changesWeights(final SetLoanTermsDecoder command)
    {
        return command.liabilityWeightPpm() != pool.liabilityWeightPpm() ||
            command.thetaPpm() != pool.thetaPpm() || command.initialFactorPpm() != pool.initialFactorPpm();
    }

    private void store(final int assetIndex, final SetLoanTermsDecoder command)
    {
        if (pool.interestIndex() == 0)
        {
            pool.interestIndex(Debt.INDEX_ONE);
        }
        pool.reserveAtoms(command.reserveAtoms());
        pool.liabilityWeightPpm(command.liabilityWeightPpm());
        pool.thetaPpm(command.thetaPpm());
        pool.initialFactorPpm(command.initialFactorPpm());
        pool.interestPpm(command.interestPpm());
        pool.reserveSharePpm(command.reserveSharePpm());
        pool.minimumAtoms(command.minimumAtoms());
        if (command.intervalNs() != pool.intervalNs())
        {
            loans.setInterval(assetIndex, command.intervalNs(), clock.nowNs());
        }
        loans.beginRate(assetIndex, clock.nowNs());
    }

    /** What is short of an asset is tested by its terms: few accounts are, and terms hardly ever change. */
    private void touchShort()
    {
        shortfalls.begin();
        for (int index = 1; index < accounts.accountSlab().used(); index++)
        {
            if (shortfalls.isShort(index))
            {
                touched.touchByPrice(index);
            }
        }
    }

    private void report()
    {
        effects.loanTermsChanged()
            .intervalNs(pool.intervalNs())
            .intervalEndNs(pool.intervalEndNs())
            .reserveAtoms(pool.reserveAtoms())
            .interestIndex(pool.interestIndex())
            .assetId(asset.assetId())
            .liabilityWeightPpm(pool.liabilityWeightPpm())
            .thetaPpm(pool.thetaPpm())
            .initialFactorPpm(pool.initialFactorPpm())
            .interestPpm(pool.interestPpm())
            .reserveSharePpm(pool.reserveSharePpm())
            .minimumAtoms(pool.minimumAtoms());
    }

    int supply(final SupplyPoolDecoder command)
    {
        final int found = find(command.assetId(), command.amountAtoms());
        if (found == 0)
        {
            return refusal.code();
        }
        final long most = Long.MAX_VALUE / 4;
        if (command.amountAtoms() > most - asset.custodyAtoms())
        {
            final long capped = Math.min(command.amountAtoms(), Long.MAX_VALUE - asset.custodyAtoms());
            return refusal.refuse(ResultCode.BALANCE_LIMIT, most, asset.custodyAtoms() + capped);
        }
        move(found, command.amountAtoms());
        return ResultCode.ACCEPTED;
    }

    int withdraw(final WithdrawPoolDecoder command)
    {
        final int found = find(command.assetId(), command.amountAtoms());
        if (found == 0)
        {
            return refusal.code();
        }
        if (command.amountAtoms() > pool.cashAtoms())
        {
            return refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, command.amountAtoms(), pool.cashAtoms());
        }
        move(found, -command.amountAtoms());
        return ResultCode.ACCEPTED;
    }

    private int find(final int assetId, final long amountAtoms)
    {
        final int found = catalogue.assets().find(assetId);
        if (found == 0)
        {
            refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, assetId);
            return 0;
        }
        asset.wrap(found);
        pool.wrap(found);
        if (pool.interestIndex() == 0)
        {
            refusal.refuse(ResultCode.LOANS_NOT_LISTED, 0, assetId);
            return 0;
        }
        range(amountAtoms, 1, Long.MAX_VALUE);
        return refusal.code() == ResultCode.ACCEPTED ? found : 0;
    }

    private void move(final int assetIndex, final long changeAtoms)
    {
        ledger.supply(assetIndex, changeAtoms);
        effects.poolChanged()
            .changeAtoms(changeAtoms)
            .cashAtoms(pool.cashAtoms())
            .lentAtoms(ledger.lentAtoms(pool))
            .assetId(asset.assetId());
    }

    /** Refuses a value out of its range, unless something is refused already. */
    private void range(final long value, final long least, final long most)
    {
        if (refusal.code() == ResultCode.ACCEPTED && (value < least || value > most))
        {
            refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, value < least ? least : most, value);
        }
    }
}

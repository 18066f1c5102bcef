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

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.Debt;
import io.plimsoll.core.account.LoanLedger;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.book.OrderTerms;
import io.plimsoll.core.codec.LoanEffectWriter;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.BorrowDecoder;
import io.plimsoll.core.codec.generated.LoanReason;
import io.plimsoll.core.codec.generated.RepayDecoder;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.fixed.Int128;
import io.plimsoll.core.margin.InitialRequirement;
import io.plimsoll.core.margin.ListingRules;
import io.plimsoll.core.margin.LoadLines;
import io.plimsoll.core.margin.LoanRequirement;
import io.plimsoll.core.margin.LoanValue;
import io.plimsoll.core.margin.OracleGuard;
import io.plimsoll.core.margin.SlowEquity;
import io.plimsoll.core.margin.SpotCheck;
import io.plimsoll.core.margin.Standing;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * What accounts borrow and repay. A loan is taken under the initial requirement, at slow prices, and with the factor of
 * its asset in it; it is repaid whenever what is repaid is there. Interest grows up to the time of either, so that no
 * loan is free, however short. No loan is taken, and none is left by a repayment, of less than its asset lists.
 */
final class LoanCommands
{
    private final Refusal refusal;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final Loans loans;
    private final LoanLedger ledger;
    private final Sessions sessions;
    private final TouchedAccounts touched;
    private final LoanEffectWriter effects;
    private final Valuation valuation;
    private final LoadLines lines;
    private final OracleGuard guard;
    private final SlowEquity slowEquity;
    private final InitialRequirement initial;
    private final LoanRequirement requirement;
    private final Access access;
    private final InterestAccrual accrual;
    private final OrderTerms clock;
    private final SpotHoldings holdings;
    private final SpotCheck spot;
    private final LoanValue loanValue = new LoanValue();
    private final Debt debt = new Debt();
    private final AccountRecord account;
    private final BalanceRecord balance;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final AssetRecord asset;
    private final Int128 units = new Int128();
    private final Int128 added = new Int128();
    private int accountIndex;
    private int assetIndex;
    private int loanIndex;

    LoanCommands(final Rooms rooms)
    {
        refusal = rooms.refusal;
        accounts = rooms.accounts;
        catalogue = rooms.catalogue;
        loans = accounts.loans();
        ledger = rooms.loanLedger;
        sessions = rooms.sessions;
        touched = rooms.touched;
        effects = rooms.loanEffects;
        valuation = rooms.valuation;
        lines = rooms.lines;
        guard = rooms.guard;
        slowEquity = rooms.slowEquity;
        initial = rooms.initial;
        requirement = rooms.loanRequirement;
        access = rooms.access;
        accrual = new InterestAccrual(rooms);
        clock = rooms.books.terms();
        holdings = rooms.holdings;
        spot = rooms.spotCheck;
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        asset = catalogue.newAssetRecord();
    }

    int borrow(final BorrowDecoder command, final int sessionId)
    {
        final long amount = command.amountAtoms();
        if (find(command.accountId(), command.assetId(), amount, 1, sessionId) != ResultCode.ACCEPTED ||
            checkCross(command.accountId()) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final long formerIndex = supposeAccrued();
        final boolean accepted = checkAmount(amount) == ResultCode.ACCEPTED && checkRoom() == ResultCode.ACCEPTED &&
            checkMargin(amount) == ResultCode.ACCEPTED;
        pool.interestIndex(formerIndex);
        if (!accepted)
        {
            return refusal.code();
        }
        accrual.accrue(assetIndex, clock.nowNs());
        if (needsBalance())
        {
            accounts.openBalance(accountIndex, assetIndex);
        }
        final long debtAtoms = ledger.borrow(accountIndex, assetIndex, amount);
        report(amount, debtAtoms, LoanReason.BORROWED);
        return ResultCode.ACCEPTED;
    }

    private int find(
        final long accountId, final int assetId, final long amount, final long leastAmount, final int sessionId)
    {
        accountIndex = access.ownAccount(accountId, sessionId);
        if (accountIndex == 0)
        {
            return refusal.code();
        }
        assetIndex = catalogue.assets().find(assetId);
        if (assetIndex == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, assetId);
        }
        asset.wrap(assetIndex);
        pool.wrap(assetIndex);
        if (amount < leastAmount)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, leastAmount, amount);
        }
        if (pool.interestIndex() == 0)
        {
            return refusal.refuse(ResultCode.LOANS_NOT_LISTED, 0, assetId);
        }
        loanIndex = loans.find(accountIndex, assetIndex);
        return ResultCode.ACCEPTED;
    }

    /**
     * Supposes that interest has grown up to now, as it will have if the command is accepted: a refused one leaves no
     * trace.
     *
     * @return the index as it is.
     */
    private long supposeAccrued()
    {
        final long former = pool.interestIndex();
        pool.interestIndex(debt.indexAt(pool, clock.nowNs()));
        return former;
    }

    /** An isolated account has no loans. */
    private int checkCross(final long accountId)
    {
        account.wrap(accountIndex);
        return account.isolated() == 0 ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.ISOLATED_ACCOUNT, 0, accountId);
    }

    private int checkAmount(final long amount)
    {
        if (asset.priceAtoms() == 0)
        {
            return refusal.refuse(ResultCode.MARK_MISSING, 0, asset.assetId());
        }
        final long lendable = ledger.lendableAtoms(pool);
        if (amount > lendable)
        {
            return refusal.refuse(ResultCode.POOL_LIMIT, lendable, amount);
        }
        holdings.count(accountIndex, assetIndex);
        final long after = heldAtoms() + holdings.awaitedAtoms() + amount;
        if (after > asset.maxBalanceAtoms())
        {
            return refusal.refuse(ResultCode.BALANCE_LIMIT, asset.maxBalanceAtoms(), after);
        }
        debt.unitsCeil(amount, pool.interestIndex(), added).add(loadUnits());
        final long debtAfter = debt.atomsCeil(added, pool.interestIndex());
        if (debtAfter < pool.minimumAtoms())
        {
            return refusal.refuse(ResultCode.LOAN_TOO_SMALL, pool.minimumAtoms(), debtAfter);
        }
        final long atOne = debt.atomsAtOne(added);
        if (atOne > Debt.LOAN_MAX)
        {
            return refusal.refuse(ResultCode.BALANCE_LIMIT, Debt.LOAN_MAX, atOne);
        }
        final long highest = highestAtoms(amount);
        return highest <= ListingRules.COLLATERAL_MAX ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.COLLATERAL_LIMIT, ListingRules.COLLATERAL_MAX, highest);
    }

    private Int128 loadUnits()
    {
        if (loanIndex == 0)
        {
            return units.set(0);
        }
        loan.wrap(loanIndex);
        return loan.loadUnits(units);
    }

    /** What collateral and loans could come to with the loan, the present one in the asset not counted twice. */
    private long highestAtoms(final long amount)
    {
        final long others = assetIndex == Catalogue.REFERENCE ?
            spot.highestCollateralAtoms(accountIndex, assetIndex, 0) :
            spot.highestCollateralAtoms(accountIndex, assetIndex, amount + holdings.awaitedAtoms());
        final long present = spot.highestLoansAtoms(accountIndex, 0) -
            spot.highestLoansAtoms(accountIndex, assetIndex);
        final long highest = loanValue.highestAtoms(asset, pool, added);
        return highest > Long.MAX_VALUE - others ? Long.MAX_VALUE : others - present + highest;
    }

    private int checkRoom()
    {
        if (loanIndex == 0 && !loans.hasRoom())
        {
            return refusal.refuseFull(loans.slab());
        }
        return needsBalance() && !accounts.hasRoomForBalance() ?
            refusal.refuseFull(accounts.balanceSlab()) : ResultCode.ACCEPTED;
    }

    private int checkMargin(final long amount)
    {
        valuation.evaluate(accountIndex);
        account.wrap(accountIndex);
        if (account.level() != Standing.ABOVE)
        {
            final long needed = valuation.equityAtoms() + valuation.missingAtoms(lines.ppm(LoadLines.CALL_RELEASE));
            return refusal.refuse(ResultCode.REDUCE_ONLY_ACCOUNT, needed, valuation.equityAtoms());
        }
        if (guard.checkBorrow(accountIndex, assetIndex) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final long before = loans.debtAtoms(accountIndex, assetIndex);
        final long after = debt.atomsCeil(added, pool.interestIndex());
        final long held = heldAtoms();
        final long equityAfter = valuation.equityAtoms() + valueOf(held + amount) - valueOf(held) +
            weighted(before) - weighted(after) - excessAfter(held, held + amount, before, after) -
            slowEquity.unrealisedProfitAtoms(accountIndex);
        final long required = initial.evaluateAfter(accountIndex, assetIndex, amount) -
            requirement.atoms(accountIndex) + requirement.atoms(accountIndex, assetIndex, after, held + amount);
        return equityAfter >= required ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.INSUFFICIENT_MARGIN, required, equityAfter);
    }

    /** What is too much of the equity, seen with the slow price, once the loan has been taken. */
    private long excessAfter(final long held, final long left, final long debtBefore, final long debtAfter)
    {
        final long excess = slowEquity.excessAtoms(accountIndex);
        return assetIndex == Catalogue.REFERENCE ? excess : excess -
            slowEquity.excessOfBalance(accountIndex, assetIndex, held) +
            slowEquity.excessOfBalance(accountIndex, assetIndex, left) -
            slowEquity.excessOfLoan(assetIndex, debtBefore) + slowEquity.excessOfLoan(assetIndex, debtAfter);
    }

    int repay(final RepayDecoder command, final int sessionId)
    {
        if (find(command.accountId(), command.assetId(), command.amountAtoms(), 0, sessionId) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final long formerIndex = supposeAccrued();
        final long owed = loans.debtAtoms(accountIndex, assetIndex);
        pool.interestIndex(formerIndex);
        final long amount = command.amountAtoms() == 0 ? owed : command.amountAtoms();
        if (checkRepayment(owed, amount) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        accrual.accrue(assetIndex, clock.nowNs());
        final long left = ledger.repay(loanIndex, amount);
        report(-amount, left, LoanReason.REPAID);
        return ResultCode.ACCEPTED;
    }

    private int checkRepayment(final long owed, final long amount)
    {
        if (amount > owed || owed == 0)
        {
            return refusal.refuse(ResultCode.LOAN_EXCEEDED, owed, amount);
        }
        final long left = owed - amount;
        if (left != 0 && left < pool.minimumAtoms())
        {
            return refusal.refuse(ResultCode.LOAN_TOO_SMALL, pool.minimumAtoms(), left);
        }
        final long free = freeAtoms();
        return amount <= free ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.INSUFFICIENT_BALANCE, amount, free);
    }

    private void report(final long changeAtoms, final long debtAtoms, final LoanReason reason)
    {
        touched.touch(accountIndex);
        account.wrap(accountIndex);
        effects.loanChanged(sessions.recipient(account.principal()))
            .accountId(account.accountId())
            .changeAtoms(changeAtoms)
            .balanceAtoms(ledger.holdingAtoms())
            .debtAtoms(debtAtoms)
            .interestIndex(pool.interestIndex())
            .assetId(asset.assetId())
            .reason(reason);
    }

    private boolean needsBalance()
    {
        return assetIndex != Catalogue.REFERENCE && accounts.findBalance(accountIndex, assetIndex) == 0;
    }

    private long heldAtoms()
    {
        if (assetIndex == Catalogue.REFERENCE)
        {
            account.wrap(accountIndex);
            return account.cashAtoms();
        }
        final int found = accounts.findBalance(accountIndex, assetIndex);
        if (found == 0)
        {
            return 0;
        }
        balance.wrap(found);
        return balance.balanceAtoms();
    }

    /** What neither funding nor resting spot orders need of the asset. */
    private long freeAtoms()
    {
        if (assetIndex == Catalogue.REFERENCE)
        {
            valuation.evaluate(accountIndex);
            return heldAtoms() - valuation.fundingDueAtoms() - spot.reservedAtoms(accountIndex, 0);
        }
        holdings.count(accountIndex, assetIndex);
        return heldAtoms() - holdings.lockedAtoms();
    }

    private long valueOf(final long atoms)
    {
        return assetIndex == Catalogue.REFERENCE ? atoms :
            valuation.collateralValueAtoms(asset, valuation.netAtoms(accountIndex, asset, atoms));
    }

    private long weighted(final long debtAtoms)
    {
        return loanValue.weightedAtoms(asset, pool, debtAtoms, asset.priceAtoms());
    }
}

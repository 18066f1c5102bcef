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
package io.plimsoll.core.liquidation;

import io.plimsoll.core.account.AccountRecord;
import io.plimsoll.core.account.Accounts;
import io.plimsoll.core.account.BalanceRecord;
import io.plimsoll.core.account.LoanLedger;
import io.plimsoll.core.account.LoanPoolRecord;
import io.plimsoll.core.account.LoanRecord;
import io.plimsoll.core.account.Loans;
import io.plimsoll.core.account.TouchedAccounts;
import io.plimsoll.core.codec.LoanEffectWriter;
import io.plimsoll.core.codec.generated.LoanReason;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.margin.Valuation;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;

/**
 * Nets what an account in an episode holds of an asset with what it owes of the same asset, before anything is traded:
 * it costs nothing, and with a weight of the loan of at least one it brings the account nearer to its target. Source:
 * margin model, section 9.
 */
final class SetOff
{
    private final Accounts accounts;
    private final Loans loans;
    private final LoanLedger ledger;
    private final Sessions sessions;
    private final TouchedAccounts touched;
    private final LoanEffectWriter effects;
    private final AccountRecord account;
    private final BalanceRecord balance;
    private final LoanRecord loan;
    private final LoanPoolRecord pool;
    private final AssetRecord asset;

    SetOff(
        final Accounts accounts,
        final Catalogue catalogue,
        final LoanLedger ledger,
        final Sessions sessions,
        final TouchedAccounts touched,
        final LoanEffectWriter effects)
    {
        this.accounts = accounts;
        this.ledger = ledger;
        this.sessions = sessions;
        this.touched = touched;
        this.effects = effects;
        loans = accounts.loans();
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
        loan = loans.newRecord();
        pool = loans.newPoolRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * Nets everything that can be netted.
     *
     * @param accountIndex of an account without resting orders.
     * @param valuation    that has just evaluated it.
     * @return whether anything was; then the account has to be evaluated again.
     */
    boolean run(final int accountIndex, final Valuation valuation)
    {
        boolean netted = false;
        account.wrap(accountIndex);
        for (int index = account.firstLoan(); index != 0; index = loan.next())
        {
            loan.wrap(index);
            final long amount = Math.min(heldAtoms(accountIndex, valuation), loans.debtAtoms(loan));
            if (amount > 0)
            {
                net(index, amount);
                netted = true;
            }
        }
        return netted;
    }

    private void net(final int loanIndex, final long amountAtoms)
    {
        final long left = ledger.repay(loanIndex, amountAtoms);
        touched.touch(loan.account());
        asset.wrap(loan.asset());
        pool.wrap(loan.asset());
        effects.loanChanged(sessions.recipient(account.principal()))
            .accountId(account.accountId())
            .changeAtoms(-amountAtoms)
            .balanceAtoms(ledger.holdingAtoms())
            .debtAtoms(left)
            .interestIndex(pool.interestIndex())
            .assetId(asset.assetId())
            .reason(LoanReason.SET_OFF);
    }

    /** Cash counts without the funding that has still to leave it. */
    private long heldAtoms(final int accountIndex, final Valuation valuation)
    {
        if (loan.asset() == Catalogue.REFERENCE)
        {
            return account.cashAtoms() - valuation.fundingDueAtoms();
        }
        final int found = accounts.findBalance(accountIndex, loan.asset());
        if (found == 0)
        {
            return 0;
        }
        balance.wrap(found);
        return balance.balanceAtoms();
    }
}

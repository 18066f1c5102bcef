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
package io.plimsoll.core.account;

import io.plimsoll.core.Invariant;
import io.plimsoll.core.codec.FactorEffectWriter;
import io.plimsoll.core.codec.generated.InstrumentKind;
import io.plimsoll.core.control.Sessions;
import io.plimsoll.core.fixed.Fixed;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractRecord;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * The one place where money moves. Every movement names a payer and a receiver, so that at any time
 * <pre>
 *   each asset        sum of cash or balances - sum of costs of positions that settle in it
 *                     - sum of their funding due + fees + fund - being settled
 *                     + what its pool of loans holds = custody
 *   funding           sum of q * (F - F_paid) = 0 where all have paid to the same F: F is whole atoms per lot
 *   an instrument     sum of lots + being settled = 0
 * </pre>
 * Closing lots moves their share of the cost into cash; the share is rounded down to the atom and what is rounded
 * stays in the cost, so equity never depends on it. The cost of an inverse contract is below zero for a long, which
 * owes what it was filled at, see {@link ContractValue}. Cash in the reference asset is kept by the account itself,
 * cash in another asset is the account's balance of it; either may fall below zero.
 */
public final class Ledger
{
    private final Accounts accounts;
    private final ContractRecord contract;
    private final AccountRecord account;
    private final BalanceRecord balance;
    private final LoanPoolRecord pool;
    private final AssetRecord asset;
    private final FactorEffectWriter effects;
    private final Sessions sessions;
    private final TradedInstruments traded;

    /**
     * A ledger over the accounts and assets.
     *
     * @param accounts  to book in.
     * @param catalogue that holds the venue's own accounts.
     * @param contracts with the terms of spot pairs.
     * @param effects   written where funding is settled.
     * @param sessions  that are told.
     * @param traded    takes note of instruments whose open interest counts.
     */
    public Ledger(
        final Accounts accounts,
        final Catalogue catalogue,
        final Contracts contracts,
        final FactorEffectWriter effects,
        final Sessions sessions,
        final TradedInstruments traded)
    {
        this.traded = traded;
        this.accounts = accounts;
        this.effects = effects;
        this.sessions = sessions;
        contract = contracts.newRecord();
        account = accounts.newAccountRecord();
        balance = accounts.newBalanceRecord();
        pool = accounts.loans().newPoolRecord();
        asset = catalogue.newAssetRecord();
    }

    /**
     * Moves reference atoms from or to the outside.
     *
     * @param accountIndex of the account.
     * @param changeAtoms  above 0 a deposit, below 0 a withdrawal.
     * @return the cash afterwards.
     */
    public long moveCash(final int accountIndex, final long changeAtoms)
    {
        asset.wrap(Catalogue.REFERENCE);
        asset.custodyAtoms(Math.addExact(asset.custodyAtoms(), changeAtoms));
        return addCash(accountIndex, changeAtoms);
    }

    /**
     * Moves atoms of another asset from or to the outside.
     *
     * @param balanceIndex of the balance.
     * @param changeAtoms  above 0 a deposit, below 0 a withdrawal.
     * @return the balance afterwards.
     */
    public long moveBalance(final int balanceIndex, final long changeAtoms)
    {
        balance.wrap(balanceIndex);
        asset.wrap(balance.asset());
        asset.custodyAtoms(Math.addExact(asset.custodyAtoms(), changeAtoms));
        final long atoms = Math.addExact(balance.balanceAtoms(), changeAtoms);
        Invariant.check(atoms >= 0 || changeAtoms > 0, "BALANCE_NEGATIVE", atoms, 0);
        balance.balanceAtoms(atoms);
        return atoms;
    }

    /**
     * Moves atoms of an account from or to the pool that lends them.
     *
     * @param accountIndex of the account; it has a balance in the asset.
     * @param assetIndex   of the asset.
     * @param changeAtoms  above 0 borrowed, below 0 repaid.
     * @return cash or balance afterwards.
     */
    long lend(final int accountIndex, final int assetIndex, final long changeAtoms)
    {
        if (assetIndex == Catalogue.REFERENCE)
        {
            return addCash(accountIndex, changeAtoms);
        }
        balance.wrap(accounts.findBalance(accountIndex, assetIndex));
        final long atoms = Math.addExact(balance.balanceAtoms(), changeAtoms);
        Invariant.check(atoms >= 0 || changeAtoms > 0, "BALANCE_NEGATIVE", atoms, 0);
        balance.balanceAtoms(atoms);
        return atoms;
    }

    /**
     * Takes a fee for the venue.
     *
     * @param accountIndex that pays.
     * @param instrument   that was traded, on its record: the fee is in the asset in which it settles.
     * @param feeAtoms     not negative.
     */
    public void takeFee(final int accountIndex, final InstrumentRecord instrument, final long feeAtoms)
    {
        final int assetIndex = instrument.settlementAsset();
        asset.wrap(assetIndex);
        asset.feeAtoms(Math.addExact(asset.feeAtoms(), feeAtoms));
        credit(accountIndex, assetIndex, -feeAtoms);
    }

    /**
     * Takes a penalty for the insurance fund.
     *
     * @param accountIndex that pays.
     * @param instrument   that was closed, on its record: the penalty is in the asset in which it settles.
     * @param penaltyAtoms not negative.
     */
    public void takePenalty(final int accountIndex, final InstrumentRecord instrument, final long penaltyAtoms)
    {
        final int assetIndex = instrument.settlementAsset();
        asset.wrap(assetIndex);
        asset.fundAtoms(Math.addExact(asset.fundAtoms(), penaltyAtoms));
        credit(accountIndex, assetIndex, -penaltyAtoms);
    }

    /**
     * Takes interest on a cash shortfall for the insurance fund, which would pay if the shortfall were not repaid.
     *
     * @param accountIndex  that pays.
     * @param assetIndex    of the asset; the account has a balance in it.
     * @param interestAtoms not negative.
     * @return cash or balance afterwards.
     */
    public long takeInterest(final int accountIndex, final int assetIndex, final long interestAtoms)
    {
        asset.wrap(assetIndex);
        asset.fundAtoms(Math.addExact(asset.fundAtoms(), interestAtoms));
        return credit(accountIndex, assetIndex, -interestAtoms);
    }

    /**
     * Books one side of a trade: lots, cost, and the realised part into cash; of a spot pair the balance and cash.
     *
     * @param position   that trades, on its record; of a spot pair it counts orders and holds no lots.
     * @param instrument it trades in, on its record.
     * @param tradedLots signed, above 0 bought.
     * @param priceTicks of the trade.
     */
    public void trade(
        final PositionRecord position, final InstrumentRecord instrument, final long tradedLots, final long priceTicks)
    {
        if (instrument.kind() >= InstrumentKind.SPOT.value())
        {
            tradeOther(position, instrument, tradedLots, priceTicks);
            return;
        }
        if (position.fundingAtoms() != instrument.fundingAtoms())
        {
            settleFunding(position, instrument);
        }
        final long held = position.lots();
        final long lotValueAtoms = priceTicks * instrument.contractFactorAtoms();
        final boolean closes = held != 0 && (held > 0) != (tradedLots > 0);
        final long closedLots = closes ? Math.min(Math.abs(held), Math.abs(tradedLots)) : 0;
        if (closedLots > 0)
        {
            realise(position, instrument.settlementAsset(), held, closedLots,
                Math.multiplyExact(closedLots, lotValueAtoms));
        }
        final long openedLots = tradedLots > 0 ? tradedLots - closedLots : tradedLots + closedLots;
        position.costAtoms(Math.addExact(position.costAtoms(), Math.multiplyExact(openedLots, lotValueAtoms)));
        position.lots(held + tradedLots);
        instrument.openInterestLots(
            instrument.openInterestLots() + Math.max(held + tradedLots, 0) - Math.max(held, 0));
        noteExposure(instrument);
    }

    private void tradeOther(
        final PositionRecord position, final InstrumentRecord instrument, final long tradedLots, final long priceTicks)
    {
        if (Contracts.isSpot(instrument))
        {
            exchange(position.account(), instrument, tradedLots, priceTicks);
        }
        else
        {
            tradeInverse(position, instrument, tradedLots,
                ContractValue.fill(instrument, Math.abs(tradedLots), priceTicks));
        }
    }

    /**
     * Books one side of a trade in an inverse contract: the buyer owes what the fill is worth, the seller is owed it.
     *
     * @param position   that trades, on its record.
     * @param instrument it trades in, on its record.
     * @param tradedLots signed, above 0 bought.
     * @param fillAtoms  what the fill is worth, the same for both sides, not negative.
     */
    public void tradeInverse(
        final PositionRecord position, final InstrumentRecord instrument, final long tradedLots, final long fillAtoms)
    {
        if (position.fundingAtoms() != instrument.fundingAtoms())
        {
            settleFunding(position, instrument);
        }
        final long held = position.lots();
        final boolean closes = held != 0 && (held > 0) != (tradedLots > 0);
        final long closedLots = closes ? Math.min(Math.abs(held), Math.abs(tradedLots)) : 0;
        final long closedAtoms = Fixed.multiplyDivideFloor(fillAtoms, closedLots, Math.abs(tradedLots));
        if (closedLots > 0)
        {
            realise(position, instrument.settlementAsset(), held, closedLots, -closedAtoms);
        }
        final long openedAtoms = fillAtoms - closedAtoms;
        position.costAtoms(Math.addExact(position.costAtoms(), tradedLots > 0 ? -openedAtoms : openedAtoms));
        position.lots(held + tradedLots);
        instrument.openInterestLots(
            instrument.openInterestLots() + Math.max(held + tradedLots, 0) - Math.max(held, 0));
        noteExposure(instrument);
    }

    private void noteExposure(final InstrumentRecord instrument)
    {
        if ((instrument.factors() & InstrumentRecord.EXPOSED) != 0)
        {
            traded.note(instrument.index());
        }
    }

    /** A spot trade: base atoms for cash, both at once. */
    private void exchange(
        final int accountIndex, final InstrumentRecord instrument, final long tradedLots, final long priceTicks)
    {
        contract.wrap(instrument.index());
        addBalance(accountIndex, contract.baseAsset(), Math.multiplyExact(tradedLots, contract.lotAtoms()));
        addCash(accountIndex, Math.multiplyExact(-tradedLots, priceTicks * instrument.contractFactorAtoms()));
    }

    /**
     * Moves the funding that a position owes, or is owed, out of its account's cash or into it.
     *
     * @param position   on its record.
     * @param instrument it is in, on its record.
     */
    public void settleFunding(final PositionRecord position, final InstrumentRecord instrument)
    {
        final long cumulativeAtoms = instrument.fundingAtoms();
        final long dueAtoms = position.fundingDueAtoms(cumulativeAtoms);
        position.fundingAtoms(cumulativeAtoms);
        if (dueAtoms != 0)
        {
            final long cashAtoms = credit(position.account(), instrument.settlementAsset(), -dueAtoms);
            effects.fundingSettled(sessions.recipient(account.principal()))
                .accountId(account.accountId())
                .changeAtoms(-dueAtoms)
                .cashAtoms(cashAtoms)
                .positionLots(position.lots())
                .fundingAtoms(cumulativeAtoms)
                .instrumentId(instrument.instrumentId());
        }
    }

    /**
     * Turns a position into cash at a final price: its value less its cost. The other side of it stands with the
     * contract until the last position is settled.
     *
     * @param position   on its record; has neither lots nor cost afterwards.
     * @param instrument it is in, on its record.
     * @param contract   of the instrument, on its record.
     * @param valueAtoms of all its lots at the final price, signed.
     * @return the cash afterwards.
     */
    public long settle(
        final PositionRecord position,
        final InstrumentRecord instrument,
        final ContractRecord contract,
        final long valueAtoms)
    {
        final long changeAtoms = Math.subtractExact(valueAtoms, position.costAtoms());
        contract.clearingAtoms(Math.addExact(contract.clearingAtoms(), valueAtoms));
        contract.clearingLots(contract.clearingLots() + position.lots());
        instrument.openInterestLots(instrument.openInterestLots() - Math.max(position.lots(), 0));
        noteExposure(instrument);
        position.costAtoms(0);
        position.lots(0);
        return credit(position.account(), instrument.settlementAsset(), changeAtoms);
    }

    /**
     * Moves what rounding has left of a contract whose positions are all settled to the rounding account of its asset:
     * less than an atom of each position of an inverse contract, nothing of a linear one.
     *
     * @param instrument that is settled, on its record.
     * @param contract   of the instrument, on its record; being settled are 0 atoms afterwards.
     */
    public void keepRounding(final InstrumentRecord instrument, final ContractRecord contract)
    {
        if (ContractValue.isInverse(instrument))
        {
            pool.wrap(instrument.settlementAsset());
            pool.roundingAtoms(Math.subtractExact(pool.roundingAtoms(), contract.clearingAtoms()));
            contract.clearingAtoms(0);
        }
    }

    /** Closes lots for their value as a long holds it: below 0 where a long gives it up. */
    private void realise(
        final PositionRecord position,
        final int assetIndex,
        final long heldLots,
        final long closedLots,
        final long valueAtoms)
    {
        final long releasedAtoms =
            Fixed.multiplyDivideFloor(position.costAtoms(), closedLots, Math.abs(heldLots));
        final long proceedsAtoms = heldLots > 0 ? valueAtoms : -valueAtoms;
        position.costAtoms(position.costAtoms() - releasedAtoms);
        credit(position.account(), assetIndex, Math.subtractExact(proceedsAtoms, releasedAtoms));
    }

    /** Cash of an account in an asset: what it holds of the reference asset itself, or its balance of another. */
    private long credit(final int accountIndex, final int assetIndex, final long changeAtoms)
    {
        return assetIndex == Catalogue.REFERENCE ?
            addCash(accountIndex, changeAtoms) : addBalance(accountIndex, assetIndex, changeAtoms);
    }

    /** Who trades has had a balance since the order was accepted. */
    private long addBalance(final int accountIndex, final int assetIndex, final long changeAtoms)
    {
        final int balanceIndex = accounts.findBalance(accountIndex, assetIndex);
        Invariant.check(balanceIndex != 0, "BALANCE_MISSING", accountIndex, assetIndex);
        account.wrap(accountIndex);
        balance.wrap(balanceIndex);
        final long atoms = Math.addExact(balance.balanceAtoms(), changeAtoms);
        balance.balanceAtoms(atoms);
        return atoms;
    }

    private long addCash(final int accountIndex, final long changeAtoms)
    {
        account.wrap(accountIndex);
        final long cash = Math.addExact(account.cashAtoms(), changeAtoms);
        account.cashAtoms(cash);
        return cash;
    }
}

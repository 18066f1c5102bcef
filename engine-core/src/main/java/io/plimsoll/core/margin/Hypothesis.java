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
import io.plimsoll.core.account.Ledger;
import io.plimsoll.core.account.PositionRecord;
import io.plimsoll.core.account.SpotHoldings;
import io.plimsoll.core.codec.Refusal;
import io.plimsoll.core.codec.generated.IndexTarget;
import io.plimsoll.core.codec.generated.InstrumentState;
import io.plimsoll.core.price.AssetRecord;
import io.plimsoll.core.price.Catalogue;
import io.plimsoll.core.price.ContractRecord;
import io.plimsoll.core.price.ContractValue;
import io.plimsoll.core.price.Contracts;
import io.plimsoll.core.price.InstrumentRecord;

/**
 * Books what a question supposes into the records of the engine itself, so that whatever values an account values it
 * with all that is listed, and takes all of it back. First everything named is found and the positions and balances
 * that are not there yet are opened; then what will be written is kept; then prices, transfers and trades are booked,
 * each refused with its numbers where the engine would refuse it, or could not hold it. Between {@link #suppose} and
 * {@link #forget} nothing else may run.
 * <p>
 * No open interest, custody, fee or effect outlives it. 0 B; the engine's thread alone.
 */
final class Hypothesis
{
    /** Bytes of an instrument that a trade or a price writes: its mark and its open interest. */
    private static final int INSTRUMENT_PART = 104;
    /** A price and a transfer write one record each, a trade up to four. */
    private static final int PARTS = 2 + (1 + 1 + 4) * WhatIf.PARTS_MAX;
    private static final int WORDS = PARTS * AssetRecord.LENGTH / Long.BYTES;

    private final Refusal refusal;
    private final Accounts accounts;
    private final Catalogue catalogue;
    private final SpotCheck spot;
    private final SpotHoldings holdings;
    private final SupposedPayment payment;
    private final Overlay overlay = new Overlay(PARTS, WORDS);
    private final AccountRecord account;
    private final PositionRecord position;
    private final BalanceRecord balance;
    private final AssetRecord asset;
    private final InstrumentRecord instrument;
    private final ContractRecord contract;
    private final int positionsMost;
    private final int[] openedPositions = new int[WhatIf.PARTS_MAX];
    private final int[] openedBalances = new int[2 * WhatIf.PARTS_MAX];
    private int openedPositionCount;
    private int openedBalanceCount;
    private int accountIndex;

    Hypothesis(
        final Refusal refusal,
        final Accounts accounts,
        final Catalogue catalogue,
        final Contracts contracts,
        final Ledger ledger,
        final SpotCheck spot,
        final SpotHoldings holdings,
        final int positionsMost)
    {
        this.refusal = refusal;
        this.accounts = accounts;
        this.catalogue = catalogue;
        this.spot = spot;
        this.holdings = holdings;
        this.positionsMost = positionsMost;
        payment = new SupposedPayment(refusal, accounts, ledger, spot);
        account = accounts.newAccountRecord();
        position = accounts.newPositionRecord();
        balance = accounts.newBalanceRecord();
        asset = catalogue.newAssetRecord();
        instrument = catalogue.newInstrumentRecord();
        contract = contracts.newRecord();
    }

    /**
     * Books what a question supposes.
     *
     * @param index    of the account.
     * @param question with its parts.
     * @return a {@link ResultCode}; whatever it is, {@link #forget} follows.
     */
    int suppose(final int index, final WhatIf question)
    {
        accountIndex = index;
        int code = find(question);
        if (code == ResultCode.ACCEPTED)
        {
            keep(question);
            code = book(question);
        }
        return code;
    }

    /** Takes everything back. */
    void forget()
    {
        overlay.restore();
        while (openedBalanceCount > 0)
        {
            accounts.closeBalance(openedBalances[--openedBalanceCount]);
        }
        while (openedPositionCount > 0)
        {
            accounts.closePosition(openedPositions[--openedPositionCount]);
        }
    }

    private int find(final WhatIf question)
    {
        int code = ResultCode.ACCEPTED;
        for (int part = 0; part < question.priceCount && code == ResultCode.ACCEPTED; part++)
        {
            code = findPrice(question, part);
        }
        for (int part = 0; part < question.transferCount && code == ResultCode.ACCEPTED; part++)
        {
            code = findTransfer(question, part);
        }
        for (int part = 0; part < question.tradeCount && code == ResultCode.ACCEPTED; part++)
        {
            code = findTrade(question, part);
        }
        return code;
    }

    private int findPrice(final WhatIf question, final int part)
    {
        final int id = question.priceIds[part];
        if (question.priceTargets[part] > IndexTarget.ASSET.value())
        {
            return refusal.refuse(
                ResultCode.FIELD_OUT_OF_RANGE, IndexTarget.ASSET.value(), question.priceTargets[part]);
        }
        final boolean ofAsset = question.priceTargets[part] == IndexTarget.ASSET.value();
        final int index = ofAsset ? catalogue.assets().find(id) : catalogue.instruments().find(id);
        question.priceIndexes[part] = index;
        if (index == 0)
        {
            return refusal.refuse(ofAsset ? ResultCode.UNKNOWN_ASSET : ResultCode.UNKNOWN_INSTRUMENT, 0, id);
        }
        if (ofAsset && index == Catalogue.REFERENCE)
        {
            return refusal.refuse(ResultCode.REFERENCE_ASSET, 0, id);
        }
        for (int before = 0; before < part; before++)
        {
            if (question.priceIndexes[before] == index && question.priceTargets[before] == question.priceTargets[part])
            {
                return refusal.refuse(ResultCode.DUPLICATE_PRICE, 0, id);
            }
        }
        return ofAsset ? ResultCode.ACCEPTED : checkTrading(index);
    }

    /** What has been settled has neither a price nor trades any more. */
    private int checkTrading(final int instrumentIndex)
    {
        instrument.wrap(instrumentIndex);
        return instrument.state() != InstrumentState.SETTLED.value() ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.INSTRUMENT_STATE, InstrumentState.OPEN.value(), instrument.state());
    }

    private int findTransfer(final WhatIf question, final int part)
    {
        final int id = question.transferIds[part];
        final int index = catalogue.assets().find(id);
        question.transferIndexes[part] = index;
        if (index == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_ASSET, 0, id);
        }
        if (question.transferAtoms[part] == 0)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0);
        }
        return index == Catalogue.REFERENCE ? ResultCode.ACCEPTED : openBalance(index);
    }

    private int findTrade(final WhatIf question, final int part)
    {
        final int id = question.tradeIds[part];
        final int index = catalogue.instruments().find(id);
        question.tradeIndexes[part] = index;
        if (index == 0)
        {
            return refusal.refuse(ResultCode.UNKNOWN_INSTRUMENT, 0, id);
        }
        if (question.tradeLots[part] == 0)
        {
            return refusal.refuse(ResultCode.FIELD_OUT_OF_RANGE, 1, 0);
        }
        if (checkTrading(index) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        final int held = heldAsset(index);
        return held == Catalogue.REFERENCE || openBalance(held) == ResultCode.ACCEPTED ?
            openPosition(index) : refusal.code();
    }

    /** The asset of which a trade in the instrument that is wrapped moves a balance, the reference asset for none. */
    private int heldAsset(final int instrumentIndex)
    {
        contract.wrap(instrumentIndex);
        return Contracts.isSpot(instrument) ? contract.baseAsset() : instrument.settlementAsset();
    }

    private int openBalance(final int assetIndex)
    {
        if (accounts.findBalance(accountIndex, assetIndex) == 0)
        {
            if (!accounts.hasRoomForBalance())
            {
                return refusal.refuseFull(accounts.balanceSlab());
            }
            openedBalances[openedBalanceCount++] = accounts.openBalance(accountIndex, assetIndex);
        }
        return ResultCode.ACCEPTED;
    }

    private int openPosition(final int instrumentIndex)
    {
        if (accounts.findPosition(accountIndex, instrumentIndex) == 0)
        {
            account.wrap(accountIndex);
            if (account.positionCount() >= positionsMost || !accounts.hasRoomForPosition())
            {
                return refusal.refuseFull(accounts.positionSlab());
            }
            openedPositions[openedPositionCount++] = accounts.openPosition(accountIndex, instrumentIndex);
        }
        return ResultCode.ACCEPTED;
    }

    private void keep(final WhatIf question)
    {
        overlay.keep(accounts.accountSlab(), accountIndex);
        overlay.keep(catalogue.assets().slab(), Catalogue.REFERENCE);
        for (int part = 0; part < question.priceCount; part++)
        {
            if (question.priceTargets[part] == IndexTarget.ASSET.value())
            {
                overlay.keep(catalogue.assets().slab(), question.priceIndexes[part]);
            }
            else
            {
                overlay.keep(catalogue.instruments().slab(), question.priceIndexes[part], INSTRUMENT_PART);
            }
        }
        for (int part = 0; part < question.transferCount; part++)
        {
            if (question.transferIndexes[part] != Catalogue.REFERENCE)
            {
                keepBalance(question.transferIndexes[part]);
            }
        }
        for (int part = 0; part < question.tradeCount; part++)
        {
            keepTraded(question.tradeIndexes[part]);
        }
    }

    private void keepBalance(final int assetIndex)
    {
        overlay.keep(accounts.balanceSlab(), accounts.findBalance(accountIndex, assetIndex));
    }

    private void keepTraded(final int instrumentIndex)
    {
        instrument.wrap(instrumentIndex);
        final int held = heldAsset(instrumentIndex);
        if (held != Catalogue.REFERENCE)
        {
            keepBalance(held);
            overlay.keep(catalogue.assets().slab(), held);
        }
        overlay.keep(catalogue.instruments().slab(), instrumentIndex, INSTRUMENT_PART);
        overlay.keep(accounts.positionSlab(), accounts.findPosition(accountIndex, instrumentIndex));
    }

    private int book(final WhatIf question)
    {
        int code = ResultCode.ACCEPTED;
        for (int part = 0; part < question.priceCount && code == ResultCode.ACCEPTED; part++)
        {
            code = price(question, part);
        }
        for (int part = 0; part < question.transferCount && code == ResultCode.ACCEPTED; part++)
        {
            code = transfer(question.transferIndexes[part], question.transferAtoms[part]);
        }
        for (int part = 0; part < question.tradeCount && code == ResultCode.ACCEPTED; part++)
        {
            code = trade(question.tradeIndexes[part], question.tradeLots[part], question.tradeTicks[part]);
        }
        return code;
    }

    private int price(final WhatIf question, final int part)
    {
        final long price = question.prices[part];
        final boolean ofAsset = question.priceTargets[part] == IndexTarget.ASSET.value();
        final long least;
        final long most;
        if (ofAsset)
        {
            asset.wrap(question.priceIndexes[part]);
            least = 1;
            most = asset.maxPriceAtoms();
        }
        else
        {
            instrument.wrap(question.priceIndexes[part]);
            least = ContractValue.leastMarkSubTicks(instrument);
            most = instrument.maxMarkSubTicks();
        }
        if (price < least || price > most)
        {
            return refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE, price < least ? least : most, price);
        }
        if (ofAsset)
        {
            asset.priceAtoms(price);
        }
        else
        {
            instrument.markSubTicks(price);
        }
        return ResultCode.ACCEPTED;
    }

    private int transfer(final int assetIndex, final long amountAtoms)
    {
        asset.wrap(assetIndex);
        account.wrap(accountIndex);
        if (assetIndex == Catalogue.REFERENCE)
        {
            final long cash = account.cashAtoms();
            account.cashAtoms(checkTransfer(amountAtoms, cash, cash, 0) == ResultCode.ACCEPTED ?
                cash + amountAtoms : cash);
            return refusal.code();
        }
        balance.wrap(accounts.findBalance(accountIndex, assetIndex));
        holdings.count(accountIndex, assetIndex);
        final long held = balance.balanceAtoms();
        if (checkTransfer(amountAtoms, held, held - holdings.lockedAtoms(), holdings.awaitedAtoms()) !=
            ResultCode.ACCEPTED || checkCollateral(assetIndex, amountAtoms) != ResultCode.ACCEPTED)
        {
            return refusal.code();
        }
        balance.balanceAtoms(held + amountAtoms);
        return ResultCode.ACCEPTED;
    }

    private int checkTransfer(
        final long amountAtoms, final long heldAtoms, final long freeAtoms, final long awaitedAtoms)
    {
        if (amountAtoms < -Math.max(0, freeAtoms))
        {
            return refusal.refuse(ResultCode.INSUFFICIENT_BALANCE,
                amountAtoms == Long.MIN_VALUE ? Long.MAX_VALUE : -amountAtoms, freeAtoms);
        }
        final long held = Math.max(0, heldAtoms) + awaitedAtoms;
        return amountAtoms <= asset.maxBalanceAtoms() - held ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.BALANCE_LIMIT, asset.maxBalanceAtoms(),
                amountAtoms > Long.MAX_VALUE - held ? Long.MAX_VALUE : held + amountAtoms);
    }

    /** Checks that more of an asset has a price, and that all collateral together is not worth too much. */
    private int checkCollateral(final int assetIndex, final long moreAtoms)
    {
        if (asset.priceAtoms() == 0)
        {
            return refusal.refuse(ResultCode.MARK_MISSING, 0, asset.assetId());
        }
        if (moreAtoms > 0)
        {
            final long highest =
                spot.highestCollateralAtoms(accountIndex, assetIndex, moreAtoms + holdings.awaitedAtoms());
            if (highest > ListingRules.COLLATERAL_MAX)
            {
                return refusal.refuse(ResultCode.COLLATERAL_LIMIT, ListingRules.COLLATERAL_MAX, highest);
            }
        }
        return ResultCode.ACCEPTED;
    }

    private int trade(final int instrumentIndex, final long lots, final long priceTicks)
    {
        instrument.wrap(instrumentIndex);
        if (instrument.markSubTicks() == 0)
        {
            return refusal.refuse(ResultCode.MARK_MISSING, 0, instrument.instrumentId());
        }
        final long mostTicks = instrument.maxMarkSubTicks() / instrument.subTicksPerTick();
        final long leastTicks = ContractValue.leastTicks(instrument);
        if (priceTicks != 0 && (priceTicks < leastTicks || priceTicks > mostTicks))
        {
            return refusal.refuse(ResultCode.PRICE_OUT_OF_RANGE,
                priceTicks < 0 ? 0 : priceTicks < leastTicks ? leastTicks : mostTicks, priceTicks);
        }
        final long mostLots = instrument.maxPositionLots();
        if (lots > 2 * mostLots || lots < -2 * mostLots)
        {
            return refusal.refuse(ResultCode.POSITION_LIMIT, mostLots,
                lots == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(lots));
        }
        final int code = Contracts.isSpot(instrument) ? exchange(lots) : turn(lots);
        return code == ResultCode.ACCEPTED ?
            payment.pay(accountIndex, position, instrument, lots, priceTicks) : code;
    }

    /** Checks a spot trade: whoever sells must have it, and whoever buys may not get too much. */
    private int exchange(final long lots)
    {
        contract.wrap(instrument.index());
        asset.wrap(contract.baseAsset());
        balance.wrap(accounts.findBalance(accountIndex, contract.baseAsset()));
        holdings.count(accountIndex, contract.baseAsset());
        final long moved = lots * contract.lotAtoms();
        final long held = balance.balanceAtoms();
        position.wrap(accounts.findPosition(accountIndex, instrument.index()));
        return checkTransfer(moved, held, held - holdings.lockedAtoms(), holdings.awaitedAtoms()) ==
            ResultCode.ACCEPTED ? checkCollateral(contract.baseAsset(), moved) : refusal.code();
    }

    /** Checks a trade in a position. */
    private int turn(final long lots)
    {
        position.wrap(accounts.findPosition(accountIndex, instrument.index()));
        final long after = position.lots() + lots;
        final long worst = Math.max(Math.abs(after),
            Math.max(Math.abs(after + position.buyLots()), Math.abs(after - position.sellLots())));
        return worst <= instrument.maxPositionLots() ? ResultCode.ACCEPTED :
            refusal.refuse(ResultCode.POSITION_LIMIT, instrument.maxPositionLots(), worst);
    }
}

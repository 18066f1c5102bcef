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

import java.util.List;

/**
 * Every term of an account's health, as the engine holds it: what is added up to equity and to the requirement, beside
 * the sums that the engine decides by. A copy, for people and audits; immutable.
 *
 * @param accountId           id of the account.
 * @param state               as the wire names it.
 * @param cashAtoms           balance of the reference asset.
 * @param equityAtoms         E.
 * @param slowEquityAtoms     E at the slow price.
 * @param maintenanceAtoms    MM at the rates in force, rounded up.
 * @param callAtoms           MM at the higher of the rates in force and announced, by which it is called, rounded up.
 * @param initialAtoms        IM with the resting orders, rounded up.
 * @param loanAtoms           B.
 * @param missingAtoms        to the line at which a call ends; 0 if nothing is.
 * @param callPpm             margin-call line.
 * @param releasePpm          line at which a call ends.
 * @param thetaPpm            target of an episode that runs; else 0.
 * @param openOrders          that rest.
 * @param positions           with lots, by instrument as it was listed.
 * @param balances            of other assets, by asset as it was listed.
 * @param loans               by asset as it was listed.
 */
public record AccountTerms(
    long accountId,
    int state,
    long cashAtoms,
    long equityAtoms,
    long slowEquityAtoms,
    long maintenanceAtoms,
    long callAtoms,
    long initialAtoms,
    long loanAtoms,
    long missingAtoms,
    long callPpm,
    long releasePpm,
    int thetaPpm,
    int openOrders,
    List<Position> positions,
    List<Balance> balances,
    List<Loan> loans)
{
    /**
     * A position.
     *
     * @param instrumentId     of the instrument.
     * @param settlementId     asset that it settles in, of which all its atoms are.
     * @param lots             signed.
     * @param costAtoms        signed cost of the lots.
     * @param fundingAtoms     cumulative funding of one lot.
     * @param paidFundingAtoms cumulative funding of a lot up to which it has paid.
     * @param markSubTicks     mark.
     * @param markFactorAtoms  atoms of one sub-tick and lot.
     * @param isInverse        whether it is worth less at a higher mark: the atoms of a lot are those over the mark.
     * @param buyLots          of resting buy orders.
     * @param sellLots         of resting sell orders.
     * @param initialFactorPpm initial over maintenance requirement, as it is in force.
     * @param brackets         of the requirement.
     */
    public record Position(
        int instrumentId,
        int settlementId,
        long lots,
        long costAtoms,
        long fundingAtoms,
        long paidFundingAtoms,
        long markSubTicks,
        long markFactorAtoms,
        boolean isInverse,
        long buyLots,
        long sellLots,
        int initialFactorPpm,
        List<Bracket> brackets)
    {
    }

    /**
     * A bracket of a requirement.
     *
     * @param lowerAtoms   notional from which it holds.
     * @param inForcePpm   rate in force.
     * @param announcedPpm rate after the next step.
     */
    public record Bracket(long lowerAtoms, int inForcePpm, int announcedPpm)
    {
    }

    /**
     * A balance.
     *
     * @param assetId      of the asset.
     * @param balanceAtoms atoms of it.
     * @param priceAtoms   reference atoms per unit.
     * @param unitAtoms    atoms to which a price refers.
     * @param valueAtoms   that it counts for with the positions that settle in the asset.
     * @param owedPpm      weight of what is owed.
     * @param bands        of its weight.
     */
    public record Balance(
        int assetId,
        long balanceAtoms,
        long priceAtoms,
        long unitAtoms,
        long valueAtoms,
        int owedPpm,
        List<Band> bands)
    {
    }

    /**
     * A loan.
     *
     * @param assetId       of the asset.
     * @param debtAtoms     owed, rounded up.
     * @param priceAtoms    reference atoms per unit.
     * @param unitAtoms     atoms to which a price refers.
     * @param weightPpm     of it in equity.
     * @param valueAtoms    counted in B.
     * @param weightedAtoms taken from equity.
     */
    public record Loan(
        int assetId,
        long debtAtoms,
        long priceAtoms,
        long unitAtoms,
        int weightPpm,
        long valueAtoms,
        long weightedAtoms)
    {
    }

    /**
     * A haircut band.
     *
     * @param lowerAtoms value from which it holds.
     * @param weightPpm  share of the value that counts.
     */
    public record Band(long lowerAtoms, int weightPpm)
    {
    }

    /**
     * An account that holds an isolated position, beside the one that it was opened under.
     *
     * @param parentId         of the parent.
     * @param isolatedId       of the isolated account.
     * @param instrumentId     of the instrument that it trades; 0 once it is closed.
     * @param equityAtoms      of the isolated account.
     * @param maintenanceAtoms of the isolated account, rounded up.
     * @param topUpCapAtoms    most cash that the parent adds by itself.
     * @param toppedUpAtoms    what of it has been added.
     */
    public record Isolated(
        long parentId,
        long isolatedId,
        int instrumentId,
        long equityAtoms,
        long maintenanceAtoms,
        long topUpCapAtoms,
        long toppedUpAtoms)
    {
    }
}

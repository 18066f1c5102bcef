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
package io.plimsoll.io.explain;

import io.plimsoll.core.margin.AccountTerms;
import io.plimsoll.core.margin.HealthTerms;
import io.plimsoll.io.journal.RecordDecoder;
import java.math.BigInteger;
import java.util.List;

/**
 * Every term of an account's health, which command set it, and whether the terms add up to the sums that the engine
 * decides by. The sums are made anew from the terms, by the arithmetic of this package. Confined to one thread.
 */
public final class AccountExplanation
{
    private final AccountSources sources;
    private Checks checks = new Checks();
    private AccountTerms terms;
    private HealthTerms health;
    private long sequence;
    private long timestampNs;

    /**
     * Explanation of an account.
     *
     * @param accountId of the account.
     */
    public AccountExplanation(final long accountId)
    {
        sources = new AccountSources(accountId);
    }

    /**
     * Follows the next command.
     *
     * @param engineTerms of the engine that has applied it.
     * @param record      of the command.
     */
    public void follow(final HealthTerms engineTerms, final RecordDecoder record)
    {
        health = engineTerms;
        sequence = record.sequence();
        timestampNs = record.timestampNs();
        sources.follow(engineTerms, record);
    }

    /**
     * Adds up the terms after the last command.
     *
     * @return false if there is no such account.
     */
    public boolean finish()
    {
        terms = sources.terms();
        checks = new Checks();
        if (null == terms)
        {
            return false;
        }
        final BigInteger equity = equity();
        checks.equal("equity", "", terms.equityAtoms(), equity);
        for (final AccountTerms.Balance each : terms.balances())
        {
            checks.equal("value", "asset " + each.assetId(), each.valueAtoms(), value(each));
        }
        for (final AccountTerms.Loan each : terms.loans())
        {
            checks.equal("loan", "asset " + each.assetId(), each.weightedAtoms(), value(each, each.weightPpm()));
        }
        checks.equal("loans", "", terms.loanAtoms(), loans());
        checks.equal("maintenance", "", terms.maintenanceAtoms(), published(requirement(Rates.IN_FORCE)));
        final BigInteger called = requirement(Rates.HIGHER);
        checks.equal("requirement of a call", "", terms.callAtoms(), published(called));
        final BigInteger lack = called.multiply(Arithmetic.big(terms.releasePpm()))
            .add(loans().multiply(Arithmetic.big(terms.releasePpm()).subtract(Arithmetic.PPM)).multiply(Arithmetic.PPM))
            .subtract(equity.multiply(Arithmetic.SCALE));
        checks.equal("missing", "", terms.missingAtoms(),
            Arithmetic.divideCeil(lack, Arithmetic.SCALE).max(BigInteger.ZERO));
        return true;
    }

    /** Which rates a requirement is asked at. */
    enum Rates
    {
        IN_FORCE, HIGHER
    }

    private BigInteger equity()
    {
        BigInteger sum = Arithmetic.big(terms.cashAtoms());
        for (final AccountTerms.Position each : terms.positions())
        {
            sum = sum.add(isElsewhere(each) ? BigInteger.ZERO : worth(each));
        }
        for (final AccountTerms.Balance each : terms.balances())
        {
            sum = sum.add(value(each));
        }
        for (final AccountTerms.Loan each : terms.loans())
        {
            sum = sum.subtract(value(each, each.weightPpm()));
        }
        return sum;
    }

    /** B. */
    private BigInteger loans()
    {
        return terms.loans().stream().map(loan -> value(loan, Arithmetic.PPM.intValueExact()))
            .reduce(BigInteger.ZERO, BigInteger::add);
    }

    static BigInteger value(final AccountTerms.Loan loan, final int weightPpm)
    {
        return Arithmetic.loanValue(new Evidence.Loan(loan.assetId(), Arithmetic.big(loan.debtAtoms()),
            loan.priceAtoms(), loan.unitAtoms(), weightPpm, BigInteger.ZERO, BigInteger.ZERO), loan.priceAtoms(),
            weightPpm);
    }

    static BigInteger value(final AccountTerms.Position position)
    {
        return LegValue.worth(position.isInverse(), Arithmetic.big(position.lots()), position.markSubTicks(),
            position.markFactorAtoms());
    }

    static BigInteger fundingDue(final AccountTerms.Position position)
    {
        return Arithmetic.big(position.lots())
            .multiply(Arithmetic.big(position.fundingAtoms()).subtract(Arithmetic.big(position.paidFundingAtoms())));
    }

    private static BigInteger worth(final AccountTerms.Position position)
    {
        return value(position).subtract(Arithmetic.big(position.costAtoms())).subtract(fundingDue(position));
    }

    /** Whether a position settles in an asset of which the account has a balance, and not in the reference asset. */
    boolean isElsewhere(final AccountTerms.Position position)
    {
        return terms.balances().stream().anyMatch(each -> each.assetId() == position.settlementId());
    }

    /** What the account has of an asset with the positions that settle in it. */
    BigInteger net(final AccountTerms.Balance balance)
    {
        return terms.positions().stream().filter(each -> each.settlementId() == balance.assetId())
            .map(AccountExplanation::worth).reduce(Arithmetic.big(balance.balanceAtoms()), BigInteger::add);
    }

    BigInteger value(final AccountTerms.Balance balance)
    {
        final List<Evidence.Band> bands = balance.bands().stream()
            .map(band -> new Evidence.Band(band.lowerAtoms(), band.weightPpm())).toList();
        return Arithmetic.value(new Evidence.Collateral(balance.assetId(), Arithmetic.big(balance.balanceAtoms()),
            balance.priceAtoms(), balance.unitAtoms(), balance.owedPpm(), bands, BigInteger.ZERO), net(balance),
            balance.priceAtoms());
    }

    /** Requirement of one position, ppm x atoms. */
    static BigInteger requirement(final AccountTerms.Position position, final Rates rates)
    {
        final List<Evidence.Bracket> brackets = position.brackets().stream().map(bracket -> new Evidence.Bracket(
            bracket.lowerAtoms(), Rates.IN_FORCE == rates ? bracket.inForcePpm() :
            Math.max(bracket.inForcePpm(), bracket.announcedPpm()), 0)).toList();
        return Arithmetic.requirement(brackets, LegValue.notional(position.isInverse(),
            Arithmetic.big(position.lots()), position.markSubTicks(), position.markFactorAtoms()));
    }

    private BigInteger requirement(final Rates rates)
    {
        BigInteger sum = BigInteger.ZERO;
        for (final AccountTerms.Position each : terms.positions())
        {
            sum = sum.add(isElsewhere(each) ? BigInteger.ZERO : requirement(each, rates));
        }
        for (final AccountTerms.Balance each : terms.balances())
        {
            final BigInteger atoms = terms.positions().stream()
                .filter(position -> position.settlementId() == each.assetId())
                .map(position -> requirement(position, rates)).reduce(BigInteger.ZERO, BigInteger::add);
            sum = sum.add(Arithmetic.divideCeil(
                atoms.multiply(Arithmetic.big(each.priceAtoms())), Arithmetic.big(each.unitAtoms())));
        }
        return sum;
    }

    private static BigInteger published(final BigInteger requirement)
    {
        return Arithmetic.divideCeil(requirement, Arithmetic.PPM);
    }

    /**
     * How many numbers were compared.
     *
     * @return number of comparisons.
     */
    public int checks()
    {
        return checks.all().size();
    }

    /**
     * What does not add up, one line for each number.
     *
     * @return lines; none if everything does.
     */
    public List<String> differences()
    {
        return checks.differences().stream()
            .map(check -> check.name() + ": the engine has " + check.recorded() + ", its terms give " +
                check.recomputed())
            .toList();
    }

    /**
     * The explanation in words; the engine must still be open.
     *
     * @return lines.
     */
    public List<String> text()
    {
        return new AccountText(this).lines();
    }

    /**
     * The explanation as one JSON object; the engine must still be open.
     *
     * @return the object, in one line.
     */
    public String json()
    {
        return new AccountJson(this).text();
    }

    AccountTerms terms()
    {
        return terms;
    }

    AccountSources sources()
    {
        return sources;
    }

    HealthTerms health()
    {
        return health;
    }

    /**
     * Sequence of the last command.
     *
     * @return the sequence.
     */
    public long sequence()
    {
        return sequence;
    }

    long timestampNs()
    {
        return timestampNs;
    }
}

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

import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.margin.AccountTerms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words for the health of an account: each term with its number, and the command that set it. */
final class AccountText
{
    private static final String TERM = "  %-44s %24s  %s";

    private final List<String> lines = new ArrayList<>();
    private final AccountExplanation of;
    private final AccountTerms terms;
    private final AccountSources sources;

    AccountText(final AccountExplanation of)
    {
        this.of = of;
        terms = of.terms();
        sources = of.sources();
    }

    List<String> lines()
    {
        add("Account %d after sequence %d, %s: %s%s", terms.accountId(), of.sequence(),
            ExplanationText.time(new LiquidationCase.Moment(of.sequence(), of.timestampNs(), "")),
            AccountState.get((short)terms.state()), null == sources.state() ? "" : " since" + by(sources.state()));
        equity();
        maintenance();
        lines.add("");
        term("initial requirement, with open orders", terms.initialAtoms(), sources.orders());
        term("equity at the slow price", terms.slowEquityAtoms(), null);
        term("loans", terms.loanAtoms(), null);
        callLines();
        isolatedLines();
        return lines;
    }

    private void equity()
    {
        lines.add("");
        term("cash", terms.cashAtoms(), sources.cash());
        for (final AccountTerms.Position each : terms.positions())
        {
            final int index = of.health().instrument(each.instrumentId());
            add("  instrument %d: %s %,d lots%s", each.instrumentId(), each.lots() > 0 ? "long" : "short",
                Math.abs(each.lots()), of.isElsewhere(each) ? ", in atoms of asset " + each.settlementId() : "");
            term(String.format(Locale.ROOT, each.isInverse() ? "  value at the mark %,d, %,d over it" :
                "  value at the mark %,d x %,d", each.markSubTicks(), each.markFactorAtoms()),
                AccountExplanation.value(each), sources.mark(index));
            term("  less what it has cost", Arithmetic.big(each.costAtoms()).negate(),
                sources.position(each.instrumentId()));
            if (0 != each.fundingAtoms())
            {
                term(String.format(Locale.ROOT, "  less funding due, %,d a lot, paid up to %,d", each.fundingAtoms(),
                    each.paidFundingAtoms()), AccountExplanation.fundingDue(each).negate(), sources.funding(index));
            }
        }
        for (final AccountTerms.Balance each : terms.balances())
        {
            final int index = of.health().asset(each.assetId());
            add("  asset %d: %,d atoms%s", each.assetId(), each.balanceAtoms(),
                of.net(each).equals(Arithmetic.big(each.balanceAtoms())) ? "" :
                String.format(Locale.ROOT, ", with what settles in it %,d", of.net(each)));
            term(String.format(Locale.ROOT, "  value at %,d for %,d atoms, weight %s", each.priceAtoms(),
                each.unitAtoms(), weights(each)), of.value(each), sources.price(index));
            add(TERM, "  balance", "", by(sources.balance(each.assetId())));
            add(TERM, "  weight", "", by(sources.weights(index)));
        }
        for (final AccountTerms.Loan each : terms.loans())
        {
            add("  loan of asset %d: %,d atoms", each.assetId(), each.debtAtoms());
            term(String.format(Locale.ROOT, "  value at %,d for %,d atoms, weight %s", each.priceAtoms(),
                each.unitAtoms(), percent(each.weightPpm())),
                AccountExplanation.value(each, each.weightPpm()).negate(),
                sources.price(of.health().asset(each.assetId())));
            add(TERM, "  debt", "", by(sources.loan(each.assetId())));
        }
        term("EQUITY", terms.equityAtoms(), null);
    }

    private static String weights(final AccountTerms.Balance balance)
    {
        return balance.bands().size() == 1 ? percent(balance.bands().get(0).weightPpm()) :
            "in " + balance.bands().size() + " bands";
    }

    private void maintenance()
    {
        lines.add("");
        for (final AccountTerms.Position each : terms.positions())
        {
            final int index = of.health().instrument(each.instrumentId());
            final BigInteger notional = AccountExplanation.value(each).abs();
            final List<Evidence.Bracket> brackets = each.brackets().stream()
                .map(bracket -> new Evidence.Bracket(bracket.lowerAtoms(), bracket.inForcePpm(), 0)).toList();
            final int bracket = Arithmetic.bracketBelow(brackets, notional);
            term(String.format(Locale.ROOT, "instrument %d: %,d in bracket %d at %s", each.instrumentId(), notional,
                bracket + 1, percent(each.brackets().get(bracket).inForcePpm())),
                Arithmetic.divideCeil(AccountExplanation.requirement(each, AccountExplanation.Rates.IN_FORCE),
                Arithmetic.PPM), sources.inForce(index));
            if (each.brackets().get(0).inForcePpm() != each.brackets().get(0).announcedPpm())
            {
                add(TERM, "  announced: " + percent(each.brackets().get(bracket).announcedPpm()), "",
                    by(sources.announced(index)));
            }
        }
        term("MAINTENANCE, rounded up once", terms.maintenanceAtoms(), null);
    }

    private void callLines()
    {
        add("  called below %s of %,d, until %s of it; %s", percent(terms.callPpm()), terms.callAtoms(),
            percent(terms.releasePpm()), terms.missingAtoms() == 0 ? "nothing is missing" :
            String.format(Locale.ROOT, "%,d missing to that", terms.missingAtoms()));
        if (terms.thetaPpm() != 0)
        {
            add("  in liquidation until %s of maintenance", percent(terms.thetaPpm()));
        }
    }

    /** The isolated accounts beside their parent, from either side. */
    private void isolatedLines()
    {
        for (final AccountTerms.Isolated each : of.health().isolated(terms.accountId()))
        {
            add("  isolated: account %d under account %d, %s, equity %,d of %,d maintenance, topped up %,d of %,d",
                each.isolatedId(), each.parentId(), each.instrumentId() == 0 ? "closed" :
                "instrument " + each.instrumentId() + " alone", each.equityAtoms(), each.maintenanceAtoms(),
                each.toppedUpAtoms(), each.topUpCapAtoms());
        }
    }

    private void term(final String name, final long atoms, final LiquidationCase.Moment moment)
    {
        term(name, Arithmetic.big(atoms), moment);
    }

    private void term(final String name, final BigInteger atoms, final LiquidationCase.Moment moment)
    {
        add(TERM, name, String.format(Locale.ROOT, "%,d", atoms), null == moment ? "" : by(moment));
    }

    private static String by(final LiquidationCase.Moment moment)
    {
        return null == moment ? "" : " " + moment.command() + " of sequence " + moment.sequence();
    }

    private static String percent(final long ppm)
    {
        return String.format(Locale.ROOT, "%d.%04d %%", ppm / 10_000, ppm % 10_000);
    }

    private void add(final String format, final Object... values)
    {
        lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}

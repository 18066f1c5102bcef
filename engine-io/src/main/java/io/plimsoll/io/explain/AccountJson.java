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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.margin.AccountTerms;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The health of an account as a JSON object: each term with the command that set it. */
final class AccountJson
{
    private final AccountExplanation of;
    private final AccountTerms terms;
    private final AccountSources sources;
    private JsonGenerator json;

    AccountJson(final AccountExplanation of)
    {
        this.of = of;
        terms = of.terms();
        sources = of.sources();
    }

    String text()
    {
        final StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text))
        {
            json = generator;
            json.writeStartObject();
            writeAccount();
            writePositions();
            writeBalances();
            writeLoans();
            writeIsolated();
            json.writeArrayFieldStart("differences");
            for (final String difference : of.differences())
            {
                json.writeString(difference);
            }
            json.writeEndArray();
            json.writeBooleanField("agrees", of.differences().isEmpty());
            json.writeEndObject();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        return text.toString();
    }

    private void writeAccount() throws IOException
    {
        json.writeNumberField("accountId", terms.accountId());
        json.writeNumberField("sequence", of.sequence());
        json.writeNumberField("timestampNs", of.timestampNs());
        json.writeStringField("state", AccountState.get((short)terms.state()).name());
        writeSource("stateBy", sources.state());
        json.writeNumberField("cashAtoms", terms.cashAtoms());
        writeSource("cashBy", sources.cash());
        json.writeNumberField("equityAtoms", terms.equityAtoms());
        json.writeNumberField("slowEquityAtoms", terms.slowEquityAtoms());
        json.writeNumberField("maintenanceAtoms", terms.maintenanceAtoms());
        json.writeNumberField("callMaintenanceAtoms", terms.callAtoms());
        json.writeNumberField("initialAtoms", terms.initialAtoms());
        json.writeNumberField("loanAtoms", terms.loanAtoms());
        json.writeNumberField("missingAtoms", terms.missingAtoms());
        json.writeNumberField("marginCallPpm", terms.callPpm());
        json.writeNumberField("marginCallReleasePpm", terms.releasePpm());
        json.writeNumberField("thetaPpm", terms.thetaPpm());
        json.writeNumberField("openOrders", terms.openOrders());
    }

    private void writeIsolated() throws IOException
    {
        json.writeArrayFieldStart("isolated");
        for (final AccountTerms.Isolated each : of.health().isolated(terms.accountId()))
        {
            json.writeStartObject();
            json.writeNumberField("accountId", each.parentId());
            json.writeNumberField("isolatedId", each.isolatedId());
            json.writeNumberField("instrumentId", each.instrumentId());
            json.writeNumberField("equityAtoms", each.equityAtoms());
            json.writeNumberField("maintenanceAtoms", each.maintenanceAtoms());
            json.writeNumberField("topUpCapAtoms", each.topUpCapAtoms());
            json.writeNumberField("toppedUpAtoms", each.toppedUpAtoms());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writePositions() throws IOException
    {
        json.writeArrayFieldStart("positions");
        for (final AccountTerms.Position each : terms.positions())
        {
            final int index = of.health().instrument(each.instrumentId());
            json.writeStartObject();
            json.writeNumberField("instrumentId", each.instrumentId());
            json.writeNumberField("settlementAssetId", each.settlementId());
            json.writeNumberField("positionLots", each.lots());
            json.writeNumberField("costAtoms", each.costAtoms());
            writeSource("positionBy", sources.position(each.instrumentId()));
            json.writeNumberField("markSubTicks", each.markSubTicks());
            json.writeNumberField("markFactorAtoms", each.markFactorAtoms());
            json.writeBooleanField("inverse", each.isInverse());
            writeSource("markBy", sources.mark(index));
            json.writeNumberField("fundingDueAtoms", AccountExplanation.fundingDue(each));
            writeSource("fundingBy", sources.funding(index));
            writeSource("fundingPaidBy", sources.paidFunding(each.instrumentId()));
            json.writeNumberField("requirementPpmAtoms",
                AccountExplanation.requirement(each, AccountExplanation.Rates.IN_FORCE));
            writeSource("ratesBy", sources.inForce(index));
            writeSource("announcedBy", sources.announced(index));
            json.writeNumberField("buyLots", each.buyLots());
            json.writeNumberField("sellLots", each.sellLots());
            json.writeNumberField("initialFactorPpm", each.initialFactorPpm());
            writeBrackets(each);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeBrackets(final AccountTerms.Position position) throws IOException
    {
        json.writeArrayFieldStart("brackets");
        for (final AccountTerms.Bracket each : position.brackets())
        {
            json.writeStartObject();
            json.writeNumberField("lowerNotionalAtoms", each.lowerAtoms());
            json.writeNumberField("inForcePpm", each.inForcePpm());
            json.writeNumberField("announcedPpm", each.announcedPpm());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeBalances() throws IOException
    {
        json.writeArrayFieldStart("balances");
        for (final AccountTerms.Balance each : terms.balances())
        {
            final int index = of.health().asset(each.assetId());
            json.writeStartObject();
            json.writeNumberField("assetId", each.assetId());
            json.writeNumberField("balanceAtoms", each.balanceAtoms());
            writeSource("balanceBy", sources.balance(each.assetId()));
            json.writeNumberField("priceAtoms", each.priceAtoms());
            json.writeNumberField("unitAtoms", each.unitAtoms());
            writeSource("priceBy", sources.price(index));
            json.writeNumberField("valueAtoms", each.valueAtoms());
            writeSource("weightBy", sources.weights(index));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeLoans() throws IOException
    {
        json.writeArrayFieldStart("loans");
        for (final AccountTerms.Loan each : terms.loans())
        {
            json.writeStartObject();
            json.writeNumberField("assetId", each.assetId());
            json.writeNumberField("debtAtoms", each.debtAtoms());
            writeSource("debtBy", sources.loan(each.assetId()));
            json.writeNumberField("priceAtoms", each.priceAtoms());
            json.writeNumberField("unitAtoms", each.unitAtoms());
            writeSource("priceBy", sources.price(of.health().asset(each.assetId())));
            json.writeNumberField("weightPpm", each.weightPpm());
            json.writeNumberField("valueAtoms", each.valueAtoms());
            json.writeNumberField("weightedAtoms", each.weightedAtoms());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeSource(final String name, final LiquidationCase.Moment moment) throws IOException
    {
        if (null != moment)
        {
            json.writeObjectFieldStart(name);
            json.writeNumberField("sequence", moment.sequence());
            json.writeStringField("command", moment.command());
            json.writeEndObject();
        }
    }
}

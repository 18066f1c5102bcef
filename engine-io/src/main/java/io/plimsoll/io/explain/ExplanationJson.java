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

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;

/**
 * A recomputed step as a JSON object.
 */
final class ExplanationJson
{
    private final Recomputation found;
    private final LiquidationCase of;
    private JsonGenerator json;

    ExplanationJson(final Recomputation found)
    {
        this.found = found;
        of = found.of();
    }

    String text()
    {
        final StringWriter text = new StringWriter();
        try (JsonGenerator generator = new JsonFactory().createGenerator(text))
        {
            json = generator;
            json.writeStartObject();
            writeCase();
            writePieces();
            writeChecks();
            json.writeEndObject();
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        return text.toString();
    }

    private void writeCase() throws IOException
    {
        final Evidence.Opening opening = of.evidence().opening();
        json.writeNumberField("liquidationId", opening.liquidationId());
        json.writeNumberField("episodeId", opening.episodeId());
        json.writeNumberField("accountId", opening.accountId());
        json.writeNumberField("sequence", of.moment().sequence());
        json.writeNumberField("timestampNs", of.moment().timestampNs());
        json.writeNumberField("thetaPpm", opening.thetaPpm());
        writeWorth("before", found.start());
        if (null != found.end())
        {
            writeWorth("after", found.end());
            json.writeStringField("outcome", of.evidence().closing().outcome());
        }
        if (null != of.crossing())
        {
            writeCrossing(of.crossing());
        }
        if (null != of.entry())
        {
            json.writeNumberField("entrySequence", of.entry().moment().sequence());
        }
    }

    private void writeCrossing(final LiquidationCase.Crossing crossing) throws IOException
    {
        json.writeObjectFieldStart("crossing");
        json.writeNumberField("sequence", crossing.moment().sequence());
        json.writeNumberField("timestampNs", crossing.moment().timestampNs());
        json.writeStringField("command", crossing.moment().command());
        if (crossing.isPrice())
        {
            writeWorth("before", crossing.before());
            json.writeArrayFieldStart("marks");
            for (final Evidence.Leg leg : of.evidence().legs())
            {
                writeMark(leg.instrumentId(), crossing);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeMark(final int instrumentId, final LiquidationCase.Crossing crossing) throws IOException
    {
        json.writeStartObject();
        json.writeNumberField("instrumentId", instrumentId);
        json.writeNumberField("beforeSubTicks", crossing.marksBefore().getOrDefault(instrumentId, 0L));
        json.writeNumberField("afterSubTicks", crossing.marksAfter().getOrDefault(instrumentId, 0L));
        json.writeEndObject();
    }

    private void writeWorth(final String name, final Worth worth) throws IOException
    {
        json.writeObjectFieldStart(name);
        writeNumber("equityAtoms", worth.equity());
        writeNumber("maintenancePpmAtoms", worth.maintenance());
        writeNumber("loanAtoms", worth.loans());
        json.writeEndObject();
    }

    private void writePieces() throws IOException
    {
        json.writeArrayFieldStart("pieces");
        for (final LegWalk.Step step : found.steps())
        {
            json.writeStartObject();
            json.writeNumberField("instrumentId", step.piece().instrumentId());
            json.writeNumberField("priceTicks", step.piece().priceTicks());
            json.writeNumberField("quantityLots", step.piece().lots());
            json.writeBooleanField("minimal", step.isMinimal());
            writeNumber("slippageAtoms", step.slippage());
            writeNumber("feeAtoms", step.fee());
            writeNumber("penaltyAtoms", step.penalty());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeChecks() throws IOException
    {
        json.writeNumberField("checks", found.checks().all().size());
        json.writeArrayFieldStart("differences");
        for (final Checks.Check check : found.checks().differences())
        {
            json.writeStartObject();
            json.writeStringField("name", check.name());
            json.writeStringField("recorded", check.recorded());
            json.writeStringField("recomputed", check.recomputed());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("agrees", found.checks().differences().isEmpty());
    }

    private void writeNumber(final String name, final BigInteger value) throws IOException
    {
        json.writeFieldName(name);
        json.writeNumber(value);
    }
}

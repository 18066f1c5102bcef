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
package io.plimsoll.io.cli;

import io.plimsoll.core.codec.generated.AccountState;
import io.plimsoll.core.margin.LiquidationPrices;
import io.plimsoll.core.margin.SupposedHealth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** The answer to a what-if, for people and as JSON. */
final class WhatIfAnswer
{
    private static final int PPM_DIGITS = 6;

    private WhatIfAnswer()
    {
    }

    static List<String> text(final SupposedHealth answer, final long sequence)
    {
        final List<String> lines = new ArrayList<>();
        lines.add("Account " + answer.accountId() + " after sequence " + sequence + ", with what is supposed:");
        lines.add(line("equity", answer.equityAtoms()));
        lines.add(line("equity at slow price", answer.slowEquityAtoms()));
        lines.add(line("maintenance", answer.maintenanceAtoms()));
        lines.add(line("initial requirement", answer.initialAtoms()));
        lines.add(line("loans", answer.loanAtoms()));
        lines.add(line("notional", answer.notionalAtoms()));
        lines.add(String.format(Locale.ROOT, "  %-22s %s", "health",
            answer.healthPpm() == SupposedHealth.NONE ? "nothing is required" : ppm(answer.healthPpm())));
        lines.add(String.format(Locale.ROOT, "  %-22s %s", "safe radius",
            answer.radiusPpm() == SupposedHealth.NONE ? "no price matters" : ppm(answer.radiusPpm())));
        lines.add(String.format(Locale.ROOT, "  %-22s %s%s", "state that would follow", state(answer),
            answer.missingAtoms() == 0 ? "" : String.format(Locale.ROOT, ", %,d missing", answer.missingAtoms())));
        if (answer.positions() > 0)
        {
            lines.add("");
            lines.add(String.format(Locale.ROOT, "  %10s %16s %18s %18s %18s", "instrument", "lots", "mark",
                "last safe mark", "once rates change"));
        }
        for (int place = 0; place < answer.positions(); place++)
        {
            lines.add(String.format(Locale.ROOT, "  %10d %,16d %,18d %18s %18s", answer.instrumentId(place),
                answer.positionLots(place), answer.markSubTicks(place), mark(answer.inForceSubTicks(place)),
                mark(answer.announcedSubTicks(place))));
        }
        lines.add("");
        lines.add(String.format(Locale.ROOT, "RESULT whatif account=%d sequence=%d equity=%d maintenance=%d state=%s",
            answer.accountId(), sequence, answer.equityAtoms(), answer.maintenanceAtoms(), state(answer)));
        return lines;
    }

    private static String line(final String name, final long atoms)
    {
        return String.format(Locale.ROOT, "  %-22s %,d atoms", name, atoms);
    }

    private static String mark(final long subTicks)
    {
        return subTicks == LiquidationPrices.NONE ? "none" : String.format(Locale.ROOT, "%,d", subTicks);
    }

    private static String ppm(final long value)
    {
        return BigDecimal.valueOf(value, PPM_DIGITS).toPlainString();
    }

    private static String state(final SupposedHealth answer)
    {
        return AccountState.get((short)answer.state()).name();
    }

    static String json(final SupposedHealth answer, final long sequence)
    {
        final StringJoiner positions = new StringJoiner(",", "[", "]");
        for (int place = 0; place < answer.positions(); place++)
        {
            positions.add(String.format(Locale.ROOT, "{\"instrumentId\":%d,\"positionLots\":%d,\"markSubTicks\":%d," +
                "\"inForceSubTicks\":%d,\"announcedSubTicks\":%d}", answer.instrumentId(place),
                answer.positionLots(place), answer.markSubTicks(place), answer.inForceSubTicks(place),
                answer.announcedSubTicks(place)));
        }
        return String.format(Locale.ROOT, "{\"accountId\":%d,\"sequence\":%d,\"equityAtoms\":%d," +
            "\"slowEquityAtoms\":%d,\"maintenanceAtoms\":%d,\"initialAtoms\":%d,\"loanAtoms\":%d," +
            "\"notionalAtoms\":%d,\"missingAtoms\":%d,\"healthPpm\":%d,\"radiusPpm\":%d,\"state\":\"%s\"," +
            "\"positions\":%s}", answer.accountId(), sequence, answer.equityAtoms(), answer.slowEquityAtoms(),
            answer.maintenanceAtoms(), answer.initialAtoms(), answer.loanAtoms(), answer.notionalAtoms(),
            answer.missingAtoms(), answer.healthPpm(), answer.radiusPpm(), state(answer), positions);
    }
}

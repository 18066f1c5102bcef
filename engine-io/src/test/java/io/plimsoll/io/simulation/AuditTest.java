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
package io.plimsoll.io.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.codec.generated.AccountReportDecoder;
import io.plimsoll.core.codec.generated.AccountReportEncoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.PositionReportDecoder;
import io.plimsoll.core.codec.generated.PositionReportEncoder;
import io.plimsoll.core.codec.generated.Side;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest
{
    private static final long LOTS = 100;

    private final World world = new World(SimulationTerms.load(), TestCandles.crash(2), 10, 7);
    private final Market market = world.markets.get(0);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private long notionalAtoms;
    private long maintenanceAtoms;

    @BeforeEach
    void setPrice()
    {
        market.price(market.series.firstPrice());
        notionalAtoms = LOTS * market.lotValueAtoms();
        final long numerator = notionalAtoms * world.terms.instrument.bracketMaintenancePpm[0];
        maintenanceAtoms = (numerator + SimulationTerms.PPM - 1) / SimulationTerms.PPM;
    }

    @Test
    void shouldAgreeWithAHealthyAccount()
    {
        report(maintenanceAtoms, maintenanceAtoms, false);

        assertThat(world.audit.disagreeing).isZero();
        assertThat(world.audit.below).isZero();
    }

    @Test
    void shouldFindAnAccountBelowItsLineThatIsNotQueued()
    {
        report(maintenanceAtoms - 1, maintenanceAtoms, false);

        assertThat(world.audit.disagreeing).isZero();
        assertThat(world.audit.below).isEqualTo(1);
        assertThat(world.audit.unqueued).isEqualTo(1);
    }

    @Test
    void shouldNotMindAnAccountBelowItsLineThatIsQueued()
    {
        report(-5, maintenanceAtoms, true);

        assertThat(world.audit.below).isEqualTo(1);
        assertThat(world.audit.unqueued).isZero();
        assertThat(world.audit.queued).isEqualTo(1);
        assertThat(world.audit.bankrupt).isEqualTo(1);
        assertThat(world.audit.ruins).singleElement().satisfies(ruin -> assertThat(ruin.equityAtoms).isEqualTo(-5));
    }

    @Test
    void shouldDisagreeWithAWrongRequirement()
    {
        report(maintenanceAtoms, maintenanceAtoms + 1, false);

        assertThat(world.audit.disagreeing).isEqualTo(1);
    }

    @Test
    void shouldMissAnAtomAndALot()
    {
        report(maintenanceAtoms, maintenanceAtoms, false);

        assertThat(world.audit.isConserved(world.tally)).isFalse();

        world.audit.netLots[0] = 0;
        world.tally.deposits.add(world.audit.cashLessCost.value().longValueExact());
        assertThat(world.audit.isConserved(world.tally)).isTrue();

        world.tally.deposits.add(1);
        assertThat(world.audit.isConserved(world.tally)).isFalse();
    }

    // A position that cost what it is worth, so that equity is cash.
    private void report(final long cashAtoms, final long reportedMaintenanceAtoms, final boolean queued)
    {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        world.book.filled(0, 0, Side.BUY, LOTS);
        new AccountReportEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .accountId(1).equityAtoms(cashAtoms).maintenanceAtoms(reportedMaintenanceAtoms).cashAtoms(cashAtoms)
            .queued((short)(queued ? 1 : 0));
        world.audit.account(new AccountReportDecoder().wrapAndApplyHeader(buffer, 0, header));
        new PositionReportEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .accountId(1).positionLots(LOTS).costAtoms(notionalAtoms).instrumentId(1);
        world.audit.position(new PositionReportDecoder().wrapAndApplyHeader(buffer, 0, header));
        world.audit.evaluate(0);
    }
}

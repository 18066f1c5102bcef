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
package io.plimsoll.io.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.ResultCode;
import io.plimsoll.core.codec.generated.CommandAcceptedDecoder;
import io.plimsoll.core.codec.generated.CommandRejectedDecoder;
import io.plimsoll.core.codec.generated.LiquidationClosedDecoder;
import io.plimsoll.core.codec.generated.LiquidationOutcome;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest
{
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<String> refusals = new ArrayList<>();
    private int liquidations;

    @Test
    void shouldHoldAForcedCloseInEveryFall()
    {
        try (OneThreadFrame frame = new OneThreadFrame().launch().connect())
        {
            final Rehearsal rehearsal = new Rehearsal(frame.client);
            rehearsal.begin();
            for (int i = 0; i < 100; i++)
            {
                rehearsal.fall();
            }
            frame.received().forEach(bytes -> see(Effect.of(bytes)));
        }
        // Each fall holds one order on purpose that cannot be filled.
        assertThat(refusals).hasSize(100).containsOnly("NOT_FILLABLE");
        assertThat(liquidations).isEqualTo(100);
    }

    @Test
    void shouldWarmUpWithoutLeavingAnything()
    {
        assertThat(WarmUp.run()).isGreaterThan(15_000);
    }

    private void see(final Effect effect)
    {
        if (CommandRejectedDecoder.TEMPLATE_ID == effect.templateId())
        {
            final CommandRejectedDecoder rejected =
                new CommandRejectedDecoder().wrapAndApplyHeader(effect.message(), 0, header);
            refusals.add(ResultCode.name(rejected.resultCode()));
        }
        else if (LiquidationClosedDecoder.TEMPLATE_ID == effect.templateId())
        {
            liquidations++;
            assertThat(new LiquidationClosedDecoder().wrapAndApplyHeader(effect.message(), 0, header).outcome())
                .isEqualTo(LiquidationOutcome.REACHED);
        }
        else if (CommandAcceptedDecoder.TEMPLATE_ID == effect.templateId())
        {
            assertThat(effect.last()).isTrue();
        }
    }
}

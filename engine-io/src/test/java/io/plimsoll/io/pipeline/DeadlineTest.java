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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.core.codec.generated.CancelReason;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.NewOrderExtendedEncoder;
import io.plimsoll.core.codec.generated.OrderCancelledDecoder;
import io.plimsoll.core.codec.generated.OrderType;
import io.plimsoll.core.codec.generated.Side;
import io.plimsoll.core.codec.generated.TimeInForce;
import io.plimsoll.core.codec.generated.TriggerSource;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Orders expire when their time comes, and in live mode without any command that says so. */
class DeadlineTest
{
    private static final long LIFE_NS = 1_000_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EngineLimits.COMMAND_LENGTH_MAX]);

    @Test
    void shouldExpireAnOrderInLiveModeWithoutAnotherCommand()
    {
        try (OneThreadFrame frame = frame(false))
        {
            final long expireTimeNs = frame.clock.nanoTime() + LIFE_NS;
            final long order = sendGoodTill(frame, expireTimeNs);
            frame.clock.set(expireTimeNs - 1);
            frame.run();
            assertThat(expired(frame)).isEmpty();
            final long continues = frame.counters.continues().get();

            frame.clock.set(expireTimeNs + 7);
            frame.run();

            assertThat(expired(frame)).containsExactly(order);
            assertThat(frame.counters.continues().get()).isEqualTo(continues + 1);
            assertThat(frame.counters.lastTimestampNs().get()).isEqualTo(expireTimeNs + 7);
        }
    }

    @Test
    void shouldTakeACommandThatWasStampedBeforeTheContinueOfADeadline()
    {
        try (OneThreadFrame frame = frame(false))
        {
            final long expireTimeNs = frame.clock.nanoTime() + LIFE_NS;
            sendGoodTill(frame, expireTimeNs);
            frame.clock.set(expireTimeNs + 10);
            frame.run();

            frame.clock.set(expireTimeNs + 3);
            frame.send(frame.clock.nanoTime(), Commands.stateDigestRequest(99), 16);
            frame.run();

            assertThat(frame.pipeline.halt().isSet()).isFalse();
            assertThat(frame.counters.lastTimestampNs().get()).isEqualTo(expireTimeNs + 10);
        }
    }

    @Test
    void shouldLetDeadlinesWaitForTheNextCommandInVirtualTime()
    {
        try (OneThreadFrame frame = frame(true))
        {
            final long expireTimeNs = frame.clock.nanoTime() + LIFE_NS;
            final long order = sendGoodTill(frame, expireTimeNs);
            frame.clock.set(expireTimeNs + 1);
            frame.run();
            assertThat(expired(frame)).isEmpty();

            frame.send(expireTimeNs, Commands.stateDigestRequest(99), 16);
            frame.run();

            assertThat(expired(frame)).containsExactly(order);
        }
    }

    private static OneThreadFrame frame(final boolean virtualTime)
    {
        final OneThreadFrame frame = new OneThreadFrame();
        frame.context.virtualTime(virtualTime);
        frame.launch().connect();
        final Rehearsal rehearsal = new Rehearsal(frame.client);
        rehearsal.begin();
        rehearsal.fall();
        return frame;
    }

    private long sendGoodTill(final OneThreadFrame frame, final long expireTimeNs)
    {
        final NewOrderExtendedEncoder order = new NewOrderExtendedEncoder();
        order.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(1_000)
            .clientOrderId(0)
            .accountId(1)
            .priceTicks(900)
            .quantityLots(1)
            .displayLots(0)
            .expireTimeNs(expireTimeNs)
            .triggerPriceTicks(0)
            .instrumentId(1)
            .side(Side.BUY)
            .orderType(OrderType.LIMIT)
            .timeInForce(TimeInForce.GTD)
            .triggerSource(TriggerSource.NONE)
            .padding1((short)0).padding2(0).padding3(0)
            .options().clear();
        return frame.client.send(buffer, MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength());
    }

    private static List<Long> expired(final OneThreadFrame frame)
    {
        return frame.received().stream().map(Effect::of)
            .filter(effect -> OrderCancelledDecoder.TEMPLATE_ID == effect.templateId())
            .map(effect -> new OrderCancelledDecoder()
                .wrapAndApplyHeader(effect.message(), 0, new MessageHeaderDecoder()))
            .filter(cancelled -> CancelReason.EXPIRED == cancelled.reason())
            .map(OrderCancelledDecoder::orderId)
            .toList();
    }
}

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
import io.plimsoll.core.codec.generated.DigestReportDecoder;
import io.plimsoll.core.codec.generated.MessageHeaderDecoder;
import io.plimsoll.core.codec.generated.SessionOpenedDecoder;
import io.plimsoll.io.session.ConnectRequest;
import io.plimsoll.io.session.IngressEnvelope;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class PipelineTest
{
    private static final MessageHeaderDecoder HEADER = new MessageHeaderDecoder();

    @Test
    void shouldOpenASessionForAConnectRequest()
    {
        try (OneThreadFrame frame = new OneThreadFrame().launch().connect())
        {
            assertThat(frame.received()).hasSize(2);
            final Effect opened = Effect.of(frame.received().get(0));
            assertThat(opened.templateId()).isEqualTo(SessionOpenedDecoder.TEMPLATE_ID);
            assertThat(opened.sequence()).isEqualTo(1);
            assertThat(opened.last()).isFalse();
            final SessionOpenedDecoder decoder = new SessionOpenedDecoder().wrapAndApplyHeader(
                opened.message(), 0, HEADER);
            assertThat(decoder.principalId()).isEqualTo(InMemoryClient.PRINCIPAL_ID);
            assertThat(decoder.sessionId()).isEqualTo(1);
            final Effect accepted = Effect.of(frame.received().get(1));
            assertThat(accepted.templateId()).isEqualTo(CommandAcceptedDecoder.TEMPLATE_ID);
            assertThat(accepted.index()).isEqualTo(1);
            assertThat(accepted.last()).isTrue();
        }
    }

    @Test
    void shouldAnswerACommandWithItsStampAndTheNextSequence()
    {
        try (OneThreadFrame frame = new OneThreadFrame().launch().connect())
        {
            frame.received().clear();

            frame.send(5_000, Commands.stateDigestRequest(42), 16);
            frame.run();

            final Effect digest = Effect.of(frame.received().get(0));
            assertThat(digest.templateId()).isEqualTo(DigestReportDecoder.TEMPLATE_ID);
            assertThat(digest.sequence()).isEqualTo(2);
            assertThat(digest.timestampNs()).isEqualTo(5_000);
            assertThat(Effect.of(frame.received().get(1)).clientSequence()).isEqualTo(42);
            assertThat(frame.counters.lastSequence().get()).isEqualTo(2);
            assertThat(frame.counters.durableSequence().get()).isEqualTo(2);
        }
    }

    @Test
    void shouldRefuseAStampThatFallsWithoutASequence()
    {
        try (OneThreadFrame frame = new OneThreadFrame().launch().connect())
        {
            frame.send(5_000, Commands.stateDigestRequest(1), 16);
            frame.send(4_999, Commands.stateDigestRequest(2), 16);
            frame.run();

            final Effect refusal = Effect.of(frame.received().get(frame.received().size() - 1));
            final CommandRejectedDecoder rejected = new CommandRejectedDecoder().wrapAndApplyHeader(
                refusal.message(), 0, HEADER);
            assertThat(refusal.sequence()).isZero();
            assertThat(refusal.last()).isTrue();
            assertThat(rejected.resultCode()).isEqualTo(ResultCode.FIELD_OUT_OF_RANGE);
            assertThat(frame.counters.lastSequence().get()).isEqualTo(2);
            assertThat(frame.counters.malformed().get()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseMessagesOfAWrongLengthAtTheDoor()
    {
        try (OneThreadFrame frame = new OneThreadFrame().launch().connect())
        {
            frame.received().clear();

            frame.send(5_000, new UnsafeBuffer(new byte[2_000]), 15);
            frame.send(5_000, new UnsafeBuffer(new byte[2_000]), 1_345);
            frame.run();

            assertThat(frame.received()).hasSize(2).allSatisfy(bytes ->
                assertThat(Effect.of(bytes).templateId()).isEqualTo(CommandRejectedDecoder.TEMPLATE_ID));
            assertThat(frame.counters.lastSequence().get()).isEqualTo(1);
        }
    }

    @Test
    void shouldHoldItsStampsInLiveModeWhenTheClockStepsBack()
    {
        final OneThreadFrame unlaunched = new OneThreadFrame();
        unlaunched.context.virtualTime(false);
        try (OneThreadFrame frame = unlaunched.launch().connect())
        {
            frame.received().clear();
            for (final long nowNs : new long[]{7_000, 6_000, 8_000})
            {
                frame.clock.set(nowNs);
                // What the sender says of the time does not count.
                frame.send(1, Commands.stateDigestRequest(1), 16);
                frame.run();
            }

            assertThat(frame.received()).extracting(bytes -> Effect.of(bytes).timestampNs())
                .containsExactly(7_000L, 7_000L, 7_000L, 7_000L, 8_000L, 8_000L);
            assertThat(frame.counters.clockClamps().get()).isEqualTo(1);
        }
    }

    @Test
    void shouldTakeOneFeederAloneInVirtualTime()
    {
        try (OneThreadFrame frame = new OneThreadFrame().launch().connect())
        {
            final UnsafeBuffer message = new UnsafeBuffer(new byte[256]);
            final int length = ConnectRequest.encode(message, IngressEnvelope.LENGTH, 2, "memory", 6);
            frame.transport.send(78, message, 0, IngressEnvelope.LENGTH + length);
            frame.run();

            assertThat(frame.transport.received(6)).isEmpty();
            assertThat(frame.counters.connectsRefused().get()).isEqualTo(1);
        }
    }

    @Test
    void shouldCountMessagesOfNoSession()
    {
        try (OneThreadFrame frame = new OneThreadFrame().launch())
        {
            final UnsafeBuffer message = new UnsafeBuffer(new byte[24]);
            message.putBytes(8, Commands.stateDigestRequest(1), 0, 16);
            frame.transport.send(3, message, 0, 24);
            frame.pipeline.invoke();

            assertThat(frame.counters.unknownSource().get()).isEqualTo(1);
            assertThat(frame.counters.lastSequence().get()).isZero();
        }
    }

    @Test
    void shouldCloseTheSessionOfAClientThatIsGone()
    {
        try (OneThreadFrame frame = new OneThreadFrame().launch().connect())
        {
            frame.transport.disconnect(InMemoryClient.SOURCE_ID);
            frame.run();

            assertThat(frame.counters.lastSequence().get()).isEqualTo(2);
            assertThat(frame.counters.sessionsOpen().get()).isZero();
        }
    }

    @Test
    void shouldAnswerASessionCloseBeforeTheSessionIsLetGo()
    {
        try (OneThreadFrame frame = new OneThreadFrame().launch().connect())
        {
            frame.received().clear();

            frame.send(6_000, Commands.sessionClose(9), 16);
            frame.run();

            assertThat(frame.received()).hasSize(1);
            assertThat(Effect.of(frame.received().get(0)).clientSequence()).isEqualTo(9);
            assertThat(frame.counters.sessionsOpen().get()).isZero();
        }
    }
}

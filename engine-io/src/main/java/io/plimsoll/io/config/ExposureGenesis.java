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
package io.plimsoll.io.config;

import io.plimsoll.core.codec.generated.MessageHeaderEncoder;
import io.plimsoll.core.codec.generated.SetDepthEncoder;
import io.plimsoll.core.codec.generated.SetExposureEncoder;

import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What the open interest of an instrument and the depth elsewhere ask for, from its entry in a genesis file. */
final class ExposureGenesis
{
    /** Keys of the entry of an instrument, all of them optional; the first three belong together. */
    static final List<String> KEYS = List.of(
        "interest-low-lots", "interest-high-lots", "interest-cap-ppm", "position-depth-ppm", "interest-depth-ppm",
        "depth-lots");
    private static final int PPM = 1_000_000;

    private ExposureGenesis()
    {
    }

    /** Adds the commands that an entry asks for: its terms, then its depth. */
    static void add(final ConfigurationFile instrument, final List<DirectBuffer> commands)
    {
        final int[] terms = {PPM, 0, 0};
        final boolean[] named = new boolean[1];
        final String[] keys = {"interest-cap-ppm", "position-depth-ppm", "interest-depth-ppm"};
        for (int place = 0; place < keys.length; place++)
        {
            final int at = place;
            instrument.integer(keys[place], value ->
            {
                terms[at] = value;
                named[0] = true;
            });
        }
        if (named[0])
        {
            commands.add(exposure(instrument, terms));
        }
        instrument.number("depth-lots", lots -> commands.add(depth(instrument, lots)));
    }

    private static DirectBuffer exposure(final ConfigurationFile instrument, final int[] terms)
    {
        final boolean raises = terms[0] != PPM;
        final UnsafeBuffer buffer = buffer(SetExposureEncoder.BLOCK_LENGTH);
        new SetExposureEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0)
            .lowLots(raises ? instrument.number("interest-low-lots") : 0)
            .highLots(raises ? instrument.number("interest-high-lots") : 0)
            .instrumentId(instrument.integer("id"))
            .interestCapPpm(terms[0])
            .positionDepthPpm(terms[1])
            .interestDepthPpm(terms[2]);
        return buffer;
    }

    private static DirectBuffer depth(final ConfigurationFile instrument, final long lots)
    {
        final UnsafeBuffer buffer = buffer(SetDepthEncoder.BLOCK_LENGTH);
        new SetDepthEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0)
            .depthLots(lots)
            .instrumentId(instrument.integer("id"));
        return buffer;
    }

    private static UnsafeBuffer buffer(final int length)
    {
        return new UnsafeBuffer(ByteBuffer.allocateDirect(MessageHeaderEncoder.ENCODED_LENGTH + length));
    }
}

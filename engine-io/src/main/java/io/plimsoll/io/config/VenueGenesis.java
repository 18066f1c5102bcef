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
import io.plimsoll.core.codec.generated.RegisterVenueEncoder;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** The venues of a genesis file, whose attestations of equity count, as commands. */
final class VenueGenesis
{
    private static final List<String> KEYS = List.of("id", "public-key", "haircut-ppm", "cap-ppm", "tau");
    private static final int KEY_LENGTH = RegisterVenueEncoder.publicKeyLength();

    private VenueGenesis()
    {
    }

    /**
     * The command that registers a venue.
     *
     * @param venue of the file.
     * @return the command.
     * @throws ConfigurationException whose message is one sentence.
     */
    static DirectBuffer command(final ConfigurationFile venue)
    {
        venue.requireKnown(KEYS);
        final byte[] key = key(venue);
        final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(
            MessageHeaderEncoder.ENCODED_LENGTH + RegisterVenueEncoder.BLOCK_LENGTH));
        final RegisterVenueEncoder encoder = new RegisterVenueEncoder()
            .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
            .clientSequence(0)
            .venueId(venue.integer("id"))
            .haircutPpm(venue.integer("haircut-ppm"))
            .capPpm(venue.integer("cap-ppm"))
            .padding(0)
            .putPublicKey(key, 0, key.length);
        venue.text("tau");
        venue.duration("tau", encoder::tauNs);
        return buffer;
    }

    private static byte[] key(final ConfigurationFile venue)
    {
        final String text = venue.text("public-key");
        final boolean isHex = text.matches("[0-9a-fA-F]*");
        if (!isHex || text.length() != 2 * KEY_LENGTH)
        {
            throw venue.wrong("public-key", (isHex ? "has " + text.length() + " digits" : "is no number") +
                ", but must be the " + 2 * KEY_LENGTH + " hexadecimal digits of an Ed25519 key");
        }
        return HexFormat.of().parseHex(text);
    }
}

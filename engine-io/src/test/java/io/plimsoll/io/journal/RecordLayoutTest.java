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
package io.plimsoll.io.journal;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordLayoutTest
{
    private static final int EFFECT_BYTES_MAX = 4096;

    private final UnsafeBuffer command = new UnsafeBuffer(new byte[]{0, 11, 12, 13, 14, 15});
    private final UnsafeBuffer effects = new UnsafeBuffer(new byte[]{0, 0, 0, 0, 21, 22, 23, 24, 25, 26, 27, 28});
    private final RecordEncoder encoder = new RecordEncoder(0xFEDC, 0xAB, 77, EFFECT_BYTES_MAX);

    @Test
    void shouldMatchTheDrawing()
    {
        final int length = encode();

        final ByteBuffer drawn = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        drawn.put("PLMS".getBytes(StandardCharsets.US_ASCII)).putInt(64).putLong(0x0102030405060708L)
            .putLong(0x1112131415161718L).putInt(0x21222324).putInt(5).putShort((short)0xFEDC)
            .put((byte)RecordType.COMMAND).put((byte)0xAB).putInt(0).putLong(encoder.chain())
            .put(new byte[]{11, 12, 13, 14, 15, 0, 0, 0}).put(new byte[]{21, 22, 23, 24, 25, 26, 27, 28});
        final CRC32C crc = new CRC32C();
        crc.update(drawn.array());
        drawn.putInt(36, (int)crc.getValue());
        final byte[] written = new byte[length];
        encoder.buffer().getBytes(0, written);
        assertThat(written).isEqualTo(drawn.array());
    }

    @Test
    void shouldReadWhatWasWritten()
    {
        final int length = encode();

        final RecordDecoder record = new RecordDecoder().wrap(encoder.buffer(), 0);
        assertThat(record.magic()).isEqualTo(RecordLayout.MAGIC);
        assertThat(record.length()).isEqualTo(length).isEqualTo(RecordLayout.length(5, 8));
        assertThat(record.sequence()).isEqualTo(0x0102030405060708L);
        assertThat(record.timestampNs()).isEqualTo(0x1112131415161718L);
        assertThat(record.sessionId()).isEqualTo(0x21222324);
        assertThat(record.epoch()).isEqualTo(0xFEDC);
        assertThat(record.type()).isEqualTo(RecordType.COMMAND);
        assertThat(record.schemaVersion()).isEqualTo(0xAB);
        assertThat(record.chain()).isEqualTo(encoder.chain());
        assertThat(record.crc()).isEqualTo(new RecordChecksum().of(encoder.buffer().byteBuffer(), 0, length));
        assertThat(record.commandLength()).isEqualTo(5);
        assertThat(record.commandOffset()).isEqualTo(48);
        assertThat(record.effectsOffset()).isEqualTo(56);
        assertThat(record.effectsLength()).isEqualTo(8);
    }

    @Test
    void shouldZeroThePaddingOfAShorterCommand()
    {
        command.setMemory(0, 6, (byte)-1);
        encoder.encode(RecordType.COMMAND, 1, 0, 0, command, 0, 6, effects, 4, 8);

        encoder.encode(RecordType.COMMAND, 2, 0, 0, command, 0, 1, effects, 4, 0);

        assertThat(encoder.buffer().getLong(RecordLayout.HEADER_LENGTH, ByteOrder.LITTLE_ENDIAN)).isEqualTo(0xFF);
    }

    @Test
    void shouldCarryAnOrderThatTradesNothingIn192Bytes()
    {
        final int newOrderLength = 56;
        final int acceptedFrameLength = 48;

        assertThat(RecordLayout.length(newOrderLength, acceptedFrameLength) + DocumentWord.LENGTH)
            .isLessThanOrEqualTo(192);
    }

    @Test
    void shouldRefuseLengthsThatDoNotFit()
    {
        final int tooLong = RecordLayout.COMMAND_LENGTH_MAX + 1;

        assertThatThrownBy(() -> encoder.encode(RecordType.COMMAND, 1, 0, 0, command, 0, tooLong, effects, 0, 0))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> encoder.encode(RecordType.COMMAND, 1, 0, 0, command, 0, -1, effects, 0, 0))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> encoder.encode(RecordType.COMMAND, 1, 0, 0, command, 0, 5, effects, 0, 7))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> encoder.encode(RecordType.COMMAND, 1, 0, 0, command, 0, 5, effects, 0, 1 << 20))
            .isInstanceOf(IllegalArgumentException.class);
        assertThat(encoder.chain()).isEqualTo(77);
    }

    @Test
    void shouldRefuseEpochsOutsideTheirField()
    {
        assertThatThrownBy(() -> new RecordEncoder(0, 1, 0, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RecordEncoder(0x10000, 1, 0, 8)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RecordEncoder(1, 256, 0, 8)).isInstanceOf(IllegalArgumentException.class);
    }

    private int encode()
    {
        return encoder.encode(RecordType.COMMAND, 0x0102030405060708L, 0x1112131415161718L, 0x21222324,
            command, 1, 5, effects, 4, 8);
    }
}

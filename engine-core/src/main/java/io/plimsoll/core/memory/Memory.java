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
package io.plimsoll.core.memory;

import org.agrona.UnsafeApi;

/**
 * Words outside the Java heap, by address. Nothing is checked here: an address comes from {@link Slab#address}, which
 * has checked the index of the record, and what is added to it is a constant offset inside that record, which the test
 * of the drawings checks. One check a record instead of one a field is a fifth of the time of an order.
 * <p>
 * Native byte order, which the {@link Arena} requires to be little-endian. Allocates nothing.
 */
public final class Memory
{
    /** From this length on zeroing by one call costs less than by words. */
    private static final int BULK_LENGTH = 256;

    private Memory()
    {
    }

    /**
     * Read 8 bytes.
     *
     * @param address of the first.
     * @return the value.
     */
    public static long getLong(final long address)
    {
        return UnsafeApi.getLong(address);
    }

    /**
     * Write 8 bytes.
     *
     * @param address of the first.
     * @param value   to write.
     */
    public static void putLong(final long address, final long value)
    {
        UnsafeApi.putLong(address, value);
    }

    /**
     * Read 4 bytes.
     *
     * @param address of the first.
     * @return the value.
     */
    public static int getInt(final long address)
    {
        return UnsafeApi.getInt(address);
    }

    /**
     * Write 4 bytes.
     *
     * @param address of the first.
     * @param value   to write.
     */
    public static void putInt(final long address, final int value)
    {
        UnsafeApi.putInt(address, value);
    }

    /**
     * Read 2 bytes.
     *
     * @param address of the first.
     * @return the value.
     */
    public static short getShort(final long address)
    {
        return UnsafeApi.getShort(address);
    }

    /**
     * Write 2 bytes.
     *
     * @param address of the first.
     * @param value   to write.
     */
    public static void putShort(final long address, final short value)
    {
        UnsafeApi.putShort(address, value);
    }

    /**
     * Read one byte.
     *
     * @param address of it.
     * @return the value.
     */
    public static byte getByte(final long address)
    {
        return UnsafeApi.getByte(address);
    }

    /**
     * Write one byte.
     *
     * @param address of it.
     * @param value   to write.
     */
    public static void putByte(final long address, final byte value)
    {
        UnsafeApi.putByte(address, value);
    }

    /**
     * Fill with zeros.
     *
     * @param address of the first byte, a multiple of 8.
     * @param length  in bytes, a multiple of 8.
     */
    public static void zero(final long address, final int length)
    {
        if (length >= BULK_LENGTH)
        {
            UnsafeApi.setMemory(address, length, (byte)0);
            return;
        }
        for (int i = 0; i < length; i += Long.BYTES)
        {
            UnsafeApi.putLong(address + i, 0L);
        }
    }
}

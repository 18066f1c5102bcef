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

import java.nio.ByteBuffer;

/**
 * Port through which a journal is read: its raw bytes. Confined to one thread.
 */
public interface JournalBytes extends AutoCloseable
{
    /**
     * Length of the raw bytes, the unused rest included.
     *
     * @return length in bytes.
     */
    long length();

    /**
     * Looks again how long the raw bytes are, because a writer may have made them longer.
     *
     * @return length in bytes, never less than before.
     */
    long refreshLength();

    /**
     * Makes a range readable in one piece.
     *
     * @param position of the first byte.
     * @param length   of the range, which must lie inside {@link #length()}.
     * @return a buffer over a direct byte buffer that holds the range at {@link #offset(long)}; valid until the next
     * call.
     */
    UnsafeBuffer window(long position, int length);

    /**
     * Where a position lies in the buffer of the last window.
     *
     * @param position inside that window.
     * @return offset in bytes.
     */
    int offset(long position);

    /**
     * Copies a range, which costs less than a window where the range is long and empty.
     *
     * @param position of the first byte.
     * @param target   a direct buffer, filled from its start.
     * @param count    bytes to be copied, which must lie inside {@link #length()}.
     */
    void read(long position, ByteBuffer target, int count);

    /**
     * Lets go of the bytes.
     */
    @Override
    void close();
}

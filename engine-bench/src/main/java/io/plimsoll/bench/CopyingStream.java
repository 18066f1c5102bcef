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
package io.plimsoll.bench;

import java.io.IOException;
import java.io.OutputStream;

/** Writes everything to two streams; closes neither. */
final class CopyingStream extends OutputStream
{
    private final OutputStream first;
    private final OutputStream second;

    CopyingStream(final OutputStream first, final OutputStream second)
    {
        this.first = first;
        this.second = second;
    }

    @Override
    public void write(final int value) throws IOException
    {
        first.write(value);
        second.write(value);
    }

    @Override
    public void write(final byte[] bytes, final int offset, final int length) throws IOException
    {
        first.write(bytes, offset, length);
        second.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException
    {
        first.flush();
        second.flush();
    }
}

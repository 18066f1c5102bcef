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
package io.plimsoll.io.session;

/**
 * What stands before a command on the way in. All integers are little-endian.
 * <pre>
 *   0             8                16
 *   +-------------+----------------+------------------+
 *   | timestampNs | SBE header     | SBE block        |
 *   +-------------+----------------+------------------+
 * </pre>
 */
public final class IngressEnvelope
{
    /** Offset of the sender's stamp, epoch nanoseconds: read in virtual time alone, 0 in live mode. */
    public static final int TIMESTAMP_OFFSET = 0;

    /** Length of the envelope, and offset of the SBE message. */
    public static final int LENGTH = 8;

    private IngressEnvelope()
    {
    }
}

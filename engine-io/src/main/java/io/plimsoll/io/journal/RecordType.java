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

/**
 * Kinds of records in a journal. The values are part of the format and never change.
 */
public final class RecordType
{
    /** First record of an epoch: all that a replay needs to build the engine. Repeats the last sequence before it. */
    public static final int EPOCH_HEADER = 1;

    /** A command with its effects. Carries the next sequence. */
    public static final int COMMAND = 2;

    /** A command that made the engine throw, without effects. Carries the next sequence; nothing follows it. */
    public static final int POISON = 3;

    /** A clean shutdown. Carries the last sequence; the epoch may go on behind it. */
    public static final int EPOCH_CLOSE = 4;

    private RecordType()
    {
    }

    /**
     * Name of a type.
     *
     * @param type of a record.
     * @return its name, or "UNKNOWN".
     */
    public static String name(final int type)
    {
        switch (type)
        {
            case EPOCH_HEADER:
                return "EPOCH_HEADER";
            case COMMAND:
                return "COMMAND";
            case POISON:
                return "POISON";
            case EPOCH_CLOSE:
                return "EPOCH_CLOSE";
            default:
                return "UNKNOWN";
        }
    }

    /**
     * Whether records have such a type.
     *
     * @param type of a record.
     * @return true if it is one of the constants.
     */
    public static boolean isKnown(final int type)
    {
        return type >= EPOCH_HEADER && type <= EPOCH_CLOSE;
    }

    /**
     * Whether a record of this type takes a sequence of its own.
     *
     * @param type of a record.
     * @return true if its sequence is one above the last.
     */
    public static boolean takesSequence(final int type)
    {
        return COMMAND == type || POISON == type;
    }
}

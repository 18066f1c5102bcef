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
package io.plimsoll.io.replay;

import io.plimsoll.io.journal.JournalReport;

/**
 * What a replay has found.
 *
 * @param commands    applied, the one that differs included.
 * @param stateDigest of the engine after the last command.
 * @param difference  sentence that names the sequence at which the engine differs; empty if it does not.
 * @param halt        sentence about a poison record, at which the live engine halted; empty if there is none.
 * @param journal     how the journal ends; its status is READING where the replay stopped at a difference.
 */
public record ReplayReport(long commands, long stateDigest, String difference, String halt, JournalReport journal)
{
    /**
     * The digest as it is printed.
     *
     * @return 16 lower-case hexadecimal digits.
     */
    public String digestText()
    {
        return String.format("%016x", stateDigest);
    }
}

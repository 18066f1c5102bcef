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
package io.plimsoll.io.cli;

/**
 * Exit codes of every verb.
 */
public final class ExitCode
{
    /** The verb did what it was asked to do. */
    public static final int DONE = 0;

    /** The verb could not do it, or a replay differs: the sentence on standard error says why. */
    public static final int FAILED = 1;

    /** The request was wrong: an unknown verb, option or configuration key, a missing file, unreadable input. */
    public static final int USAGE = 2;

    /** The data or the engine is not to be trusted: a damaged journal, a halted engine. */
    public static final int DAMAGED = 3;

    private ExitCode()
    {
    }
}

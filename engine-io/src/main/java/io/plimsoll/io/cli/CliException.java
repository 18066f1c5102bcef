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
 * Ends a verb with one sentence on standard error and an exit code. Carries no stack trace, because none is shown.
 */
public final class CliException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /** Of the process, one of {@link ExitCode}. */
    private final int exitCode;

    /**
     * Ends the verb.
     *
     * @param exitCode one of {@link ExitCode}.
     * @param sentence what is wrong, where, and what to do.
     */
    public CliException(final int exitCode, final String sentence)
    {
        super(sentence, null, false, false);
        this.exitCode = exitCode;
    }

    /**
     * The exit code of the process.
     *
     * @return one of {@link ExitCode}.
     */
    public int exitCode()
    {
        return exitCode;
    }

    /**
     * A failure: the request was sound but could not be done.
     *
     * @param sentence what is wrong, where, and what to do.
     * @return the exception to throw.
     */
    public static CliException failed(final String sentence)
    {
        return new CliException(ExitCode.FAILED, sentence);
    }

    /**
     * A wrong request.
     *
     * @param sentence what is wrong, where, and what to do.
     * @return the exception to throw.
     */
    public static CliException usage(final String sentence)
    {
        return new CliException(ExitCode.USAGE, sentence);
    }

    /**
     * Damaged or differing data.
     *
     * @param sentence what is wrong, where, and what to do.
     * @return the exception to throw.
     */
    public static CliException damaged(final String sentence)
    {
        return new CliException(ExitCode.DAMAGED, sentence);
    }
}

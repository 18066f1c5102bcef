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

import io.plimsoll.io.config.ConfigurationException;
import io.plimsoll.io.journal.JournalException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns whatever a verb throws into one sentence and an exit code.
 */
final class FailureHandler implements IExecutionExceptionHandler
{
    @Override
    public int handleExecutionException(
        final Exception exception, final CommandLine commandLine, final ParseResult parseResult)
    {
        final CliException failure = of(exception);
        commandLine.getOut().flush();
        commandLine.getErr().println(failure.getMessage());
        return failure.exitCode();
    }

    private static CliException of(final Exception exception)
    {
        if (exception instanceof CliException)
        {
            return (CliException)exception;
        }
        if (exception instanceof JournalException)
        {
            return JournalFailures.of((JournalException)exception);
        }
        if (exception instanceof ConfigurationException)
        {
            return CliException.usage(exception.getMessage());
        }
        if (exception instanceof NoSuchFileException)
        {
            return CliException.usage("The file '" + exception.getMessage() + "' does not exist: check the path.");
        }
        if (exception instanceof FileSystemException)
        {
            return CliException.failed("The file system refused: " + exception.getMessage() + ".");
        }
        final String message = exception.getMessage();
        return CliException.failed(null != message && !message.isBlank() ? firstLine(message) :
            "The verb failed on an internal fault (" + kind(exception) + "); please report it with the command.");
    }

    private static String firstLine(final String message)
    {
        final int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static String kind(final Exception exception)
    {
        return exception.getClass().getSimpleName().replace("Exception", "");
    }
}

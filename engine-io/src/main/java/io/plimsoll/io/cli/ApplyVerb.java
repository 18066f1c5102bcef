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

import io.plimsoll.core.EngineLimits;
import io.plimsoll.io.journal.CommandJsonReader;
import io.plimsoll.io.journal.JsonMistake;
import io.plimsoll.io.journal.RecordType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code apply}: commands in, effects out, in this process alone.
 */
@Command(
    name = "apply",
    description = {
        "Apply commands, given as JSON lines, to a fresh engine and print their effects as JSON lines.",
        "",
        "A command is {\"type\":\"Deposit\",\"accountId\":1,...} with the names of the schema, as 'journal dump' " +
            "prints it; enums by name, groups as arrays of objects, sets as arrays of names or as " +
            "{\"postOnly\":true}. Sets and groups may be left out, and so may clientSequence, which then counts up. " +
            "Beside the fields may stand timestampNs, which must not fall (else: 1 ms after the command before), and " +
            "sessionId (else: the session that was opened last). What follows a # is skipped.",
        "",
        "A session is opened for --principal unless the first command is a SessionOpen, and a Continue follows each " +
            "command until no work is left. Whole lines of 'journal dump' are applied as they stand, the first one " +
            "with its limits."},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:every line was applied, refusals by the engine included",
        "2:bad input; nothing from that line on is applied",
        "3:the engine halted"})
final class ApplyVerb extends Verb
{
    private static final String STANDARD_INPUT = "-";
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "File with commands; standard input by default.")
    private String file;

    @Option(names = "--principal", paramLabel = "ID", defaultValue = "1",
        description = "Principal of the session that is opened, ${DEFAULT-VALUE} by default.")
    private long principalId;

    @Option(names = "--limit", paramLabel = "NAME=NUMBER",
        description = "A capacity of the engine, for example orders=4; as often as needed. The defaults are small.")
    private Map<String, Long> limits = new LinkedHashMap<>();

    @Option(names = "--config", paramLabel = "FILE",
        description = "Take the capacities from a configuration of 'run' instead.")
    private Path config;

    @Option(names = "--digest", description = "End with the digest of the state.")
    private boolean digest;

    private EffectLines lines;
    private Scenario scenario;
    private boolean isCut;

    @Override
    public Integer call() throws IOException
    {
        final EngineLimits engineLimits = limits();
        lines = new EffectLines(out());
        try (CommandJsonReader reader = new CommandJsonReader(open()))
        {
            run(reader, engineLimits);
            finish(engineLimits);
            return ExitCode.DONE;
        }
        catch (final JsonMistake ex)
        {
            lines.flush();
            // What the input holds is shown in part, and garbage must not reach the terminal.
            throw CliException.usage(
                name() + ", line " + ex.line() + ": " + UNPRINTABLE.matcher(ex.getMessage()).replaceAll("?"));
        }
        finally
        {
            if (null != scenario)
            {
                scenario.close();
            }
        }
    }

    private EngineLimits limits()
    {
        if (null != config && !limits.isEmpty())
        {
            throw CliException.usage("--config and --limit both set capacities: give one of them.");
        }
        return null != config ? EngineConfig.limits(config) : new LimitOptions().with(limits);
    }

    private InputStream open() throws IOException
    {
        if (isStandardInput())
        {
            return System.in;
        }
        final Path path = Path.of(file);
        if (!Files.isReadable(path) || Files.isDirectory(path))
        {
            throw CliException.usage("The file '" + file + "' cannot be read: check the path.");
        }
        return new BufferedInputStream(Files.newInputStream(path));
    }

    private void run(final CommandJsonReader reader, final EngineLimits engineLimits) throws IOException
    {
        while (!isCut && reader.next())
        {
            if (RecordType.EPOCH_HEADER == reader.recordType())
            {
                begin(reader);
            }
            else if (RecordType.COMMAND == reader.recordType())
            {
                apply(reader, engineLimits);
            }
            else if (RecordType.POISON == reader.recordType())
            {
                throw new JsonMistake(
                    reader.line(), "at this command the engine that wrote it halted: remove the line.");
            }
        }
    }

    private void begin(final CommandJsonReader header)
    {
        if (null != scenario)
        {
            throw new JsonMistake(
                header.line(), "an epoch header must come before every command: give one journal at a time.");
        }
        if (limits.isEmpty() && null == config)
        {
            scenario = new Scenario(header.limits(), principalId, lines);
        }
    }

    private void apply(final CommandJsonReader command, final EngineLimits engineLimits)
    {
        if (null == scenario)
        {
            scenario = new Scenario(engineLimits, principalId, lines);
        }
        try
        {
            scenario.apply(command);
        }
        catch (final IllegalStateException ex)
        {
            lines.flush();
            throw CliException.damaged(name() + ", line " + command.line() + ": the engine halted (" + ex.getMessage() +
                "); please report it with the input.");
        }
        if (isStandardInput())
        {
            isCut = !lines.flush();
        }
    }

    private void finish(final EngineLimits engineLimits)
    {
        lines.flush();
        if (null == scenario)
        {
            scenario = new Scenario(engineLimits, principalId, lines);
        }
        if (digest)
        {
            out().printf("RESULT apply commands=%d digest=%016x%n", scenario.commands(), scenario.stateDigest());
        }
        if (!quiet())
        {
            err().printf("applied %,d commands, of which the engine refused %,d%n",
                scenario.commands(), scenario.refused());
        }
    }

    private String name()
    {
        return isStandardInput() ? "standard input" : file;
    }

    private boolean isStandardInput()
    {
        return null == file || STANDARD_INPUT.equals(file);
    }
}

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

import picocli.CommandLine.Command;

/**
 * Prints the version of the engine and of the JVM that runs it.
 */
@Command(name = "version", description = "Print the version.")
final class VersionVerb extends Verb
{
    @Override
    public Integer call()
    {
        final String java = System.getProperty("java.vendor.version", System.getProperty("java.version"));
        if (json())
        {
            out().printf("{\"version\":\"%s\",\"java\":\"%s\"}%n", Main.version(), java);
        }
        else
        {
            out().printf("plimsoll %s (Java %s)%n", Main.version(), java);
        }
        return ExitCode.DONE;
    }
}

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

import picocli.CommandLine;

/**
 * The list of verbs, in the order in which help shows them.
 */
final class Verbs
{
    private Verbs()
    {
    }

    static void addTo(final CommandLine commandLine)
    {
        commandLine.addSubcommand(new DemoVerb());
        commandLine.addSubcommand(new SimulateVerb());
        commandLine.addSubcommand(new ApplyVerb());
        commandLine.addSubcommand(new ReplayVerb());
        commandLine.addSubcommand(new JournalVerb());
        commandLine.addSubcommand(new ExplainVerb());
        commandLine.addSubcommand(new WhatIfVerb());
        commandLine.addSubcommand(new RunVerb());
        commandLine.addSubcommand(new StatVerb());
        commandLine.addSubcommand(new VersionVerb());
    }
}

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

import java.io.PrintStream;
import java.util.List;

/** A measurement that can be started by name. It prints what it found and ends in lines that begin with RESULT. */
public interface Program
{
    /**
     * The name by which it is started.
     *
     * @return lower-case name.
     */
    String name();

    /**
     * What it measures.
     *
     * @return half a line for the help.
     */
    String summary();

    /**
     * The options that it takes beside {@link Request#SHORT}.
     *
     * @return options, in the order of the help.
     */
    default List<Request.Option> options()
    {
        return List.of();
    }

    /**
     * Under which name its report is kept.
     *
     * @param request what was asked for.
     * @return name of a file, without its suffix.
     */
    default String keptName(final Request request)
    {
        return name();
    }

    /**
     * Measures and prints.
     *
     * @param request what was asked for.
     * @param out     receives the report.
     * @return exit status: 0, or 1 where the program's own check has failed. A missed target is no failure.
     * @throws Exception if it could not be run.
     */
    int run(Request request, PrintStream out) throws Exception;
}

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
package io.plimsoll.io.simulation;

/**
 * A simulation cannot begin or go on. The message is one sentence for a person: what is wrong and what to do.
 */
public final class SimulationException extends RuntimeException
{
    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception whose message is shown as it is.
     *
     * @param sentence what is wrong, where, and what to do.
     */
    public SimulationException(final String sentence)
    {
        super(sentence);
    }
}

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
package io.plimsoll.io.pipeline;

/**
 * What the engine thread does before the first command and after the last one.
 */
interface EpochWriter
{
    /**
     * Recovers what the journal holds and applies genesis. May throw: the pipeline then does not start.
     *
     * @param handler to apply commands of the host with.
     */
    void begin(CommandHandler handler);

    /**
     * Writes the record that says that nothing was in flight.
     *
     * @param handler whose engine and journal are done.
     */
    void end(CommandHandler handler);
}

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
 * Sees every command that the engine thread has handled, to measure its service time.
 */
@FunctionalInterface
public interface CommandObserver
{
    /**
     * A command has been applied, journaled, and its effects handed to the egress ring as far as they fitted. Called on
     * the engine thread; must return at once.
     *
     * @param templateId    of the command.
     * @param resultCode    of the command.
     * @param serviceTimeNs from before it was applied until now.
     */
    void onCommand(int templateId, int resultCode, long serviceTimeNs);
}

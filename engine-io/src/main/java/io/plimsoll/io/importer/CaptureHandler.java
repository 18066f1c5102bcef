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
package io.plimsoll.io.importer;

/** Is told of every message that a capture received, in the file's order, by the thread that reads it. */
@FunctionalInterface
public interface CaptureHandler
{
    /**
     * A message of the venue.
     *
     * @param localTimeNs when it was received, Unix nanoseconds, {@link MarketEvent#NO_TIME} if the capture tells not.
     * @param json        the message as it came; begins with a brace or a bracket.
     */
    void onMessage(long localTimeNs, String json);
}

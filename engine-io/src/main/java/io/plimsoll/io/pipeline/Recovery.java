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

import io.plimsoll.io.journal.RecordDecoder;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Brings an empty engine to where the journal ends. Called once, on the engine thread, before the first command.
 */
public interface Recovery
{
    /**
     * Applies every command of the journal.
     *
     * @param machine      empty.
     * @param documents    is given each record whose command has been applied, as long as the call lasts.
     * @param sessionsLeft is given the id of each session that was never closed, in rising order.
     */
    void recover(StateMachine machine, Consumer<RecordDecoder> documents, IntConsumer sessionsLeft);
}

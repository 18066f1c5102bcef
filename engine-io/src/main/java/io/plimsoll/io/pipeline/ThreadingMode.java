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
 * Which thread drives which part of the pipeline. The parts are the same in every mode.
 */
public enum ThreadingMode
{
    /** One thread polls the transport, applies the commands and sends the effects. */
    SHARED,

    /** Ingress with the media driver, engine, and egress have a thread each; the syncer too, where it is wanted. */
    DEDICATED,

    /** No thread: the caller invokes the pipeline, for tests and simulations. */
    INVOKER
}

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
package io.plimsoll.io.session;

/**
 * Takes the commands by which the host itself opens and closes sessions. Ingress thread only.
 */
public interface SessionHost
{
    /**
     * A client has connected and its link stands.
     *
     * @param connectionIndex of its connection.
     * @param principalId     who it is.
     * @param stampNs         that came with its request.
     * @return false if there is no room now; to be tried again.
     */
    boolean openSession(int connectionIndex, long principalId, long stampNs);

    /**
     * A session is to end without its client having asked for it.
     *
     * @param connectionIndex of its connection.
     * @param sessionId       of the session.
     * @return false if there is no room now; to be tried again.
     */
    boolean closeSession(int connectionIndex, int sessionId);
}

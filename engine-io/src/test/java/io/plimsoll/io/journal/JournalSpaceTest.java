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
package io.plimsoll.io.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSpaceTest
{
    @TempDir
    private Path folder;

    @Test
    void shouldAskTheNearestDirectoryThatExists()
    {
        assertThat(JournalSpace.usableBytes(folder.resolve("a/b/c"))).isPositive();
        assertThatCode(() -> JournalSpace.require(folder.resolve("a/b/c"), 1)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseWhatDoesNotFit()
    {
        assertThatThrownBy(() -> JournalSpace.require(folder, Long.MAX_VALUE)).isInstanceOf(JournalException.class)
            .hasMessageContaining("MB of free space and has").hasMessageContaining("choose another directory");
    }
}

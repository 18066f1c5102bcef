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
package io.plimsoll.io.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * What was recomputed, each number beside the one in the journal. Not thread-safe.
 */
final class Checks
{
    private final List<Check> all = new ArrayList<>();

    /**
     * One comparison.
     *
     * @param subject    what the numbers are.
     * @param detail     which of several, such as "piece 2"; empty if there is one.
     * @param recorded   as the journal has it.
     * @param recomputed as it must be.
     * @param agrees     whether both say the same.
     */
    record Check(String subject, String detail, String recorded, String recomputed, boolean agrees)
    {
        /**
         * The check in one line.
         *
         * @return subject and detail.
         */
        String name()
        {
            return detail.isEmpty() ? subject : subject + ", " + detail;
        }
    }

    void equal(final String subject, final String detail, final Object recorded, final Object recomputed)
    {
        final String left = String.valueOf(recorded);
        final String right = String.valueOf(recomputed);
        all.add(new Check(subject, detail, left, right, left.equals(right)));
    }

    void hold(
        final String subject, final String detail, final boolean holds, final Object recorded, final String wanted)
    {
        all.add(new Check(subject, detail, String.valueOf(recorded), wanted, holds));
    }

    List<Check> all()
    {
        return all;
    }

    List<Check> differences()
    {
        return all.stream().filter(check -> !check.agrees()).toList();
    }
}

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
package io.plimsoll.core.margin;

import io.plimsoll.core.Engine;
import java.lang.reflect.Field;

/** Plants the defects that the load-line index carries for tests in the index of an engine. */
public final class SoakDefects
{
    private SoakDefects()
    {
    }

    /** Bounds against loss are compared with the wrong sign. */
    public static void plantWrongSign(final Engine engine)
    {
        index(engine).positions().keys().plantDefect();
    }

    /** Factors do not move with funding. */
    public static void plantDeafnessToFunding(final Engine engine)
    {
        index(engine).positions().keys().plantDeafness();
    }

    /** No bound is compared when rates change. */
    public static void plantDeafnessToRates(final Engine engine)
    {
        index(engine).positions().plantDeafnessToRates();
    }

    private static LoadLineIndex index(final Engine engine)
    {
        try
        {
            final Object rooms = field(engine, "rooms");
            return (LoadLineIndex)field(rooms, "index");
        }
        catch (final ReflectiveOperationException failure)
        {
            throw new IllegalStateException(failure);
        }
    }

    private static Object field(final Object owner, final String name) throws ReflectiveOperationException
    {
        final Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}

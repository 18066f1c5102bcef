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
package io.plimsoll.io.config;

/**
 * Checks that the JVM was started with the flags that Agrona and Chronicle need, so that a missing one is named in one
 * sentence before the first buffer is touched, and not by an access error somewhere below.
 *
 * <p>{@code java -jar plimsoll.jar} carries the flags in its manifest. Whoever puts the jars on a class path of their
 * own passes them to {@code java}.
 */
public final class FlagCheck
{
    private static final String[] EXPORTS = {"jdk.internal.misc", "jdk.internal.ref", "sun.nio.ch"};
    private static final String[] OPENS = {"java.lang.reflect", "java.util.zip"};

    private FlagCheck()
    {
    }

    /**
     * Throws where a flag is missing. Touches no buffer and loads no class outside the JDK.
     *
     * @throws IllegalStateException whose message is one sentence that names the first missing flag.
     */
    public static void check()
    {
        final String missing = missingFlag();
        if (null != missing)
        {
            throw new IllegalStateException("The JVM flag '" + missing + "' is missing: pass it to java, or start " +
                "plimsoll.jar with java -jar, which carries it in its manifest.");
        }
    }

    private static String missingFlag()
    {
        final Module base = Object.class.getModule();
        final Module own = FlagCheck.class.getModule();
        for (final String name : EXPORTS)
        {
            if (!base.isExported(name, own))
            {
                return "--add-exports java.base/" + name + "=ALL-UNNAMED";
            }
        }
        for (final String name : OPENS)
        {
            if (!base.isOpen(name, own))
            {
                return "--add-opens java.base/" + name + "=ALL-UNNAMED";
            }
        }
        return null;
    }
}

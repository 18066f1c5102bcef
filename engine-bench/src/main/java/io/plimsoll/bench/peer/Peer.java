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
package io.plimsoll.bench.peer;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * exchange-core 0.5.3 in a class loader of its own. Its parts are made by the name of their adapter and called by name,
 * once for a whole run of commands, so that the calls cost nothing that is measured.
 */
public final class Peer implements AutoCloseable
{
    /** What it is called in reports. */
    public static final String NAME = "exchange-core 0.5.3";
    /** Of the JVM that its risk engine and its pipeline run on. */
    private static final int FEATURE_VERSION = 17;

    private final PeerLoader loader;

    /**
     * Unpacks the peer.
     *
     * @throws IOException if it is not packed into this jar, or cannot be written.
     */
    public Peer() throws IOException
    {
        loader = PeerLoader.open();
    }

    /**
     * Refuses a JVM that the peer's risk engine and pipeline do not run on; its book alone runs on every one.
     *
     * @throws IllegalStateException with one sentence for the user.
     */
    public static void requireFittingMachine()
    {
        final int found = Runtime.version().feature();
        if (found != FEATURE_VERSION)
        {
            throw new IllegalStateException("the risk engine and the pipeline of " + NAME + " run on Java " +
                FEATURE_VERSION + " only, this is Java " + found);
        }
    }

    /**
     * Makes a part of the peer.
     *
     * @param adapter   simple name of the adapter's class.
     * @param arguments of its only constructor.
     * @return the part.
     */
    public Part open(final String adapter, final Object... arguments)
    {
        try
        {
            final Class<?> type = loader.loadClass(PeerLoader.ADAPTER + adapter);
            return new Part(type.getConstructors()[0].newInstance(arguments));
        }
        catch (final InvocationTargetException ex)
        {
            throw failed(adapter, ex.getCause());
        }
        catch (final ReflectiveOperationException ex)
        {
            throw failed(adapter, ex);
        }
    }

    private static IllegalStateException failed(final String what, final Throwable cause)
    {
        return new IllegalStateException(NAME + " failed in " + what + ": " + cause, cause);
    }

    @Override
    public void close() throws IOException
    {
        loader.close();
    }

    /** One object on the peer's side of the fence. */
    public static final class Part implements AutoCloseable
    {
        private final Object adapter;

        Part(final Object adapter)
        {
            this.adapter = adapter;
        }

        /**
         * Calls a method that takes and returns types of the platform.
         *
         * @param name      of the method, unique in its class.
         * @param arguments of it.
         * @return its result, null for none.
         */
        public Object call(final String name, final Object... arguments)
        {
            try
            {
                return Arrays.stream(adapter.getClass().getMethods()).filter(method -> method.getName().equals(name))
                    .findFirst().orElseThrow(() -> new NoSuchMethodException(name)).invoke(adapter, arguments);
            }
            catch (final InvocationTargetException ex)
            {
                throw failed(name, ex.getCause());
            }
            catch (final ReflectiveOperationException ex)
            {
                throw failed(name, ex);
            }
        }

        @Override
        public void close()
        {
            call("close");
        }
    }
}

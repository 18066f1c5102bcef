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

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigMemorySize;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A file in HOCON, or one object inside it, read by known keys. Whatever is wrong is said in one sentence with the
 * line; an unknown key is an error that names the nearest known one, because a mistyped setting must never be ignored.
 */
public final class ConfigurationFile
{
    private final Path path;
    private final Config config;

    private ConfigurationFile(final Path path, final Config config)
    {
        this.path = path;
        this.config = config;
    }

    /**
     * Reads a file. References inside it are resolved; nothing else is read.
     *
     * @param path of the file.
     * @return the file.
     * @throws ConfigurationException if it is missing or no HOCON.
     */
    public static ConfigurationFile read(final Path path)
    {
        if (!Files.isReadable(path) || Files.isDirectory(path))
        {
            throw new ConfigurationException("The configuration file '" + path + "' cannot be read: check the path.");
        }
        try
        {
            return new ConfigurationFile(path, ConfigFactory.parseFile(path.toFile()).resolve());
        }
        catch (final ConfigException ex)
        {
            throw failure(path, ex);
        }
    }

    /**
     * Where the file lies; paths inside it are relative to its folder.
     *
     * @param relative path as it stands in the file.
     * @return the path.
     */
    public Path resolve(final String relative)
    {
        return path.toAbsolutePath().resolveSibling(relative).normalize();
    }

    /**
     * Checks that nothing but known keys is there.
     *
     * @param known keys with their full paths.
     * @throws ConfigurationException that names the unknown key, its line, and the nearest known key.
     */
    public void requireKnown(final Collection<String> known)
    {
        for (final Map.Entry<String, ConfigValue> entry : config.entrySet())
        {
            if (!known.contains(entry.getKey()))
            {
                throw new ConfigurationException(at(entry.getValue().origin()) + ": unknown key '" + entry.getKey() +
                    "': did you mean '" + NearestName.of(entry.getKey(), known) + "'?");
            }
        }
    }

    /**
     * The file without one of its objects.
     *
     * @param key of the object.
     * @return what else is there.
     */
    public ConfigurationFile without(final String key)
    {
        return new ConfigurationFile(path, config.withoutPath(key));
    }

    /**
     * The objects of a list.
     *
     * @param key of the list.
     * @return its objects; none if the key is not there.
     */
    public List<ConfigurationFile> objects(final String key)
    {
        final List<ConfigurationFile> objects = new ArrayList<>();
        if (config.hasPath(key))
        {
            value(key, config::getConfigList).forEach(object -> objects.add(new ConfigurationFile(path, object)));
        }
        return objects;
    }

    /**
     * A text that must be there.
     *
     * @param key of the value.
     * @return the text.
     */
    public String text(final String key)
    {
        return value(key, config::getString);
    }

    /**
     * A whole number that must be there.
     *
     * @param key of the value.
     * @return the number.
     */
    public long number(final String key)
    {
        final Number number = value(key, config::getNumber);
        if (number.doubleValue() != number.longValue())
        {
            throw wrong(key, "must be a whole number, but is " + number);
        }
        return number.longValue();
    }

    /**
     * A whole number of 32 bits that must be there.
     *
     * @param key of the value.
     * @return the number.
     */
    public int integer(final String key)
    {
        return narrow(key, number(key));
    }

    /**
     * Gives a text to a setting, if it is there.
     *
     * @param key     of the value.
     * @param setting to be given the value.
     */
    public void text(final String key, final Consumer<String> setting)
    {
        set(key, this::text, setting);
    }

    /**
     * Gives a switch to a setting, if it is there.
     *
     * @param key     of the value.
     * @param setting to be given the value.
     */
    public void flag(final String key, final Consumer<Boolean> setting)
    {
        set(key, name -> value(name, config::getBoolean), setting);
    }

    /**
     * Gives a whole number to a setting, if it is there.
     *
     * @param key     of the value.
     * @param setting to be given the value.
     */
    public void number(final String key, final Consumer<Long> setting)
    {
        set(key, this::number, setting);
    }

    /**
     * Gives a whole number of 32 bits to a setting, if it is there.
     *
     * @param key     of the value.
     * @param setting to be given the value.
     */
    public void integer(final String key, final Consumer<Integer> setting)
    {
        set(key, this::integer, setting);
    }

    /**
     * Gives a size such as {@code 4 MiB} to a setting in bytes, if it is there.
     *
     * @param key     of the value.
     * @param setting to be given the value.
     */
    public void size(final String key, final Consumer<Integer> setting)
    {
        final Function<String, Integer> bytes = name ->
        {
            final ConfigMemorySize size = value(name, config::getMemorySize);
            return narrow(name, size.toBytes());
        };
        set(key, bytes, setting);
    }

    /**
     * Gives a duration such as {@code 5 s} to a setting in nanoseconds, if it is there.
     *
     * @param key     of the value.
     * @param setting to be given the value.
     */
    public void duration(final String key, final Consumer<Long> setting)
    {
        set(key, name -> value(name, config::getDuration), (final Duration duration) ->
            setting.accept(duration.toNanos()));
    }

    /**
     * Gives one of several words to a setting, if it is there.
     *
     * @param key     of the value.
     * @param words   each with what it stands for.
     * @param setting to be given what the word stands for.
     * @param <T>     of what words stand for.
     */
    public <T> void word(final String key, final Map<String, T> words, final Consumer<T> setting)
    {
        if (config.hasPath(key))
        {
            final String word = text(key);
            if (!words.containsKey(word))
            {
                throw wrong(key, "is '" + word + "', but must be one of " + String.join(", ", words.keySet()) +
                    "; did you mean '" + NearestName.of(word, words.keySet()) + "'?");
            }
            setting.accept(words.get(word));
        }
    }

    /**
     * Says that a value is wrong.
     *
     * @param key    of the value, which must be there.
     * @param reason to stand behind the key.
     * @return the exception to throw.
     */
    public ConfigurationException wrong(final String key, final String reason)
    {
        return new ConfigurationException(at(config.getValue(key).origin()) + ": '" + key + "' " + reason +
            (reason.endsWith("?") ? "" : "."));
    }

    private <T> void set(final String key, final Function<String, T> read, final Consumer<T> setting)
    {
        if (config.hasPath(key))
        {
            final T value = read.apply(key);
            try
            {
                setting.accept(value);
            }
            catch (final IllegalArgumentException ex)
            {
                throw wrong(key, "cannot be used: " + ex.getMessage().replaceAll("\\.$", ""));
            }
        }
    }

    private <T> T value(final String key, final Function<String, T> read)
    {
        try
        {
            return read.apply(key);
        }
        catch (final ConfigException.Missing ex)
        {
            throw new ConfigurationException(at(config.origin()) + ": '" + key + "' is missing.");
        }
        catch (final ConfigException ex)
        {
            throw failure(path, ex);
        }
    }

    private int narrow(final String key, final long number)
    {
        if (number != (int)number)
        {
            throw wrong(key, "is " + number + ", but at most " + Integer.MAX_VALUE + " fits");
        }
        return (int)number;
    }

    private String at(final ConfigOrigin origin)
    {
        return at(path, origin);
    }

    private static String at(final Path path, final ConfigOrigin origin)
    {
        return path + (null != origin && origin.lineNumber() > 0 ? ", line " + origin.lineNumber() : "");
    }

    private static ConfigurationException failure(final Path path, final ConfigException ex)
    {
        final ConfigOrigin origin = ex.origin();
        final String message = ex.getMessage().replace('\n', ' ');
        final String prefix = null == origin ? "" : origin.description() + ": ";
        final String reason = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        return new ConfigurationException(at(path, origin) + ": " + reason + (reason.endsWith(".") ? "" : "."));
    }
}

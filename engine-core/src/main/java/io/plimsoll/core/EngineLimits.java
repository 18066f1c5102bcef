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
package io.plimsoll.core;

import io.plimsoll.core.codec.generated.EpochHeaderDecoder;
import io.plimsoll.core.codec.generated.EpochHeaderEncoder;

/**
 * Every capacity and every bound on the work of one command, and the seed of the tables. Immutable. All memory is
 * reserved from these when an {@link Engine} is made; they are written into the epoch header of a journal, so that a
 * replay builds the same engine.
 */
public final class EngineLimits
{
    /** Margin brackets of one instrument. */
    public static final int BRACKETS_MAX = 16;
    /** Orders of one account, resting or waiting: a new one is margined, a mass cancel served by a walk over them. */
    public static final int ORDERS_PER_ACCOUNT_MAX = 4_096;
    /** Bytes of one command, header included; also the largest unfragmented Aeron payload that carries it. */
    public static final int COMMAND_LENGTH_MAX = 1_344;

    private final Builder values;

    private EngineLimits(final Builder values)
    {
        this.values = values;
    }

    /**
     * A builder with the defaults, each of which stands in {@link Builder}.
     *
     * @return a new builder.
     */
    public static Builder builder()
    {
        return new Builder();
    }

    /**
     * Reads the limits from an epoch header.
     *
     * @param header positioned on the record.
     * @return the limits written in it.
     * @throws IllegalArgumentException if a value is outside its range.
     */
    public static EngineLimits decode(final EpochHeaderDecoder header)
    {
        return LimitsRecord.decode(header);
    }

    /**
     * Writes the limits into an epoch header.
     *
     * @param header positioned on the record.
     */
    public void encode(final EpochHeaderEncoder header)
    {
        LimitsRecord.encode(this, header);
    }

    /**
     * Bytes of the effects of one command.
     *
     * @return bytes, a multiple of 8.
     */
    public int effectBytesMax()
    {
        return (int)values.effectBytesMax;
    }

    /**
     * Sessions open at once.
     *
     * @return capacity.
     */
    public int sessions()
    {
        return (int)values.sessions;
    }

    /**
     * Assets.
     *
     * @return capacity.
     */
    public int assets()
    {
        return (int)values.assets;
    }

    /**
     * Instruments.
     *
     * @return capacity.
     */
    public int instruments()
    {
        return (int)values.instruments;
    }

    /**
     * Accounts.
     *
     * @return capacity.
     */
    public int accounts()
    {
        return (int)values.accounts;
    }

    /**
     * Balances in assets other than the reference asset, over all accounts.
     *
     * @return capacity.
     */
    public int balances()
    {
        return (int)values.balances;
    }

    /**
     * Positions, over all accounts; an account takes one for each instrument in which it has lots or orders.
     *
     * @return capacity.
     */
    public int positions()
    {
        return (int)values.positions;
    }

    /**
     * Resting orders, over all books.
     *
     * @return capacity.
     */
    public int orders()
    {
        return (int)values.orders;
    }

    /**
     * Price levels with orders, over all books.
     *
     * @return capacity.
     */
    public int priceLevels()
    {
        return (int)values.priceLevels;
    }

    /**
     * Live orders that hide lots, expire or wait for a price, over all books.
     *
     * @return capacity.
     */
    public int extendedOrders()
    {
        return (int)values.extendedOrders;
    }

    /**
     * Maker orders that one command may meet, its liquidation steps together.
     *
     * @return limit.
     */
    public int fillsPerCommandMax()
    {
        return (int)values.fillsPerCommandMax;
    }

    /**
     * Steps of the liquidation queue in one command.
     *
     * @return limit.
     */
    public int liquidationStepsPerCommand()
    {
        return (int)values.liquidationStepsPerCommand;
    }

    /**
     * Orders that one command cancels on behalf of the engine.
     *
     * @return limit.
     */
    public int cancelsPerCommand()
    {
        return (int)values.cancelsPerCommand;
    }

    /**
     * Deadlines that fire in one command.
     *
     * @return limit.
     */
    public int deadlinesPerCommand()
    {
        return (int)values.deadlinesPerCommand;
    }

    /**
     * Stop orders that one command enters.
     *
     * @return limit.
     */
    public int triggersPerCommand()
    {
        return (int)values.triggersPerCommand;
    }

    /**
     * Positions of one account.
     *
     * @return limit.
     */
    public int positionsPerAccount()
    {
        return (int)values.positionsPerAccount;
    }

    /**
     * What decides where ids that clients choose lie in the tables: no client may know it.
     *
     * @return any number; engines of another seed give the same effects out of another image.
     */
    public long hashSeed()
    {
        return values.hashSeed;
    }

    /**
     * Whether one more step of the liquidation queue fits the effects of a command, however much it puts out.
     *
     * @param effectBytes written so far.
     * @param fillsLeft   maker orders that the command may still meet.
     * @param cancelsLeft orders that it may still cancel.
     * @return true if it fits.
     */
    public boolean fitsStep(final long effectBytes, final long fillsLeft, final long cancelsLeft)
    {
        return effectBytes + EffectBounds.worstTailLength(
            fillsLeft, cancelsLeft, values.positionsPerAccount, values.assets, values.instruments) <=
            values.effectBytesMax;
    }

    /** Collects the limits; each setter returns this. */
    public static final class Builder
    {
        private static final long RECORDS_MAX = 1L << 30;

        private long effectBytesMax = 4L << 20;
        private long sessions = 1_024;
        private long assets = 64;
        private long instruments = 64;
        private long accounts = 131_072;
        private long balances = 131_072;
        private long positions = 262_144;
        private long orders = 262_144;
        private long priceLevels = 65_536;
        private long extendedOrders = 65_536;
        private long fillsPerCommandMax = 8_192;
        private long liquidationStepsPerCommand = 64;
        private long cancelsPerCommand = 1_024;
        private long deadlinesPerCommand = 256;
        private long triggersPerCommand = 64;
        private long positionsPerAccount = 32;
        private long hashSeed;

        Builder()
        {
        }

        /**
         * Bytes of the effects of one command, default 4 MiB.
         *
         * @param value 64 KiB to 64 MiB.
         * @return this.
         */
        public Builder effectBytesMax(final long value)
        {
            effectBytesMax = range("effectBytesMax", value, 64L << 10, 64L << 20);
            return this;
        }

        /**
         * Sessions open at once, default 1,024.
         *
         * @param value 1 to 2^20.
         * @return this.
         */
        public Builder sessions(final long value)
        {
            sessions = range("sessions", value, 1, 1L << 20);
            return this;
        }

        /**
         * Assets, default 64.
         *
         * @param value 1 to 4,096.
         * @return this.
         */
        public Builder assets(final long value)
        {
            assets = range("assets", value, 1, 4_096);
            return this;
        }

        /**
         * Instruments, default 64.
         *
         * @param value 1 to 4,096.
         * @return this.
         */
        public Builder instruments(final long value)
        {
            instruments = range("instruments", value, 1, 4_096);
            return this;
        }

        /**
         * Accounts, default 131,072.
         *
         * @param value 1 to 2^30.
         * @return this.
         */
        public Builder accounts(final long value)
        {
            accounts = range("accounts", value, 1, RECORDS_MAX);
            return this;
        }

        /**
         * Balances beside the reference asset, default 131,072.
         *
         * @param value 1 to 2^29.
         * @return this.
         */
        public Builder balances(final long value)
        {
            balances = range("balances", value, 1, RECORDS_MAX / 2);
            return this;
        }

        /**
         * Positions, default 262,144.
         *
         * @param value 1 to 2^29.
         * @return this.
         */
        public Builder positions(final long value)
        {
            positions = range("positions", value, 1, RECORDS_MAX / 2);
            return this;
        }

        /**
         * Resting orders, default 262,144.
         *
         * @param value 1 to 2^29.
         * @return this.
         */
        public Builder orders(final long value)
        {
            orders = range("orders", value, 1, RECORDS_MAX / 2);
            return this;
        }

        /**
         * Price levels with orders, default 65,536.
         *
         * @param value 1 to 2^26.
         * @return this.
         */
        public Builder priceLevels(final long value)
        {
            priceLevels = range("priceLevels", value, 1, 1L << 26);
            return this;
        }

        /**
         * Live orders that hide lots, expire or wait for a price, default 65,536.
         *
         * @param value 1 to 2^28.
         * @return this.
         */
        public Builder extendedOrders(final long value)
        {
            extendedOrders = range("extendedOrders", value, 1, 1L << 28);
            return this;
        }

        /**
         * Maker orders that one command may meet, default 8,192.
         *
         * @param value 1 to 65,536.
         * @return this.
         */
        public Builder fillsPerCommandMax(final long value)
        {
            fillsPerCommandMax = range("fillsPerCommandMax", value, 1, 65_536);
            return this;
        }

        /**
         * Steps of the liquidation queue in one command, default 64.
         *
         * @param value 1 to 1,024.
         * @return this.
         */
        public Builder liquidationStepsPerCommand(final long value)
        {
            liquidationStepsPerCommand = range("liquidationStepsPerCommand", value, 1, 1_024);
            return this;
        }

        /**
         * Orders that one command cancels on behalf of the engine, default 1,024.
         *
         * @param value 1 to 65,536.
         * @return this.
         */
        public Builder cancelsPerCommand(final long value)
        {
            cancelsPerCommand = range("cancelsPerCommand", value, 1, 65_536);
            return this;
        }

        /**
         * Deadlines that fire in one command, default 256.
         *
         * @param value 1 to 65,536.
         * @return this.
         */
        public Builder deadlinesPerCommand(final long value)
        {
            deadlinesPerCommand = range("deadlinesPerCommand", value, 1, 65_536);
            return this;
        }

        /**
         * Stop orders that one command enters, default 64.
         *
         * @param value 1 to 65,536.
         * @return this.
         */
        public Builder triggersPerCommand(final long value)
        {
            triggersPerCommand = range("triggersPerCommand", value, 1, 65_536);
            return this;
        }

        /**
         * Positions of one account, default 32.
         *
         * @param value 1 to 1,024.
         * @return this.
         */
        public Builder positionsPerAccount(final long value)
        {
            positionsPerAccount = range("positionsPerAccount", value, 1, 1_024);
            return this;
        }

        /**
         * Seed of the tables of ids that clients choose, default 0. A host that serves clients draws one at random.
         *
         * @param value any.
         * @return this.
         */
        public Builder hashSeed(final long value)
        {
            hashSeed = value;
            return this;
        }

        /**
         * Checks that the worst command fits the effect buffer and makes the limits.
         *
         * @return the limits.
         * @throws IllegalArgumentException if the worst command could have more effects than fit.
         */
        public EngineLimits build()
        {
            final long worst = EffectBounds.worstCommandLength(
                fillsPerCommandMax, cancelsPerCommand, positionsPerAccount, assets, instruments,
                deadlinesPerCommand, triggersPerCommand);
            if (worst > effectBytesMax)
            {
                throw new IllegalArgumentException("effectBytesMax is " + effectBytesMax +
                    " but the worst command needs " + worst + ": raise it, or lower fillsPerCommandMax, " +
                    "cancelsPerCommand, deadlinesPerCommand, triggersPerCommand or positionsPerAccount");
            }
            return new EngineLimits(copy());
        }

        private Builder copy()
        {
            final Builder copy = new Builder();
            copy.effectBytesMax = effectBytesMax;
            copy.sessions = sessions;
            copy.assets = assets;
            copy.instruments = instruments;
            copy.accounts = accounts;
            copy.balances = balances;
            copy.positions = positions;
            copy.orders = orders;
            copy.priceLevels = priceLevels;
            copy.extendedOrders = extendedOrders;
            copy.fillsPerCommandMax = fillsPerCommandMax;
            copy.liquidationStepsPerCommand = liquidationStepsPerCommand;
            copy.cancelsPerCommand = cancelsPerCommand;
            copy.deadlinesPerCommand = deadlinesPerCommand;
            copy.triggersPerCommand = triggersPerCommand;
            copy.positionsPerAccount = positionsPerAccount;
            copy.hashSeed = hashSeed;
            return copy;
        }

        private static long range(final String name, final long value, final long least, final long most)
        {
            if (value < least || value > most)
            {
                throw new IllegalArgumentException(
                    name + " is " + value + ", it must be " + least + " to " + most);
            }
            return value;
        }
    }
}

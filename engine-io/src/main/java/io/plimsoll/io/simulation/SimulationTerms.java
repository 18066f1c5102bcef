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
package io.plimsoll.io.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.plimsoll.io.importer.DecimalText;
import java.util.List;

/**
 * The terms that a simulation lists its markets under and the habits of its accounts, as {@code config/simulation.conf}
 * states them. Read-only.
 */
final class SimulationTerms
{
    /** Millionths in one. */
    static final long PPM = 1_000_000;

    private static final String RESOURCE = "config/simulation.conf";

    final Asset asset;
    final Instrument instrument;
    final Users users;
    final Makers makers;

    private SimulationTerms(final Config config)
    {
        asset = new Asset(config.getConfig("asset"));
        instrument = new Instrument(config.getConfig("instrument"), asset.unitAtoms);
        users = new Users(config.getConfig("users"));
        makers = new Makers(config.getConfig("makers"));
    }

    /**
     * The terms that are packed into the jar.
     *
     * @return the terms.
     */
    static SimulationTerms load()
    {
        return new SimulationTerms(read());
    }

    /**
     * The terms with what the demonstration has different.
     *
     * @return the terms.
     */
    static SimulationTerms loadDemo()
    {
        final Config config = read();
        return new SimulationTerms(config.getConfig("demo").withFallback(config));
    }

    private static Config read()
    {
        return ConfigFactory.parseResources(SimulationTerms.class.getClassLoader(), RESOURCE).resolve();
    }

    /** The quote asset, which every market settles in. */
    static final class Asset
    {
        final int decimals;
        final long unitAtoms;
        final int marginCallPpm;
        final int marginCallReleasePpm;

        private Asset(final Config config)
        {
            decimals = config.getInt("decimals");
            unitAtoms = DecimalText.powerOfTen(decimals);
            marginCallPpm = config.getInt("margin-call-ppm");
            marginCallReleasePpm = config.getInt("margin-call-release-ppm");
        }
    }

    /** What every market is listed with. */
    static final class Instrument
    {
        final int takerFeePpm;
        final int makerFeePpm;
        final int liquidationFeePpm;
        final int thetaPpm;
        final int penaltyBetaPpm;
        final int initialFactorPpm;
        final int maxLeverage;
        final int oracleBandPpm;
        final long minNotionalAtoms;
        final long[] bracketLowerAtoms;
        final int[] bracketMaintenancePpm;
        final int[] bracketPenaltyPpm;

        private Instrument(final Config config, final long unitAtoms)
        {
            takerFeePpm = config.getInt("taker-fee-ppm");
            makerFeePpm = config.getInt("maker-fee-ppm");
            liquidationFeePpm = config.getInt("liquidation-fee-ppm");
            thetaPpm = config.getInt("theta-ppm");
            penaltyBetaPpm = config.getInt("penalty-beta-ppm");
            initialFactorPpm = config.getInt("initial-factor-ppm");
            maxLeverage = config.getInt("max-leverage");
            oracleBandPpm = config.getInt("oracle-band-ppm");
            minNotionalAtoms = config.getLong("min-notional") * unitAtoms;
            final List<? extends Config> brackets = config.getConfigList("brackets");
            bracketLowerAtoms = brackets.stream().mapToLong(b -> b.getLong("from") * unitAtoms).toArray();
            bracketMaintenancePpm = brackets.stream().mapToInt(b -> b.getInt("maintenance-ppm")).toArray();
            bracketPenaltyPpm = brackets.stream().mapToInt(b -> b.getInt("penalty-ppm")).toArray();
        }
    }

    /** The habits of the leveraged users. */
    static final class Users
    {
        final long leverageMin;
        final long leverageMax;
        final long notionalMin;
        final long notionalMax;
        final long longSharePpm;
        final long allMarketsSharePpm;
        final long entrySpanPpm;
        final long entryBufferPpm;
        final long takeProfitSharePpm;
        final long stopSharePpm;
        final long topUpSharePpm;
        final int topUpsMax;
        final int closesPerInstant;

        private Users(final Config config)
        {
            leverageMin = config.getLong("leverage-min");
            leverageMax = config.getLong("leverage-max");
            notionalMin = config.getLong("notional-min");
            notionalMax = config.getLong("notional-max");
            longSharePpm = config.getLong("long-share-ppm");
            allMarketsSharePpm = config.getLong("all-markets-share-ppm");
            entrySpanPpm = config.getLong("entry-span-ppm");
            entryBufferPpm = config.getLong("entry-buffer-ppm");
            takeProfitSharePpm = config.getLong("take-profit-share-ppm");
            stopSharePpm = config.getLong("stop-share-ppm");
            topUpSharePpm = config.getLong("top-up-share-ppm");
            topUpsMax = config.getInt("top-ups-max");
            closesPerInstant = config.getInt("closes-per-instant");
        }

        /**
         * The mean of a log-uniform notional.
         *
         * @return units of the quote asset.
         */
        long meanNotional()
        {
            return (long)((notionalMax - notionalMin) / StrictMath.log((double)notionalMax / notionalMin));
        }
    }

    /** The habits of the market makers. */
    static final class Makers
    {
        final int count;
        final int levels;
        final long requotePpm;
        final long halfSpreadPpm;
        final long levelStepPpm;
        final long depthBase;
        final long depthPpm;
        final long calmMovePpm;
        final long stressMemory;
        final long fundsBase;
        final long fundsPpm;
        final long haltNs;

        private Makers(final Config config)
        {
            count = config.getInt("count");
            levels = config.getInt("levels");
            requotePpm = config.getLong("requote-ppm");
            halfSpreadPpm = config.getLong("half-spread-ppm");
            levelStepPpm = config.getLong("level-step-ppm");
            depthBase = config.getLong("depth-base");
            depthPpm = config.getLong("depth-ppm");
            calmMovePpm = config.getLong("calm-move-ppm");
            stressMemory = config.getLong("stress-memory");
            fundsBase = config.getLong("funds-base");
            fundsPpm = config.getLong("funds-ppm");
            haltNs = config.getLong("halt-seconds") * 1_000_000_000L;
            if (requotePpm >= halfSpreadPpm)
            {
                throw new IllegalArgumentException(RESOURCE + ": makers.requote-ppm " + requotePpm +
                    " must be less than makers.half-spread-ppm " + halfSpreadPpm + ", or stale quotes meet fresh ones");
            }
        }
    }
}

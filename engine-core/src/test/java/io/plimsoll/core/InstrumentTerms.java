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

/** Terms of an instrument in tests; each may be changed before it is listed. */
public final class InstrumentTerms
{
    public int instrumentId = 10;
    public int settlementAssetId = EngineDriver.CASH;
    public int penaltyBetaPpm = 500_000;
    public long contractFactorAtoms = 1_000_000;
    public long subTicksPerTick = 1;
    public long minMarkSubTicks = 1;
    public long maxMarkSubTicks = 100_000;
    public long maxPositionLots = 100_000;
    public long minNotionalAtoms;
    public int takerFeePpm;
    public int makerFeePpm;
    public int liquidationFeePpm = 500;
    public int thetaPpm = 1_100_000;
    public int initialFactorPpm = 1_600_000;
    public int maxLeverage = 100;
    public int oracleBandPpm = 10_000;
    public boolean full;
    /** Whether its face is in quote and it settles in its base asset. */
    public boolean inverse;
    /** Of a dated future: when it ends, samples of its final price and the time between them. */
    public long expireTimeNs;
    public int windowSamples = 1;
    public long sampleIntervalNs = 1;
    public long[] brackets = {0, 50_000, 5_000};
}

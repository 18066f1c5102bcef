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
package io.plimsoll.bench.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Price commands made beforehand: the ten instruments in turn, each by a normal step of 2 basis points in the
 * logarithm, seeded. A walk is reflected 2.5 % away from its start, so that no account of {@link LeverageWorld} comes
 * to its maintenance line. The values are made outside the engine and by {@link StrictMath}, hence equal everywhere.
 */
final class PriceWalk
{
    private static final double STEP = 0.000_2;
    private static final double REACH = 0.025;

    private final UnsafeBuffer frames;
    private final int frameLength;
    private final int count;

    PriceWalk(final int count, final long seed)
    {
        final CommandWriter writer = new CommandWriter();
        final Random random = new Random(seed);
        final double[] log = new double[LeverageWorld.INSTRUMENTS];
        Arrays.fill(log, 0);
        this.count = count;
        frameLength = writer.mark(1, 1);
        frames = new UnsafeBuffer(ByteBuffer.allocateDirect(count * frameLength));
        for (int tick = 0; tick < count; tick++)
        {
            final int instrument = tick % LeverageWorld.INSTRUMENTS;
            log[instrument] = reflected(log[instrument] + STEP * random.nextGaussian());
            final long mark = StrictMath.round(LeverageWorld.START_SUB_TICKS * StrictMath.exp(log[instrument]));
            writer.mark(frames, tick * frameLength, instrument + 1, mark);
        }
    }

    UnsafeBuffer frames()
    {
        return frames;
    }

    int frameLength()
    {
        return frameLength;
    }

    int count()
    {
        return count;
    }

    private static double reflected(final double log)
    {
        return log > REACH ? 2 * REACH - log : log < -REACH ? -2 * REACH - log : log;
    }
}

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
package io.plimsoll.core.liquidation;

/**
 * Lots of a plan at one level and in one bracket. One object serves one place of the plan for the life of the
 * engine.
 */
final class Piece
{
    int leg;
    long priceTicks;
    long lots;
    long feeAtoms;
    long penaltyAtoms;
    /** With slippage, fee and penalty. */
    long costAtoms;
    int bracket;
    int ratePpm;
    long zeroRatio;
    long penaltyRatio;
    int trades;
}

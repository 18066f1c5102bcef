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

/** Lets tests of other packages plant the defect that the load-line index carries for them. */
public final class PlantedDefect
{
    private PlantedDefect()
    {
    }

    public static void plant(final LoadLineIndex index)
    {
        index.positions().keys().plantDefect();
    }

    public static void plantDeafnessToRates(final LoadLineIndex index)
    {
        index.positions().plantDeafnessToRates();
    }

    public static void plantTangent(final WhatIf question)
    {
        question.answer().prices().plantTangent();
    }

    public static void plantInLoans(final LoadLineIndex index)
    {
        index.loans().plantDefect();
    }

    public static void plantAgelessness(final LoadLineIndex index)
    {
        index.creditLine().plantAgelessness();
    }

    public static void plantUncapped(final LoadLineIndex index)
    {
        index.creditLine().plantUncapped();
    }

    public static void plantDeafnessToAssets(final LoadLineIndex index)
    {
        index.nets().plantDeafness();
    }

    public static void plantMiddle(final LoadLineIndex index)
    {
        index.initial().net().plantMiddle();
    }

    public static void plantDeafness(final LoadLineIndex index)
    {
        index.positions().keys().plantDeafness();
    }

    public static void plantTimelessness(final LoadLineIndex index)
    {
        index.initial().bounds().plantTimelessness();
    }

    public static void plantDeafnessToScale(final LoadLineIndex index)
    {
        index.initial().bounds().plantDeafnessToScale();
    }

    public static void plantNoFreeze(final LoadLineIndex index)
    {
        index.frozen().plantNoFreeze();
    }

    public static void plantNoThaw(final LoadLineIndex index)
    {
        index.frozen().plantNoThaw();
    }

    public static void plantBoundsInForce(final LoadLineIndex index)
    {
        index.frozen().plantBoundsInForce();
    }

    public static void plantCostlessness(final LoadLineIndex index)
    {
        index.initial().plantCostlessness();
    }
}

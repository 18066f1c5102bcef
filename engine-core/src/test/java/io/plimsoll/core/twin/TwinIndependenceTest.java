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
package io.plimsoll.core.twin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the twin shares with the engine proves nothing about it: only the wire, the limits and the codes are shared. */
@AnalyzeClasses(packages = "io.plimsoll.core.twin")
class TwinIndependenceTest
{
    @ArchTest
    static final ArchRule SHARES_NO_ARITHMETIC_AND_NO_STATE = noClasses()
        .that().haveNameNotMatching(".*(Canary|Findings|Refusal)Test.*")
        .should().dependOnClassesThat().resideInAnyPackage(
            "io.plimsoll.core.margin..", "io.plimsoll.core.liquidation..", "io.plimsoll.core.book..",
            "io.plimsoll.core.account..", "io.plimsoll.core.price..", "io.plimsoll.core.fixed..",
            "io.plimsoll.core.memory..", "io.plimsoll.core.control..");

    @ArchTest
    static final ArchRule KNOWS_THE_ENGINE_ONLY_WHERE_IT_IS_COMPARED = noClasses()
        .that().haveNameNotMatching(".*(Test|Harness).*")
        .should().dependOnClassesThat().haveFullyQualifiedName("io.plimsoll.core.Engine")
        .orShould().dependOnClassesThat().haveFullyQualifiedName("io.plimsoll.core.EngineState");
}

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
package io.plimsoll.io;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Holds the arrows between the modules: bench to io to core, and never back.
 */
@AnalyzeClasses(packages = "io.plimsoll", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest
{
    @ArchTest
    static final ArchRule CORE_DEPENDS_ON_NEITHER_IO_NOR_BENCH = noClasses()
        .that().resideInAPackage("io.plimsoll.core..")
        .should().dependOnClassesThat().resideInAnyPackage(
            "io.plimsoll.io..", "io.plimsoll.bench..", "io.plimsoll.sim..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule IO_DEPENDS_NOT_ON_BENCH = noClasses()
        .that().resideInAPackage("io.plimsoll.io..")
        .should().dependOnClassesThat().resideInAnyPackage("io.plimsoll.bench..", "io.plimsoll.sim..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PACKAGES_OF_IO_ARE_FREE_OF_CYCLES = slices()
        .matching("io.plimsoll.(io..)")
        .should().beFreeOfCycles();

    /** The terms of an account are numbers that the engine shows; what they add up to is computed here anew. */
    @ArchTest
    static final ArchRule EXPLAIN_SHARES_NO_ARITHMETIC_WITH_THE_CORE = noClasses()
        .that().resideInAPackage("io.plimsoll.io.explain..")
        .should().dependOnClassesThat(DescribedPredicate.describe("belong to the core and are neither codecs nor terms",
            type -> type.getPackageName().startsWith("io.plimsoll.core") &&
                !"io.plimsoll.core.codec.generated".equals(type.getPackageName()) &&
                !type.getName().startsWith("io.plimsoll.core.margin.AccountTerms") &&
                !"io.plimsoll.core.margin.HealthTerms".equals(type.getName())));
}

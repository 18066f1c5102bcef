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

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/**
 * Holds what the core may not know: the clock, chance, threads, the outside, and floating point.
 */
@AnalyzeClasses(packages = "io.plimsoll.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest
{
    private static final String GENERATED = "io.plimsoll.core.codec.generated..";

    private static final Set<String> INEXACT_MATHS = Set.of(
        "pow", "exp", "expm1", "log", "log10", "log1p", "sqrt", "cbrt", "hypot", "random",
        "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh");

    @ArchTest
    static final ArchRule DEPENDS_ON_THE_JDK_AND_AGRONA_ALONE = classes()
        .that().resideInAPackage("io.plimsoll.core..")
        .should().onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.agrona..", "io.plimsoll.core..").or(primitives()))
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule KNOWS_NOTHING_OF_THE_OUTSIDE = noClasses()
        .that().resideOutsideOfPackage(GENERATED)
        .should().dependOnClassesThat().resideInAnyPackage(
            "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "java.util.logging..",
            "org.slf4j..", "io.aeron..", "com.lmax..", "net.openhft..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule READS_NO_CLOCK = noClasses()
        .that().resideOutsideOfPackage(GENERATED)
        .should().dependOnClassesThat(resideInAPackage("java.time..").or(agronaTypeEndingIn("Clock")))
        .orShould().callMethodWhere(callOf(System.class, Set.of("currentTimeMillis", "nanoTime")))
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule LEAVES_NOTHING_TO_CHANCE = noClasses()
        .that().resideOutsideOfPackage(GENERATED)
        .should().dependOnClassesThat(resideInAPackage("java.util.random..")
            .or(assignableTo(java.util.Random.class))
            .or(assignableTo(java.util.SplittableRandom.class)))
        .orShould().callMethodWhere(callOf(java.util.UUID.class, Set.of("randomUUID")))
        .orShould().callMethodWhere(callOf(System.class, Set.of("identityHashCode")))
        .allowEmptyShould(true);

    /** The engine may ask which thread calls it, to refuse a second one; it starts, parks and locks none. */
    @ArchTest
    static final ArchRule STARTS_NO_THREAD = noClasses()
        .that().resideOutsideOfPackage(GENERATED)
        .should().dependOnClassesThat(resideInAPackage("java.util.concurrent..")
            .or(agronaTypeEndingIn("Runner"))
            .or(agronaTypeEndingIn("IdleStrategy")))
        .orShould().beAssignableTo(Thread.class)
        .orShould().callCodeUnitWhere(threadCallsExcept("currentThread"))
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule HOLDS_NO_FLOATING_POINT = classes()
        .that().resideOutsideOfPackage(GENERATED)
        .should(useNoFloatingPoint())
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule MEMORY_KNOWS_NOTHING_OF_FINANCE = noClasses()
        .that().resideInAPackage("io.plimsoll.core.memory..")
        .should().dependOnClassesThat().resideInAnyPackage(
            "io.plimsoll.core.codec..", "io.plimsoll.core.fixed..", "io.plimsoll.core.book..",
            "io.plimsoll.core.price..", "io.plimsoll.core.account..", "io.plimsoll.core.margin..",
            "io.plimsoll.core.liquidation..", "io.plimsoll.core.control..", "io.plimsoll.core.snapshot..")
        .allowEmptyShould(true);

    private static DescribedPredicate<JavaClass> primitives()
    {
        return DescribedPredicate.describe("primitives", (final JavaClass type) -> type.getBaseComponentType()
            .isPrimitive());
    }

    private static DescribedPredicate<JavaClass> agronaTypeEndingIn(final String suffix)
    {
        return DescribedPredicate.describe("Agrona types ending in " + suffix, (final JavaClass type) ->
            type.getPackageName().startsWith("org.agrona") && type.getSimpleName().endsWith(suffix));
    }

    private static DescribedPredicate<JavaCall<?>> callOf(final Class<?> owner, final Set<String> names)
    {
        return DescribedPredicate.describe(owner.getSimpleName() + " " + names, (final JavaCall<?> call) ->
            call.getTargetOwner().isEquivalentTo(owner) && names.contains(call.getName()));
    }

    private static DescribedPredicate<JavaCall<?>> threadCallsExcept(final String allowed)
    {
        return DescribedPredicate.describe("Thread, except " + allowed, (final JavaCall<?> call) ->
            call.getTargetOwner().isEquivalentTo(Thread.class) && !allowed.equals(call.getName()));
    }

    private static ArchCondition<JavaClass> useNoFloatingPoint()
    {
        return new ArchCondition<>("use neither float nor double")
        {
            @Override
            public void check(final JavaClass type, final ConditionEvents events)
            {
                for (final JavaField field : type.getFields())
                {
                    if (isFloating(field.getRawType()))
                    {
                        events.add(SimpleConditionEvent.violated(field, field.getDescription()));
                    }
                }
                for (final JavaCodeUnit codeUnit : type.getCodeUnits())
                {
                    if (isFloating(codeUnit.getRawReturnType()) || anyFloating(codeUnit.getRawParameterTypes()))
                    {
                        events.add(SimpleConditionEvent.violated(codeUnit, codeUnit.getDescription()));
                    }
                }
                for (final JavaAccess<?> access : type.getAccessesFromSelf())
                {
                    if (access instanceof final JavaCall<?> call && isFloatingCall(call))
                    {
                        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isFloatingCall(final JavaCall<?> call)
    {
        final JavaClass owner = call.getTargetOwner();
        final boolean isMaths = owner.isEquivalentTo(Math.class) || owner.isEquivalentTo(StrictMath.class);
        final boolean isJdk = owner.getPackageName().startsWith("java.");

        return isMaths && INEXACT_MATHS.contains(call.getName()) ||
            isJdk && (isFloating(call.getTarget().getRawReturnType()) ||
            anyFloating(call.getTarget().getRawParameterTypes()));
    }

    private static boolean anyFloating(final List<JavaClass> types)
    {
        return types.stream().anyMatch(ArchitectureTest::isFloating);
    }

    private static boolean isFloating(final JavaClass type)
    {
        final JavaClass base = type.getBaseComponentType();

        return base.isEquivalentTo(float.class) || base.isEquivalentTo(double.class) ||
            base.isEquivalentTo(Float.class) || base.isEquivalentTo(Double.class);
    }
}

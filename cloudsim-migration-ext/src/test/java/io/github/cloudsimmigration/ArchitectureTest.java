package io.github.cloudsimmigration;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The house has floors, and imports only point down. */
final class ArchitectureTest {
    private static final String ROOT = "io.github.cloudsimmigration";

    /** Packages on one floor do not know each other. */
    private static final Map<String, Integer> FLOORS = Map.of(
            "memory", 1,
            "network", 2,
            "access", 2,
            "technique", 3,
            "engine", 4,
            "cost", 5,
            "orchestration", 5,
            "datacenter", 6,
            "report", 7);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyPackageHasAFloor() {
        for (final JavaClass javaClass : CLASSES) {
            assertThat(FLOORS)
                    .as("floor of the package of %s", javaClass.getName())
                    .containsKey(house(javaClass));
        }
    }

    @Test
    void importsOnlyPointDown() {
        ArchRuleDefinition.classes().should(lookDownOnly()).check(CLASSES);
    }

    /** Each can be had without the others; but a selection that holds pages says which stop rule goes with it, and QEMU's migration is composed. */
    @Test
    void answersToOneDecisionDoNotKnowThoseToAnother() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".technique.(*)")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        resideInAPackage(ROOT + ".technique.selection"), resideInAPackage(ROOT + ".technique.stop"))
                .ignoreDependency(resideInAPackage(ROOT + ".technique.qemu"), alwaysTrue())
                .check(CLASSES);
    }

    @Test
    void policiesAreGuestsOfTheDatacenter() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".datacenter")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".datacenter.policy..")
                .check(CLASSES);
    }

    @Test
    void accessAndNetworkDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".access..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".network..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".network..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".access..")
                .check(CLASSES);
    }

    @Test
    void costKnowsNeitherDatacenterNorReport() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".cost..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".datacenter..", ROOT + ".report..")
                .check(CLASSES);
    }

    @Test
    void engineAndBelowKnowNothingOfCloudSim() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".engine..",
                        ROOT + ".technique..",
                        ROOT + ".access..",
                        ROOT + ".network..",
                        ROOT + ".memory..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.cloudsimplus..")
                .check(CLASSES);
    }

    @Test
    void randomnessIsInjected() {
        noClasses().should().dependOnClassesThat().areAssignableTo(Random.class).check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .check(CLASSES);
        noClasses().should().callMethod(Math.class, "random").check(CLASSES);
        noClasses().should().callMethod(StrictMath.class, "random").check(CLASSES);
    }

    @Test
    void nothingPrints() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }

    private static ArchCondition<JavaClass> lookDownOnly() {
        return new ArchCondition<>("depend only on packages of lower floors") {
            @Override
            public void check(final JavaClass javaClass, final ConditionEvents events) {
                for (final Dependency dependency : javaClass.getDirectDependenciesFromSelf()) {
                    final JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith(ROOT) && !below(target, javaClass)) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean below(final JavaClass target, final JavaClass origin) {
        return house(target).equals(house(origin)) || floor(target) < floor(origin);
    }

    private static int floor(final JavaClass javaClass) {
        return FLOORS.getOrDefault(house(javaClass), Integer.MAX_VALUE);
    }

    private static String house(final JavaClass javaClass) {
        final String path = javaClass.getPackageName().substring(ROOT.length());
        return path.isEmpty() ? path : path.substring(1).split("\\.", 2)[0];
    }
}

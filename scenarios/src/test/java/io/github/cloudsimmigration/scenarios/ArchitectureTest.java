package io.github.cloudsimmigration.scenarios;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** {@code Main} knows the scenarios, which know what they share, and not each other. */
final class ArchitectureTest {
    private static final String ROOT = "io.github.cloudsimmigration.scenarios";
    private static final String CLI = ROOT + ".cli";
    private static final String[] SHARED = {CLI, ROOT + ".output", ROOT + ".parallel", ROOT + ".workload"};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void scenariosKnowWhatTheyShareAndNotEachOther() {
        slices().matching(ROOT + ".(*)")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(not(resideInAnyPackage(SHARED)), resideInAnyPackage(SHARED))
                .ignoreDependency(resideInAnyPackage(SHARED), resideInAPackage(CLI))
                .check(CLASSES);
    }

    @Test
    void onlyMainAndListKnowAllScenarios() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLASSES);
    }

    @Test
    void everyCommandLiesWithItsScenario() {
        classes()
                .that()
                .areAnnotatedWith(Command.class)
                .and(not(assignableTo(Main.class)).and(not(assignableTo(ListCommand.class))))
                .should()
                .resideOutsideOfPackages(ROOT)
                .andShould()
                .resideOutsideOfPackages(SHARED)
                .check(CLASSES);
    }
}

package org.acme.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.security.audit.AuditEvent;
import org.acme.shared.MayUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dependency rules, as the package-info of {@code org.acme} states them. */
class LayoutTest {

    static final String ROOT = "org.acme.";

    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?(" + Pattern.quote(ROOT) + "(?:[a-z]\\w*\\.)*[A-Z]\\w*)");

    static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.acme");

    /** The folders: features, controls, and what both use. Sub-packages belong to their folder. */
    static Set<String> folders() {
        return CODE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .map(LayoutTest::folder)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * {@code security.ratelimit} of {@code org.acme.security.ratelimit.http}, {@code report} of
     * {@code org.acme.report}.
     */
    static String folder(String packageName) {
        String[] names = packageName.substring(ROOT.length()).split("\\.");
        return names[0].equals("security") ? names[0] + "." + names[1] : names[0];
    }

    private static Set<String> mayUse(String folder) {
        return Set.of(
                CODE.getPackage(ROOT + folder).getAnnotationOfType(MayUse.class).value());
    }

    /**
     * The names of the classes of other folders that a folder uses, without {@code org.acme}. Imports count, because
     * the compiler inlines constants.
     */
    private static Set<String> used(String folder) {
        Stream<String> compiled = CODE.stream()
                .filter(type -> isIn(type, folder))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .map(JavaClass::getName);
        Stream<String> imported = Files.below(Files.MAIN.resolve((ROOT + folder).replace('.', '/')), ".java").stream()
                .flatMap(file -> IMPORT.matcher(Files.text(file)).results())
                .map(found -> found.group(1));
        return Stream.concat(compiled, imported)
                .map(LayoutTest::outermost)
                .filter(target -> target.startsWith(ROOT))
                .map(target -> target.substring(ROOT.length()))
                .filter(target -> !target.startsWith(folder + "."))
                .filter(target -> !target.matches("shared\\.\\w+"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether an entry of {@link MayUse} stands for a class. */
    private static boolean covers(String entry, String target) {
        String ofClasses = target.substring(0, target.lastIndexOf('.'));
        boolean ofControls = entry.equals("security") && ofClasses.matches("security\\.\\w+");
        return entry.equals(target) || entry.equals(ofClasses) || ofControls;
    }

    @ParameterizedTest
    @MethodSource("folders")
    void folder_imports_exactly_what_its_package_info_allows(String folder) {
        Set<String> used = used(folder);
        Set<String> allowed = mayUse(folder);
        assertThat(used)
                .as("what %s uses and its package-info does not allow", folder)
                .allMatch(target -> allowed.stream().anyMatch(entry -> covers(entry, target)));
        assertThat(allowed)
                .as("what the package-info of %s allows in vain", folder)
                .allMatch(entry -> used.stream().anyMatch(target -> covers(entry, target)));
    }

    /** A sub-package of a control has public classes for its control only. */
    @ParameterizedTest
    @MethodSource("folders")
    void subpackages_are_closed_to_other_folders(String folder) {
        assertThat(used(folder))
                .as("classes in sub-packages of other folders that %s uses", folder)
                .allMatch(target -> folder(ROOT + target).equals(target.substring(0, target.lastIndexOf('.'))));
    }

    @Test
    void folders_have_no_cycles() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().startsWith(ROOT)
                                ? SliceIdentifier.of(folder(type.getPackageName()))
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "folders";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CODE);
    }

    @Test
    void controls_know_no_feature() {
        Set<String> foundations = Set.of("problem", "paging", "database", "redis", "shared");
        folders().stream()
                .filter(folder -> folder.startsWith("security.") || foundations.contains(folder))
                .forEach(folder -> assertThat(mayUse(folder))
                        .as(folder)
                        .allMatch(
                                entry -> entry.startsWith("security.") || foundations.contains(entry.split("\\.")[0])));
    }

    @Test
    void controls_declare_no_permission_and_no_audit_event_of_a_feature() {
        Set<String> features = folders().stream()
                .filter(folder -> !folder.startsWith("security."))
                .collect(Collectors.toSet());
        Pattern permission = Pattern.compile("\"(?:" + String.join("|", features) + ")s?:[a-z]+\"");
        assertThat(Files.below(Files.MAIN.resolve((ROOT + "security").replace('.', '/')), ".java"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.text(file)).doesNotContainPattern(permission));
        assertThat(CODE.stream()
                        .filter(type -> type.isAssignableTo(AuditEvent.class) && !type.isInterface())
                        .filter(type -> type.getPackageName().startsWith(ROOT + "security.")))
                .extracting(JavaClass::getSimpleName)
                .containsExactlyInAnyOrder("PermissionDenied", "AccessRefused");
    }

    /** The build executes the guide, so a feature needs no other file. */
    @Test
    void guide_to_a_feature_changes_no_file_of_a_control_and_at_most_14_files() {
        Set<String> files = Pattern.compile("(?m)^(?:\\+\\+\\+ b/|(?://|--) )(src/\\S+|docs/\\S+)$")
                .matcher(Files.text(Files.ROOT.resolve("docs/adding-a-feature.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(files)
                .hasSizeBetween(10, 14)
                .noneMatch(file -> file.matches("src/main/java/\\S+/(security|problem|paging|database|shared)/\\S+"));
    }

    @Test
    void every_control_documents_attack_use_limits_and_proof() {
        folders().stream().filter(folder -> folder.startsWith("security.")).forEach(folder -> assertThat(
                        Files.packageInfo(ROOT + folder).replaceAll("[\\s*]+", " "))
                .as(folder)
                .containsSubsequence("Attack (", "Use: ", "Limits: ", "Settings: ", "Copy along: ", "Proof: ", "@see"));
    }

    @Test
    void class_names_have_no_meaningless_suffixes() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("DTO")
                .orShould()
                .haveSimpleNameStartingWith("Base")
                .check(CODE);
    }

    @Test
    void resources_and_graphs_use_no_transactions() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Resource")
                .or()
                .haveSimpleNameEndingWith("GraphQLApi")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.transaction.Transactional")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.persistence.EntityManager")
                .check(CODE);
    }

    @Test
    void no_class_calls_thread_sleep() {
        assertThat(CODE.stream()
                        .flatMap(LayoutTest::methodUses)
                        .filter(use -> use.getTargetOwner().isEquivalentTo(Thread.class))
                        .filter(use -> use.getName().equals("sleep")))
                .isEmpty();
    }

    @Test
    void configuration_is_read_through_typed_config_mappings() {
        classes()
                .that()
                .areAnnotatedWith("io.smallrye.config.ConfigMapping")
                .should()
                .haveSimpleNameEndingWith("Config")
                .check(CODE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.eclipse.microprofile.config.inject.ConfigProperty")
                .check(CODE);
    }

    @Test
    void clocks_are_injected() {
        assertThat(CODE.stream()
                        .filter(type -> !type.getFullName().equals(ROOT + "shared.Time"))
                        .flatMap(LayoutTest::methodUses)
                        .filter(LayoutTest::readsTheClock))
                .isEmpty();
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveFullyQualifiedName("org.acme.shared.Time")
                .should()
                .beAnnotatedWith("jakarta.enterprise.inject.Produces")
                .check(CODE);
    }

    /** Calls of methods, and method references. */
    static Stream<JavaCodeUnitAccess<? extends CodeUnitAccessTarget>> methodUses(JavaClass type) {
        return Stream.concat(type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream());
    }

    private static boolean readsTheClock(JavaCodeUnitAccess<? extends CodeUnitAccessTarget> use) {
        String owner = use.getTargetOwner().getFullName();
        String name = use.getName();
        boolean now =
                name.equals("now") && use.getTarget().getRawParameterTypes().isEmpty();
        return owner.startsWith("java.time.") && (now || name.startsWith("system"))
                || owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime").contains(name);
    }

    private static boolean isIn(JavaClass type, String folder) {
        return type.getPackageName().equals(ROOT + folder)
                || type.getPackageName().startsWith(ROOT + folder + ".");
    }

    private static String outermost(String type) {
        return type.split("\\$")[0];
    }
}

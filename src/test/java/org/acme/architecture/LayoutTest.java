package org.acme.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The dependency rules in the package-info of {@code org.acme}. Each rule also asserts that it applies to at least one
 * class.
 */
class LayoutTest {

    static final String ROOT = "org.acme.";
    static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.acme");

    /** Packages and classes that each package may use. Features may use single classes of other features. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("shared", Set.of()),
            Map.entry("problem", Set.of("shared")),
            Map.entry("database", Set.of("problem", "shared")),
            Map.entry("security.crypto", Set.of("problem", "shared")),
            Map.entry("security.authorization", Set.of("problem", "shared", "security.authentication.Caller")),
            Map.entry(
                    "security.authentication",
                    Set.of(
                            "problem",
                            "shared",
                            "database",
                            "security.crypto",
                            "security.hardening",
                            "security.breach")),
            Map.entry(
                    "security.audit",
                    Set.of(
                            "problem",
                            "shared",
                            "security.authentication.Caller",
                            "security.authorization",
                            "security.hardening",
                            "security.payload")),
            Map.entry(
                    "security.payload",
                    Set.of(
                            "problem",
                            "shared",
                            "security.authentication.Caller",
                            "security.crypto.Seal",
                            "security.hardening.ClosingConnections",
                            "security.hardening.EdgeStep",
                            "security.hardening.FilterOrder")),
            Map.entry("security.hardening", Set.of("problem", "shared")),
            Map.entry("security.concurrency", Set.of("problem", "shared")),
            Map.entry(
                    "security.botdefense",
                    Set.of("problem", "shared", "security.authentication.Caller", "security.crypto")),
            Map.entry("security.outbound", Set.of("problem", "shared")),
            Map.entry("security.breach", Set.of("problem", "shared", "security.outbound")),
            Map.entry(
                    "security.deadline",
                    Set.of(
                            "problem",
                            "shared",
                            "security.hardening.ClosingConnections",
                            "security.hardening.FilterOrder")),
            Map.entry(
                    "security.ratelimit",
                    Set.of("problem", "shared", "security.hardening", "security.crypto.Pseudonyms")),
            Map.entry(
                    "security.graphql",
                    Set.of(
                            "problem",
                            "shared",
                            "security.authentication.Caller",
                            "security.concurrency.ExpensiveRequests",
                            "security.payload.PageLimit",
                            "security.ratelimit.OperationCount")),
            Map.entry(
                    "security.idempotency",
                    Set.of("problem", "shared", "security.authentication.Caller", "security.crypto")),
            Map.entry(
                    "security.inventory",
                    Set.of(
                            "problem",
                            "shared",
                            "security.hardening.FilterOrder",
                            "security.authentication.RequiresRecentLogin",
                            "security.authorization.Permissions",
                            "security.botdefense.SensitiveFlow",
                            "security.idempotency.Idempotent",
                            "security.ratelimit.RateLimited")),
            Map.entry("user", Set.of("problem", "shared", "security")),
            Map.entry(
                    "session",
                    Set.of("problem", "shared", "security", "user.Accounts", "user.Account", "user.AccountDisabled")),
            Map.entry(
                    "account",
                    Set.of(
                            "problem",
                            "shared",
                            "security",
                            "user.Accounts",
                            "user.Account",
                            "session.Credentials",
                            "session.Revocation",
                            "session.SecondFactor")),
            Map.entry("setting", Set.of("problem", "shared", "security")),
            Map.entry("apikey", Set.of("problem", "shared", "security", "user.Accounts")),
            // webhook-only:begin
            Map.entry(
                    "webhook",
                    Set.of(
                            "problem",
                            "shared",
                            "security",
                            "user.Accounts",
                            "report.ReportPublished",
                            "report.ReportReaders")),
            // webhook-only:end
            Map.entry(
                    "report", Set.of("problem", "shared", "security", "user.User", "user.Users", "user.SampleUsers")));

    static Set<String> groups() {
        return MAY_USE.keySet();
    }

    @Test
    void every_class_belongs_to_a_declared_package_group() {
        Set<String> found = CODE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(new TreeSet<>(groups()));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void package_group_imports_only_what_it_may(String group) {
        List<JavaClass> members =
                CODE.stream().filter(type -> isIn(type, group)).toList();
        assertThat(members).as("classes of %s", group).isNotEmpty();

        Set<String> forbidden = members.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .map(LayoutTest::outermost)
                .filter(target -> target.startsWith(ROOT))
                .map(target -> target.substring(ROOT.length()))
                .filter(target -> !startsWith(target, group))
                .filter(target -> MAY_USE.get(group).stream().noneMatch(allowed -> startsWith(target, allowed)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(forbidden).as("forbidden dependencies of %s", group).isEmpty();
    }

    @Test
    void every_control_documents_attack_use_limits_and_proof() {
        groups().stream().filter(group -> group.startsWith("security.")).forEach(group -> assertThat(
                        Files.packageInfo(ROOT + group).replaceAll("[\\s*]+", " "))
                .as(group)
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
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CODE);
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
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.acme.shared.Time")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .check(CODE);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .haveFullyQualifiedName("org.acme.shared.Time")
                .should()
                .beAnnotatedWith("jakarta.enterprise.inject.Produces")
                .check(CODE);
    }

    private static boolean isIn(JavaClass type, String group) {
        return type.getPackageName().equals(ROOT + group);
    }

    private static boolean startsWith(String target, String prefix) {
        return target.equals(prefix) || target.startsWith(prefix + ".");
    }

    private static String outermost(JavaClass type) {
        return Stream.of(type.getName().split("\\$")).findFirst().orElseThrow();
    }
}

package org.acme.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.Test;

/**
 * Neither code nor tests depend on the JVM's default locale, time zone, charset or threads, and tests not on the day.
 */
@SecondThread
class PlatformDefaultsTest {

    static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("org.acme");

    /** Calls with an overload that takes a locale, zone, charset or executor, as {@code owner.name(parameters)}. */
    private static final Set<String> WITHOUT_ARGUMENT = Set.of(
            "java.lang.String.toLowerCase()",
            "java.lang.String.toUpperCase()",
            "java.lang.String.format(java.lang.String, [Ljava.lang.Object;)",
            "java.lang.String.getBytes()",
            "java.lang.String.<init>([B)",
            "java.lang.String.<init>([B, int, int)",
            "java.io.ByteArrayOutputStream.toString()",
            "java.io.InputStreamReader.<init>(java.io.InputStream)",
            "java.io.OutputStreamWriter.<init>(java.io.OutputStream)",
            "java.io.FileReader.<init>(java.io.File)",
            "java.io.FileReader.<init>(java.lang.String)",
            "java.io.FileWriter.<init>(java.io.File)",
            "java.io.FileWriter.<init>(java.lang.String)",
            "java.io.PrintStream.<init>(java.io.OutputStream)",
            "java.io.PrintStream.<init>(java.io.OutputStream, boolean)",
            "java.io.PrintWriter.<init>(java.io.OutputStream)",
            "java.io.PrintWriter.<init>(java.io.OutputStream, boolean)",
            "java.io.PrintWriter.format(java.lang.String, [Ljava.lang.Object;)",
            "java.io.PrintWriter.printf(java.lang.String, [Ljava.lang.Object;)",
            "java.util.Scanner.<init>(java.io.InputStream)",
            "java.util.Scanner.<init>(java.nio.file.Path)",
            "java.util.Formatter.<init>()",
            "java.util.Formatter.<init>(java.lang.Appendable)",
            "java.net.URLEncoder.encode(java.lang.String)",
            "java.net.URLDecoder.decode(java.lang.String)",
            "java.text.SimpleDateFormat.<init>()",
            "java.text.SimpleDateFormat.<init>(java.lang.String)",
            "java.text.DecimalFormat.<init>()",
            "java.text.DecimalFormat.<init>(java.lang.String)",
            "java.text.MessageFormat.<init>(java.lang.String)",
            "java.text.MessageFormat.format(java.lang.String, [Ljava.lang.Object;)",
            "java.text.Collator.getInstance()",
            "java.text.BreakIterator.getWordInstance()",
            "java.time.format.DateTimeFormatter.ofPattern(java.lang.String)",
            "java.time.format.DateTimeFormatterBuilder.toFormatter()",
            "java.util.Calendar.getInstance()",
            "java.util.GregorianCalendar.<init>()",
            "java.util.Date.toString()",
            "java.util.Currency.getSymbol()",
            "java.util.ResourceBundle.getBundle(java.lang.String)",
            "java.util.concurrent.CompletableFuture.runAsync(java.lang.Runnable)",
            "java.util.concurrent.CompletableFuture.supplyAsync(java.util.function.Supplier)");

    /** Calls that read a default, whatever their parameters. */
    private static final Set<String> DEFAULTS = Set.of(
            "java.util.Locale.getDefault",
            "java.util.TimeZone.getDefault",
            "java.util.concurrent.ForkJoinPool.commonPool",
            "java.time.ZoneId.systemDefault",
            "java.time.Clock.systemDefaultZone",
            "java.nio.charset.Charset.defaultCharset",
            "java.sql.Date.valueOf",
            "java.sql.Timestamp.valueOf",
            "java.sql.Timestamp.toLocalDateTime",
            "java.text.DateFormat.getDateInstance",
            "java.text.DateFormat.getDateTimeInstance",
            "java.text.DateFormat.getTimeInstance",
            "java.text.DateFormat.getInstance");

    /** Types whose {@code now()} and {@code getInstance()} read the default zone or locale. */
    private static final Pattern NOW = Pattern.compile(
            "java\\.time\\.(Local|Zoned|Offset|Year|Month)\\w*\\.now\\(\\)|java\\.text\\.NumberFormat\\.get\\w*\\(\\)");

    /** Conversions of {@link java.util.Formatter} that depend on the locale: numbers, times, upper case. */
    private static final Pattern LOCALISED =
            Pattern.compile("%(\\d+\\$)?[-#+ 0,(<]*\\d*(\\.\\d+)?([deEfgGaAST]|t[A-Za-z])(?![A-Za-z])");

    /** Classes that read defaults on purpose: the example below, and the test that changes and restores them. */
    private static final Predicate<JavaClass> CHANGES_DEFAULTS =
            type -> type.isEquivalentTo(Offender.class) || type.getSimpleName().equals("Api02AnotherPlatformTest");

    /** A function of the Redis script, which has no locale. */
    private static final String LUA = "string.format(";

    @Test
    void code_passes_locale_zone_charset_and_executor_explicitly() {
        assertNoCallIn(LayoutTest.CODE);
    }

    @Test
    void tests_pass_locale_zone_charset_and_executor_explicitly() {
        assertNoCallIn(TESTS);
    }

    /** Otherwise the build fails from the day on which the operation ends. */
    @Test
    void tests_of_an_operation_with_a_sunset_pass_after_it_too() throws IOException {
        List<String> deprecated = new YAMLMapper()
                .readTree(Files.ROOT.resolve("docs/openapi.yaml").toFile()).get("paths").properties().stream()
                        .filter(path -> path.getValue().findValue("x-sunset") != null)
                        .map(path -> '"' + path.getKey().replaceFirst("^/api/v1", ""))
                        .toList();
        assertThat(Files.below(Files.TESTS, ".java"))
                .filteredOn(file -> deprecated.stream().anyMatch(Files.text(file)::contains))
                .allSatisfy(file -> assertThat(Files.text(file))
                        .as(file.toString())
                        .containsAnyOf("MovableTime.on(", "OpenApiOperation.served("));
    }

    @Test
    void platform_default_rule_finds_each_kind_of_call() {
        JavaClass offender = new ClassFileImporter().importClass(Offender.class);
        assertThat(offender.getCodeUnitCallsFromSelf().stream()
                        .filter(PlatformDefaultsTest::readsDefault)
                        .map(call -> call.getTarget().getName()))
                .containsExactlyInAnyOrder(
                        "toLowerCase", "format", "getBytes", "<init>", "now", "systemDefault", "runAsync");
    }

    @Test
    void no_format_string_of_the_code_depends_on_the_default_locale() {
        assertThat(LOCALISED.matcher("\"%d mails\"").find()).isTrue();
        assertThat(LOCALISED.matcher("\"%s mails, 100%% of %08x\"").find()).isFalse();
        List<String> found = Files.below(Files.MAIN, ".java").stream()
                .flatMap(file -> Files.text(file).lines())
                .filter(line -> LOCALISED.matcher(line).find() && !line.contains("Locale.ROOT") && !line.contains(LUA))
                .toList();
        assertThat(found).isEmpty();
    }

    private static void assertNoCallIn(JavaClasses classes) {
        assertThat(classes).isNotEmpty();
        noClasses()
                .that(DescribedPredicate.not(DescribedPredicate.describe("change the defaults", CHANGES_DEFAULTS)))
                .should()
                .callCodeUnitWhere(new DescribedPredicate<JavaCodeUnitAccess<?>>("it depends on a default of the JVM") {
                    @Override
                    public boolean test(JavaCodeUnitAccess<?> call) {
                        return readsDefault(call);
                    }
                })
                .check(classes);
    }

    private static boolean readsDefault(JavaCodeUnitAccess<?> call) {
        CodeUnitAccessTarget target = call.getTarget();
        String name = target.getOwner().getName() + "." + target.getName();
        String parameters =
                target.getRawParameterTypes().stream().map(JavaClass::getName).collect(Collectors.joining(", "));
        String signature = name + "(" + parameters + ")";
        return DEFAULTS.contains(name)
                || WITHOUT_ARGUMENT.contains(signature)
                || NOW.matcher(signature).matches();
    }

    /** Reads defaults, which proves that the rule finds such calls. */
    private static final class Offender {

        Object offend(String text, byte[] bytes) {
            return List.of(
                    text.toLowerCase(),
                    String.format("%d", 1),
                    text.getBytes(),
                    new String(bytes),
                    java.time.LocalDate.now(),
                    java.time.ZoneId.systemDefault(),
                    java.util.concurrent.CompletableFuture.runAsync(() -> {}));
        }
    }
}

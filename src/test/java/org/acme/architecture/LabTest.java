package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.Test;

/** The catalogue of sabotages. {@code lab/check} applies them and runs their tests. */
@SecondThread
class LabTest {

    private static final List<String> HEADER = List.of("id", "risk", "removes", "attack", "test", "incident");
    private static final Pattern PATCHED = Pattern.compile("(?m)^\\+\\+\\+ b/src/main/java/(\\S+)/\\w+\\.java$");
    private static final Pattern CHANGED = Pattern.compile("(?m)^[+-](?![+-]).*$");
    private static final int LINES = 20;
    private static final int PER_RISK = 6;

    private static Map<String, String> sabotages() {
        return Files.below(Files.ROOT.resolve("lab/catalogue"), ".patch").stream()
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".patch", ""), file -> Files.text(file)));
    }

    private static String header(String sabotage, String field) {
        return sabotage.lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith(field + ": "))
                .map(line -> line.substring(field.length() + 2).strip())
                .findFirst()
                .orElse("");
    }

    /** Also checks the tests that {@code lab/check} would run. */
    static void assertEachApplies(Path root) throws Exception {
        Process check = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--source",
                        "17",
                        "lab/check",
                        "--applies")
                .directory(root.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    @Test
    void every_sabotage_of_the_lab_applies_and_names_an_existing_test() throws Exception {
        assertEachApplies(Files.ROOT);
    }

    private static List<Path> cards() {
        return Files.below(Files.ROOT.resolve("lab/cards"), ".http");
    }

    @Test
    void lab_page_has_a_card_for_every_risk_with_a_sabotage_of_it() {
        assertThat(cards().stream().map(card -> card.getFileName()
                        .toString()
                        .replace(".http", "")
                        .toUpperCase(Locale.ROOT)))
                .containsExactlyInAnyOrder(
                        "API7", // webhook-only
                        "API1", "API2", "API3", "API4", "API5", "API6", "API8", "API9", "API10");
        assertThat(cards()).allSatisfy(card -> {
            String text = Files.text(card);
            String patch = sabotages().getOrDefault(header(text.replaceFirst("^# .*\n", ""), "sabotage"), "");
            assertThat(header(patch, "risk"))
                    .isEqualTo(
                            card.getFileName().toString().replace(".http", "").toUpperCase(Locale.ROOT));
            assertThat(text).containsPattern("\n> held = \\d{3}").containsPattern("\n> succeeds = \\d{3}");
        });
    }

    /** The page changes and runs code, so no other page and no other user of the machine may use it. */
    @Test
    void lab_page_answers_only_itself_and_loads_nothing_from_elsewhere() throws Exception {
        try (LabPage page = LabPage.started()) {
            assertThat(page.get("/", page.host).statusCode()).isEqualTo(200);
            assertThat(page.get("/cards", page.host, page.token).statusCode()).isEqualTo(200);
            assertThat(page.get("/cards", page.host).statusCode()).isEqualTo(403);
            assertThat(page.get("/cards", page.host, "X-Lab-Token: 0").statusCode())
                    .isEqualTo(403);
            assertThat(page.get("/cards", page.host, page.token, "Origin: https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(page.get("/", "Host: evil.example").statusCode()).isEqualTo(403);
            assertThat(page.get("/cards", "Host: evil.example", page.token).statusCode())
                    .isEqualTo(403);
            assertThat(page.get("/../../pom.xml", page.host, page.token).statusCode())
                    .isEqualTo(404);
            assertThat(page.get("/", page.host).header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*", "data:");
            assertThat(page.get("/", page.host).headers().hasHeaderWithName("Access-Control-Allow-Origin"))
                    .isFalse();
            assertThat(page.reachableAt()).isEmpty();
        }
        assertThat(Stream.of("index.html", "lab.css", "lab.js"))
                .allSatisfy(file -> assertThat(Files.text(Files.ROOT.resolve("lab/page/" + file)))
                        .doesNotContain("http:", "https:", "<style", " style=", " onclick=", "innerHTML", "eval("));
    }

    @Test
    void every_sabotage_of_the_lab_is_small_and_described() {
        assertThat(sabotages()).isNotEmpty().allSatisfy((name, text) -> {
            assertThat(header(text, "id")).isEqualTo(name);
            assertThat(HEADER)
                    .allSatisfy(
                            field -> assertThat(header(text, field)).as(field).isNotBlank());
            assertThat(CHANGED.matcher(text).results()).hasSizeLessThanOrEqualTo(LINES);
        });
    }

    @Test
    void lab_has_sabotages_of_every_risk_and_every_control() {
        Map<String, Long> risks = sabotages().values().stream()
                .collect(Collectors.groupingBy(text -> header(text, "risk"), Collectors.counting()));
        assertThat(risks.keySet())
                .isEqualTo(IntStream.rangeClosed(1, 10)
                        .mapToObj(risk -> "API" + risk)
                        .collect(Collectors.toSet()));
        assertThat(risks.values()).allMatch(count -> count >= PER_RISK);
        Set<String> patched = sabotages().values().stream()
                .flatMap(text -> PATCHED.matcher(text).results())
                .map(file -> LayoutTest.folder(file.group(1).replace('/', '.')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(patched)
                .containsAll(LayoutTest.folders().stream()
                        .filter(folder -> folder.startsWith("security."))
                        .toList());
    }
}

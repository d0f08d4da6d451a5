package org.acme.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders the report: a card per risk, a table per test class, a row per attack. */
final class OwaspReport {

    private static final int ANSWERS_SHOWN = 3;

    private OwaspReport() {}

    static String of(List<Evidence> evidence) {
        return template()
                .replace("{{summary}}", summary(evidence))
                .replace("{{index}}", each(Stream.of(Risk.values()), risk -> indexEntry(risk, of(risk, evidence))))
                .replace("{{risks}}", each(Stream.of(Risk.values()), risk -> card(risk, of(risk, evidence))));
    }

    private static String summary(List<Evidence> evidence) {
        long broken = evidence.stream().filter(one -> !one.held()).count();
        return "Attacks: %d, %s.".formatted(evidence.size(), broken == 0 ? "none succeeded" : broken + " SUCCEEDED");
    }

    private static String indexEntry(Risk risk, List<Evidence> evidence) {
        return "<a href=\"#%s\" class=\"%s\"><b>%s</b> %s <span>%d</span></a>"
                .formatted(risk, state(evidence), risk, escaped(risk.title), evidence.size());
    }

    private static String card(Risk risk, List<Evidence> evidence) {
        String promises = each(
                grouped(evidence, one -> one.proof() + " " + one.promise()).values().stream(), OwaspReport::promise);
        String folders =
                each(ControlFolders.against(risk).stream(), folder -> "<code>%s</code> ".formatted(escaped(folder)));
        return """
                <section id="%s" class="%s">
                <h2><b>%s</b> %s</h2>
                <p class="folders">Controls: %s</p>
                %s
                </section>
                """.formatted(
                        risk,
                        state(evidence),
                        risk,
                        escaped(risk.title),
                        folders,
                        evidence.isEmpty() ? "<p>No attack ran.</p>" : promises);
    }

    private static String promise(List<Evidence> evidence) {
        Evidence first = evidence.get(0);
        return """
                <table><caption>%s <small>%s</small></caption>
                <tr><th>attack</th><th>responses</th><th></th></tr>
                %s</table>
                """.formatted(
                        escaped(first.promise().isEmpty() ? "In general" : first.promise()),
                        escaped(first.proof()),
                        each(grouped(evidence, Evidence::attack).values().stream(), OwaspReport::attack));
    }

    private static String attack(List<Evidence> variants) {
        Evidence first = variants.get(0);
        String how = variants.size() == 1
                ? escaped(first.attack())
                : "%s<details><summary>%d variants</summary>%s</details>"
                        .formatted(
                                escaped(first.attack()),
                                variants.size(),
                                each(variants.stream(), one -> "<div class=\"%s\">%s</div>"
                                        .formatted(state(List.of(one)), escaped(one.variant()))));
        return "<tr class=\"%s\"><td>%s</td><td>%s</td><td class=\"mark\"></td></tr>\n"
                .formatted(state(variants), how, answers(variants));
    }

    /** Refusals first, because they show that the attack failed. */
    private static String answers(List<Evidence> variants) {
        List<String> distinct = variants.stream()
                .flatMap(one -> one.answers().stream())
                .distinct()
                .sorted(Comparator.comparing(answer -> !answer.matches(".*→ [45].*|[^→]*")))
                .map(answer -> "<div><code>" + escaped(answer) + "</code></div>")
                .toList();
        String shown = String.join("", distinct.subList(0, Math.min(ANSWERS_SHOWN, distinct.size())));
        return distinct.size() <= ANSWERS_SHOWN
                ? shown
                : shown
                        + "<details><summary>%d more</summary>%s</details>"
                                .formatted(
                                        distinct.size() - ANSWERS_SHOWN,
                                        String.join("", distinct.subList(ANSWERS_SHOWN, distinct.size())));
    }

    private static String state(List<Evidence> evidence) {
        return evidence.isEmpty() ? "untried" : evidence.stream().allMatch(Evidence::held) ? "held" : "broken";
    }

    private static List<Evidence> of(Risk risk, List<Evidence> evidence) {
        return evidence.stream().filter(one -> one.risk() == risk).toList();
    }

    private static Map<String, List<Evidence>> grouped(List<Evidence> evidence, Function<Evidence, String> by) {
        return evidence.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }

    private static <T> String each(Stream<T> parts, Function<T, String> html) {
        return parts.map(html).collect(Collectors.joining());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String template() {
        try (InputStream page = OwaspReport.class.getResourceAsStream("/owasp-report.html")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

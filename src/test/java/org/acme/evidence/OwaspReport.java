package org.acme.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renders the report: a card per risk, a table per test class, a row per attack. The page is one file without requests
 * to others; its policy allows only its own script.
 */
final class OwaspReport {

    private static final int ANSWERS_SHOWN = 3;

    private OwaspReport() {}

    /** The address of the lab page, unless {@code lab/open} was given another port. */
    private static final String LAB = "http://127.0.0.1:8085/#";

    private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");

    static String of(List<Evidence> evidence, List<Removal> removals, List<Mutation> mutations) {
        String page = template();
        return page.replace("{{script-hash}}", hash(page))
                .replace("{{controls}}", options(evidence))
                .replace("{{summary}}", summary(evidence))
                .replace("{{index}}", each(Stream.of(Risk.values()), risk -> indexEntry(risk, of(risk, evidence))))
                .replace("{{risks}}", each(Stream.of(Risk.values()), risk -> card(risk, of(risk, evidence), removals)))
                .replace("{{mutations}}", mutations(mutations));
    }

    private static String summary(List<Evidence> evidence) {
        long broken = evidence.stream().filter(one -> !one.held()).count();
        return "Attacks: %d, %s.".formatted(evidence.size(), broken == 0 ? "none succeeded" : broken + " SUCCEEDED");
    }

    private static String options(List<Evidence> evidence) {
        return each(
                evidence.stream()
                        .flatMap(one -> controls(one).stream())
                        .distinct()
                        .sorted(),
                folder -> "<option>%s</option>".formatted(escaped(folder)));
    }

    /** The controls that name the test class as their proof; else all against the risk. */
    private static List<String> controls(Evidence one) {
        List<String> own = ControlFolders.provenBy(one.proof());
        return own.isEmpty() ? ControlFolders.against(one.risk()) : own;
    }

    /** In the form of a Content Security Policy. */
    private static String hash(String page) {
        Matcher script = SCRIPT.matcher(page);
        if (!script.find()) {
            throw new IllegalStateException("the report has no script");
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(script.group(1).getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String link(String folder) {
        return "<a href=\"../%1$s\"><code>%1$s</code></a> ".formatted(escaped(folder));
    }

    private static String indexEntry(Risk risk, List<Evidence> evidence) {
        return "<a href=\"#%s\" class=\"%s\"><b>%s</b> %s <span>%d</span></a>"
                .formatted(risk, state(evidence), risk, escaped(risk.title), evidence.size());
    }

    private static String card(Risk risk, List<Evidence> evidence, List<Removal> removals) {
        String promises = each(
                grouped(evidence, one -> one.proof() + " " + one.promise()).values().stream(), OwaspReport::promise);
        String folders = each(ControlFolders.against(risk).stream(), OwaspReport::link);
        return """
                <section id="%s" class="%s">
                <h2><b>%s</b> %s</h2>
                <p class="folders">Controls: %s</p>
                <p class="folders">Without the control: <a href="%s">card of the lab</a>, while <code>lab/open</code> runs.</p>
                %s
                %s
                </section>
                """.formatted(
                        risk,
                        state(evidence),
                        risk,
                        escaped(risk.title),
                        folders,
                        LAB + risk,
                        removals(removals.stream()
                                .filter(removal -> removal.risk().equals(risk.name()))
                                .toList()),
                        evidence.isEmpty() ? "<p>No attack ran.</p>" : promises);
    }

    private static String removals(List<Removal> tried) {
        long held = tried.stream().filter(Removal::isHeld).count();
        return tried.isEmpty()
                ? ""
                : "<details class=\"folders\"><summary>Removed controls that a test noticed: %d of %d</summary><ul>%s</ul></details>"
                        .formatted(held, tried.size(), each(tried.stream(), OwaspReport::removal));
    }

    private static String removal(Removal removal) {
        return "<li>%s %s <code>%s</code></li>"
                .formatted(
                        removal.isHeld() ? "✓" : "✗ " + escaped(removal.result()),
                        escaped(removal.removes()),
                        escaped(removal.test()));
    }

    private static String mutations(List<Mutation> tried) {
        List<Mutation> survivors =
                tried.stream().filter(mutation -> !mutation.noticed()).toList();
        return tried.isEmpty()
                ? ""
                : "<details class=\"folders\"><summary>Mutation tests: unit tests noticed %d of %d changes</summary><ul>%s</ul></details>"
                        .formatted(
                                tried.size() - survivors.size(),
                                tried.size(),
                                each(survivors.stream(), OwaspReport::survivor));
    }

    private static String survivor(Mutation mutation) {
        return "<li>✗ <code>%s</code> %s</li>".formatted(escaped(mutation.place()), escaped(mutation.change()));
    }

    private static String promise(List<Evidence> evidence) {
        Evidence first = evidence.get(0);
        return """
                <table data-controls="%s"><caption>%s <small>%s</small></caption>
                <thead><tr><th scope="col">attack</th><th scope="col">request and response</th><th scope="col">held</th></tr></thead>
                <tbody>
                %s</tbody></table>
                """.formatted(
                        escaped(String.join(" ", controls(first))),
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
        return "<tr class=\"%s\"><td>%s</td><td>%s</td><td class=\"mark\">%s</td></tr>\n"
                .formatted(state(variants), how, exchanges(variants), mark(variants));
    }

    /** Refusals first, because they show that the attack failed; then the last ones, which follow the preparation. */
    private static String exchanges(List<Evidence> variants) {
        List<Exchange> distinct = new ArrayList<>();
        grouped(variants.stream().flatMap(one -> one.answers().stream()).toList(), Exchange::line)
                .values()
                .forEach(same -> distinct.add(0, same.get(0)));
        distinct.sort(Comparator.comparing(exchange -> !exchange.refuses()));
        int shown = Math.min(ANSWERS_SHOWN, distinct.size());
        String rest = each(distinct.subList(shown, distinct.size()).stream(), OwaspReport::line);
        return each(distinct.subList(0, shown).stream(), OwaspReport::exchange)
                + (rest.isEmpty()
                        ? ""
                        : "<details><summary>%d more</summary>%s</details>".formatted(distinct.size() - shown, rest));
    }

    private static String exchange(Exchange exchange) {
        return exchange.response().isEmpty()
                ? line(exchange)
                : "<details><summary>%s</summary><div class=\"pair\"><pre>%s</pre><pre>%s</pre></div></details>"
                        .formatted(line(exchange), escaped(exchange.request()), escaped(exchange.response()));
    }

    private static String line(Exchange exchange) {
        return "<span class=\"pair\"><code>%s</code> <code>%s</code></span>"
                .formatted(escaped(exchange.asked()), escaped(exchange.answered()));
    }

    private static String mark(List<Evidence> variants) {
        return state(variants).equals("held") ? "<span title=\"the attack failed\">✓</span>" : "✗ succeeded";
    }

    private static String state(List<Evidence> evidence) {
        return evidence.isEmpty() ? "untried" : evidence.stream().allMatch(Evidence::held) ? "held" : "broken";
    }

    private static List<Evidence> of(Risk risk, List<Evidence> evidence) {
        return evidence.stream().filter(one -> one.risk() == risk).toList();
    }

    private static <T> Map<String, List<T>> grouped(List<T> all, Function<T, String> by) {
        return all.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
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

package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acme.application.MfaConfig;
import org.acme.application.Role;
import org.acme.federation.FederationConfig;
import org.acme.mail.MailConfig;
import org.acme.redis.RedisConfig;
import org.acme.report.export.ExportConfig;
import org.acme.security.authentication.SessionConfig;
import org.acme.security.authentication.token.JwtConfig;
import org.acme.security.botdefense.BotDefenseConfig;
import org.acme.security.concurrency.ConcurrencyConfig;
import org.acme.security.deadline.DeadlineConfig;
import org.acme.security.dpop.DpopConfig;
import org.acme.security.edge.EdgeConfig;
import org.acme.security.edge.ProxyConfig;
import org.acme.security.edge.TraceConfig;
import org.acme.security.graphql.GraphQlConfig;
import org.acme.security.idempotency.IdempotencyConfig;
import org.acme.security.input.PayloadConfig;
import org.acme.security.issuer.IssuerCallsConfig;
import org.acme.security.issuer.IssuerConfig;
import org.acme.security.outbound.OutboundConfig;
import org.acme.security.password.BreachCheckConfig;
import org.acme.security.password.PasswordConfig;
import org.acme.security.ratelimit.RateLimitConfig;
import org.acme.security.transport.DatabaseConfig;
import org.acme.security.transport.TransportConfig;
import org.acme.setting.SettingsConfig;
import org.acme.webhook.WebhookConfig;
import org.junit.jupiter.api.Test;

/** README and docs are consistent with the code. */
class DocumentationTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");
    private static final Pattern PROOF = Pattern.compile("`([a-z]+)[./]([A-Za-z0-9./]+Test)`");
    private static final Pattern FOLDER = Pattern.compile("`((?:src|docs)/[^`]*)`");
    private static final Pattern SETTING = Pattern.compile("(?m)^\\| [^|]+ \\| `(app\\.[a-z.-]+)` \\| ([^|]+) \\|");

    private static final Pattern POLICY =
            Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([0-9]+) \\| ([0-9]+[a-z]) \\| ([a-z-]+) \\|");

    /** Each row includes the permissions of the former. */
    private static final Pattern ROLE = Pattern.compile("(?m)^\\| (viewer|editor|admin) \\| (.+) \\|$");

    private static final Pattern PERMISSION = Pattern.compile("`([a-z]+:[a-z]+)`");

    private static List<Path> documents() {
        Path docs = Files.ROOT.resolve("docs");
        return Stream.concat(
                        Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(Files.ROOT::resolve),
                        Files.below(docs, ".md").stream())
                .toList();
    }

    private static List<String> found(Pattern pattern, Path document, int group) {
        return pattern.matcher(Files.text(document))
                .results()
                .map((MatchResult match) -> match.group(group))
                .toList();
    }

    @Test
    void links_in_documents_resolve() {
        for (Path document : documents()) {
            for (String link : found(LINK, document, 1)) {
                if (!link.matches("(https?|mailto):.*")) {
                    assertThat(document.resolveSibling(link))
                            .as("%s in %s", link, document)
                            .exists();
                }
            }
        }
    }

    // palisade-only:begin
    @Test
    void documents_of_a_renamed_copy_link_only_to_files_that_remain() {
        // Split, because the whole marker would be removed by the renaming as well.
        String mark = "palisade-" + "only:";
        Pattern removed = Pattern.compile("(?s)" + mark + "begin.*?" + mark + "end");
        for (Path document : documents()) {
            String kept = removed.matcher(Files.text(document)).replaceAll("");
            assertThat(LINK.matcher(kept).results().map(match -> match.group(1)))
                    .as(document.toString())
                    .noneMatch(link -> link.matches("(.*/)?(CHANGELOG\\.md|rename)"));
        }
    }
    // palisade-only:end

    @Test
    void folders_and_files_cited_in_documents_exist() {
        for (Path document : documents()) {
            for (String path : found(FOLDER, document, 1)) {
                assertThat(Files.ROOT.resolve(path))
                        .as("%s in %s", path, document)
                        .exists();
            }
        }
    }

    @Test
    void proofs_cited_in_documents_and_package_infos_exist() {
        Stream<Path> packages = Files.below(Files.MAIN, "package-info.java").stream();
        Pattern code = Pattern.compile("\\{@code ([a-z.]+\\.[A-Z][A-Za-z0-9]+Test)}");
        List<String> named = Stream.concat(
                        documents().stream().flatMap(document -> Stream.concat(
                                        PROOF.matcher(Files.text(document)).results(), Stream.of())
                                .map(match ->
                                        match.group(1) + "/" + match.group(2).replace('.', '/'))),
                        packages.flatMap(file -> code.matcher(Files.text(file)).results())
                                .map(match -> match.group(1).replace('.', '/')))
                .toList();
        assertThat(named).isNotEmpty();
        for (String proof : named) {
            assertThat(Files.TESTS.resolve("org/acme").resolve(proof + ".java")).exists();
        }
    }

    @Test
    void documented_defaults_equal_those_of_the_code() {
        Map<String, String> table = new LinkedHashMap<>();
        SETTING.matcher(Files.text(Files.ROOT.resolve("docs/configuration.md")))
                .results()
                .forEach(row -> table.put(row.group(1), row.group(2).strip().replace("`", "")));
        SmallRyeConfig defaults = new SmallRyeConfigBuilder()
                .withMapping(JwtConfig.class)
                .withMapping(RateLimitConfig.class)
                .withMapping(RedisConfig.class)
                .withMapping(PayloadConfig.class)
                .withMapping(EdgeConfig.class)
                .withMapping(TraceConfig.class)
                .withMapping(DeadlineConfig.class)
                .withMapping(ExportConfig.class)
                .withMapping(ConcurrencyConfig.class)
                .withMapping(SessionConfig.class)
                .withMapping(PasswordConfig.class)
                .withMapping(MfaConfig.class)
                .withMapping(MailConfig.class)
                .withMapping(SettingsConfig.class)
                .withMapping(BotDefenseConfig.class)
                .withMapping(ProxyConfig.class)
                .withMapping(TransportConfig.class)
                .withMapping(DatabaseConfig.class)
                .withMapping(OutboundConfig.class)
                .withMapping(BreachCheckConfig.class)
                .withMapping(WebhookConfig.class) // webhook-only
                .withMapping(GraphQlConfig.class)
                .withMapping(IdempotencyConfig.class)
                .withMapping(DpopConfig.class)
                .withMapping(IssuerConfig.class) // external-issuer-only
                .withMapping(IssuerCallsConfig.class) // external-issuer-only
                .withMapping(FederationConfig.class) // external-issuer-only
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .build();
        assertThat(new TreeSet<>(table.keySet()))
                .containsAll(Set.of(
                        "app.jwt.algorithm",
                        "app.jwt.token-expiry",
                        "app.rate-limit.window",
                        "app.rate-limit.max",
                        "app.max-payload-size",
                        "app.cors.origins",
                        "app.security-headers",
                        "app.input.max-length"));
        table.forEach((property, stated) -> assertThat(
                        defaults.getOptionalValue(property, String.class).orElse("none"))
                .as(property)
                .isEqualTo(stated));
    }

    /** Those of further features may be missing. */
    @Test
    void documented_permissions_of_roles_equal_those_of_the_code() {
        Map<String, Set<String>> stated = new TreeMap<>();
        Set<String> permissions = new TreeSet<>();
        ROLE.matcher(Files.text(Files.ROOT.resolve("docs/architecture.md")))
                .results()
                .forEach(row -> {
                    PERMISSION.matcher(row.group(2)).results().forEach(found -> permissions.add(found.group(1)));
                    stated.put(row.group(1), new TreeSet<>(permissions));
                });
        assertThat(permissions).hasSizeGreaterThan(10);
        assertThat(stated)
                .isEqualTo(
                        Stream.of(Role.values()).collect(Collectors.toMap(Role::key, role -> role.permissions().stream()
                                .filter(permissions::contains)
                                .collect(Collectors.toSet()))));
    }

    @Test
    void documented_rate_limits_equal_the_configured_ones() throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(Files.text(Files.ROOT.resolve("src/main/resources/application.properties"))));
        Map<String, String> configured = new TreeMap<>();
        settings.stringPropertyNames().stream()
                .filter(name -> name.startsWith("app.rate-limit.policies."))
                .forEach(name -> configured.put(
                        name.substring("app.rate-limit.policies.".length()), settings.getProperty(name)));
        Map<String, String> stated = new TreeMap<>();
        POLICY.matcher(Files.text(Files.ROOT.resolve("docs/rate-limits.md")))
                .results()
                .forEach(row -> {
                    stated.put(row.group(1) + ".max", row.group(2));
                    stated.put(row.group(1) + ".window", row.group(3));
                    stated.put(row.group(1) + ".per", row.group(4));
                });
        assertThat(stated).isNotEmpty().isEqualTo(configured);
    }
}

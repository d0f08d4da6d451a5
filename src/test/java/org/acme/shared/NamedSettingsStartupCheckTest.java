package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the interceptor of settings with names in their names. {@code PackagedServiceIT} tests that it stops the start.
 */
class NamedSettingsStartupCheckTest {

    private final LaunchMode before = LaunchMode.current();

    @BeforeEach
    void startInProduction() {
        LaunchMode.set(LaunchMode.NORMAL);
    }

    @AfterEach
    void restore() {
        LaunchMode.set(before);
    }

    private static SmallRyeConfig config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withInterceptors(new NamedSettingsStartupCheck())
                .withSources(source)
                .build();
    }

    private static SmallRyeConfig with(String property, String value) {
        return config(new PropertiesConfigSource(Map.of(property, value, "on", "true"), "operator", 300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.tls.outbound.trust-all",
                "quarkus.tls.issuer.trust-all",
                "quarkus.tls.breach-check.trust-all",
                "quarkus.tls.redis.trust-all",
                "quarkus.tls.another.trust-all",
                "quarkus.tls.trust-all"
            })
    void trust_in_any_certificate_is_refused_in_production_in_every_tls_configuration(String property) {
        for (String on : new String[] {"true", "TRUE", "yes", "1", "${on}"}) {
            SmallRyeConfig open = with(property, on);
            assertThatThrownBy(() -> open.getOptionalValue(property, Boolean.class))
                    .hasMessageContainingAll("trust-all", "_TRUST_ALL", "trust-store");
        }
        assertThat(with(property, "false").getValue(property, Boolean.class)).isFalse();
        assertThat(with(property, "${off:false}").getValue(property, Boolean.class))
                .isFalse();
        assertThat(with("x", "y").getOptionalValue(property, Boolean.class)).isEmpty();
    }

    @Test
    void trust_in_any_certificate_is_possible_in_tests() {
        LaunchMode.set(LaunchMode.TEST);
        assertThat(with("quarkus.tls.outbound.trust-all", "true")
                        .getValue("quarkus.tls.outbound.trust-all", Boolean.class))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.tls.\"outbound\".trust-all",
                "quarkus.datasource.\"<default>\".jdbc.url",
                "quarkus.flyway.\"<default>\".clean-at-start",
                "quarkus.hibernate-orm.\"<default>\".schema-management.strategy",
                "quarkus.redis.\"<default>\".hosts"
            })
    void quoted_name_that_startup_checks_would_not_find_is_refused(String property) {
        assertThatThrownBy(() -> with(property, "x").getPropertyNames().iterator())
                .hasMessageContaining("must not be quoted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QUARKUS_TLS__OUTBOUND__TRUST_ALL",
                "QUARKUS_DATASOURCE___DEFAULT___JDBC_URL",
                "QUARKUS_FLYWAY___DEFAULT___CLEAN_AT_START",
                "QUARKUS_HIBERNATE_ORM___DEFAULT___SCHEMA_MANAGEMENT_STRATEGY",
                "QUARKUS_REDIS___DEFAULT___HOSTS"
            })
    void quoted_name_in_an_environment_variable_is_refused(String variable) {
        assertThatThrownBy(() -> config(new EnvConfigSource(Map.of(variable, "x"), 300))
                        .getPropertyNames()
                        .iterator())
                .hasMessageContaining("two underscores");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.tls.outbound.key-store.pem.0.cert",
                "quarkus.tls.issuer.protocols", // external-issuer-only
                "quarkus.tls.breach-check.cipher-suites",
                "quarkus.tls.outbound.certificate-revocation-list",
                "quarkus.tls.issuer.hostname-verification-algorithm", // external-issuer-only
                "quarkus.tls.breach-check.reload-period",
                "QUARKUS_TLS_OUTBOUND_KEY_STORE_P12_PATH",
                "QUARKUS_TLS_ISSUER_CERTIFICATE_REVOCATION_LIST", // external-issuer-only
                "QUARKUS_TLS_BREACH_CHECK_PROTOCOLS"
            })
    void tls_setting_without_effect_on_calls_to_other_services_stops_the_start(String name) {
        SmallRyeConfig config =
                name.contains("_") ? config(new EnvConfigSource(Map.of(name, "x"), 300)) : with(name, "x");
        assertThatThrownBy(config::getPropertyNames)
                .hasMessageContainingAll("outbound, breach-check", "only trust-store has an effect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.tls.outbound.trust-store.pem.certs",
                "quarkus.tls.issuer.trust-store.p12.path", // external-issuer-only
                "quarkus.tls.breach-check.trust-all",
                "quarkus.tls.redis.key-store.p12.path",
                "quarkus.tls.server.protocols",
                "quarkus.log.category.\"org.acme\".level",
                "quarkus.datasource.jdbc.url"
            })
    void other_settings_may_be_set(String property) {
        assertThat(with(property, "x").getPropertyNames()).contains(property);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.fault-tolerance.global.bulkhead.enabled",
                "quarkus.fault-tolerance.\"org.acme.security.password.PwnedRanges/fetch\".circuit-breaker.enabled",
                "org.acme.security.password.PwnedRanges/fetch/Bulkhead/value",
                "org.acme.security.password.PwnedRanges/CircuitBreaker/enabled",
                "Bulkhead/enabled",
                "QUARKUS_FAULT_TOLERANCE_GLOBAL_BULKHEAD_ENABLED",
                "ORG_ACME_SECURITY_PASSWORD_PWNEDRANGES_FETCH_BULKHEAD_VALUE",
                "CIRCUITBREAKER_ENABLED",
                "MP_Fault_Tolerance_NonFallback_Enabled"
            })
    void setting_that_removes_the_limits_of_calls_stops_the_start(String name) {
        SmallRyeConfig unlimited =
                name.contains("_") ? config(new EnvConfigSource(Map.of(name, "false"), 300)) : with(name, "false");
        assertThatThrownBy(unlimited::getPropertyNames).hasMessageContaining("quarkus.fault-tolerance");
        assertThatThrownBy(() -> with("quarkus.fault-tolerance.enabled", "false")
                        .getConfigValue("quarkus.fault-tolerance.enabled"))
                .hasMessageContaining("quarkus.fault-tolerance");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus.http.auth.policy.p1.permissions.viewer",
                "quarkus.http.auth.permission.x.paths",
                "quarkus.http.auth.permission.\"x\".policy",
                "quarkus.http.auth.roles-mapping.viewer",
                "QUARKUS_HTTP_AUTH_POLICY_P1_PERMISSIONS_VIEWER",
                "quarkus_http_auth_permission_x_paths"
            })
    void permission_that_settings_would_grant_stops_the_start(String name) {
        SmallRyeConfig granting = name.contains(".")
                ? with(name, "audit:read")
                : config(new EnvConfigSource(Map.of(name, "audit:read"), 300));
        assertThatThrownBy(granting::getPropertyNames).hasMessageContaining("quarkus.http.auth");
        assertThat(with("quarkus.http.auth.proactive", "false").getPropertyNames())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "app.issuer.recent-login-acr, APP_ISSUER_RECENT_LOGIN_ACR", // external-issuer-only
        "app.issuer.role-claim, APP_ISSUER_ROLE_CLAIM", // external-issuer-only
        "app.issuer.roles, APP_ISSUER_ROLES", // external-issuer-only
        "app.issuer.token-claims, APP_ISSUER_TOKEN_CLAIMS", // external-issuer-only
        "app.breach-check.url, APP_BREACH_CHECK_URL",
        "app.outbound.hosts, APP_OUTBOUND_HOSTS",
        "app.trusted-proxies, APP_TRUSTED_PROXIES",
        "app.mfa.required-roles, APP_MFA_REQUIRED_ROLES"
    })
    void empty_restriction_that_would_not_restrict_stops_the_start(String property, String variable) {
        for (String empty : new String[] {"", " ", ",", "${unset:}"}) {
            for (String name : new String[] {property, property + "[0]"}) {
                SmallRyeConfig open = with(name, empty);
                assertThatThrownBy(() -> open.getOptionalValues(property, String.class), "%s='%s'", name, empty)
                        .hasMessageContainingAll(property, variable);
            }
        }
        assertThat(with(property, "one").getOptionalValues(property, String.class))
                .contains(List.of("one"));
        assertThat(with("x", "y").getOptionalValues(property, String.class)).isEmpty();
    }
}

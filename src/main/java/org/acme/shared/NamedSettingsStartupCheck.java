package org.acme.shared;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Startup check of Quarkus' settings whose keys contain the name of a configuration, such as {@code outbound} in
 * {@code quarkus.tls.outbound.trust-all}. In production, no TLS configuration may trust every certificate, and no
 * setting may change the limits of calls to other services. Settings of TLS to other services must have an effect.
 * Permissions may not be granted by settings. Names may not be quoted: the startup checks would not find the settings.
 * Some restrictions must not be empty. An interceptor sees what Quarkus reads, from every source.
 */
@Priority(NamedSettingsStartupCheck.EXPRESSIONS_RESOLVED)
public class NamedSettingsStartupCheck implements ConfigSourceInterceptor {

    /** Interceptors with a higher number are called earlier: this one gets values with their expressions resolved. */
    static final int EXPRESSIONS_RESOLVED = Priorities.LIBRARY + 310;

    private static final Pattern TRUST_ALL = Pattern.compile("quarkus\\.tls\\.(.+\\.)?trust-all");

    /** TLS configurations of calls to other services: of these, only the trust store is used. */
    private static final List<String> TLS_OF_CALLS = List.of(
            "issuer", // external-issuer-only
            "outbound",
            "breach-check");

    private static final Pattern UNUSED_TLS = Pattern.compile("(?i)quarkus[._]tls[._]("
            + String.join("|", TLS_OF_CALLS).replace("-", "[-_.]") + ")[._](?!trust[-_.](store|all)).+");

    private static final Pattern QUOTED = Pattern.compile("quarkus\\.(tls|datasource|flyway|redis|hibernate-orm)\\.\".*"
            + "|(?i)QUARKUS_(TLS|DATASOURCE|FLYWAY|REDIS|HIBERNATE_ORM)__.*");

    private static final Pattern PERMISSIONS =
            Pattern.compile("quarkus\\.http\\.auth\\.(permission|policy|roles-mapping)\\..*"
                    + "|(?i)QUARKUS_HTTP_AUTH_(PERMISSION|POLICY|ROLES_MAPPING)_.*");

    /** Limits of calls to an upstream are annotations, which the settings of SmallRye and MicroProfile override. */
    private static final Pattern CALL_LIMITS = Pattern.compile(
            "(?i)(.+[./_])?(bulkhead|circuit[-_]?breaker)[./_].+|MP_FAULT_TOLERANCE_NONFALLBACK_ENABLED");

    /**
     * Settings whose absence means no restriction. An empty value, such as of an unset variable in a template, must not
     * count as absence.
     */
    private static final Set<String> RESTRICTIONS = Set.of(
            "app.issuer.recent-login-acr", // external-issuer-only
            "app.issuer.role-claim", // external-issuer-only
            "app.issuer.roles", // external-issuer-only
            "app.issuer.token-claims", // external-issuer-only
            "app.breach-check.url",
            "app.outbound.hosts",
            "app.trusted-proxies",
            "app.mfa.required-roles");

    private static final String ALL_CALL_LIMITS = "quarkus.fault-tolerance.enabled";

    private static final String UNVERIFIED =
            "quarkus.tls.<name>.trust-all (QUARKUS_TLS_<NAME>_TRUST_ALL) lets any server"
                    + " pose as the called one: remove it in production, and set quarkus.tls.<name>.trust-store.pem.certs"
                    + " for a private certificate authority";

    private static final String NO_EFFECT = "In quarkus.tls.<name> (QUARKUS_TLS_<NAME>_*) of calls to other services ("
            + String.join(", ", TLS_OF_CALLS) + "), only trust-store has an effect: remove all other settings";

    private static final String AMBIGUOUS =
            "Names in quarkus.tls, quarkus.datasource, quarkus.flyway, quarkus.redis and"
                    + " quarkus.hibernate-orm must not be quoted, nor have two underscores before them in environment variables: write"
                    + " quarkus.tls.outbound (QUARKUS_TLS_OUTBOUND), and nothing for the default";

    private static final String GRANTED =
            "quarkus.http.auth.permission, policy and roles-mapping (QUARKUS_HTTP_AUTH_*) must not be set: they would grant"
                    + " permissions, and refuse without a problem. The permissions of roles are in the code";

    private static final String UNLIMITED =
            "quarkus.fault-tolerance, and Bulkhead and CircuitBreaker of MicroProfile, must not be set: they would remove the"
                    + " limits of calls to other services, which are in the code";

    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]$");

    private static final String EMPTY =
            "%s (%s) must not be empty, which would mean no restriction: name the allowed values, or remove the setting";

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (value != null && isProduction()) {
            check(name, value.getValue());
        }
        return value;
    }

    private static boolean isProduction() {
        return LaunchMode.current() == LaunchMode.NORMAL;
    }

    private static void check(String name, @Nullable String value) {
        if (TRUST_ALL.matcher(name).matches() && !"false".equalsIgnoreCase(value)) {
            throw new IllegalStateException(UNVERIFIED);
        }
        String list = INDEX.matcher(name).replaceFirst("");
        if (RESTRICTIONS.contains(list)
                && (value == null || value.replace(',', ' ').isBlank())) {
            throw new IllegalStateException(EMPTY.formatted(
                    list, list.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_')));
        }
        // Not by its name, which the extension always lists.
        if (ALL_CALL_LIMITS.equals(name) && !"true".equalsIgnoreCase(value)) {
            throw new IllegalStateException(UNLIMITED);
        }
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        List<String> names = new ArrayList<>();
        context.iterateNames().forEachRemaining(names::add);
        if (names.stream().anyMatch(name -> QUOTED.matcher(name).matches())) {
            throw new IllegalStateException(AMBIGUOUS);
        }
        if (names.stream().anyMatch(name -> UNUSED_TLS.matcher(name).matches())) {
            throw new IllegalStateException(NO_EFFECT);
        }
        if (names.stream().anyMatch(name -> PERMISSIONS.matcher(name).matches())) {
            throw new IllegalStateException(GRANTED);
        }
        if (isProduction()
                && names.stream().anyMatch(name -> CALL_LIMITS.matcher(name).matches())) {
            throw new IllegalStateException(UNLIMITED);
        }
        return names.iterator();
    }
}

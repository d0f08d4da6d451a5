package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.acme.shared.SettingsStartupCheck;
import org.junit.jupiter.api.Test;

/** A number, time or size without an upper bound could switch a control off. */
class SettingsBoundsTest {

    private static final Set<String> QUANTITIES = Set.of(
            "int",
            "long",
            Integer.class.getName(),
            Long.class.getName(),
            Duration.class.getName(),
            MemorySize.class.getName());

    /**
     * Settings with a startup check of their own, and settings of Quarkus, or of another control, that are read again.
     */
    private static final Set<String> OTHERS = Set.of(
            "JwtConfig.tokenExpiry",
            "SettingsConfig.exportsPerDay",
            "SettingsConfig.difficulty",
            "DeadlineConfig.drainTime",
            "ConcurrencyConfig.poolSize",
            "OutboundConfig.ports",
            "PayloadConfig.maxBodySize",
            "PayloadConfig.maxPayloadMemory");

    private static String name(JavaMethod setting) {
        return setting.getOwner().getSimpleName() + "." + setting.getName();
    }

    private static boolean isConfiguration(JavaClass type) {
        return type.isInterface()
                && (type.isAnnotatedWith(ConfigMapping.class)
                        || type.getEnclosingClass()
                                .filter(outer -> outer.isAnnotatedWith(ConfigMapping.class))
                                .isPresent());
    }

    private static boolean isSetting(JavaMethod method) {
        return isConfiguration(method.getOwner()) && method.getModifiers().contains(JavaModifier.ABSTRACT);
    }

    @Test
    void every_number_time_and_size_of_the_settings_has_a_lower_and_an_upper_bound() {
        List<JavaMethod> settings = LayoutTest.CODE.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(SettingsBoundsTest::isSetting)
                .filter(setting -> setting.getReturnType().getAllInvolvedRawTypes().stream()
                        .anyMatch(type -> QUANTITIES.contains(type.getName())))
                .toList();
        assertThat(settings).hasSizeGreaterThan(40);
        assertThat(settings)
                .filteredOn(setting -> !setting.isAnnotatedWith(Bounds.class))
                .extracting(SettingsBoundsTest::name)
                .containsExactlyInAnyOrderElementsOf(OTHERS);
    }

    @Test
    void upper_bounds_of_the_settings_are_those_under_which_the_controls_still_work() {
        assertThat(LayoutTest.CODE.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(SettingsBoundsTest::isSetting)
                        .filter(setting -> setting.isAnnotatedWith(Bounds.class))
                        .map(setting -> name(setting) + " "
                                + setting.getAnnotationOfType(Bounds.class).max()))
                .contains(
                        "IssuerCallsConfig.connectTimeout 10s", // external-issuer-only
                        "IssuerCallsConfig.keysMaxAge 7d", // external-issuer-only
                        "IssuerCallsConfig.maxResponseSize 1M", // external-issuer-only
                        "IssuerCallsConfig.readTimeout 10s", // external-issuer-only
                        "IssuerCallsConfig.refetchPause 10m", // external-issuer-only
                        "IssuerCallsConfig.refresh 1h", // external-issuer-only
                        "IssuerCallsConfig.totalTimeout 10s", // external-issuer-only
                        "IssuerConfig.maxTokenLifetime 1d", // external-issuer-only
                        "WebhookConfig.maxPerUser 100", // webhook-only
                        "WebhookConfig.parallelCalls 200", // webhook-only
                        "BotDefenseConfig.challengeExpiry 30m",
                        "BreachCheckConfig.cacheSize 10000",
                        "BreachCheckConfig.cacheTime 7d",
                        "BreachCheckConfig.connectTimeout 10s",
                        "BreachCheckConfig.maxResponseSize 4M",
                        "BreachCheckConfig.readTimeout 10s",
                        "BreachCheckConfig.totalTimeout 30s",
                        "ConcurrencyConfig.perCaller 100",
                        "ConcurrencyConfig.perInstance 1000",
                        "DeadlineConfig.idleTimeout 5m",
                        "DeadlineConfig.managementIdleTimeout 5m",
                        "DeadlineConfig.requestTimeout 5m",
                        "DeadlineConfig.writeTimeout 5m",
                        "DpopConfig.lifetime 5m",
                        "DpopConfig.maxProofs 10000000",
                        "DpopConfig.nonceLifetime 5m",
                        "ExportConfig.maxConcurrent 32",
                        "ExportConfig.timeout 30m",
                        "FrameworkConfig.connectionWait 10s",
                        "FrameworkConfig.maxHeaderSize 32K",
                        "FrameworkConfig.maxRequestLine 16384",
                        "FrameworkConfig.workerQueue 10000",
                        "GraphQlConfig.maxAliases 100",
                        "GraphQlConfig.maxCharacters 10000000",
                        "GraphQlConfig.maxComplexity 2000",
                        "GraphQlConfig.maxDepth 20",
                        "GraphQlConfig.maxRows 10000",
                        "GraphQlConfig.maxTokens 15000",
                        "IdempotencyConfig.maxKeysPerUser 1000000",
                        "IdempotencyConfig.retention 7d",
                        "Input.maxLength 100000",
                        "Input.readTimeout 5m",
                        "MailConfig.port 65535",
                        "MailConfig.timeout 1m",
                        "OutboundConfig.connectTimeout 30s",
                        "OutboundConfig.firstByteTimeout 60s",
                        "OutboundConfig.handshakeTimeout 30s",
                        "OutboundConfig.maxResponseSize 1M",
                        "OutboundConfig.parallelCalls 200",
                        "OutboundConfig.resolveTimeout 30s",
                        "OutboundConfig.totalTimeout 120s",
                        "PayloadConfig.maxPayloadSize 50M",
                        "PasswordConfig.hashMemory 1048576",
                        "PasswordConfig.hashQueue 128",
                        "PasswordConfig.hashThreads 64",
                        "PolicyConfig.max 100000",
                        "PolicyConfig.window 1d",
                        "RateLimitConfig.ipv6NetworkFactor 1000",
                        "RateLimitConfig.max 100000",
                        "RateLimitConfig.memory 1G",
                        "RateLimitConfig.window 1d",
                        "RedisConfig.timeout 10s",
                        "SessionConfig.maxLifetime 365d",
                        "SessionConfig.recentLogin 12h",
                        "SessionConfig.refreshExpiry 90d",
                        "SessionConfig.revocationDelay 1m",
                        "TransportConfig.handshakeTimeout 30s",
                        "TransportConfig.reloadPeriod 1d");
    }

    /**
     * {@link SettingsStartupCheck} checks only these, reads their annotations in native images as well, and is not
     * asked about settings that Quarkus removes because no bean uses them.
     */
    @Test
    void every_configuration_interface_and_group_is_checked_at_startup() {
        List<JavaClass> interfaces = LayoutTest.CODE.stream()
                .filter(SettingsBoundsTest::isConfiguration)
                .toList();
        assertThat(interfaces).hasSizeGreaterThan(30);
        assertThat(interfaces)
                .filteredOn(type -> !type.isAssignableTo(CheckedSettings.class))
                .isEmpty();
        assertThat(interfaces)
                .filteredOn(type -> type.isAnnotatedWith(ConfigMapping.class))
                .filteredOn(type ->
                        !type.isAnnotatedWith(RegisterForReflection.class) || !type.isAnnotatedWith(Unremovable.class))
                .isEmpty();
    }

    /** The validator of Jakarta constraints is not asked. */
    @Test
    void configuration_interfaces_declare_no_jakarta_constraint_without_effect() {
        assertThat(LayoutTest.CODE.stream()
                        .filter(SettingsBoundsTest::isConfiguration)
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(name -> name.startsWith("jakarta.validation") || name.startsWith("org.hibernate")))
                .isEmpty();
    }
}

package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.acme.shared.StartupCheck;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A number or time without an upper bound could switch a control off. */
class SettingsBoundsTest {

    private static final Set<String> NUMBERS = Set.of("int", "long");

    /**
     * Settings with a startup check of their own, and settings of Quarkus, or of another control, that are read again.
     */
    private static final Set<String> OTHERS = Set.of(
            "JwtConfig.tokenExpiry",
            "Export.daily",
            "BotDefense.difficulty",
            "DeadlineConfig.drainTime",
            "DeadlineConfig.idleTimeout",
            "ConcurrencyConfig.poolSize");

    private static String name(JavaMethod setting) {
        return setting.getOwner().getSimpleName() + "." + setting.getName();
    }

    private static boolean isSetting(JavaMethod method) {
        return method.getOwner().isInterface()
                && (method.getOwner().isAnnotatedWith(ConfigMapping.class)
                        || method.getOwner()
                                .getEnclosingClass()
                                .filter(outer -> outer.isAnnotatedWith(ConfigMapping.class))
                                .isPresent())
                && method.getRawParameterTypes().isEmpty();
    }

    private static boolean isBounded(JavaMethod setting) {
        return setting.getRawReturnType().isEquivalentTo(Duration.class)
                ? setting.isAnnotatedWith(DurationMin.class) && setting.isAnnotatedWith(DurationMax.class)
                : setting.isAnnotatedWith(Min.class) && setting.isAnnotatedWith(Max.class);
    }

    @Test
    void every_number_and_time_of_the_settings_has_a_lower_and_an_upper_bound() {
        List<JavaMethod> settings = LayoutTest.CODE.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(SettingsBoundsTest::isSetting)
                .filter(setting -> setting.getRawReturnType().isEquivalentTo(Duration.class)
                        || NUMBERS.contains(setting.getRawReturnType().getName()))
                .toList();
        assertThat(settings).hasSizeGreaterThan(40);
        assertThat(settings)
                .filteredOn(setting -> !isBounded(setting))
                .extracting(SettingsBoundsTest::name)
                .containsExactlyInAnyOrderElementsOf(OTHERS);
    }

    @Test
    void upper_bounds_of_the_settings_are_those_under_which_the_controls_still_work() {
        assertThat(LayoutTest.CODE.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(SettingsBoundsTest::isSetting)
                        .filter(SettingsBoundsTest::isBounded)
                        .map(setting -> name(setting) + " " + upperBound(setting)))
                .contains(
                        "IssuerCallsConfig.connectTimeout PT10S", // external-issuer-only
                        "IssuerCallsConfig.keysMaxAge PT168H", // external-issuer-only
                        "IssuerCallsConfig.readTimeout PT10S", // external-issuer-only
                        "IssuerCallsConfig.refetchPause PT10M", // external-issuer-only
                        "IssuerCallsConfig.refresh PT1H", // external-issuer-only
                        "IssuerCallsConfig.totalTimeout PT10S", // external-issuer-only
                        "IssuerConfig.maxTokenLifetime PT24H", // external-issuer-only
                        "WebhookConfig.maxPerUser 100", // webhook-only
                        "WebhookConfig.parallelCalls 200", // webhook-only
                        "BotDefenseConfig.challengeExpiry PT30M",
                        "BreachCheckConfig.cacheSize 10000",
                        "BreachCheckConfig.cacheTime PT168H",
                        "BreachCheckConfig.connectTimeout PT10S",
                        "BreachCheckConfig.readTimeout PT10S",
                        "BreachCheckConfig.totalTimeout PT30S",
                        "ConcurrencyConfig.perCaller 100",
                        "DeadlineConfig.requestTimeout PT5M",
                        "DeadlineConfig.writeTimeout PT5M",
                        "DpopConfig.lifetime PT5M",
                        "DpopConfig.maxProofs 10000000",
                        "DpopConfig.nonceLifetime PT5M",
                        "ExportConfig.maxConcurrent 32",
                        "ExportConfig.timeout PT30M",
                        "GraphQlConfig.maxAliases 100",
                        "GraphQlConfig.maxCharacters 10000000",
                        "GraphQlConfig.maxComplexity 2000",
                        "GraphQlConfig.maxDepth 20",
                        "GraphQlConfig.maxRows 10000",
                        "GraphQlConfig.maxTokens 15000",
                        "IdempotencyConfig.maxKeysPerUser 1000000",
                        "IdempotencyConfig.retention PT168H",
                        "Input.maxLength 100000",
                        "Input.readTimeout PT5M",
                        "MailConfig.port 65535",
                        "MailConfig.timeout PT1M",
                        "OutboundConfig.connectTimeout PT30S",
                        "OutboundConfig.firstByteTimeout PT1M",
                        "OutboundConfig.handshakeTimeout PT30S",
                        "OutboundConfig.parallelCalls 200",
                        "OutboundConfig.resolveTimeout PT30S",
                        "OutboundConfig.totalTimeout PT2M",
                        "PasswordConfig.hashMemory 1048576",
                        "PasswordConfig.hashQueue 128",
                        "PasswordConfig.hashThreads 64",
                        "PolicyConfig.max 100000",
                        "PolicyConfig.window PT24H",
                        "RateLimitConfig.ipv6NetworkFactor 1000",
                        "RateLimitConfig.max 100000",
                        "RateLimitConfig.window PT24H",
                        "RedisConfig.timeout PT10S",
                        "SessionConfig.maxLifetime PT8760H",
                        "SessionConfig.recentLogin PT12H",
                        "SessionConfig.refreshExpiry PT2160H",
                        "SessionConfig.revocationDelay PT1M",
                        "TransportConfig.reloadPeriod PT24H");
    }

    private static String upperBound(JavaMethod setting) {
        if (setting.isAnnotatedWith(Max.class)) {
            return String.valueOf(setting.getAnnotationOfType(Max.class).value());
        }
        DurationMax max = setting.getAnnotationOfType(DurationMax.class);
        return Duration.ofDays(max.days())
                .plusHours(max.hours())
                .plusMinutes(max.minutes())
                .plusSeconds(max.seconds())
                .toString();
    }

    private static boolean isAccepted(Class<?> type, String property, long bytes) {
        try {
            Object settings = new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(type)
                    .withValidateUnknown(false)
                    .withDefaultValue(property, String.valueOf(bytes))
                    .build()
                    .getConfigMapping(type);
            return !(settings instanceof StartupCheck.Settings checked) || checked.refusal(false) == null;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    /** A size has no annotation for its bounds. */
    @ParameterizedTest
    @CsvSource({
        "org.acme.security.input.PayloadConfig, app.max-payload-size, 1024, 52428800",
        "org.acme.security.outbound.OutboundConfig, app.outbound.max-response-size, 0, 1048576",
        "org.acme.security.issuer.IssuerCallsConfig, app.issuer.max-response-size, 1, 1048576", // external-issuer-only
        "org.acme.security.password.BreachCheckConfig, app.breach-check.max-response-size, 1, 4194304",
        "org.acme.security.ratelimit.RateLimitConfig, app.rate-limit.memory, 1048576, 1073741824"
    })
    void size_beyond_its_bounds_is_refused(Class<?> type, String property, long smallest, long largest) {
        assertThat(isAccepted(type, property, smallest)).isTrue();
        assertThat(isAccepted(type, property, largest)).isTrue();
        assertThat(isAccepted(type, property, largest + 1)).isFalse();
        assertThat(smallest > 0 && isAccepted(type, property, smallest - 1)).isFalse();
    }

    @Test
    void every_size_of_the_settings_is_tested_beyond_its_bounds() {
        assertThat(LayoutTest.CODE.stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(SettingsBoundsTest::isSetting)
                        .filter(setting -> setting.getRawReturnType().isEquivalentTo(MemorySize.class))
                        .map(SettingsBoundsTest::name))
                .containsExactlyInAnyOrder(
                        "PayloadConfig.maxPayloadSize",
                        "OutboundConfig.maxResponseSize",
                        "IssuerCallsConfig.maxResponseSize", // external-issuer-only
                        "BreachCheckConfig.maxResponseSize",
                        "RateLimitConfig.memory");
    }
}

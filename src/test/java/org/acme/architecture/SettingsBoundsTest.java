package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.jupiter.api.Test;

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
            "ConcurrencyConfig.poolSize",
            "DpopConfig.redisTimeout");

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
}

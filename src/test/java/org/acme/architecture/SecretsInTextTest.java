package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of a record can reach the log, so it contains no component that is a secret. */
class SecretsInTextTest {

    private static final String CANARY = "canary";

    /** {@code tokenType} is not one. */
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|passwordHash|otp|secret|token|recoveryCodes)");

    /** Secrets with other names. */
    private static final Set<String> OTHERS =
            Set.of("ApiKeyText.text", "CreatedApiKeyView.key", "EmailMessage.to", "EmailMessage.text");

    static List<Class<?>> recordsWithSecrets() {
        return LayoutTest.CODE.stream()
                .filter(JavaClass::isRecord)
                .<Class<?>>map(JavaClass::reflect)
                .filter(type -> Stream.of(type.getRecordComponents()).anyMatch(SecretsInTextTest::isSecret))
                .toList();
    }

    private static boolean isSecret(RecordComponent component) {
        boolean text = component.getType() == String.class || component.getType() == List.class;
        String name = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
        return text && (SECRET.matcher(component.getName()).matches() || OTHERS.contains(name));
    }

    @ParameterizedTest
    @MethodSource("recordsWithSecrets")
    void text_of_a_record_contains_none_of_its_secrets(Class<?> type) throws ReflectiveOperationException {
        Class<?>[] types = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        assertThat(constructor
                        .newInstance(Stream.of(type.getRecordComponents())
                                .map(SecretsInTextTest::value)
                                .toArray())
                        .toString())
                .doesNotContain(CANARY);
    }

    private static Object value(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return isSecret(component) ? CANARY : "other";
        }
        if (type == List.class) {
            return List.of(CANARY);
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == int.class) {
            return 0;
        }
        return type == boolean.class ? false : null;
    }
}

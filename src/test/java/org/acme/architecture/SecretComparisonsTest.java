package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets are compared in constant time. No other test can notice the difference. */
class SecretComparisonsTest {

    private static final String CONSTANT_TIME = "MessageDigest.isEqual(";

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");
    private static final Pattern EARLY_EXIT = Pattern.compile(
            "[=!]=|\\b(?:deepEquals|equals|equalsIgnoreCase|contentEquals|regionMatches|startsWith|endsWith|contains"
                    + "|indexOf|compare|compareUnsigned|compareTo|mismatch|hashCode)\\(");

    /** The classes that compare a secret with a value of the client. */
    static Set<String> comparing() {
        return Set.of("Argon2Hash", "SignedText", "OneTimePasswords");
    }

    private static String code(String source) {
        return COMMENT.matcher(source).replaceAll("");
    }

    private static List<String> earlyExits(String source) {
        return EARLY_EXIT
                .matcher(code(source))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("comparing")
    void class_that_compares_secrets_compares_only_in_constant_time(String type) {
        String source = Files.below(Files.MAIN, ".java").stream()
                .filter(file -> file.endsWith(type + ".java"))
                .map(Files::text)
                .collect(Collectors.joining());
        assertThat(code(source)).contains(CONSTANT_TIME);
        assertThat(earlyExits(source)).isEmpty();
    }

    @Test
    void secrets_are_compared_only_by_listed_classes() {
        Set<String> found = Files.below(Files.MAIN, ".java").stream()
                .filter(file -> code(Files.text(file)).contains(CONSTANT_TIME))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(found).isEqualTo(comparing());
    }

    @Test
    void comparison_that_ends_at_the_first_difference_is_recognized() {
        assertThat(List.of(
                        "return Arrays.equals(hash, other);",
                        "return hash.equals(other);",
                        "return right == number;",
                        "return Arrays.compare(tag, sent) != 0;"))
                .allSatisfy(source -> assertThat(earlyExits(source)).isNotEmpty());
        assertThat(earlyExits("return MessageDigest.isEqual(hash, other); // a.equals(b)"))
                .isEmpty();
    }
}

package org.acme.security.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.acme.problem.Problem;
import org.acme.shared.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the rules alone. {@code AccountsTest} tests that every operation that sets a password applies them. */
class PasswordPolicyTest {

    private static final Set<String> BREACHED =
            Set.of("breached and composed zo\u00EB", "breached and decomposed zoe\u0308");

    private static final PasswordPolicy POLICY = new PasswordPolicy(new Breached());

    /** Knows two passwords without a call. */
    private static class Breached extends BreachedPasswords {

        Breached() {
            super(
                    null,
                    BreachApiStartupCheckTest.Settings.of(null),
                    Ticker.systemTicker(),
                    new SimpleMeterRegistry(),
                    null);
        }

        @Override
        public boolean contains(String password) {
            return BREACHED.contains(password);
        }
    }

    private static void set(String password) {
        set(password, "Zoe\u0308 \uFF36");
    }

    private static void set(String password, String displayName) {
        POLICY.check("password", password, EmailAddress.of("Local-Part@example.com"), displayName);
    }

    private static String refusal(String password) {
        Problem problem = catchThrowableOfType(Problem.class, () -> set(password));
        assertThat(problem).as("refusal").isNotNull();
        assertThat(problem.violations()).hasSize(1).allSatisfy(violation -> assertThat(violation.field())
                .isEqualTo("password"));
        return problem.violations().get(0).message();
    }

    @ParameterizedTest
    @CsvSource({"aaaaaaaaaaaaaab", "no capitals or digits", "🐎🔋📎🐎🔋📎🐎🔋📎🐎🔋📎🐎🔋📎"})
    void password_needs_no_particular_kinds_of_characters(String password) {
        assertThatCode(() -> set(password)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ", "\t", "\u00a0", "\u3000", "\u200b", "\u2060", "\u0001", " \t", "a", "A", "aA", "a\uff41", "é",
                "e\u0301", "🐎", "a ", "\ufb01", "\ufdfa"
            })
    void blank_or_single_character_password_is_rejected(String unit) {
        assertThat(refusal(unit.repeat(30).substring(0, 30)))
                .isEqualTo("must not be blank or a single repeated character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufdfa", "\u0041\u030a"})
    void password_is_long_enough_both_as_typed_and_as_hashed(String unit) {
        assertThat(refusal((unit + "b").repeat(7))).isEqualTo("must have 15 to 128 characters");
    }

    /** Each version of Java may normalize them differently, so the same input could become another password. */
    @ParameterizedTest
    @ValueSource(strings = {"\uFDD0", "\u0378", "\uDBFF\uDFFF"})
    void password_with_a_character_that_unicode_does_not_assign_is_rejected(String character) {
        assertThat(refusal("a long enough one" + character))
                .isEqualTo("must not contain a character that is too new or not assigned in Unicode");
    }

    @Test
    void password_has_15_to_128_code_points() {
        assertThat(refusal("fourteen chars")).isEqualTo("must have 15 to 128 characters");
        assertThatCode(() -> set("fifteen letters")).doesNotThrowAnyException();
        assertThatCode(() -> set("🐎a".repeat(64))).doesNotThrowAnyException();
        assertThat(refusal("ba".repeat(64) + "c")).isEqualTo("must have 15 to 128 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"passwordpassword", "PassWordPassWord"})
    void common_password_is_rejected_in_any_capitals(String password) {
        assertThat(refusal(password)).isEqualTo("must not be a common or breached password");
    }

    @Test
    void thousands_of_common_passwords_are_rejected() throws IOException {
        List<String> common;
        try (InputStream list = PasswordPolicy.class.getResourceAsStream("/passwords/common.txt")) {
            common = new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(common).hasSizeGreaterThan(3_500).doesNotHaveDuplicates().allSatisfy(password -> assertThat(password)
                .isLowerCase()
                .hasSizeBetween(15, 128));
        for (int i = 0; i < common.size(); i += 100) {
            String password = common.get(i);
            assertThat(catchThrowableOfType(Problem.class, () -> set(password)))
                    .as(password)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "breached and composed zo\u00EB",
                "breached and composed zoe\u0308",
                "breached and decomposed zoe\u0308"
            })
    void breached_password_is_rejected_as_typed_and_as_hashed(String password) {
        assertThat(catchThrowableOfType(Problem.class, () -> set(password, "Carol"))
                        .violations())
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.message()).isEqualTo("must not be a common or breached password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"the LOCAL-part 1", "zo\u00EB v since 1999"})
    void password_must_not_contain_the_display_name_or_local_part_in_any_form(String password) {
        assertThat(refusal(password))
                .isEqualTo("must not contain the display name or the local part of the e-mail address");
    }

    @Test
    void name_counts_without_surrounding_blanks_and_from_three_characters() {
        assertThatCode(() -> set("he said al is here", "al")).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(Problem.class, () -> set("he said ali is here", " Ali ")))
                .isNotNull();
    }
}

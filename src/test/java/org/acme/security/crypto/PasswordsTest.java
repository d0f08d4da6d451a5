package org.acme.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    void a_hash_is_argon2id_with_the_parameters_of_the_cheat_sheet_or_stronger() {
        assertThat(passwords.hash("correct horse")).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[^$]+\\$[^$]+");
    }

    @Test
    void the_same_password_has_another_hash_each_time() {
        assertThat(passwords.hash("correct horse")).isNotEqualTo(passwords.hash("correct horse"));
    }

    @Test
    void only_the_right_password_verifies() {
        String hash = passwords.hash("correct horse");
        assertThat(passwords.verify("correct horse", hash)).isTrue();
        assertThat(passwords.verify("correct horse ", hash)).isFalse();
        assertThat(passwords.verify("Correct horse", hash)).isFalse();
        assertThat(passwords.verify("", hash)).isFalse();
    }

    @Test
    void a_hash_with_older_parameters_still_verifies() {
        String older = com.password4j.Password.hash("correct horse")
                .addRandomSalt()
                .with(com.password4j.Argon2Function.getInstance(8_192, 1, 1, 32, com.password4j.types.Argon2.ID))
                .getResult();
        assertThat(passwords.verify("correct horse", older)).isTrue();
    }

    @Test
    void nobody_has_no_password() {
        assertThat(passwords.verifyNobody("")).isFalse();
    }
}

package org.acme.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database and the code accept the same e-mail addresses. */
@QuarkusTest
class EmailAddressColumnTest {

    private static final long SEED = 14;
    private static final int TEXTS = 20_000;
    private static final String[] PIECES = {
        "a",
        "Z",
        "7",
        ".",
        "..",
        "-",
        "_",
        "@",
        "@@",
        "example",
        ".com",
        ".c",
        "xn--",
        " ",
        "\n",
        "\"",
        "(",
        ")",
        "[",
        "<",
        "'",
        "\\",
        "$",
        "|",
        "{",
        "\u00e9",
        "\u0130",
        "\u0131",
        "\u212a",
        "\u017f",
        "\u00df",
        "\ua7c0",
        "\uff41",
        "\u0301",
        "\ud83d\ude00",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    };

    @Test
    void email_pattern_of_the_database_equals_that_of_the_code() {
        String constraint = Sql.column("select pg_get_constraintdef(oid) from pg_constraint"
                + " where conname = 'email_address_canonical' and contypid = 'email_address'::regtype");
        assertThat(constraint).contains("'" + EmailAddress.FORM.replace("'", "''") + "'::text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "registrations", "account_mails"})
    void every_email_column_has_the_email_address_domain_type(String table) {
        assertThat(Sql.column(
                        "select domain_name from information_schema.columns where column_name = 'email'"
                                + " and table_name = ?",
                        table))
                .isEqualTo("email_address\n");
    }

    @Test
    void no_column_outside_the_domain_type_has_an_email_name() {
        assertThat(Sql.column("select table_name from information_schema.columns where column_name like '%mail%'"
                        + " and table_schema = 'public' and domain_name is distinct from 'email_address'"))
                .isEmpty();
    }

    @Test
    void database_accepts_exactly_the_canonical_addresses_of_the_code() {
        Random random = new Random(SEED);
        List<String> texts = Stream.concat(
                        Stream.concat(EmailAddressTest.acceptable(), EmailAddressTest.unacceptable()),
                        Stream.generate(() -> text(random)).limit(TEXTS))
                .filter(text -> text.indexOf('\0') < 0)
                .toList();
        String accepted = Sql.column(
                "select position from unnest(?::text[]) with ordinality as t (text, position)"
                        + " where pg_input_is_valid(text, 'email_address') order by position",
                (Object) texts.toArray(String[]::new));
        List<Integer> canonical = IntStream.range(0, texts.size())
                .filter(i -> isCanonical(texts.get(i)))
                .mapToObj(i -> i + 1)
                .toList();
        assertThat(canonical).hasSizeGreaterThan(TEXTS / 100);
        assertThat(accepted.lines().map(Integer::valueOf)).containsExactlyElementsOf(canonical);
    }

    @Test
    void two_accounts_cannot_have_the_same_email_address() {
        String insert = "insert into users (id, email, display_name, role, status, password_hash, created_at)"
                + " values (gen_random_uuid(), ?, 'Twin', 'VIEWER', 'ACTIVE', '$argon2id$', now())";
        Sql.run(insert, "twin@example.com");
        assertThatThrownBy(() -> Sql.run(insert, "twin@example.com")).hasStackTraceContaining("users_email");
        assertThatThrownBy(() -> Sql.run(insert, "Twin@example.com"))
                .hasStackTraceContaining("email_address_canonical");
        Sql.run("delete from users where email = ?", "twin@example.com");
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int piece = random.nextInt(5); piece >= 0; piece--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return random.nextBoolean() ? text + "@example.com" : "a@" + text + ".com";
    }

    private static boolean isCanonical(String text) {
        try {
            return new EmailAddress(text).value().equals(text);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}

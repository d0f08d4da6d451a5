package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.Sql;
import org.acme.fixture.StrictDeployment;
import org.acme.security.crypto.Pseudonyms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The time of a response tells nothing about an account. Passwords are hashed as in production. */
@Tag("API2")
@QuarkusTest
@TestProfile(StrictDeployment.class)
class Api02LoginTimingTest {

    @Inject
    Pseudonyms pseudonyms;

    /**
     * Compares distributions instead of single times: without a difference, a response of one kind is slower than one
     * of the other kind with a probability of one half (Mann-Whitney). Alternating measurements have equal noise.
     */
    @Test
    void login_takes_as_long_for_an_unknown_account_as_for_a_wrong_password() {
        List<String> accounts =
                Stream.generate(() -> Actors.viewer().email()).limit(4).toList();
        Actors.logIn("warm-up@example.com", "not the password");
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String account = accounts.get(i % accounts.size());
            known.add(time(() -> Actors.logIn(account, "not the password")));
            unknown.add(time(() -> Actors.logIn("un" + account, "not the password")));
            EmptyWindows.letThemPass();
            // Neither request then needs a proof of work.
            Sql.run("delete from login_failures");
        }
        assertThat(chanceThatTheFirstIsSlower(known, unknown)).isBetween(0.2, 0.8);
    }

    /** The account waits after too many failures, so its password is not checked. */
    @Test
    void login_takes_as_long_for_an_account_in_its_waiting_time_as_for_an_unknown_one() {
        String account = Actors.viewer().email();
        Actors.logIn("warm-up@example.com", "not the password");
        List<Long> waiting = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Sql.run("delete from login_failures");
            Sql.run(
                    "insert into login_failures (account, device, failures, updated_at, blocked_until)"
                            + " values (?, '', 1, now(), now() + interval '1 hour')",
                    pseudonyms.of("failed logins", account));
            waiting.add(time(() -> Actors.logIn(account, "not the password")));
            unknown.add(time(() -> Actors.logIn("un" + account, "not the password")));
            EmptyWindows.letThemPass();
        }
        assertThat(Sql.column(
                                "select distinct details from audit_events e join users u on u.id = e.subject"
                                        + " where u.email = ? and type = 'login-failed'",
                                account)
                        .strip())
                .isEqualTo("{\"reason\":\"waiting\"}");
        assertThat(chanceThatTheFirstIsSlower(waiting, unknown)).isBetween(0.15, 0.85);
    }

    private static long time(Runnable attempt) {
        long start = System.nanoTime();
        attempt.run();
        return System.nanoTime() - start;
    }

    private static double chanceThatTheFirstIsSlower(List<Long> first, List<Long> second) {
        long slower = first.stream()
                .mapToLong(a -> second.stream().filter(b -> a > b).count())
                .sum();
        return (double) slower / (first.size() * second.size());
    }
}

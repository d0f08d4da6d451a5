package org.acme.security.ratelimit.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.acme.security.ratelimit.Per;
import org.acme.security.ratelimit.Policy;
import org.junit.jupiter.api.Test;

class HitTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final Policy SITE = new Policy(1, "address/48", 100, MINUTE, Per.ADDRESS);
    private static final Policy ADDRESS = new Policy(0, "address", 10, MINUTE, Per.ADDRESS, SITE);
    private static final Object CUSTOMER = NetworkAddress.network("2001:db8:1:2:3:4:5:6");

    private static Hit admitted(int left, long untilNext) {
        Hit hit = new Hit(ADDRESS, "key");
        hit.admit(left, untilNext);
        return hit;
    }

    private static Hit refused(long untilNext) {
        Hit hit = new Hit(ADDRESS, "key");
        hit.refuse(untilNext);
        return hit;
    }

    @Test
    void ipv6_key_also_hits_the_limit_of_its_48_prefix() {
        Hit[] hits = Hit.of(ADDRESS, CUSTOMER);

        assertThat(List.of(hits)).extracting(hit -> hit.policy).containsExactly(SITE, ADDRESS);
        assertThat(hits[0].key).isEqualTo(new Ipv6Network(0x2001_0db8_0001_0000L, 48));
        assertThat(hits[0].isOfNetwork()).isTrue();
        assertThat(hits[1].isOfNetwork()).isFalse();
    }

    @Test
    void other_keys_and_other_policies_have_one_hit() {
        assertThat(Hit.of(ADDRESS, "203.0.113.7")).hasSize(1);
        assertThat(Hit.of(SITE, CUSTOMER)).hasSize(1);
    }

    @Test
    void decision_of_a_hit_is_kept_until_it_is_read() {
        assertThat(new Hit(ADDRESS, "key").isDecided()).isFalse();
        assertThat(admitted(3, 5).isDecided()).isTrue();
        assertThat(admitted(3, 5).isRefused()).isFalse();
        assertThat(refused(5).isRefused()).isTrue();
        assertThat(admitted(3, 5).remaining()).isEqualTo(3);
        assertThat(admitted(3, 5).nanosUntilNext()).isEqualTo(5);
    }

    @Test
    void limit_of_an_account_is_announced_only_when_it_refuses() {
        Hit account = new Hit(new Policy(0, "login-account", 5, MINUTE, Per.ACCOUNT), "alice");
        assertThat(account.isAnnounced()).isFalse();
        account.admit(4, MINUTE);
        assertThat(account.isAnnounced()).isFalse();
        account.refuse(MINUTE);
        assertThat(account.isAnnounced()).isTrue();
        assertThat(new Hit(ADDRESS, "key").isAnnounced()).isFalse();
        assertThat(admitted(3, 5).isAnnounced()).isTrue();
    }

    @Test
    void wait_is_rounded_up_to_whole_seconds_and_at_least_one() {
        assertThat(refused(0).secondsUntilNext()).isEqualTo(1);
        assertThat(refused(1_000_000_000).secondsUntilNext()).isEqualTo(1);
        assertThat(refused(1_000_000_001).secondsUntilNext()).isEqualTo(2);
    }

    @Test
    void refused_hit_then_fewer_remaining_admissions_then_longer_wait_decide_which_policy_is_shown() {
        List<Hit> closestFirst = List.of(
                refused(9_000_000_000L),
                refused(1_000_000_000L),
                admitted(0, 0),
                admitted(3, 9_000_000_000L),
                admitted(3, 1_000_000_000L),
                admitted(4, 9_000_000_000L));
        for (int i = 0; i < closestFirst.size(); i++) {
            for (int j = 0; j < closestFirst.size(); j++) {
                assertThat(closestFirst.get(i).isCloserThan(closestFirst.get(j)))
                        .as("%s and %s", i, j)
                        .isEqualTo(i < j);
            }
        }
    }
}

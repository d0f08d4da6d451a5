package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks the configuration of gateway, PostgreSQL and Redis in {@code deploy}. {@code GatewayIT} runs the gateway's.
 */
class DeployedServersTest {

    private static List<String> lines(String file) {
        return Files.text(Files.ROOT.resolve("deploy").resolve(file))
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("--"))
                .toList();
    }

    /** The values of each directive of the gateway. */
    private static Map<String, List<String>> gateway() {
        return lines("gateway/nginx.conf").stream()
                .filter(line -> line.matches("[a-z_]+ [^{}]*;"))
                .map(line -> line.substring(0, line.length() - 1).split(" +", 2))
                .collect(Collectors.groupingBy(
                        directive -> directive[0], Collectors.mapping(directive -> directive[1], Collectors.toList())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error_log                | /dev/stderr crit",
                "server_tokens            | off",
                "gzip                     | off",
                "ssl_protocols            | TLSv1.2 TLSv1.3",
                "ssl_prefer_server_ciphers | on",
                "ssl_session_tickets      | off",
                "client_header_timeout    | 5s",
                "client_body_timeout      | 10s",
                "send_timeout             | 10s",
                "keepalive_timeout        | 30s, 20s",
                "limit_req_zone           | $network zone=requests:10m rate=20r/s",
                "limit_req                | zone=requests burst=60 nodelay",
                "limit_conn_zone          | $network zone=connections:10m",
                "limit_conn               | connections 50",
                "deny                     | all",
                "proxy_request_buffering  | off",
                "proxy_max_temp_file_size | 0",
                "proxy_next_upstream      | error timeout"
            })
    void directive_of_the_gateway_has_its_safe_value(String directive, String value) {
        assertThat(gateway().get(directive)).containsExactly(value.split(", "));
    }

    @Test
    void ciphers_of_the_gateway_have_forward_secrecy_and_authenticated_encryption() {
        assertThat(gateway().get("ssl_ciphers")).singleElement().satisfies(list -> assertThat(list.split(":"))
                .isNotEmpty()
                .allMatch(cipher -> cipher.matches("ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM|CHACHA20)-[A-Z0-9]+")));
    }

    @Test
    void postgresql_admits_users_with_password_and_tls_and_its_owner_is_no_superuser() {
        Stream<String> remote = lines("postgres/pg_hba.conf").stream().filter(rule -> !rule.startsWith("local "));
        assertThat(remote).isNotEmpty().allMatch(rule -> rule.matches("hostssl +palisade +\\S+ +all +scram-sha-256"));
        assertThat(Files.text(Files.ROOT.resolve("docker-compose.yml")))
                .contains("- -chba_file=/etc/postgresql/pg_hba.conf\n", "- -cssl=on\n");
        assertThat(lines("postgres/init.sql"))
                .filteredOn(line -> line.startsWith("create role ") || line.startsWith("alter role "))
                .containsExactly("create role palisade_owner login createrole password :'owner_password';");
    }

    /** Otherwise Redis would be stopped before it refuses to store more, and lose all counts. */
    @Test
    void redis_stores_less_than_its_container_may_use() {
        assertThat(lines("redis/redis.conf")).contains("maxmemory 128mb");
        String compose = Files.text(Files.ROOT.resolve("docker-compose.yml"));
        assertThat(compose.substring(compose.indexOf("\n  redis:\n"))).containsPattern("^[^#]*? mem_limit: 192m\n");
    }

    @Test
    void redis_admits_clients_with_password_and_tls_and_evicts_no_counts() {
        assertThat(lines("redis/redis.conf"))
                .contains(
                        "port 0",
                        "tls-port 6379",
                        "tls-protocols \"TLSv1.2 TLSv1.3\"",
                        "include /run/secrets/redis-password.conf",
                        "maxmemory-policy noeviction",
                        "rename-command CONFIG \"\"",
                        "rename-command DEBUG \"\"",
                        "rename-command SHUTDOWN \"\"",
                        "rename-command FLUSHALL \"\"",
                        "rename-command FLUSHDB \"\"");
    }
}

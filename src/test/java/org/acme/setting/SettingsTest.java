package org.acme.setting;

import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.acme.fixture.Actors;
import org.acme.fixture.MovableTime;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.acme.security.authentication.SessionConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SettingsTest {

    private static final String DAILY = "/settings/app.flow.export.daily";

    @Inject
    SessionConfig sessions;

    @Inject
    Settings stored;

    private record Initial(long exportsPerDay, long difficulty) implements SettingsConfig {}

    @AfterEach
    void restoreSettings() {
        MovableTime.backToToday();
        Actors.admin().put(DAILY, Map.of("value", 20)).then().statusCode(200);
    }

    /** Otherwise, the audit log would state a former value that another change has replaced. */
    @Test
    void change_of_a_setting_waits_for_a_concurrent_one() throws SQLException {
        Actors.admin().put(DAILY, Map.of("value", 21)).then().statusCode(200);
        CompletableFuture<Setting> change;
        try (Sql.Transaction other = Sql.begin("select key from settings for update")) {
            change = Parallel.begin(() ->
                    QuarkusTransaction.requiringNew().call(() -> stored.unscopedForUpdate(SettingKey.EXPORT_DAILY)));
            other.awaitWaiting();
            other.commit();
        }
        assertThat(change.join()).isNotNull();
    }

    @Test
    void settings_are_a_fixed_list_of_keys_with_values_and_descriptions() {
        Response list = Actors.admin().get("/settings");
        assertThat(list.<List<String>>path("items.key"))
                .containsExactly("app.flow.export.daily", "app.bot-defense.difficulty");
        assertThat(Actors.admin().get(DAILY).jsonPath().<String, Object>getMap("$"))
                .containsOnlyKeys("key", "value", "description")
                .containsEntry("value", 20);
        assertProblem(Actors.admin().get("/settings/app.jwt.secret"), 404, "not-found");
        assertProblem(Actors.admin().put("/settings/app.jwt.secret", Map.of("value", 1)), 404, "not-found");
    }

    @Test
    void changed_setting_applies_to_the_next_request_and_is_recorded_in_the_audit_log() {
        Response changed = Actors.admin().put(DAILY, Map.of("value", 7));
        assertThat(changed.<Integer>path("value")).isEqualTo(7);
        assertThat(Actors.admin().get(DAILY).<Integer>path("value")).isEqualTo(7);
        assertThat(Actors.admin()
                        .get("/audit-events?type=setting-changed&limit=100")
                        .<Map<String, String>>path("items.find { it.details.to == '7' }.details"))
                .containsEntry("key", "app.flow.export.daily")
                .containsEntry("from", "20")
                .containsEntry("to", "7");
    }

    @Test
    void setting_changed_by_another_instance_applies_within_the_revocation_delay() {
        assertThat(Actors.admin().get(DAILY).<Integer>path("value")).isEqualTo(20);
        Sql.run("insert into settings (key, value) values ('app.flow.export.daily', 9)"
                + " on conflict (key) do update set value = 9");
        MovableTime.forward(Duration.ofSeconds(2));
        assertThat(Actors.admin().get(DAILY).<Integer>path("value")).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10001", "null"})
    void setting_with_a_value_out_of_range_is_rejected(String value) {
        assertProblem(Actors.admin().put(DAILY, "{\"value\":" + value + "}"), 400, "validation-failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "7.5", "true", "[7]", "99999999999999999999"})
    void setting_with_a_value_of_the_wrong_type_is_rejected(String value) {
        assertProblem(Actors.admin().put(DAILY, "{\"value\":" + value + "}"), 400, "malformed-request");
    }

    private void start(long daily, long difficulty) {
        SettingsConfig initial = new Initial(daily, difficulty);
        new SettingService(null, initial, sessions, null, Ticker.systemTicker()).start(new StartupEvent());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1000, app.flow.export.daily",
        "10001, 1000, app.flow.export.daily",
        "0, 0, app.bot-defense.difficulty",
        "0, 999, app.bot-defense.difficulty",
        "0, 5000001, app.bot-defense.difficulty"
    })
    void initial_setting_out_of_range_stops_the_start(long daily, long difficulty, String key) {
        start(0, 1_000);
        start(10_000, 5_000_000);
        assertThatThrownBy(() -> start(daily, difficulty))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(key);
    }

    @Test
    void openapi_document_lists_the_setting_keys() {
        List<String> known = Actors.admin().get("/settings").jsonPath().getList("items.key");
        List<String> documented = RestAssured.given()
                .basePath("")
                .accept("application/json")
                .get("/q/openapi")
                .jsonPath()
                .getList("components.schemas.SettingKey.enum");
        assertThat(documented).containsExactlyInAnyOrderElementsOf(known);
    }
}

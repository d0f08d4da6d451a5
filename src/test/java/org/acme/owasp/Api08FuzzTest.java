package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.InetSocketAddress;
import java.util.List;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.LogLines;
import org.acme.fixture.PublicEdge;
import org.acme.fixture.fuzz.Fuzz;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** API8: no input of any caller makes the service fail. */
@QuarkusTest
@TestProfile(PublicEdge.class)
class Api08FuzzTest {

    private static final int AT_LEAST = 50;

    @ParameterizedTest
    @EnumSource
    void hostile_requests_never_get_a_500_and_are_never_logged_as_an_error(Fuzz.Kind kind) {
        try (LogLines errors = LogLines.errors()) {
            Fuzz fuzz = new Fuzz(new Running(errors));
            assertThat(fuzz.run(kind)).isEmpty();
            assertThat(fuzz.sent()).isGreaterThan(AT_LEAST);
        }
    }

    /** The service in this JVM, with access to its log and clock. */
    private record Running(LogLines log) implements Fuzz.Target {

        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress("localhost", RestAssured.port);
        }

        @Override
        public List<String> credentials() {
            EmptyWindows.letThemPass();
            Actor admin = Actors.newActor("admin");
            Actor editor = Actors.editor();
            String key = editor.makesApiKey("reports:read", "reports:write");
            return List.of(bearer(admin), bearer(editor), bearer(Actors.viewer()), "X-API-Key: " + key, "");
        }

        private static String bearer(Actor actor) {
            return "Authorization: Bearer " + actor.token();
        }

        @Override
        public void letPass() {
            EmptyWindows.letThemPass();
        }

        @Override
        public List<String> errors() {
            return log.take();
        }
    }
}

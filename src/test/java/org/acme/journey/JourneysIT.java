package org.acme.journey;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Tokens;
import org.acme.packaged.PackagedDatabase;

/** The stories told to the package itself, in production: the JVM's, or the native executable with {@code -Dnative}. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = PackagedDatabase.class, restrictToAnnotatedClass = true)
class JourneysIT extends Journeys {

    private static Actor admin;

    /** Nobody is there but the first admin, so that everybody else is made as in life: by that admin. */
    private static final class NewPeople implements Cast {

        @Override
        public Actor editor() {
            return welcomed("editor");
        }

        @Override
        public Actor viewer() {
            return welcomed("viewer");
        }

        @Override
        public Actor admin() {
            if (admin == null) {
                admin = loggedIn(PackagedDatabase.ADMIN, PackagedDatabase.PASSWORD);
            }
            return admin;
        }

        @Override
        public Actor loggedIn(String email) {
            return loggedIn(email, Actors.PASSWORD);
        }

        private Actor welcomed(String role) {
            String email = role + "-" + UUID.randomUUID() + "@example.com";
            admin().post("/users", Actors.account(email, role)).then().statusCode(201);
            return loggedIn(email);
        }

        private static Actor loggedIn(String email, String password) {
            String token = Actors.logIn(email, password)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("accessToken");
            return new Actor(UUID.fromString(Tokens.claim(token, "sub")), email, token);
        }
    }

    @Override
    Cast cast() {
        return new NewPeople();
    }
}

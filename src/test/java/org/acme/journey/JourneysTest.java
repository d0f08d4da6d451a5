package org.acme.journey;

import io.quarkus.test.junit.QuarkusTest;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;

@QuarkusTest
class JourneysTest extends Journeys {

    @Override
    Cast cast() {
        return new Cast() {
            @Override
            public Actor editor() {
                return Actors.editor();
            }

            @Override
            public Actor viewer() {
                return Actors.viewer();
            }

            @Override
            public Actor admin() {
                return Actors.admin();
            }

            @Override
            public Actor loggedIn(String email) {
                return Actors.existing(email);
            }
        };
    }
}

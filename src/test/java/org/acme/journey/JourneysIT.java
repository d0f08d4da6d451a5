package org.acme.journey;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.acme.packaged.PackagedDatabase;

/**
 * Runs the scenarios against the package in production mode: the JAR, or the native executable with {@code -Dnative}.
 */
@QuarkusIntegrationTest
@QuarkusTestResource(value = PackagedDatabase.class, restrictToAnnotatedClass = true)
class JourneysIT extends Journeys {

    private static final NewPeople PEOPLE = new NewPeople();

    @Override
    Cast cast() {
        return PEOPLE;
    }
}

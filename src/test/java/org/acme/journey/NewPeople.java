package org.acme.journey;

import java.util.UUID;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.Tokens;
import org.acme.packaged.PackagedDatabase;

/** Users of a packaged service: its first administrator, and the users that the administrator creates. */
final class NewPeople implements Journeys.Cast {

    private Actor admin;

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
        String token =
                Actors.logIn(email, password).then().statusCode(200).extract().path("accessToken");
        return new Actor(UUID.fromString(Tokens.claim(token, "sub")), email, token);
    }
}

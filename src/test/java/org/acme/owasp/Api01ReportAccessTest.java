package org.acme.owasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.acme.fixture.Actor;
import org.acme.fixture.Actors;
import org.acme.fixture.EmptyWindows;
import org.acme.fixture.GraphQl;
import org.acme.fixture.Parallel;
import org.acme.fixture.Sql;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Declares which callers may perform each operation on a private draft, and derives which may not. */
@Tag("API1")
@QuarkusTest
class Api01ReportAccessTest {

    enum Who {
        OWNER,
        /** An editor with a write share. */
        WRITER,
        /** An editor with a read share. */
        READER,
        /** An editor without a share. */
        STRANGER,
        ADMIN
    }

    private static final Set<Who> OWNERS = EnumSet.of(Who.OWNER, Who.ADMIN);
    private static final Set<Who> WRITERS = EnumSet.of(Who.OWNER, Who.ADMIN, Who.WRITER);
    private static final Set<Who> READERS = EnumSet.of(Who.OWNER, Who.ADMIN, Who.WRITER, Who.READER);

    private static final String REVISION =
            "mutation{reviseReport(id:\"%s\",version:0," + "report:{title:\"T\",body:\"B\",visibility:%s}){id}}";

    private record Row(Set<Who> allowed, BiFunction<Actor, String, Response> operation) {}

    private static final Map<String, Row> MATRIX = matrix();

    private static Map<String, Row> matrix() {
        Map<String, Row> rows = new LinkedHashMap<>();
        rows.put("read", new Row(READERS, (who, id) -> who.get("/reports/" + id)));
        rows.put("change the text", new Row(WRITERS, (who, id) -> who.revises(id, "\"0\"", "T")));
        rows.put("change the visibility", new Row(OWNERS, (who, id) -> who.revises(id, "\"0\"", "T", "INTERNAL")));
        rows.put(
                "change the visibility of any version",
                new Row(OWNERS, (who, id) -> who.revises(id, "*", "T", "INTERNAL")));
        rows.put("publish", new Row(OWNERS, (who, id) -> who.post("/reports/" + id + "/publish", "")));
        rows.put("list the shares", new Row(OWNERS, (who, id) -> who.get("/reports/" + id + "/shares")));
        rows.put("share", new Row(OWNERS, (who, id) -> who.put(share(id, Actors.editor()), Map.of("access", "READ"))));
        rows.put("change a share", new Row(OWNERS, (who, id) -> {
            String share = shared(id);
            return who.put(share, Map.of("access", "WRITE"));
        }));
        rows.put("unshare", new Row(OWNERS, (who, id) -> who.delete(shared(id))));
        rows.put("archive", new Row(OWNERS, (who, id) -> {
            Sql.run("update reports set status = 'PUBLISHED' where id = ?", UUID.fromString(id));
            return who.post("/reports/" + id + "/archive", "");
        }));
        rows.put("delete", new Row(OWNERS, (who, id) -> who.delete("/reports/" + id)));
        rows.put("read in GraphQL", new Row(READERS, (who, id) -> GraphQl.ask(who, "{report(id:\"" + id + "\"){id}}")));
        rows.put("change the text in GraphQL", new Row(WRITERS, (who, id) -> revised(who, id, "PRIVATE")));
        rows.put("change the visibility in GraphQL", new Row(OWNERS, (who, id) -> revised(who, id, "INTERNAL")));
        return rows;
    }

    /** Shares the report with a further user and returns the path of the share. */
    private static String shared(String report) {
        String share = share(report, Actors.editor());
        Actors.admin().put(share, Map.of("access", "READ")).then().statusCode(204);
        return share;
    }

    private static String share(String report, Actor with) {
        return "/reports/" + report + "/shares/" + with.id();
    }

    private static Response revised(Actor who, String report, String visibility) {
        return GraphQl.ask(who, REVISION.formatted(report, visibility));
    }

    private static Actor actor(Who who, Actor owner, String report) {
        if (who == Who.OWNER) {
            return owner;
        }
        if (who == Who.ADMIN) {
            return Actors.admin();
        }
        Actor other = Actors.editor();
        if (who != Who.STRANGER) {
            owner.shares(report, other, who == Who.WRITER ? "WRITE" : "READ");
        }
        return other;
    }

    /** Returns the problem code of a refusal, or null when the operation succeeded. */
    private static String codeOf(Response response) {
        if (response.asString().isEmpty()) {
            return null;
        }
        String code = response.path("code");
        return code != null ? code : response.path("errors[0].extensions.code");
    }

    @Test
    void each_operation_on_a_private_draft_admits_exactly_the_callers_in_its_row() {
        for (Map.Entry<String, Row> row : MATRIX.entrySet()) {
            EmptyWindows.letThemPass();
            for (Who who : Who.values()) {
                Actor owner = Actors.editor();
                String report = owner.writesPrivately();
                Row expected = row.getValue();
                Response response = expected.operation().apply(actor(who, owner, report), report);
                String refusal = who == Who.STRANGER ? "not-found" : "forbidden";
                assertThat(codeOf(response))
                        .as("%s by %s: %s", row.getKey(), who, response.asString())
                        .isEqualTo(expected.allowed().contains(who) ? null : refusal);
            }
        }
    }

    @Test
    void refused_change_of_visibility_leaves_the_report_unchanged() {
        Actor owner = Actors.editor();
        String report = owner.writesPrivately();
        Actor writer = actor(Who.WRITER, owner, report);
        Map<String, Object> before = owner.get("/reports/" + report).jsonPath().getMap("$");

        assertThat(writer.revises(report, "*", "T", "INTERNAL").statusCode()).isEqualTo(403);
        GraphQl.assertError(revised(writer, report, "INTERNAL"), "forbidden");

        assertThat(owner.get("/reports/" + report).jsonPath().<String, Object>getMap("$"))
                .isEqualTo(before);
    }

    static Stream<Named<BiFunction<Actor, String, Response>>> changes() {
        return Stream.of(
                change("change the text", (who, id) -> who.revises(id, "\"0\"", "T")),
                change("publish", (who, id) -> who.post("/reports/" + id + "/publish", "")),
                change("archive", (who, id) -> who.post("/reports/" + id + "/archive", "")),
                change("delete", (who, id) -> who.delete("/reports/" + id)),
                change("share", (who, id) -> who.put(share(id, who), Map.of("access", "READ"))),
                change("unshare", (who, id) -> who.delete(share(id, who))),
                change("change the text in GraphQL", (who, id) -> revised(who, id, "PRIVATE")),
                change(
                        "publish in GraphQL",
                        (who, id) -> GraphQl.ask(who, "mutation{publishReport(id:\"" + id + "\"){id}}")));
    }

    private static Named<BiFunction<Actor, String, Response>> change(
            String name, BiFunction<Actor, String, Response> operation) {
        return Named.of(name, operation);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void report_whose_share_is_revoked_while_a_change_waits_is_not_found(BiFunction<Actor, String, Response> operation)
            throws SQLException {
        Actor owner = Actors.editor();
        String report = owner.writesPrivately();
        UUID id = UUID.fromString(report);
        Actor writer = actor(Who.WRITER, owner, report);
        try (Sql.Transaction held = Sql.begin("select 1 from reports where id = ? for update", id)) {
            CompletableFuture<Response> change = Parallel.begin(() -> operation.apply(writer, report));
            held.awaitWaiting();
            held.run("delete from report_shares where report_id = ? and user_id = ?", id, writer.id());
            held.commit();
            assertThat(codeOf(change.join())).isEqualTo("not-found");
        }
    }
}

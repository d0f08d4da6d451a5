package org.acme.problem;

import static org.acme.fixture.DefectiveResource.DETAIL;
import static org.acme.fixture.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.stream.Stream;
import org.acme.fixture.Actors;
import org.acme.fixture.DefectiveResource.Failure;
import org.jboss.resteasy.reactive.server.core.RuntimeExceptionMapper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every exception or error response of an operation becomes a problem of the contract. */
@Tag("API8")
@QuarkusTest
class FailuresTest {

    private static Response fail(Failure failure) {
        return Actors.anonymous()
                .queryParam("failure", failure)
                .redirects()
                .follow(false)
                .get("/defective");
    }

    @Test
    void no_exception_mapper_of_the_framework_is_active() {
        Stream<String> mappers = RuntimeExceptionMapper.getMappers().values().stream()
                .map(mapper -> mapper.getFactory()
                        .createInstance()
                        .getInstance()
                        .getClass()
                        .getName());
        assertThat(mappers).isNotEmpty().allMatch(name -> name.startsWith("org.acme.problem.ProblemMapper"));
    }

    @ParameterizedTest
    @CsvSource({
        "DEFECT, 500, internal-error",
        "ERROR, 500, internal-error",
        "CHECKED, 500, internal-error",
        "FULL_POOL, 503, unavailable",
        "FULL_MEMORY, 503, unavailable",
        "LOST_DATABASE, 503, unavailable",
        "BROKEN_CONSTRAINT, 500, internal-error",
        "CREATED_MEANWHILE, 409, conflict",
        "DELETED_MEANWHILE, 409, conflict",
        "CHANGED_MEANWHILE, 409, conflict",
        "DEADLOCK, 503, unavailable",
        "LOCK_TIMEOUT, 503, unavailable",
        "ROLLED_BACK_PROBLEM, 409, conflict",
        "UNDECLARED_PROBLEM, 409, conflict",
        "ROLLED_BACK_DEFECT, 500, internal-error",
        "MISMATCHED_JSON, 400, malformed-request",
        "UNWRITABLE_JSON, 500, internal-error",
        "UNUSABLE_CONSTRAINT, 500, internal-error",
        "FORGED_CREDENTIALS, 401, unauthenticated",
        "UNFINISHED_LOGIN, 401, unauthenticated",
        "REDIRECTED_LOGIN, 401, unauthenticated",
        "NO_CREDENTIALS, 401, unauthenticated",
        "FORBIDDEN, 403, forbidden",
        "BAD_REQUEST, 400, malformed-request",
        "WITH_A_BODY, 409, conflict",
    })
    void every_kind_of_failure_becomes_the_problem_of_its_code(Failure failure, int status, String code) {
        assertProblem(fail(failure), status, code);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void exception_messages_never_reach_the_client(Failure failure) {
        Response response = fail(failure);
        assertThat(response.asString() + response.headers()).doesNotContain(DETAIL, DETAIL.replace(' ', '.'));
    }

    @ParameterizedTest
    @CsvSource({"400, malformed-request", "409, conflict", "412, precondition-failed", "500, internal-error"})
    void error_response_with_a_foreign_body_becomes_a_problem(int status, String code) {
        Response response = Actors.anonymous().queryParam("status", status).get("/defective");
        assertProblem(response, status, code);
        assertThat(response.asString()).doesNotContain(DETAIL);
    }

    @Test
    void problem_keeps_the_headers_of_its_exception() {
        assertThat(fail(Failure.WITH_A_BODY).header("X-Kept")).isEqualTo("yes");
    }

    @Test
    void unauthenticated_problem_has_a_www_authenticate_header() {
        assertThat(fail(Failure.NO_CREDENTIALS).headers().getValues("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("Bearer realm=\"palisade\", DPoP ");
        assertThat(fail(Failure.FORGED_CREDENTIALS).headers().getValues("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("Bearer error=\"invalid_token\", DPoP ");
    }

    @Test
    void unavailable_problem_has_a_retry_after_header() {
        assertThat(fail(Failure.LOST_DATABASE).header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(fail(Failure.FULL_POOL).header("Retry-After")).matches("[1-9][0-9]*");
    }
}

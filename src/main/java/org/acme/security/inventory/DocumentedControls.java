package org.acme.security.inventory;

import io.quarkus.security.PermissionsAllowed;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.acme.problem.ProblemCode;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.RequiresRecentLogin;
import org.acme.security.botdefense.SensitiveFlow;
import org.acme.security.idempotency.Idempotent;
import org.acme.security.ratelimit.RateLimited;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.jboss.jandex.IndexView;

/**
 * Adds permissions, rate limits, quotas, deprecation, idempotency, failures and headers to the OpenAPI document at
 * build time, from the annotations of the controls.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DocumentedControls implements OASFilter {

    private final IndexView index;

    public DocumentedControls(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().values().forEach(operation -> describe(path, operation)));
        DocumentedHeaders.ofResponses(document);
    }

    private void describe(String path, Operation operation) {
        OperationMethod method = OperationMethod.of(index, operation.getOperationId());
        operation
                .operationId(method.id())
                .tags(List.of(path.replaceAll("/api/v1/|/\\.?", " ").strip().split(" ")[0]));
        DocumentedResponses.success(operation, method);
        Set<ProblemCode> problems = DerivedProblems.of(path, operation, method);
        DocumentedResponses.failures(operation, problems);
        proof(operation, problems);
        permission(operation, method);
        limits(operation, method);
        endOfLife(operation, method);
        idempotency(operation, method);
    }

    private static void permission(Operation operation, OperationMethod method) {
        String permission = method.annotation(PermissionsAllowed.class)
                .map(stated -> stated.value().asStringArray()[0])
                .orElse(null);
        if (permission == null && DerivedProblems.takesCredentials(operation)) {
            return;
        }
        if (permission == null) {
            operation.security(List.of());
            say(operation, "No authentication required.");
            return;
        }
        boolean keyIsEnough = !permission.equals(Caller.ACCOUNT) && !method.has(RequiresRecentLogin.class);
        operation.security(
                keyIsEnough ? List.of(by("bearer"), by("dpop"), by("apiKey")) : List.of(by("bearer"), by("dpop")));
        operation.addExtension("x-permission", permission);
        say(operation, "Requires the permission `" + permission + "`.");
        if (method.has(RequiresRecentLogin.class)) {
            operation.addExtension("x-recent-login", true);
            say(operation, "Requires recent authentication.");
        }
    }

    private static SecurityRequirement by(String scheme) {
        return OASFactory.createSecurityRequirement().addScheme(scheme);
    }

    private static void limits(Operation operation, OperationMethod method) {
        List<String> policies = new ArrayList<>(List.of("default"));
        method.annotation(RateLimited.class)
                .ifPresent(stated -> policies.addAll(List.of(stated.value().asStringArray())));
        operation.addExtension("x-rate-limit", policies);
        method.annotation(SensitiveFlow.class)
                .ifPresent(flow -> operation.addExtension(
                        "x-daily-quota", "app.flow." + flow.value().asString() + ".daily"));
    }

    private static void endOfLife(Operation operation, OperationMethod method) {
        method.annotation(Deprecation.class).ifPresent(stated -> {
            String sunset = stated.value("sunset").asString();
            String successor = stated.value("successor").asString();
            EndOfLife.of(stated.value("since").asString(), sunset, successor);
            operation.deprecated(true).addExtension("x-sunset", sunset);
            say(operation, "Removed on " + sunset + " (UTC). Use `" + successor + "` instead.");
        });
    }

    private static void idempotency(Operation operation, OperationMethod method) {
        if (method.has(Idempotent.class)) {
            operation.addParameter(OASFactory.createParameter()
                    .name("Idempotency-Key")
                    .in(Parameter.In.HEADER)
                    .description(
                            "A new random value for each new request, such as a UUID, in double quotes. Without quotes, it"
                                    + " is accepted as the same value. A retry with the same value returns the first"
                                    + " response (for 24 hours by default).")
                    .schema(OASFactory.createSchema()
                            .addType(SchemaType.STRING)
                            .pattern("^\"[!#-+\\--:<-\\[\\]-~]{1,255}\"$")
                            .example("\"8e03978e-40d5-43dd-bc93-6894a57f9324\"")));
        }
    }

    /** The proof of a request for tokens; {@code securitySchemes} describes the one of an access token. */
    private static void proof(Operation operation, Set<ProblemCode> problems) {
        if (problems.contains(ProblemCode.INVALID_DPOP_PROOF_FOR_TOKENS)) {
            operation.addParameter(OASFactory.createParameter()
                    .name("DPoP")
                    .in(Parameter.In.HEADER)
                    .description(
                            "A proof of the client's key (RFC 9449). The tokens of the response are bound to this key.")
                    .schema(OASFactory.createSchema().addType(SchemaType.STRING).maxLength(4_096)));
        }
    }

    private static void say(Operation operation, String sentence) {
        String before = operation.getDescription();
        operation.description(before == null ? sentence : before + " " + sentence);
    }
}

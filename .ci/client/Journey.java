import client.ApiClient;
import client.ApiException;
import client.api.AuthApi;
import client.api.ReportsApi;
import client.api.UsersApi;
import client.model.AccountView;
import client.model.CreateReport;
import client.model.LogIn;
import client.model.Problem;
import client.model.RefreshSession;
import client.model.ReportView;
import client.model.TokenView;
import client.model.UnacceptableValue;
import client.model.Visibility;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Uses the generated Java client in one journey: login, refresh, problems, responses without JSON, 429 with Retry-After. */
public class Journey {

    private static final int CALLS = 100;

    private interface Call {

        void make() throws ApiException;
    }

    private Journey() {}

    public static void main(String[] arguments) throws ApiException, IOException {
        String email = arguments[1];
        ApiClient client = new ApiClient().setBasePath(arguments[0]);
        AuthApi auth = new AuthApi(client);
        TokenView login = auth.loginLogIn(new LogIn().email(email).password("palisade-dev-password"), null);
        TokenView session = auth.loginRefresh(new RefreshSession().refreshToken(login.getRefreshToken()), null);
        require(!session.getRefreshToken().equals(login.getRefreshToken()), "a new refresh token");

        UsersApi users = new UsersApi(client);
        fails("unauthenticated", 401, users::profileRead);
        client.setBearerToken(session.getAccessToken());
        require(email.equals(users.profileRead().getEmail()), "the profile of " + email);
        reports(new ReportsApi(client));

        require(
                users.userList(null, 1, null).getItems().stream()
                        .allMatch(user -> user.getActualInstance() instanceof AccountView),
                "accounts for an administrator");
        ApiException limited = fails("rate-limited", 429, () -> {
            for (int call = 0; call < CALLS; call++) {
                users.userList(null, 1, null);
            }
        });
        List<String> wait = limited.getResponseHeaders().get("Retry-After");
        require(wait != null && Integer.parseInt(wait.get(0)) >= 1, "Retry-After of at least one second");
    }

    private static void reports(ReportsApi reports) throws ApiException, IOException {
        ReportView created = reports.reportCreate(report("A journey"), null);
        require(created.equals(reports.reportRead(created.getId(), null, null)), "the created report");
        fails("not-found", 404, () -> reports.reportRead(UUID.randomUUID(), null, null));
        ApiException invalid = fails("validation-failed", 400, () -> reports.reportCreate(report(""), null));
        List<String> fields = Problem.fromJson(invalid.getResponseBody()).getViolations().stream()
                .map(UnacceptableValue::getField)
                .toList();
        require(fields.equals(List.of("title")), "a violation of the title instead of " + fields);

        // The only JSON that their documents list is that of problems.
        require(reports.exportCsv().contains(created.getId().toString()), "the created report in the export");
        reports.reportDelete(created.getId(), null);
        fails("not-found", 404, () -> reports.reportDelete(created.getId(), null));
    }

    private static CreateReport report(String title) {
        return new CreateReport().title(title).body("").visibility(Visibility.PRIVATE);
    }

    private static ApiException fails(String code, int status, Call call) throws IOException {
        try {
            call.make();
        } catch (ApiException failure) {
            // Refuses a body that is not the documented problem.
            Problem problem = Problem.fromJson(failure.getResponseBody());
            require(code.equals(problem.getCode()) && status == failure.getCode(), code + " instead of " + problem);
            require(problem.getTraceId().matches("[0-9a-f]{32}"), "a trace id");
            return failure;
        }
        throw new AssertionError("Expected " + code + ".");
    }

    private static void require(boolean condition, String expected) {
        if (!condition) {
            throw new AssertionError("Expected " + expected + ".");
        }
    }
}

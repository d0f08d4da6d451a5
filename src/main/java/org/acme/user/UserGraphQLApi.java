package org.acme.user;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.graphql.api.AdaptToScalar;
import io.smallrye.graphql.api.Scalar;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.acme.application.Permissions;
import org.acme.paging.Cursor;
import org.acme.paging.Page;
import org.acme.paging.PageLimit;
import org.acme.security.authentication.CurrentCaller;
import org.acme.security.ratelimit.RateLimited;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** The user directory over GraphQL; the counterpart of {@link UserResource}. */
@GraphQLApi
public class UserGraphQLApi {

    private final UserService users;
    private final CurrentCaller caller;

    UserGraphQLApi(UserService users, CurrentCaller caller) {
        this.users = users;
        this.caller = caller;
    }

    @Query
    @PermissionsAllowed(Permissions.USERS_READ)
    public UserGraphQLView user(@Id @NonNull UUID id) {
        return UserGraphQLView.of(users.read(caller.get(), id));
    }

    @Query
    @PermissionsAllowed(Permissions.USERS_READ)
    @RateLimited("user-list")
    public Page<UserGraphQLView> users(
            @Size(max = UserQuery.MAX_SEARCH) String q,
            @Description(PageLimit.RANGE) @AdaptToScalar(Scalar.Int.class) PageLimit first,
            @Description(Cursor.SOURCE) @AdaptToScalar(Scalar.String.class) Cursor after) {
        UserQuery query = new UserQuery();
        query.q = q;
        query.limit = PageLimit.orDefault(first);
        query.cursor = Cursor.text(after);
        return users.list(caller.get(), query).map(UserGraphQLView::of);
    }
}

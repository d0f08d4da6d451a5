/**
 * Permissions of operations, and the decisions of policies.
 *
 * <p>Attack (API1:2023 Broken Object Level Authorization, API5:2023 Broken Function Level Authorization): a caller
 * invokes an operation of a higher role, or accesses an object by its id.
 *
 * <p>Use: put {@code @PermissionsAllowed} with the name of a permission on every operation; the application declares
 * names and roles. Pass a {@code Caller} to every finder. Let the feature's policy return a
 * {@link org.acme.security.authorization.Decision}.
 *
 * <p>Limits: a policy decides about objects that the caller can read; queries hide the others.
 *
 * <p>Settings: {@code quarkus.security.jaxrs.deny-unannotated-endpoints=true}, which closes operations without an
 * annotation.
 *
 * <p>Copy along: what {@code docs/controls.md} names; the setting.
 *
 * <p>Proof: {@code owasp.Api01BrokenObjectLevelAuthorizationTest},
 * {@code owasp.Api05BrokenFunctionLevelAuthorizationTest}, {@code owasp.AccessMatrixTest}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/">API1:2023</a>
 */
@MayUse("problem")
@NullMarked
package org.acme.security.authorization;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;

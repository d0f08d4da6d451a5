/**
 * API1 and API5: who may call what, and who may do what to which object.
 *
 * <p>Attack: calling an operation of a higher role; reaching an object by its id. Use: {@code @PermissionsAllowed} with
 * a name of {@link org.acme.security.authorization.Permissions} on every operation, a {@code Caller} in every finder,
 * and a policy that answers with a {@link org.acme.security.authorization.Decision}. Limits: roles are a closed list in
 * code. To lift out: this package and {@code quarkus.security.jaxrs.deny-unannotated-endpoints=true}.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/">API1:2023</a>;
 *     proof: {@code owasp.Api01BrokenObjectLevelAuthorizationTest},
 *     {@code owasp.Api05BrokenFunctionLevelAuthorizationTest}, {@code owasp.AccessMatrixTest}
 */
package org.acme.security.authorization;

/**
 * Palisade: a users and reports API in which every control of the OWASP API Security Top 10 (2023) is in place.
 *
 * <p>The map. Features, one folder each: {@code user}, {@code report}, {@code session}, {@code account},
 * {@code apikey}, {@code setting}, {@code webhook}. Controls, one folder each, below {@code security}; none knows a
 * feature. {@code problem} is how failures look, {@code database} what keeps connections to PostgreSQL usable,
 * {@code shared} what everybody needs.
 *
 * <p>Who may import whom. Features import {@code security}, {@code problem}, {@code shared}, and another feature where
 * its package-info allows it. Controls import {@code security.authentication.Caller},
 * {@code security.hardening.FilterOrder}, {@code problem}, {@code shared}; of each other nothing else unless their
 * package-info says why. {@code problem} imports {@code shared}; {@code shared} nothing of ours.
 * {@code architecture.LayoutTest} holds the code to it.
 *
 * <p>The life of a request. (1) It gets a trace id and its answer the security headers. (2) The window of its network
 * address must have room, before anything of it is read; one that came in the clear ends here. (3) Its path and headers
 * are bounded and must have one reading. (4) Its origin must be listed, if it has one. (5) Credentials are looked up as
 * they stand at this moment, not as they were issued; the windows of its caller and of the operation must have room;
 * where only the body names the account or session, that is decided together, once it was read. (6) The operation's
 * permission is asked; an operation without one is closed; a sensitive one asks for a recent login. (7) Its body, taken
 * in within bounds, is read strictly into a request record, which Bean Validation checks. (8) The feature loads what
 * the caller may see, asks its policy, changes state. (9) A view goes out, or a problem with a code. A GraphQL document
 * is a request like every other until (7); {@code security.graphql} says how each operation in it then meets (5) to
 * (9). The order of (1) to (5) stands in {@code security.hardening.FilterOrder}.
 *
 * <p>Self-invocation. A call of another {@code @Transactional} method of the same bean is transactional as well. ArC,
 * Quarkus' CDI container, intercepts in a generated subclass that overrides the method, so it also intercepts calls
 * through {@code this} (Quarkus guide "CDI integration", section "Self-Interception"). Only private methods are not
 * intercepted; with an interceptor annotation, they fail the build.
 */
package org.acme;

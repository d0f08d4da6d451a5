/**
 * API9: no route that nobody knows of, and none that outlives its announced end.
 *
 * <p>Attack: calling what was forgotten: a route that no document lists, an old version, an operation that was to be
 * shut down, a page of the framework in production. Use: nothing, for the document, which reads the annotations of the
 * other controls; {@link org.acme.security.inventory.FailsWith} for failures that only a feature knows of;
 * {@link org.acme.security.inventory.Deprecation} on what is to end, which then ends by itself. Limits: the document
 * knows routes of JAX-RS, and a test fails where another part of the server answers one that it does not list; which
 * numbers belong to the policies that it names is configuration. It names the annotations of
 * {@code security.authentication}, {@code security.authorization}, {@code security.botdefense} and
 * {@code security.ratelimit} because it writes them down, and uses {@code security.hardening} for the place of its
 * filter. To lift out: this package, {@code META-INF/openapi.yaml}, the settings {@code quarkus.smallrye-openapi.*},
 * and quarkus-smallrye-openapi.
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa9-improper-inventory-management/">API9:2023</a>;
 *     proof: {@code owasp.Api09ImproperInventoryTest}, {@code security.inventory.OpenApiCopyTest},
 *     {@code security.inventory.BreakingChangesTest}, {@code security.inventory.EndOfLifeTest}
 */
package org.acme.security.inventory;

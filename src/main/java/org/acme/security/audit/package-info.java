/**
 * The trail of what matters for security: who did what, when and from where.
 *
 * <p>Attack: doing harm unseen, and wiping the traces. Use: one call, {@link org.acme.security.audit.Audit#record},
 * with an event of the closed family {@link org.acme.security.audit.AuditEvent}. Limits: what the owner of the database
 * does to the table is not noticed; ship the log lines to another machine. Its list is an operation like any other, so
 * it uses {@code security.authorization} for its permission and {@code security.payload} for its pages;
 * {@code security.hardening} tells where a request comes from. To lift out: this package and the table
 * {@code audit_events} with its grants.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html">Logging</a>; proof:
 *     {@code security.audit.AuditTest}
 */
package org.acme.security.audit;

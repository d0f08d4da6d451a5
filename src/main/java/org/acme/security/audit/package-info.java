/**
 * Audit log of security events: who did what, to what, when and from where.
 *
 * <p>Attack (A09:2021 Security Logging and Monitoring Failures): an attacker acts unnoticed, or erases the traces.
 *
 * <p>Use: call {@link org.acme.security.audit.Audit#record} in the transaction of the change, with a record that
 * implements {@link org.acme.security.audit.AuditEvent}. Callers with {@code audit:read} list events with {@code GET
 * /api/v1/audit-events}. Refusals for lack of a permission or of recent authentication, of hidden objects and by
 * policies are recorded without a call. {@code docs/security-events.md} lists the events with their names for a
 * security operations centre.
 *
 * <p>Limits: the service's database role cannot change or delete events, but the owner of the table can. Ship the log
 * category {@code audit} to another host. Of a caller's refusals, each instance records the first of an operation
 * within an hour and those whose number is a power of two.
 *
 * <p>Settings: {@code quarkus.log.category."audit".level=INFO}. The service fails to start when the log drops security
 * events.
 *
 * <p>Copy along: what {@code docs/controls.md} names; the table {@code audit_events} with its grants. Declare your own
 * events in a bean of {@link org.acme.security.audit.AuditEvent.Kinds}.
 *
 * <p>Proof: {@code security.audit.AuditTest}, {@code security.audit.AuditEventsTest},
 * {@code security.audit.DetectionTest}, {@code owasp.Api01AuditedRefusalsTest}
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html">OWASP Logging Cheat Sheet</a>
 */
@MayUse({
    "paging",
    "problem",
    "security.authentication.Caller",
    "security.authentication.CurrentCaller",
    "security.edge.ClientAddress"
})
@NullMarked
package org.acme.security.audit;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;

/**
 * What this application declares for the controls, which know no feature: permissions, roles, and the events of the
 * audit log. A feature adds its permission and its events here. Replace the names with your own.
 */
@MayUse({"security.audit.Audit", "security.audit.AuditEvent", "security.authentication.Caller"})
@NullMarked
package org.acme.application;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;

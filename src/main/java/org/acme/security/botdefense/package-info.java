/**
 * Proof of work before flows that bots abuse, and daily quotas for flows that do harm when repeated.
 *
 * <p>Attack (API6:2023 Unrestricted Access to Sensitive Business Flows): mass registration, unsolicited e-mail,
 * distributed password guessing, slow export of all data.
 *
 * <p>Use: call {@link org.acme.security.botdefense.BotDefense#require} with the solution from the request. Mark
 * operations with {@link org.acme.security.botdefense.SensitiveFlow} for a daily quota. Implement
 * {@link org.acme.security.botdefense.DefenseSettings}.
 *
 * <p>Limits: proof of work makes attacks expensive; it does not distinguish people from bots. Each instance raises the
 * difficulty by its own count of failures.
 *
 * <p>Settings: {@code app.bot-defense.challenge-expiry}. {@code DefenseSettings} supplies difficulty and quotas; here,
 * administrators set {@code app.bot-defense.difficulty} and {@code app.flow.<name>.daily}.
 *
 * <p>Copy along: what {@code docs/controls.md} names; the tables {@code spent_challenges} and {@code flow_uses}.
 *
 * <p>Proof: {@code owasp.Api06SensitiveBusinessFlowsTest}
 *
 * @see <a
 *     href="https://owasp.org/API-Security/editions/2023/en/0xa6-unrestricted-access-to-sensitive-business-flows/">API6:2023</a>
 */
@MayUse({
    "problem",
    "security.authentication.Caller",
    "security.authentication.CurrentCaller",
    "security.crypto.DerivedKey",
    "security.crypto.KeyMaterial"
})
@NullMarked
package org.acme.security.botdefense;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;

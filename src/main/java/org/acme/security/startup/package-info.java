/**
 * Startup checks: the service fails to start instead of starting with an insecure configuration.
 *
 * <p>Attack (API8:2023 Security Misconfiguration): production runs with the keys or defaults of dev mode.
 *
 * <p>Use: extend {@link org.acme.security.startup.StartupCheck} for a constraint on a configuration interface.
 *
 * <p>Limits: a check sees the configuration of its own start only.
 *
 * <p>Settings: none.
 *
 * <p>Copy along: {@code shared} and what {@code @MayUse} names.
 *
 * <p>Proof: {@code packaged.PackagedServiceIT}
 *
 * @see <a href="https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/">API8:2023</a>
 */
@MayUse({})
@NullMarked
package org.acme.security.startup;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;

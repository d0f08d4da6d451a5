/**
 * API6: flows that do harm when machines use them, or when somebody uses them too often.
 *
 * <p>Attack: registering by the thousand, mailing strangers, guessing passwords from many addresses, carrying a whole
 * table away slowly. Use: {@link org.acme.security.botdefense.BotDefense#require} with the solution that the request
 * carries; {@link org.acme.security.botdefense.SensitiveFlow} on an operation with a quota; implement
 * {@link org.acme.security.botdefense.DefenseSettings}. Limits: work costs money, it does not tell people from
 * machines; the raise while failures are frequent counts the failures of one instance. It uses {@code security.crypto}
 * to derive the key that signs challenges. To lift out: this package, altcha, {@code security.crypto} and the tables
 * {@code spent_challenges} and {@code flow_uses}.
 *
 * @see <a
 *     href="https://owasp.org/API-Security/editions/2023/en/0xa6-unrestricted-access-to-sensitive-business-flows/">API6:2023</a>;
 *     proof: {@code owasp.Api06SensitiveBusinessFlowsTest}
 */
package org.acme.security.botdefense;

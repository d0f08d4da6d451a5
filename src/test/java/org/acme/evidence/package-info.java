/**
 * Writes {@code target/owasp-report.html} from the tests that ran: risk, promise, attack, the answers that were
 * observed, and the folder of the control. Nothing in it is written by hand.
 *
 * <p>{@link org.acme.evidence.EvidenceListener} watches the tests that carry a risk as their tag,
 * {@link org.acme.evidence.ObservedAnswers} hears what the service answered meanwhile,
 * {@link org.acme.evidence.OwaspReport} puts both on a page.
 */
package org.acme.evidence;

/**
 * Generates {@code target/owasp-report.html} from the tests that ran: for each risk, the attacks, the responses and the
 * folders of the controls. Nothing in it is written by hand.
 *
 * <p>{@link org.acme.evidence.EvidenceListener} observes tests that are tagged with a risk,
 * {@link org.acme.evidence.ObservedResponses} records responses, {@link org.acme.evidence.OwaspReport} renders the
 * report.
 */
package org.acme.evidence;

/**
 * Webhooks: a user gives a URL, and the service tells it when a report that this user can see is published.
 *
 * <p>It hears of {@link org.acme.report.ReportPublished}, asks {@link org.acme.report.ReportReaders} who can see the
 * report and {@link org.acme.user.Accounts} who may still have webhooks. The URL is checked and called by
 * {@code security.outbound}.
 *
 * <p>The life of a delivery. {@code Announcements} writes a line per webhook in the transaction that publishes the
 * report. After it, {@code DeliveryRound} claims the webhook whose turn it is from {@code DeliveryQueue},
 * {@code Courier} asks again whether its owner may know, signs the message and posts it, and the queue notes the
 * outcome. What fails comes back after a pause that grows, eight times at most.
 */
package org.acme.webhook;

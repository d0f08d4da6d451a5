/**
 * Webhooks: a user registers a URL, and the service notifies it when a report that the user can see is published.
 *
 * <p>It observes {@link org.acme.report.ReportPublished} and asks {@link org.acme.report.ReportReaders} who can see the
 * report and {@link org.acme.user.Accounts} who may have webhooks. A webhook has at most the permissions of the
 * credential that registered it. {@code security.outbound} checks and calls the URL.
 *
 * <p>How a delivery is made: {@code EventFanOut} adds a row per webhook in the transaction that publishes the report.
 * After the commit, {@code DeliveryWorker} claims the next webhook from {@code DeliveryQueue}; {@code WebhookSender}
 * checks the owner's access again, signs the message (Standard Webhooks) and posts it; the queue records the outcome. A
 * failed delivery is retried with exponential back-off, at most eight attempts in total. An attempt does not count
 * while no thread is free to look up the host, or the database is unavailable.
 */
@MayUse({
    "application",
    "outbox",
    "paging",
    "problem",
    "report.ReportPublished",
    "report.ReportReaders",
    "security",
    "user.Accounts"
})
@NullMarked
package org.acme.webhook;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;

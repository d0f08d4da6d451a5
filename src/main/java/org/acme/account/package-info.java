/**
 * What people do with their own account: register, confirm their e-mail, set a lost password, change their name and
 * password, enrol a second factor.
 *
 * <p>It reaches accounts through {@link org.acme.user.Accounts}; it asks {@link org.acme.session.Credentials} for a
 * proof, ends sessions by {@link org.acme.session.Revocation}, and keeps the {@link org.acme.session.SecondFactor}.
 *
 * <p>The life of a mail. A request adds a line to the outbox, the same for every e-mail. After the transaction
 * {@code MailRound} claims the line, {@code MailTokens} decides what the mail says and makes its token, {@code Postman}
 * hands it to the mail server, and the line goes. What fails comes back after a pause and delays no other mail.
 */
package org.acme.account;

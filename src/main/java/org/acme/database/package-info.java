/**
 * Connections to PostgreSQL: whether the database can be written to, which is what readiness says; connections beside
 * the pool; poolers in between; the driver's timeouts.
 *
 * <p>The pool belongs to Quarkus (Agroal). What it lacks is here: it does not notice that a primary is frozen or has
 * become read-only, and it keeps connections to such a server. {@link org.acme.database.DatabaseProbe} notices both and
 * has the pool renew its connections, which then go to the new primary when the URL names several hosts.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/use/">PostgreSQL JDBC driver, connection parameters</a>
 */
package org.acme.database;

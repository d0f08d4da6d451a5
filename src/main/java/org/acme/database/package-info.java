/**
 * Connections to PostgreSQL: readiness by writability, connections outside the pool, poolers, and timeouts of the
 * driver.
 *
 * <p>Quarkus (Agroal) provides the pool. It does not notice that a primary is frozen or has become read-only, and keeps
 * connections to such a server. {@link org.acme.database.DatabaseProbe} detects both and makes the pool renew its
 * connections, which then go to the new primary if the URL names several hosts.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/use/">PostgreSQL JDBC driver, connection parameters</a>
 */
@MayUse("problem")
@NullMarked
package org.acme.database;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;

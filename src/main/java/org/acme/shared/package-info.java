/**
 * Utilities for all packages, without dependencies on them: clocks, routes, pages and their positions, query
 * conditions, versions, startup checks, workers.
 */
@NullMarked
package org.acme.shared;

import org.jspecify.annotations.NullMarked;

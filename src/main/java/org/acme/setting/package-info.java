/**
 * Settings that administrators change at run time: a closed set of keys, each with its range. Every instance applies a
 * change within the revocation delay. It provides {@code security.botdefense} with the current values.
 */
@MayUse({"application", "paging", "problem", "security"})
@NullMarked
package org.acme.setting;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;

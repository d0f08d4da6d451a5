/** Which network addresses are public, and name lookups with a time limit. */
@NullMarked
package org.acme.security.outbound.address;

import org.jspecify.annotations.NullMarked;

/** Lists in pages: limits, signed cursors, keyset positions, and conditions of queries. */
@MayUse({"problem", "security.authentication.Caller", "security.crypto.SignedText"})
@NullMarked
package org.acme.paging;

import org.acme.shared.MayUse;
import org.jspecify.annotations.NullMarked;

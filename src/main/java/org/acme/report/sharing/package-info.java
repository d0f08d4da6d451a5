/** Sharing of reports with other users, to read or to write. */
@NullMarked
package org.acme.report.sharing;

import org.jspecify.annotations.NullMarked;

/** Export of reports as CSV, streamed, limited in number and time. */
@NullMarked
package org.acme.report.export;

import org.jspecify.annotations.NullMarked;

package org.acme.security.outbound;

import java.util.concurrent.RejectedExecutionException;

/** No thread is free for a name lookup, so the URL was neither called nor refused. The call can be made later. */
public final class LookupsBusy extends RejectedExecutionException {

    /** Has no stack trace, so that refusals are cheap. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}

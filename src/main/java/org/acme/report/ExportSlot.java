package org.acme.report;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;

/** The place of one export among those that run at one time; free again when the request has ended, however it does. */
@RequestScoped
class ExportSlot {

    private static final long RETRY_AFTER_SECONDS = 10;

    private final ExportSlots slots;
    private UUID holder;

    ExportSlot(ExportSlots slots) {
        this.slots = slots;
    }

    /** @throws Problem 503 when the caller has an export running already, or the service as many as it may */
    void take(UUID caller) {
        if (!slots.take(caller)) {
            throw Problem.retryAfter(ProblemCode.UNAVAILABLE, RETRY_AFTER_SECONDS);
        }
        holder = caller;
    }

    @PreDestroy
    void release() {
        if (holder != null) {
            slots.release(holder);
        }
    }
}

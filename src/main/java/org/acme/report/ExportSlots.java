package org.acme.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Bounds the long exports that run at one time: few in total, one of each caller. */
@ApplicationScoped
class ExportSlots {

    private final Semaphore free;
    private final Set<UUID> callers = ConcurrentHashMap.newKeySet();

    ExportSlots(ExportConfig config) {
        free = new Semaphore(config.maxConcurrent());
    }

    boolean take(UUID caller) {
        if (!callers.add(caller)) {
            return false;
        }
        if (!free.tryAcquire()) {
            callers.remove(caller);
            return false;
        }
        return true;
    }

    void release(UUID caller) {
        callers.remove(caller);
        free.release();
    }
}

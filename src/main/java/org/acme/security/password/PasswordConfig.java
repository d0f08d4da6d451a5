package org.acme.security.password;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;
import org.jspecify.annotations.Nullable;

/** Cost and resource limits of password hashing. */
@ConfigMapping(prefix = "app.password")
@RegisterForReflection
@Unremovable
public interface PasswordConfig extends CheckedSettings {

    /** The least memory, in KiB, that the OWASP Password Storage Cheat Sheet recommends for two passes. */
    int RECOMMENDED_MEMORY = 19 * 1024;

    /**
     * Memory of each hash, in KiB. More makes guessing at a stolen database slower, and each login as well. Stored
     * hashes are replaced at the next login; until then, a login to the account takes less time than one to an unknown
     * account. Production accepts no less than the default. All concurrent hashes together may take at most half of the
     * heap.
     */
    @WithDefault("" + RECOMMENDED_MEMORY)
    @Bounds(min = "1024", max = "1048576")
    int hashMemory();

    /**
     * Concurrent hashes. Each takes one core for about 50 ms with the default memory; leave cores for the rest of the
     * API.
     */
    @WithDefault("2")
    @Bounds(min = "1", max = "64")
    int hashThreads();

    /** Hashes that may wait; further requests get 503. A longer queue makes logins slower, not refusals rarer. */
    @WithDefault("32")
    @Bounds(min = "1", max = "128")
    int hashQueue();

    @Override
    default @Nullable String refusal(boolean production) {
        if (production && hashMemory() < RECOMMENDED_MEMORY) {
            return "app.password.hash-memory (APP_PASSWORD_HASH_MEMORY) must be at least " + RECOMMENDED_MEMORY;
        }
        return 1024L * hashMemory() * hashThreads() > Runtime.getRuntime().maxMemory() / 2
                ? "app.password.hash-memory (APP_PASSWORD_HASH_MEMORY), in KiB, times app.password.hash-threads"
                        + " (APP_PASSWORD_HASH_THREADS) must not exceed half of the heap: logins would exhaust it"
                : null;
    }
}

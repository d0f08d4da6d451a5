package org.acme.security.crypto;

import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Re-encrypts stored secrets with the primary key every hour, so that an old key can be removed from the keyset. */
@ApplicationScoped
class Reencryption {

    private static final Logger LOG = Logger.getLogger(Reencryption.class);

    private final List<EncryptedFields> tables;

    Reencryption(@All List<EncryptedFields> tables) {
        this.tables = tables;
    }

    @Scheduled(every = "1h", delayed = "1m")
    void run() {
        int fields = tables.stream().mapToInt(EncryptedFields::reencrypt).sum();
        if (fields > 0) {
            LOG.info(fields + " fields were re-encrypted with the newest key");
        }
    }
}

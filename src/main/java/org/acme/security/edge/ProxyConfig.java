package org.acme.security.edge;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;
import org.acme.shared.AddressBlock;
import org.acme.shared.CheckedSettings;

/** Settings of reverse proxies. */
@ConfigMapping(prefix = "app")
@RegisterForReflection
@Unremovable
public interface ProxyConfig extends CheckedSettings {

    /**
     * Addresses or CIDR ranges of proxies whose {@code X-Forwarded-For} and {@code Forwarded} are trusted; none by
     * default. Any host in these ranges can claim any client address.
     */
    Optional<List<AddressBlock>> trustedProxies();
}

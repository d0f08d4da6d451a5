package org.acme.security.hardening;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.util.List;
import java.util.Optional;

/** Who stands between the service and its clients. */
@ConfigMapping(prefix = "app")
public interface ProxyConfig {

    /**
     * Addresses or CIDR of proxies whose {@code X-Forwarded-For} and {@code Forwarded} are believed; none by default.
     * Whoever can send from one of them can pretend to be anybody.
     */
    Optional<List<@WithConverter(Network.Literal.class) Network>> trustedProxies();
}

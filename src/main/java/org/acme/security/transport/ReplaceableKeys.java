package org.acme.security.transport;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A server's certificate and key, which can be replaced while handshakes take place. Vert.x closes new connections
 * while it replaces the TLS options of a server, so the options stay and the key manager changes.
 */
final class ReplaceableKeys extends X509ExtendedKeyManager {

    /** A handshake that has chosen an alias gets certificate and key of the same generation. */
    private record Generation(
            String prefix,
            X509ExtendedKeyManager keys,
            @Nullable Generation former) {

        private @Nullable String alias(@Nullable String own) {
            return own == null ? null : prefix + own;
        }
    }

    private volatile Generation current;

    ReplaceableKeys(X509ExtendedKeyManager keys) {
        current = new Generation("0:", keys, null);
    }

    synchronized void replace(X509ExtendedKeyManager keys) {
        Generation former = new Generation(current.prefix, current.keys, null);
        int number = Integer.parseInt(former.prefix.replace(":", "")) + 1;
        current = new Generation(number + ":", keys, former);
    }

    private @Nullable Generation of(String alias) {
        Generation newest = current;
        if (alias.startsWith(newest.prefix)) {
            return newest;
        }
        Generation former = newest.former;
        return former != null && alias.startsWith(former.prefix) ? former : null;
    }

    private static String own(String alias) {
        return alias.substring(alias.indexOf(':') + 1);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        Generation chosen = current;
        return chosen.alias(chosen.keys.chooseEngineServerAlias(keyType, issuers, engine));
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        Generation chosen = current;
        return chosen.alias(chosen.keys.chooseServerAlias(keyType, issuers, socket));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Generation chosen = of(alias);
        return chosen == null ? null : chosen.keys.getCertificateChain(own(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Generation chosen = of(alias);
        return chosen == null ? null : chosen.keys.getPrivateKey(own(alias));
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }
}

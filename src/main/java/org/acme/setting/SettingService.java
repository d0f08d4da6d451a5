package org.acme.setting;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import org.acme.application.SecurityEvent.SettingChanged;
import org.acme.problem.Problem;
import org.acme.security.audit.Audit;
import org.acme.security.authentication.Caller;
import org.acme.security.authentication.SessionConfig;
import org.acme.security.botdefense.DefenseSettings;

/**
 * Provides the current settings. Each instance caches them for at most one revocation delay, so a change takes effect
 * everywhere within that time.
 */
@ApplicationScoped
class SettingService implements DefenseSettings {

    private final Settings settings;
    private final SettingsConfig config;
    private final Audit audit;
    private final LoadingCache<SettingKey, Long> inForce;

    SettingService(Settings settings, SettingsConfig config, SessionConfig delay, Audit audit, Ticker ticker) {
        this.settings = settings;
        this.config = config;
        this.audit = audit;
        this.inForce = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(delay.revocationDelay())
                .maximumSize(SettingKey.values().length)
                .build(this::stored);
    }

    void start(@Observes StartupEvent event) {
        for (SettingKey key : SettingKey.values()) {
            if (!key.allows(key.configured(config))) {
                throw new ConfigurationException(key.key() + " " + key.bounds());
            }
        }
    }

    @Override
    public long difficulty() {
        return inForce.get(SettingKey.CHALLENGE_DIFFICULTY);
    }

    @Override
    public boolean hasFlow(String flow) {
        return SettingKey.ofFlow(flow).isPresent();
    }

    @Override
    public long usesPerDay(String flow) {
        return inForce.get(SettingKey.ofFlow(flow).orElseThrow());
    }

    List<SettingView> list() {
        return Arrays.stream(SettingKey.values()).map(this::read).toList();
    }

    SettingView revise(Caller caller, SettingKey key, ReviseSetting revision) {
        if (!key.allows(revision.value())) {
            throw Problem.invalid("value", key.bounds());
        }
        replace(caller, key, revision.value());
        inForce.invalidate(key);
        return read(key);
    }

    @Transactional
    void replace(Caller caller, SettingKey key, long value) {
        boolean added = settings.unscopedAdd(key, key.configured(config));
        Setting setting = settings.unscopedForUpdate(key);
        long former = setting.value;
        setting.value = value;
        // From now on, the stored value applies instead of the configured one.
        if (added || former != value) {
            audit.record(new SettingChanged(caller.id(), key.key(), former, value));
        }
    }

    @Transactional
    long stored(SettingKey key) {
        return settings.unscopedByKey(key).map(changed -> changed.value).orElseGet(() -> key.configured(config));
    }

    SettingView read(SettingKey key) {
        return new SettingView(key.key(), inForce.get(key), key.description());
    }
}

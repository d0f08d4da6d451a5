package org.acme.setting;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The known settings with their ranges. It is public, so that the OpenAPI extension reads their names. */
public enum SettingKey {
    EXPORT_DAILY(
            "app.flow.export.daily",
            "Maximum number of exports per user and day (UTC)",
            0,
            10_000,
            SettingsConfig::exportsPerDay),
    CHALLENGE_DIFFICULTY(
            "app.bot-defense.difficulty",
            "Maximum number of guesses that a proof of work takes",
            1_000,
            5_000_000,
            SettingsConfig::difficulty);

    private final String key;
    private final String description;
    private final long min;
    private final long max;
    private final ToLongFunction<SettingsConfig> configured;

    SettingKey(String key, String description, long min, long max, ToLongFunction<SettingsConfig> configured) {
        this.key = key;
        this.description = description;
        this.min = min;
        this.max = max;
        this.configured = configured;
    }

    static Optional<SettingKey> of(String key) {
        return Arrays.stream(values()).filter(known -> known.key.equals(key)).findFirst();
    }

    static Optional<SettingKey> ofFlow(String flow) {
        return of("app.flow." + flow + ".daily");
    }

    @JsonValue
    public String key() {
        return key;
    }

    /** The key in paths. */
    @Override
    public String toString() {
        return key;
    }

    String description() {
        return description + ", " + min + " to " + max;
    }

    boolean allows(long value) {
        return value >= min && value <= max;
    }

    String bounds() {
        return "must be between " + min + " and " + max;
    }

    long configured(SettingsConfig config) {
        return configured.applyAsLong(config);
    }
}

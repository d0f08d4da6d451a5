package org.acme.shared;

import org.jspecify.annotations.Nullable;

/**
 * A configuration interface, or a group of settings in one, that {@link SettingsStartupCheck} checks. The interface
 * must be {@code @Unremovable}: Quarkus does not read settings that no bean uses, and so does not check them.
 */
public interface CheckedSettings {

    /**
     * Refuses insecure settings that are within their {@link Bounds}. The operator sees only this message, so it names
     * the property, its environment variable and the remedy, but never a value.
     *
     * @param production false in dev mode and tests, where some insecure settings are allowed
     * @return the reason why the service must not start; null when the settings are acceptable
     */
    default @Nullable String refusal(boolean production) {
        return null;
    }
}

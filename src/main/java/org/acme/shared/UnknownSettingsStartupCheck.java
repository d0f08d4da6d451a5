package org.acme.shared;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * Fails the start when a property below {@code app} is no setting of the service: misspelled, it would leave the
 * default in force, which can be less strict. For an environment variable, it only logs a warning, because platforms
 * set others with this prefix, such as {@code APP_ENV}.
 */
@Singleton
record UnknownSettingsStartupCheck(@All List<CheckedSettings> settings, Config config) {

    private static final Logger LOG = Logger.getLogger(UnknownSettingsStartupCheck.class);
    private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");

    void start(@Observes @Priority(FilterOrder.Startup.SETTINGS) StartupEvent event) {
        Set<String> declared =
                settings.stream().flatMap(UnknownSettingsStartupCheck::names).collect(Collectors.toSet());
        Set<String> variables =
                declared.stream().map(SettingsStartupCheck::variable).collect(Collectors.toSet());
        List<String> unknown = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith("app.") && !declared.contains(withoutIndex(name)))
                .toList();
        unknown.stream()
                .filter(this::isVariable)
                .filter(name -> !variables.contains(SettingsStartupCheck.variable(withoutIndex(name))))
                .map(SettingsStartupCheck::variable)
                .distinct()
                .forEach(variable -> LOG.warnf("The environment variable %s is no setting of the service", variable));
        List<String> refused =
                unknown.stream().filter(name -> !isVariable(name)).sorted().toList();
        if (!refused.isEmpty()) {
            throw new IllegalStateException(
                    "The service has no settings named " + String.join(", ", refused)
                            + ": correct their names (docs/configuration.md), or declare them in a @ConfigMapping interface that extends CheckedSettings");
        }
    }

    static Stream<String> names(CheckedSettings group) {
        return Stream.of(group.getClass().getInterfaces())
                .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                .flatMap(type -> SettingsStartupCheck.names(
                        type.getAnnotation(ConfigMapping.class).prefix(), group));
    }

    private static String withoutIndex(String name) {
        return INDEX.matcher(name).replaceAll("");
    }

    private boolean isVariable(String name) {
        String source = config.getConfigValue(name).getSourceName();
        return source != null && source.startsWith("EnvConfigSource");
    }
}

/**
 * Utilities for all packages, without dependencies on them: clocks, routes, versions, e-mail addresses, purges, and the
 * annotation that says what a package may import.
 *
 * <p>Copy along: the line of {@code SettingsStartupCheck} in
 * {@code META-INF/services/io.smallrye.config.SmallRyeConfigBuilderCustomizer}, without which no setting is checked,
 * and the line of {@code NamedSettingsStartupCheck} in
 * {@code META-INF/services/io.smallrye.config.ConfigSourceInterceptor}.
 */
@MayUse({})
@NullMarked
package org.acme.shared;

import org.jspecify.annotations.NullMarked;

package org.acme.shared;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Smallest and largest value of a setting, both accepted: a number, a {@link java.time.Duration} or a
 * {@link io.quarkus.runtime.configuration.MemorySize}, spelled as in the configuration: {@code 20}, {@code 500ms},
 * {@code 64K}. Other values fail the start. In a native image, Quarkus must register the interface with
 * {@code @RegisterForReflection}; otherwise the start fails.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Bounds {

    String min();

    String max();
}

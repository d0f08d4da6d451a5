package org.acme.security.inventory;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation, or all of a resource, whose end is set: its answers tell so from now on (RFC 9745, RFC 8594), and
 * from its sunset on it answers 410 by itself. A date that is none, or a sunset that does not come after the
 * deprecation, stops the build and the start.
 */
@Documented
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Deprecation {

    /** The day (UTC) since which clients should not begin to use it, such as {@code 2026-11-01}. */
    String since();

    /** The day (UTC) on which it stops to answer. */
    String sunset();

    /** The URI reference of what takes its place. */
    String successor();
}

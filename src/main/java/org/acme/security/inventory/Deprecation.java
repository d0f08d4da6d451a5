package org.acme.security.inventory;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a deprecated operation or resource. Its responses announce the end (RFC 9745, RFC 8594), and from the sunset on
 * it returns 410. An invalid date, or a sunset that is not after the deprecation, fails the build and the startup.
 */
@Documented
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Deprecation {

    /** The day (UTC) of the deprecation, such as {@code 2026-11-01}. */
    String since();

    /** The day (UTC) from which the operation returns 410. */
    String sunset();

    /** URI reference of the replacement. */
    String successor();
}

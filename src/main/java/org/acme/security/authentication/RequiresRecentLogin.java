package org.acme.security.authentication;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that requires recent authentication, so that a stolen token is not enough (RFC 9470). An operation
 * that is sensitive for some requests only calls {@link RecentLoginFilter#require} instead.
 */
@Documented
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresRecentLogin {}

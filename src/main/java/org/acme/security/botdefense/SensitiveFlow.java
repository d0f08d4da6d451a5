package org.acme.security.botdefense;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation with a daily quota per caller (UTC), because even slow repetition does harm. A request whose
 * response is a problem is not counted.
 */
@Documented
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SensitiveFlow {

    /** The name of the flow, as in the setting {@code app.flow.<name>.daily}. */
    String value() default "";
}

package org.acme.security.botdefense;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that does harm when it is used too often, however slowly: each caller has a quota per day (UTC).
 */
@Documented
@NameBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface SensitiveFlow {

    /** The flow's name, as in the setting {@code app.flow.<name>.daily}. */
    String value() default "";
}

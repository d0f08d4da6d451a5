package org.acme.shared;

import io.quarkus.runtime.LaunchMode;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Fails the start when the settings of a configuration interface are insecure. It is a constraint, because Quarkus
 * validates configuration before the service connects to a database or opens a port.
 */
@Constraint(validatedBy = StartupCheck.Validator.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface StartupCheck {

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    interface Settings {

        /**
         * The operator sees only this message, so it names the property, its environment variable and the remedy, but
         * never a value. A default method, because SmallRye takes an abstract one for a property.
         *
         * @param production false in dev mode and tests, where some insecure settings are allowed
         * @return the reason why the service must not start; null when the settings are acceptable
         */
        default @Nullable String refusal(boolean production) {
            return getClass().getName() + " has no startup check";
        }
    }

    class Validator implements ConstraintValidator<StartupCheck, Settings> {

        @Override
        public boolean isValid(Settings settings, ConstraintValidatorContext context) {
            String refusal = settings.refusal(LaunchMode.current() == LaunchMode.NORMAL);
            if (refusal == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(refusal).addConstraintViolation();
            return false;
        }
    }
}

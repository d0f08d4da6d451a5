package org.acme.shared;

import io.quarkus.runtime.LaunchMode;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * Base of startup checks: fails the start when a setting is insecure. The operator sees only this message, so it names
 * the property, its environment variable and the remedy, but never a value.
 *
 * @param <A> the constraint on the configuration interface
 * @param <C> the configuration interface
 */
public abstract class StartupCheck<A extends Annotation, C> implements ConstraintValidator<A, C> {

    /**
     * @param production false in dev mode and tests, where some insecure settings are allowed
     * @return the reason why the service must not start; null when the settings are acceptable
     */
    protected abstract @Nullable String refusal(C settings, boolean production);

    @Override
    public final boolean isValid(C settings, ConstraintValidatorContext context) {
        String refusal = refusal(settings, LaunchMode.current() == LaunchMode.NORMAL);
        if (refusal == null) {
            return true;
        }
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(refusal).addConstraintViolation();
        return false;
    }
}

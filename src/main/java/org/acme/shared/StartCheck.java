package org.acme.shared;

import io.quarkus.runtime.LaunchMode;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.lang.annotation.Annotation;

/**
 * Stops the start for settings that would open the service. What it says is all that an operator gets to read, so it
 * names the property, its variable and the remedy, and never a value.
 *
 * @param <A> the constraint that stands at the interface of the settings
 * @param <C> the settings
 */
public abstract class StartCheck<A extends Annotation, C> implements ConstraintValidator<A, C> {

    /**
     * @param production false in dev mode and tests, where some of it is allowed
     * @return why the service must not start with these settings; null when it may
     */
    protected abstract String refusal(C settings, boolean production);

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

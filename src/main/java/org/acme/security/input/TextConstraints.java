package org.acme.security.input;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.acme.shared.VisibleText;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;
import org.hibernate.validator.cfg.ConstraintMapping;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Size} count the code points of a text, as the OpenAPI document does ({@code maxLength}, JSON Schema
 * Validation 2020-12, section 6.3.1) and PostgreSQL: an emoji is one character. Makes {@link NotBlank} refuse text of
 * format characters, such as zero-width spaces: a name of them would look like none.
 */
@Singleton
class TextConstraints implements ValidatorFactoryCustomizer {

    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
        ConstraintMapping mapping = configuration.createConstraintMapping();
        mapping.constraintDefinition(Size.class).includeExistingValidators(true).validatedBy(CodePoints.class);
        mapping.constraintDefinition(NotBlank.class).validatedBy(Visible.class);
        configuration.addMapping(mapping);
    }

    /** The validator for {@code String}, which is preferred to that for {@code CharSequence}. */
    @RegisterForReflection
    public static class CodePoints implements ConstraintValidator<Size, String> {

        private int min;
        private int max;

        @Override
        public void initialize(Size size) {
            min = size.min();
            max = size.max();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || isBetween(text.codePointCount(0, text.length()));
        }

        private boolean isBetween(int length) {
            return length >= min && length <= max;
        }
    }

    @RegisterForReflection
    public static class Visible implements ConstraintValidator<NotBlank, String> {

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text != null && VisibleText.is(text);
        }
    }
}

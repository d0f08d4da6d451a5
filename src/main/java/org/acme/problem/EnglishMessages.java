package org.acme.problem;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.hibernate.validator.spi.messageinterpolation.LocaleResolver;
import org.hibernate.validator.spi.messageinterpolation.LocaleResolverContext;

/**
 * Makes Bean Validation messages English, like all other messages. Quarkus' own resolver uses {@code Accept-Language}
 * and fails when the header is malformed.
 */
@Alternative
@Priority(1)
@Singleton
class EnglishMessages implements LocaleResolver {

    /** Returns {@code quarkus.default-locale}, the only language whose messages are loaded. */
    @Override
    public Locale resolve(LocaleResolverContext context) {
        return context.getDefaultLocale();
    }
}

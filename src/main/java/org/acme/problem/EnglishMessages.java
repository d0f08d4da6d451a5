package org.acme.problem;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.hibernate.validator.spi.messageinterpolation.LocaleResolver;
import org.hibernate.validator.spi.messageinterpolation.LocaleResolverContext;

/**
 * Words the messages of Bean Validation in English, as all others of the service. Quarkus' own resolver reads
 * {@code Accept-Language}, and fails on one that is malformed.
 */
@Alternative
@Priority(1)
@Singleton
class EnglishMessages implements LocaleResolver {

    /** {@code quarkus.default-locale}, the one language whose messages are loaded. */
    @Override
    public Locale resolve(LocaleResolverContext context) {
        return context.getDefaultLocale();
    }
}

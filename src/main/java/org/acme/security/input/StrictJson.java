package org.acme.security.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.acme.shared.EmailAddress;

/**
 * Configures Jackson to accept exactly one interpretation of a JSON text: it rejects what RFC 8259 leaves to the parser
 * and what Jackson would coerce. Validation is bypassed when two parsers read a request differently.
 *
 * @param config read on first use, because the mapper may exist before the configuration
 */
@Singleton
record StrictJson(Instance<PayloadConfig> config) implements ObjectMapperCustomizer {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_NUMBER_LENGTH = 40;
    private static final int MAX_STRING_LENGTH = 1 << 20;

    /**
     * Limits arrays and objects of the whole body; each field also declares its own maximum. Bean Validation reports
     * each invalid element with texts of hundreds of characters.
     */
    private static final int MAX_TOKENS = 500;

    /** Last, so that no other customizer undoes it. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper json) {
        json.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNameLength(MAX_NAME_LENGTH)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .maxStringLength(MAX_STRING_LENGTH)
                        .maxTokenCount(MAX_TOKENS)
                        .build());
        json.getFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        json.getFactory().disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION);
        json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Boolean, CoercionInputShape.Float, CoercionInputShape.Integer
        }) {
            json.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        json.registerModule(new StrictValues());
        json.registerModule(new SimpleModule("bounded-text")
                .addDeserializer(
                        String.class, new BoundedText(() -> config.get().input().maxLength()))
                .addDeserializer(EmailAddress.class, new EmailAddressText()));
    }
}

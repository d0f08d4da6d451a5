package org.acme.security.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Parses an object whose types are not known yet, such as the variables of a GraphQL request. Rejects {@code -0}, which
 * equals 0 once parsed.
 */
final class StrictTree extends StdDeserializer<ObjectNode> {

    private static final JsonDeserializer<? extends JsonNode> LENIENT =
            JsonNodeDeserializer.getDeserializer(ObjectNode.class);

    StrictTree() {
        super(ObjectNode.class);
    }

    @Override
    public ObjectNode deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return (ObjectNode) LENIENT.deserialize(new OneSpelling(parser, context), context);
    }

    private static final class OneSpelling extends JsonParserDelegate {

        private final DeserializationContext context;

        OneSpelling(JsonParser parser, DeserializationContext context) {
            super(parser);
            this.context = context;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (token == JsonToken.VALUE_NUMBER_INT && "-0".equals(getText())) {
                context.reportInputMismatch(ObjectNode.class, "another spelling is expected");
            }
            return token;
        }
    }
}

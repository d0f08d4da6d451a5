package org.acme.security.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.Objects;
import org.acme.problem.Problem;
import org.acme.shared.EmailAddress;

/**
 * Reads an e-mail address in its canonical form, so that no code behind the parser sees another spelling. The response
 * to a text that is not acceptable depends on the text only, never on the accounts that exist.
 */
class EmailAddressText extends StdScalarDeserializer<EmailAddress> {

    private static final long serialVersionUID = 1;

    EmailAddressText() {
        super(EmailAddress.class);
    }

    @Override
    public EmailAddress deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String field = Objects.requireNonNullElse(parser.currentName(), "");
        String text = StringDeserializer.instance.deserialize(parser, context);
        try {
            return EmailAddress.of(text);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalid(field, refused.getMessage());
        }
    }
}

package org.acme.security.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import java.io.IOException;
import java.util.Objects;
import org.acme.problem.Problem;
import org.acme.shared.EmailAddress;

/**
 * Parses an e-mail address into its canonical form, so that later code sees one spelling only. Whether an address is
 * accepted depends on its text, never on existing accounts.
 */
class EmailAddressText extends StdScalarDeserializer<EmailAddress> {

    EmailAddressText() {
        super(EmailAddress.class);
    }

    @Override
    public EmailAddress deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String field = Objects.requireNonNullElse(parser.currentName(), "");
        String text = StringDeserializer.instance.deserialize(parser, context);
        try {
            return EmailAddress.of(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(field, e.getMessage());
        }
    }
}

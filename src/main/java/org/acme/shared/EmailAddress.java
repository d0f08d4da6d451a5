package org.acme.shared;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An e-mail address in the canonical form that identifies an account: lower-case ASCII, a dot-atom before the {@code @}
 * (RFC 5322, section 3.2.3) and a domain of letter-digit-hyphen labels (RFC 5890, section 2.3.1), with the lengths of
 * RFC 5321, section 4.5.3.1. Only {@link #of} normalizes addresses. The database domain {@code email_address} enforces
 * the same rule.
 *
 * <p>Limits: quoted local parts, comments, address literals and non-ASCII characters are rejected, because mail
 * servers, databases and libraries may normalize them differently. An internationalized domain is accepted as A-labels.
 * The JDK converts by IDNA2003, which maps {@code ß} to {@code ss}; current registries treat these as two domains.
 */
@Schema(
        type = SchemaType.STRING,
        description =
                "An ASCII e-mail address such as name@example.com. Write an internationalized domain in its xn-- form.",
        pattern = "^" + EmailAddress.PARTS + "$",
        maxLength = EmailAddress.MAX_LENGTH,
        example = "name@example.com",
        properties = {})
public record EmailAddress(String value) {

    static final int MIN_LENGTH = 6;
    static final int MAX_LENGTH = 254;

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String TOP_LEVEL = "[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])";

    /** The syntax without lengths. Generators of requests understand it, unlike look-ahead. */
    static final String PARTS = ATOM + "(\\." + ATOM + ")*@(" + LABEL + "\\.)+" + TOP_LEVEL;

    /** The syntax, ignoring case, as a regular expression that Java, PostgreSQL and ECMA-262 interpret alike. */
    static final String FORM = "^(?=.{" + MIN_LENGTH + "," + MAX_LENGTH + "}$)(?=[^@]{1,64}@)" + PARTS + "$";

    /** RFC 2606, section 2: no mail server has this domain. */
    private static final String NO_ADDRESS = "@no-address.invalid";

    private static final Pattern SYNTAX = Pattern.compile(FORM);

    /** @throws IllegalArgumentException when the text is not in canonical form */
    public EmailAddress {
        if (!isAddress(value) || !value.equals(folded(value))) {
            throw new IllegalArgumentException("not a canonical e-mail address");
        }
    }

    /**
     * Parses and normalizes an address.
     *
     * @throws IllegalArgumentException when the text is not a valid address; the message states the rule and does not
     *     contain the text
     */
    public static EmailAddress of(String text) {
        if (!isAddress(text)) {
            throw new IllegalArgumentException("must be an ASCII e-mail address such as name@example.com;"
                    + " write an internationalized domain in its xn-- form");
        }
        return new EmailAddress(folded(text));
    }

    /** For an account without an e-mail address: unique, and without a mail server. */
    public static EmailAddress placeholder() {
        return new EmailAddress(UUID.randomUUID() + NO_ADDRESS);
    }

    /** Whether it is no {@link #placeholder}. */
    public boolean deliverable() {
        return !value.endsWith(NO_ADDRESS);
    }

    /** The part before the {@code @}. */
    public String localPart() {
        return value.substring(0, value.indexOf('@'));
    }

    /** Omits the address, so that it does not reach a log. */
    @Override
    public String toString() {
        return "EmailAddress";
    }

    private static boolean isAddress(String text) {
        return SYNTAX.matcher(text).matches();
    }

    /** Exact for ASCII, which the syntax guarantees. */
    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

package org.acme.shared;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Stores an {@link EmailAddress} as text. */
@Converter(autoApply = true)
public class EmailAddressColumn implements AttributeConverter<EmailAddress, String> {

    @Override
    public String convertToDatabaseColumn(EmailAddress address) {
        return address == null ? null : address.value();
    }

    @Override
    public EmailAddress convertToEntityAttribute(String column) {
        return column == null ? null : new EmailAddress(column);
    }
}

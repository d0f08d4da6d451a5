package org.acme.security.input;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Parses a memory size from 1 KiB to 50 MiB. A lower limit would refuse ordinary requests; with a higher one, a few
 * clients could fill the heap.
 */
public class PayloadSize implements Converter<MemorySize> {

    private static final long MIN = 1 << 10;
    private static final long MAX = 50 << 20;

    @Override
    public MemorySize convert(String value) {
        MemorySize size = new MemorySizeConverter().convert(value);
        if (size == null || size.asLongValue() < MIN || size.asLongValue() > MAX) {
            throw new IllegalArgumentException("app.max-payload-size must be between 1K and 50M");
        }
        return size;
    }
}

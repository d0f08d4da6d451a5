package org.acme.security.graphql;

import io.smallrye.graphql.execution.datafetcher.PlugableBatchableDataFetcher;
import io.smallrye.graphql.execution.datafetcher.PlugableDataFetcher;
import io.smallrye.graphql.schema.model.Field;
import io.smallrye.graphql.schema.model.Operation;
import io.smallrye.graphql.schema.model.Reference;
import io.smallrye.graphql.schema.model.Type;
import io.smallrye.graphql.spi.DataFetcherService;

/** Puts {@link OperationFetcher} in front of every operation, whoever writes it, and reads views without ado. */
public class OperationFetchers implements DataFetcherService {

    /** Before Quarkus' own, which would not ask us. */
    @Override
    public Integer getPriority() {
        return Integer.MIN_VALUE;
    }

    @Override
    public PlugableBatchableDataFetcher<?, ?> getDefaultDataFetcher(Operation operation, Type type) {
        return new OperationFetcher<>(operation, type);
    }

    @Override
    public PlugableDataFetcher<?> getFieldDataFetcher(Field field, Type type, Reference owner) {
        return new ViewFetcher<>(field);
    }
}

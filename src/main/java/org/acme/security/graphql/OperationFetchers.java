package org.acme.security.graphql;

import io.smallrye.graphql.execution.datafetcher.PlugableBatchableDataFetcher;
import io.smallrye.graphql.execution.datafetcher.PlugableDataFetcher;
import io.smallrye.graphql.schema.model.Field;
import io.smallrye.graphql.schema.model.Operation;
import io.smallrye.graphql.schema.model.Reference;
import io.smallrye.graphql.schema.model.Type;
import io.smallrye.graphql.spi.DataFetcherService;

/** Registers {@link OperationFetcher} for all operations and {@link ViewFetcher} for all fields of views. */
public class OperationFetchers implements DataFetcherService {

    /** Before Quarkus' implementation, which would replace this one. */
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

package org.acme.security.graphql;

import graphql.execution.DataFetcherResult;
import graphql.language.OperationDefinition;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLArgument;
import io.smallrye.graphql.execution.datafetcher.DefaultDataFetcher;
import io.smallrye.graphql.schema.model.Operation;
import io.smallrye.graphql.schema.model.Type;
import java.lang.reflect.Method;
import org.acme.paging.PageLimit;

/** Calls an operation on the thread of its request, after {@link OperationGuard} has admitted it. */
class OperationFetcher<K, T> extends DefaultDataFetcher<K, T> {

    OperationFetcher(Operation operation, Type type) {
        super(operation, type);
    }

    @Override
    public T get(DataFetchingEnvironment field) throws Exception {
        if (field.getOperationDefinition().getOperation() == OperationDefinition.Operation.MUTATION) {
            budget(field).requireRoom();
        }
        OperationGuard guard = field.getGraphQlContext().get(OperationGuard.class);
        Method method = operationInvoker.getMethod();
        field.getGraphQlContext().put(Method.class, method);
        guard.admit(method);
        return invokeAndTransform(null, field, DataFetcherResult.newResult(), arguments(guard, method, field));
    }

    private static ResponseBudget budget(DataFetchingEnvironment field) {
        return field.getGraphQlContext().get(ResponseBudget.class);
    }

    private Object[] arguments(OperationGuard guard, Method method, DataFetchingEnvironment field) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            String name = operation.getArguments().get(i).getName();
            arguments[i] = guard.read(name, value(name, field), method.getGenericParameterTypes()[i]);
            if (method.getParameterTypes()[i] == PageLimit.class) {
                budget(field)
                        .takeRows(PageLimit.orDefault((PageLimit) arguments[i]).value());
            }
        }
        return arguments;
    }

    /** An explicit null means the default value, as if the argument were absent. */
    private static Object value(String name, DataFetchingEnvironment field) {
        Object given = field.getArgument(name);
        return given == null
                ? GraphQLArgument.getArgumentDefaultValue(
                        field.getFieldDefinition().getArgument(name))
                : given;
    }
}

package org.acme.security.graphql;

import graphql.TrivialDataFetcher;
import graphql.schema.DataFetchingEnvironment;
import io.smallrye.graphql.execution.datafetcher.PlugableDataFetcher;
import io.smallrye.graphql.execution.datafetcher.helper.FieldHelper;
import io.smallrye.graphql.schema.model.Field;
import java.lang.reflect.Method;

/**
 * Reads one component of a view and counts its text. The extension's own fetcher creates a description of the whole
 * request for each field.
 */
class ViewFetcher<T> implements PlugableDataFetcher<T>, TrivialDataFetcher<T> {

    private final Field field;
    private final FieldHelper scalars;
    private volatile Method accessor;

    ViewFetcher(Field field) {
        this.field = field;
        this.scalars = new FieldHelper(field);
    }

    @Override
    @SuppressWarnings("unchecked")
    public T get(DataFetchingEnvironment environment) throws Exception {
        Object view = environment.getSource();
        Object value = accessor(view.getClass()).invoke(view);
        if (value instanceof CharSequence text) {
            environment
                    .getGraphQlContext()
                    .<ResponseBudget>get(ResponseBudget.class)
                    .takeText(text);
        }
        return (T) scalars.transformOrAdaptResponse(value, environment);
    }

    private Method accessor(Class<?> view) throws NoSuchMethodException {
        Method known = accessor;
        if (known == null) {
            known = view.getMethod(field.getMethodName());
            accessor = known;
        }
        return known;
    }
}

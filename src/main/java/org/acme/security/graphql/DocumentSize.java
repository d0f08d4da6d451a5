package org.acme.security.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.acme.problem.Problem;
import org.acme.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Measures a document, with each fragment expanded wherever it is used. Counting stops at the first exceeded limit, so
 * recursive fragments and fragments that multiply cost no more than the limit.
 */
final class DocumentSize {

    private final Document document;
    private final GraphQlConfig config;
    private final Map<String, FragmentDefinition> fragments;
    private int selections;
    private int aliases;

    DocumentSize(Document document, GraphQlConfig config) {
        this.document = document;
        this.config = config;
        this.fragments = document.getDefinitionsOfType(FragmentDefinition.class).stream()
                .collect(Collectors.toMap(FragmentDefinition::getName, Function.identity(), (one, other) -> one));
    }

    /** @throws Problem 400 when the document exceeds a limit */
    void check() {
        document.getDefinitionsOfType(OperationDefinition.class)
                .forEach(operation -> count(operation.getSelectionSet(), 1));
    }

    private void count(@Nullable SelectionSet set, int depth) {
        if (set != null) {
            within(depth, config.maxDepth(), "levels");
            set.getSelections().forEach(selection -> count(selection, depth));
        }
    }

    private void count(Selection<?> selection, int depth) {
        within(++selections, config.maxComplexity(), "fields");
        if (selection instanceof Field field) {
            aliases += field.getAlias() == null ? 0 : 1;
            within(aliases, config.maxAliases(), "aliases");
            if (!isIntrospection(field)) {
                count(field.getSelectionSet(), depth + 1);
            }
        } else if (selection instanceof InlineFragment fragment) {
            count(fragment.getSelectionSet(), depth);
        } else if (selection instanceof FragmentSpread spread && fragments.containsKey(spread.getName())) {
            count(fragments.get(spread.getName()).getSelectionSet(), depth);
        }
    }

    /** Where introspection is enabled, the engine limits it; the usual query of tools stays within those limits. */
    private static boolean isIntrospection(Field field) {
        return DocumentLimits.INTROSPECTION && field.getName().startsWith("__");
    }

    private static void within(int count, int max, String of) {
        if (count > max) {
            throw new Problem(
                    ProblemCode.MALFORMED_REQUEST, "A GraphQL request can have at most " + max + " " + of + ".");
        }
    }
}

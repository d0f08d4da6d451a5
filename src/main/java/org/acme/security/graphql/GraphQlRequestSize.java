package org.acme.security.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.acme.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Measures a document, with each fragment expanded wherever it is used. Counting stops at the first exceeded limit, so
 * recursive fragments and fragments that multiply cost no more than the limit. Nothing is validated that was not
 * measured: the engine takes exponential time for unlimited fragments, and of two with one name it takes the last.
 */
final class GraphQlRequestSize {

    /** Where introspection is enabled, the usual query of tools is larger than other documents may be. */
    private static final int INTROSPECTION_FACTOR = 10;

    /** The response repeats an alias in each row of a list. */
    private static final int MAX_ALIAS_LENGTH = 64;

    /** The engine looks for cycles from each fragment, which takes cubic time. */
    private static final int USES_PER_FRAGMENT = 4;

    private final Document document;
    private final GraphQlConfig config;
    private final Map<String, FragmentDefinition> fragments = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private int selections;
    private int aliases;

    GraphQlRequestSize(Document document, GraphQlConfig config) {
        this.document = document;
        this.config = config;
    }

    /** @throws Problem 400 when the document exceeds a limit, or has fragments with the same name or without a use */
    void check() {
        for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
            require(
                    fragments.put(fragment.getName(), fragment) == null,
                    "A GraphQL request can define each fragment only once.");
        }
        within(fragments.size(), config.maxComplexity() / USES_PER_FRAGMENT, "fragments");
        document.getDefinitionsOfType(OperationDefinition.class)
                .forEach(operation -> count(operation.getSelectionSet(), 1, 1));
        require(used.containsAll(fragments.keySet()), "A GraphQL request must use each of its fragments.");
    }

    private void count(@Nullable SelectionSet set, int depth, int factor) {
        if (set != null) {
            within(depth, config.maxDepth() * factor, "levels");
            set.getSelections().forEach(selection -> count(selection, depth, factor));
        }
    }

    private void count(Selection<?> selection, int depth, int factor) {
        within(++selections, config.maxComplexity() * factor, "fields");
        if (selection instanceof Field field) {
            count(field.getAlias());
            count(field.getSelectionSet(), depth + 1, isIntrospection(field) ? INTROSPECTION_FACTOR : factor);
        } else if (selection instanceof InlineFragment fragment) {
            count(fragment.getSelectionSet(), depth, factor);
        } else if (selection instanceof FragmentSpread spread && fragments.containsKey(spread.getName())) {
            used.add(spread.getName());
            count(fragments.get(spread.getName()).getSelectionSet(), depth, factor);
        }
    }

    private void count(@Nullable String alias) {
        if (alias != null) {
            within(++aliases, config.maxAliases(), "aliases");
            within(alias.length(), MAX_ALIAS_LENGTH, "characters in an alias");
        }
    }

    private static boolean isIntrospection(Field field) {
        return GraphQlRequestLimits.INTROSPECTION && field.getName().startsWith("__");
    }

    private static void within(int count, int max, String of) {
        require(count <= max, "A GraphQL request can have at most " + max + " " + of + ".");
    }

    private static void require(boolean fulfilled, String rule) {
        if (!fulfilled) {
            throw Problem.malformed(rule);
        }
    }
}

package org.acme.security.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInputValueDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.SchemaPrinter;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the schema with its copy in docs, so that each change of the API appears in a diff. */
@QuarkusTest
class GraphQlSchemaTest {

    private static final Path COPY = Path.of("docs", "schema.graphql");
    private static final String UPDATE = "./mvnw test -Dtest=GraphQlSchemaTest -Dgraphql.update=true";

    @Inject
    GraphQLSchema schema;

    private String printed() {
        SchemaPrinter.Options options =
                SchemaPrinter.Options.defaultOptions().includeDirectiveDefinition("constraint"::equals);
        // Operations of tests are not part of the schema.
        return new SchemaPrinter(options).print(schema).replaceAll("(?m)^ *forgotten: String\\R", "");
    }

    @Test
    void copy_of_the_graphql_schema_equals_the_schema_of_the_code() throws IOException {
        if (Boolean.getBoolean("graphql.update")) {
            Files.writeString(COPY, printed());
        }
        assertThat(Files.readString(COPY))
                .as("docs/schema.graphql is outdated. Update it: " + UPDATE)
                .isEqualTo(printed());
    }

    /** GraphQL has no bounds of its own; {@code constraint} states those of Bean Validation. */
    @Test
    void graphql_schema_states_the_bounds_of_each_number_and_text_that_clients_send() {
        Stream<GraphQLInputValueDefinition> arguments = Stream.of(schema.getQueryType(), schema.getMutationType())
                .flatMap(type -> type.getFieldDefinitions().stream())
                .flatMap(field -> field.getArguments().stream());
        Stream<GraphQLInputValueDefinition> fields = schema.getAllTypesAsList().stream()
                .filter(GraphQLInputObjectType.class::isInstance)
                .flatMap(type -> ((GraphQLInputObjectType) type).getFieldDefinitions().stream());
        assertThat(Stream.concat(arguments, fields).filter(input -> GraphQLTypeUtil.simplePrint(input.getType())
                        .matches("(?:Int|String)!?")))
                .hasSizeGreaterThan(10)
                .allMatch(input -> input.getDescription() != null || input.hasDirective("constraint"));
        assertThat(schema.<GraphQLInputObjectType>getTypeAs("CreateReportInput")
                        .getField("title")
                        .getDescription())
                .contains("blanks");
    }

    /** For clients: introspection is disabled in production. */
    @Test
    void tools_can_load_the_copy_of_the_graphql_schema() throws IOException {
        GraphQLSchema loaded =
                UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(Files.readString(COPY)));
        assertThat(loaded.getQueryType().getFieldDefinition("reports")).isNotNull();
        assertThat(loaded.getDirective("constraint")).isNotNull();
    }
}

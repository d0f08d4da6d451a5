package org.acme.security.graphql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How much one GraphQL document may ask for. */
@ConfigMapping(prefix = "app.graphql")
public interface GraphQlConfig {

    /** Fields within fields. What goes deeper makes the service resolve more with each character of the document. */
    @WithDefault("8")
    @Min(4)
    @Max(20)
    int maxDepth();

    /** Fields and fragments of a whole document, each as often as it is used. */
    @WithDefault("200")
    @Min(20)
    @Max(2_000)
    int maxComplexity();

    /** Other names for fields: they let one document call one operation many times, each of which is counted. */
    @WithDefault("10")
    @Min(0)
    @Max(100)
    int maxAliases();

    /** Words and signs of a document; a document of more is not read to its end. */
    @WithDefault("2000")
    @Min(100)
    @Max(15_000)
    int maxTokens();

    /** Items that all lists of a request may hold together, so that aliases do not multiply pages. */
    @WithDefault("500")
    @Min(100)
    @Max(10_000)
    int maxRows();

    /**
     * Characters that all texts of a response may have together; a report has 100,000 at most. As JSON they take up to
     * six bytes each, and a response of more than {@code quarkus.rest.output-buffer-size} holds a worker until its
     * client has read it.
     */
    @WithDefault("300000")
    @Min(110_000)
    @Max(10_000_000)
    int maxCharacters();
}

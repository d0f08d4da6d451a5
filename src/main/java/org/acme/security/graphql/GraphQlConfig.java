package org.acme.security.graphql;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** Limits on a GraphQL document and its response. */
@ConfigMapping(prefix = "app.graphql")
public interface GraphQlConfig {

    /** Nesting of fields. In a deep document, few characters cause much work. */
    @WithDefault("8")
    @Min(4)
    @Max(20)
    int maxDepth();

    /** Fields and fragments of the whole document, counted at each use. A quarter as many fragments can be defined. */
    @WithDefault("200")
    @Min(20)
    @Max(2_000)
    int maxComplexity();

    /** Aliases. They allow one document to call an operation many times; rate limits count each call. */
    @WithDefault("10")
    @Min(0)
    @Max(100)
    int maxAliases();

    /** Tokens of a document. Parsing stops at the limit. */
    @WithDefault("2000")
    @Min(100)
    @Max(15_000)
    int maxTokens();

    /** Items of all lists in a request together, so that aliases do not multiply pages. */
    @WithDefault("500")
    @Min(100)
    @Max(10_000)
    int maxRows();

    /**
     * Characters of all texts in a response together; one report has at most 100,000. In JSON, a character takes up to
     * six bytes. A response larger than {@code quarkus.rest.output-buffer-size} occupies a worker thread until its
     * client has read it.
     */
    @WithDefault("300000")
    @Min(110_000)
    @Max(10_000_000)
    int maxCharacters();
}

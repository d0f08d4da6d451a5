package org.acme.security.graphql;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import org.acme.shared.Bounds;
import org.acme.shared.CheckedSettings;

/** Limits on a GraphQL document and its response. */
@ConfigMapping(prefix = "app.graphql")
@RegisterForReflection
@Unremovable
public interface GraphQlConfig extends CheckedSettings {

    /** Nesting of fields. In a deep document, few characters cause much work. */
    @WithDefault("8")
    @Bounds(min = "4", max = "20")
    int maxDepth();

    /** Fields and fragments of the whole document, counted at each use. A quarter as many fragments can be defined. */
    @WithDefault("200")
    @Bounds(min = "20", max = "2000")
    int maxComplexity();

    /** Aliases. They allow one document to call an operation many times; rate limits count each call. */
    @WithDefault("10")
    @Bounds(min = "0", max = "100")
    int maxAliases();

    /** Tokens of a document. Parsing stops at the limit. */
    @WithDefault("2000")
    @Bounds(min = "100", max = "15000")
    int maxTokens();

    /** Items of all lists in a request together, so that aliases do not multiply pages. */
    @WithDefault("500")
    @Bounds(min = "100", max = "10000")
    int maxRows();

    /**
     * Characters of all texts in a response together; one report has at most 100,000. In JSON, a character takes up to
     * six bytes. A response larger than {@code quarkus.rest.output-buffer-size} occupies a worker thread until its
     * client has read it.
     */
    @WithDefault("300000")
    @Bounds(min = "110000", max = "10000000")
    int maxCharacters();
}

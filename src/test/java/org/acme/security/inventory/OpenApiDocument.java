package org.acme.security.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and normalises OpenAPI documents. */
final class OpenApiDocument {

    static final Path COPY = Path.of("docs", "openapi.yaml");

    private static final List<String> FIRST = List.of("openapi", "info", "paths", "components");
    private static final List<String> MAIN_BRANCH = List.of("origin/main", "main");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private OpenApiDocument() {}

    /** Returns the normal form of a document in JSON or YAML, which does not depend on the order of its members. */
    static String normal(String text) {
        JsonNode document = parse(text);
        Map<String, Object> ordered = new LinkedHashMap<>();
        FIRST.forEach(part -> ordered.put(part, normal(part, document.get(part))));
        document.fieldNames().forEachRemaining(part -> ordered.putIfAbsent(part, normal(part, document.get(part))));
        return write(ordered);
    }

    private static Object normal(String name, JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.fields()
                    .forEachRemaining(field -> fields.put(field.getKey(), normal(field.getKey(), field.getValue())));
            return fields;
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(normal("", item)));
            return name.equals("required") ? items.stream().sorted().toList() : items;
        }
        return node.isTextual() ? node.textValue() : node;
    }

    static String copy() throws IOException {
        return Files.readString(COPY);
    }

    /** Returns the copy on the main branch, or the local copy when git has none. */
    static String promised() throws IOException, InterruptedException {
        for (String branch : MAIN_BRANCH) {
            Optional<String> published = show(branch);
            if (published.isPresent()) {
                return published.get();
            }
        }
        return copy();
    }

    private static Optional<String> show(String branch) throws InterruptedException {
        try {
            Process git = new ProcessBuilder(
                            "git", "show", branch + ":" + COPY.toString().replace('\\', '/'))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException withoutGit) {
            return Optional.empty();
        }
    }

    /** Removes the operations whose sunset has passed. */
    static String withoutEnded(String text, LocalDate today) {
        JsonNode document = parse(text);
        document.get("paths").forEach(path -> ((ObjectNode) path)
                .properties()
                .removeIf(operation -> operation.getValue().has("x-sunset")
                        && !today.isBefore(LocalDate.parse(
                                operation.getValue().get("x-sunset").asText()))));
        ((ObjectNode) document.get("paths")).properties().removeIf(path -> path.getValue()
                .isEmpty());
        return write(document);
    }

    static JsonNode parse(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    static String write(Object document) {
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

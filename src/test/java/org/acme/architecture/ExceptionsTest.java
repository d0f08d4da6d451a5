package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A failure that the code did not expect is never taken for a failure that it did, and none is logged as it is. */
class ExceptionsTest {

    private static final Pattern BROAD = Pattern.compile(
            "catch \\((?:[A-Za-z]+ \\| )*(?:Exception|RuntimeException|Throwable|Error)(?: \\| [A-Za-z]+)* (\\w+)\\) \\{");

    /** What a test of one line would look like: read, so that the rule cannot pass because it finds nothing. */
    private static final String SWALLOWED = "} catch (Exception none) {\n return Optional.empty();\n}";

    private static List<String> swallowed(String source) {
        List<String> found = new ArrayList<>();
        Matcher block = BROAD.matcher(source);
        while (block.find()) {
            String handler = source.substring(block.end(), end(source, block.end()));
            String name = block.group(1);
            boolean reported =
                    handler.matches("(?s).*(?:throw [^;]*|LOG\\.(?:error|warn)f?\\([^;]*)\\b" + name + "\\b.*");
            if (!reported) {
                found.add(block.group() + handler);
            }
        }
        return found;
    }

    private static int end(String source, int from) {
        int depth = 1;
        int at = from;
        while (depth > 0) {
            char next = source.charAt(at++);
            depth += next == '{' ? 1 : next == '}' ? -1 : 0;
        }
        return at - 1;
    }

    @Test
    void broadly_caught_exceptions_are_rethrown_or_logged_as_a_warning() {
        assertThat(swallowed(SWALLOWED)).hasSize(1);
        assertThat(Files.below(Files.MAIN, ".java"))
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(swallowed(Files.text(file))).as("%s", file).isEmpty());
    }

    private static final Pattern LOGGED = Pattern.compile("\\bLOG\\s*\\.\\w+\\((?:[^;\"]|\"(?:[^\"\\\\]|\\\\.)*\")*;");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern DESCRIBED = Pattern.compile("LogText\\.(?:of|trace)\\(\\w+\\)|\\w+\\.getClass\\(\\)");

    /** The names of what was caught, taken as a parameter, or handed to a callback for failures. */
    private static final Pattern FAILURE = Pattern.compile(
            "catch \\([^)]*\\b(\\w+)\\)|\\b(?:Throwable|\\w*Exception|\\w*Error) (\\w+)\\b|\\b\\w*(?:[fF]ailure|[eE]xception)\\w*\\((\\w+) ->");

    private static final Pattern MESSAGE = Pattern.compile("\\.get(?:Localized)?Message\\(\\)|\\.printStackTrace\\(");

    /** Who reads the message of a failure, and why that gives nothing away. */
    private static final Map<String, String> READERS = Map.ofEntries(
            Map.entry("LogText", "only of failures whose message the service wrote"),
            Map.entry("InvalidValues", "of a violation, which the service wrote"),
            Map.entry("ProblemDetails", "of a problem, which the service wrote"),
            Map.entry("Outages", "compares it"),
            Map.entry("WindowScript", "compares it"),
            Map.entry("EmailAddressText", "of EmailAddress, which quotes nothing"),
            Map.entry("FirstAdmin", "of EmailAddress, which quotes nothing"),
            Map.entry("ServerIdentity", "of its own, which name the property"),
            Map.entry("ServerKeys", "of ServerIdentity"),
            Map.entry("RedisLink", "of the connection to Redis, which gets pseudonyms and numbers"),
            Map.entry("TimedConnection", "of the connection to Redis, which gets pseudonyms and numbers"));

    /** Statements that write a failure to the log as it is, with a message that may quote what a client sent. */
    private static List<String> disclosing(String source) {
        Set<String> failures = FAILURE.matcher(source)
                .results()
                .flatMap(name -> Stream.of(name.group(1), name.group(2), name.group(3)))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return LOGGED.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(statement -> {
                    String rest = DESCRIBED
                            .matcher(TEXT.matcher(statement).replaceAll(""))
                            .replaceAll("");
                    return !MESSAGE.matcher(rest).find()
                            && failures.stream().anyMatch(name -> rest.matches("(?s).*\\b" + name + "\\b.*"));
                })
                .toList();
    }

    @Test
    void exceptions_are_logged_without_their_messages() {
        assertThat(disclosing("try {} catch (SQLException lost) { LOG.warn(\"lost; again\", lost); }"))
                .hasSize(1);
        assertThat(disclosing("call.onFailure(broken -> LOG.infof(\"%s\", broken));"))
                .hasSize(1);
        assertThat(disclosing("void f(Throwable thrown) { LOG.errorf(LogText.trace(thrown), \"thrown %s\", code); }"))
                .isEmpty();
        assertThat(Files.below(Files.MAIN, ".java"))
                .allSatisfy(file ->
                        assertThat(disclosing(Files.text(file))).as("%s", file).isEmpty());
    }

    @Test
    void exception_messages_are_read_only_by_listed_classes() {
        Set<String> readers = Files.below(Files.MAIN, ".java").stream()
                .filter(file -> MESSAGE.matcher(Files.text(file)).find())
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(readers).isEqualTo(READERS.keySet());
    }
}

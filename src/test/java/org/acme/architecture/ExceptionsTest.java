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

/** Unexpected exceptions are never treated as expected ones, and no log line contains the message of an exception. */
class ExceptionsTest {

    private static final Pattern BROAD = Pattern.compile(
            "catch \\((?:[A-Za-z]+ \\| )*(?:Exception|RuntimeException|Throwable|Error)(?: \\| [A-Za-z]+)* (\\w+)\\) \\{");

    /** A violation, which proves that the rule finds any. */
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

    /** Names of caught exceptions, of parameters, and of parameters of failure callbacks. */
    private static final Pattern FAILURE = Pattern.compile(
            "catch \\([^)]*\\b(\\w+)\\)|\\b(?:Throwable|\\w*Exception|\\w*Error) (\\w+)\\b|\\b\\w*(?:[fF]ailure|[eE]xception)\\w*\\((\\w+) ->");

    private static final Pattern MESSAGE = Pattern.compile("\\.get(?:Localized)?Message\\(\\)|\\.printStackTrace\\(");

    /** Classes that read the message of an exception, with the reason why this discloses nothing. */
    private static final Map<String, String> READERS = Map.ofEntries(
            Map.entry("LogText", "only messages that the service wrote"),
            Map.entry("InvalidValues", "a violation's message, which the service wrote"),
            Map.entry("ProblemDetails", "a problem's message, which the service wrote"),
            Map.entry("Outages", "only compares it"),
            Map.entry("RedisUse", "only compares it"),
            Map.entry("EmailAddressText", "a message of EmailAddress, which quotes nothing"),
            Map.entry("FirstAdmin", "a message of EmailAddress, which quotes nothing"),
            Map.entry("ServerIdentity", "its own messages, which name the property"),
            Map.entry("ServerKeys", "a message of ServerIdentity"),
            Map.entry("RedisLink", "errors of Redis, which receives only pseudonyms and numbers"),
            Map.entry("TimedConnection", "errors of Redis, which receives only pseudonyms and numbers"));

    /** Statements that log an exception with its message, which may quote data of a client. */
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

package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A failure that the code did not expect is never taken for a failure that it did. */
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
    void an_exception_of_any_type_is_thrown_on_or_logged_as_a_warning_at_least() {
        assertThat(swallowed(SWALLOWED)).hasSize(1);
        assertThat(Files.below(Files.MAIN, ".java"))
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(swallowed(Files.text(file))).as("%s", file).isEmpty());
    }
}

package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.acme.fixture.SecondThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every regular expression takes linear time, so that no input occupies a thread (CWE-1333). The test counts how often
 * an expression reads a character, because times vary.
 */
@SecondThread
class RegularExpressionsTest {

    private static final int LENGTH = 500;
    private static final int READS_PER_CHARACTER = 100;

    /** Expressions that are no constant: the templates of the service's own paths. */
    private static final int TEMPLATES = 1;

    private static final String TEXT = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern COMPILED = Pattern.compile("\\bPattern\\.compile\\(");
    private static final Pattern CALL = Pattern.compile(
            "\\.(matches|split|replaceAll|replaceFirst)\\(\\s*" + TEXT + "|@Pattern\\(\\s*regexp = " + TEXT);

    /** An element of an expression: an escape, a class, the beginning of a group, a quantifier, a character. */
    private static final Pattern ELEMENT = Pattern.compile(
            "\\\\x\\w{2}|\\\\u\\w{4}|\\\\p\\{\\w+}|\\\\.|\\[(?:[^\\[\\]\\\\]|\\\\.|\\[(?:[^\\]\\\\]|\\\\.)*])*]"
                    + "|\\(\\?(?:<?[=!]|<\\w+>|>|[a-z]*[:)])|\\{[0-9,]+}|.");

    private static final Pattern SYNTAX = Pattern.compile("\\(.*|\\{[0-9,]+}|[)|^$*+?]");

    private static final List<String> ALPHABET = Stream.concat(
                    Stream.of("a", "0", " ", "\n", "\r", "\u2028", "\u2800"),
                    IntStream.range('!', 0x7f).mapToObj(Character::toString))
            .toList();

    /** @param searched whether the expression is looked for anywhere in a text, instead of at its beginning */
    private record Expression(String place, Pattern pattern, boolean searched) {

        @Override
        public String toString() {
            return place + " " + pattern;
        }
    }

    static Stream<Expression> expressions() {
        return Stream.concat(
                constants(), Files.below(Files.MAIN, ".java").stream().flatMap(RegularExpressionsTest::written));
    }

    private static Stream<Expression> constants() {
        return LayoutTest.CODE.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getRawType().isEquivalentTo(Pattern.class)
                        && field.getModifiers().contains(JavaModifier.STATIC))
                .map(RegularExpressionsTest::constant);
    }

    private static Expression constant(JavaField field) {
        String source = source(field.getOwner());
        Pattern search = Pattern.compile("\\b" + field.getName()
                + "\\s*\\.(?:split|matcher\\((?:[^()]|\\([^()]*\\))*\\)\\s*\\.(?:find|replace|results))");
        boolean searched = source.contains(".find()") || search.matcher(source).find();
        return new Expression(field.getFullName(), value(field), searched);
    }

    private static Pattern value(JavaField field) {
        try {
            java.lang.reflect.Field reflected = field.reflect();
            reflected.setAccessible(true);
            return (Pattern) reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String source(JavaClass type) {
        return Files.text(Files.MAIN.resolve(type.getFullName().split("\\$")[0].replace('.', '/') + ".java"));
    }

    /** The expressions in calls of methods of {@link String} and in constraints. */
    private static Stream<Expression> written(Path file) {
        return CALL.matcher(Files.text(file)).results().map(call -> {
            String text = call.group(2) == null ? call.group(3) : call.group(2);
            boolean searched = call.group(1) != null && !call.group(1).equals("matches");
            return new Expression(file.getFileName().toString(), Pattern.compile(text.translateEscapes()), searched);
        });
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void regular_expression_takes_linear_time(Expression expression) {
        assertThat(slow(expression)).isEmpty();
    }

    @Test
    void every_compiled_regular_expression_is_a_constant() {
        long compiled = Files.below(Files.MAIN, ".java").stream()
                .mapToLong(file -> COMPILED.matcher(Files.text(file)).results().count())
                .sum();
        assertThat(constants()).hasSize((int) compiled - TEMPLATES);
    }

    @Test
    void regular_expression_with_quadratic_time_is_recognized() {
        assertThat(Stream.of("for=\\s*\"?([^\"]*)\"?\\s*", "(?:[a-z]+,?)+;", "[0-9]+\\.[0-9]+?[0-9]*x"))
                .allSatisfy(text -> assertThat(isSlow(text, false)).isTrue());
        assertThat(isSlow("[0-9]+;", true)).isTrue();
        assertThat(isSlow("[0-9]+;", false)).isFalse();
    }

    private static boolean isSlow(String expression, boolean searched) {
        return slow(new Expression("", Pattern.compile(expression), searched)).isPresent();
    }

    /** A text for which the expression takes more than linear time. */
    private static Optional<String> slow(Expression expression) {
        return hostile(expression.pattern.pattern())
                .filter(text -> !isLinear(expression, text))
                .findFirst();
    }

    /** A beginning that the expression matches, a long repetition, and an end that it does not match. */
    private static Stream<String> hostile(String expression) {
        List<String> samples = ELEMENT.matcher(expression)
                .results()
                .map(MatchResult::group)
                .filter(element -> !SYNTAX.matcher(element).matches())
                .flatMap(element -> ALPHABET.stream()
                        .filter(character -> character.matches(element))
                        .limit(1))
                .toList();
        Stream<String> pairs = IntStream.range(1, samples.size()).mapToObj(i -> samples.get(i - 1) + samples.get(i));
        List<String> repeated = Stream.of(Stream.of("a", " "), samples.stream(), pairs)
                .flatMap(parts -> parts)
                .distinct()
                .map(part -> part.repeat(LENGTH / part.length()))
                .toList();
        List<String> ends = Stream.concat(Stream.of("", "\0"), samples.stream().map(sample -> sample + "\0"))
                .distinct()
                .toList();
        return IntStream.rangeClosed(0, samples.size())
                .mapToObj(length -> String.join("", samples.subList(0, length)))
                .flatMap(beginning -> repeated.stream().map(beginning::concat))
                .flatMap(text -> ends.stream().map(text::concat));
    }

    private static boolean isLinear(Expression expression, String text) {
        try {
            Matcher matcher = expression.pattern.matcher(new CountedText(text));
            if (expression.searched) {
                while (matcher.find()) {
                    // Each match continues where the previous one ended.
                }
            } else {
                matcher.matches();
                matcher.lookingAt();
            }
            return true;
        } catch (TooManyReads e) {
            return false;
        }
    }

    private static final class TooManyReads extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Limits how often its characters are read. */
    private static final class CountedText implements CharSequence {

        private final String text;
        private int reads;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (reads++ > READS_PER_CHARACTER * LENGTH) {
                throw new TooManyReads();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

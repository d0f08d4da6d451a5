package org.acme.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

// external-issuer-only:file
/** A service with an external issuer can delete the built-in login, which docs/issuer.md lists. */
class OwnLoginTest {

    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern IMPORTED =
            Pattern.compile("(?m)^import " + Pattern.quote(LayoutTest.ROOT) + "(\\w+)\\.(?:[a-z]\\w*\\.)*([A-Z]\\w*);");
    private static final Pattern TYPE = Pattern.compile("(\\w+)\\.(?:[a-z]\\w*\\.)*([A-Z]\\w*)");

    /** Folders and types. */
    private static final Set<String> LISTED = listed();

    private static Set<String> listed() {
        String text = Files.text(Files.ROOT.resolve("docs/issuer.md"));
        int start = text.indexOf("delete the built-in login and its tests:");
        String list = text.substring(start, text.indexOf("No other class", start));
        Set<String> names =
                NAME.matcher(list).results().map(name -> name.group(1)).collect(Collectors.toSet());
        assertThat(names.remove("session") && names.remove("profile")).isTrue();
        return names;
    }

    private static boolean isListed(String folder, String type) {
        return LISTED.contains(folder) || LISTED.contains(type);
    }

    private static boolean isListed(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        if (!name.startsWith(LayoutTest.ROOT)) {
            return false;
        }
        Matcher parts = TYPE.matcher(name.substring(LayoutTest.ROOT.length()));
        return parts.lookingAt() && isListed(parts.group(1), parts.group(2));
    }

    @Test
    void everything_that_the_document_lists_exists() {
        Path main = Files.MAIN.resolve("org/acme");
        assertThat(LISTED).hasSizeGreaterThan(15).allMatch(name -> Stream.of(
                        name,
                        "session/" + name + ".java",
                        "profile/" + name + ".java",
                        "security/botdefense/" + name + ".java")
                .anyMatch(path -> java.nio.file.Files.exists(main.resolve(path))));
    }

    @Test
    void no_other_code_uses_the_own_login() {
        assertThat(LayoutTest.CODE.stream()
                        .filter(type -> !isListed(type))
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .filter(dependency -> isListed(dependency.getTargetClass()))
                        .map(Dependency::getDescription))
                .isEmpty();
    }

    /** The compiler inlines constants, so that the byte code does not show their use. */
    @Test
    void no_other_code_imports_the_own_login() {
        List<Path> others = Files.below(Files.MAIN, ".java").stream()
                .filter(file -> !isListed(
                        file.getParent().getFileName().toString(),
                        file.getFileName().toString().replace(".java", "")))
                .toList();
        assertThat(others).anyMatch(file -> IMPORTED.matcher(Files.text(file)).find());
        assertThat(others).hasSizeGreaterThan(300).allSatisfy(file -> assertThat(
                        IMPORTED.matcher(Files.text(file)).results())
                .as(file.toString())
                .noneMatch((MatchResult found) -> isListed(found.group(1), found.group(2))));
    }
}

package bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Command line options, as {@code name=value}. */
final class Options {

    private final Map<String, String> given = new HashMap<>();

    Options(String[] arguments) {
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("not name=value: " + argument);
            }
            given.put(parts[0], parts[1]);
        }
    }

    String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(text(name, String.valueOf(otherwise)));
    }

    /** The Java of this process. */
    List<String> java() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    /** The same on all processors, although this process may be limited to one. */
    List<String> javaOfAllProcessors() {
        String processors = text("processors", "");
        return processors.isEmpty() ? java() : List.of("taskset", "-c", processors, java().get(0));
    }
}

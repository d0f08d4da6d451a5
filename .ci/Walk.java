import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Applies the blocks of a document to a tree: a block is a file, named in its first line, or a change of one. */
class Walk {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(java|sql|diff)\\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("\\A(?://|--) (src/\\S+)\\n");
    private static final Pattern CHANGED = Pattern.compile("\\A--- a/(\\S+)\\n\\+\\+\\+ b/\\1\\n@@\\n");

    public static void main(String... arguments) throws IOException {
        Path tree = Path.of(arguments[1]);
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(Path.of(arguments[0]))).results().toList();
        if (blocks.isEmpty()) {
            throw new IllegalStateException("no blocks in " + arguments[0]);
        }
        for (MatchResult block : blocks) {
            if (block.group(1).equals("diff")) {
                change(tree, block.group(2));
            } else {
                create(tree, block.group(2));
            }
        }
        System.out.println("walk: " + blocks.size() + " blocks applied to " + tree);
    }

    private static void create(Path tree, String block) throws IOException {
        MatchResult name = first(FILE, block);
        Path file = tree.resolve(name.group(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.substring(name.end()), StandardOpenOption.CREATE_NEW);
    }

    private static void change(Path tree, String block) throws IOException {
        MatchResult name = first(CHANGED, block);
        Path file = tree.resolve(name.group(1));
        String text = Files.readString(file);
        for (String hunk : block.substring(name.end()).split("(?m)^@@\\n")) {
            String before = side(hunk, '+');
            int at = text.indexOf("\n" + before);
            if (at < 0 || text.indexOf("\n" + before, at + 1) >= 0) {
                throw new IllegalStateException(file + " should have this exactly once:\n" + before);
            }
            text = text.substring(0, at + 1) + side(hunk, '-') + text.substring(at + 1 + before.length());
        }
        Files.writeString(file, text);
    }

    /** The lines of a hunk without those of the other side, and without their marks. */
    private static String side(String hunk, char otherSide) {
        List<String> lines = new ArrayList<>();
        hunk.lines()
                .filter(line -> line.isEmpty() || line.charAt(0) != otherSide)
                .forEach(line -> lines.add(line.isEmpty() ? "" : line.substring(1)));
        return String.join("\n", lines) + "\n";
    }

    private static MatchResult first(Pattern pattern, String block) {
        return pattern.matcher(block)
                .results()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no file is named in\n" + block));
    }
}

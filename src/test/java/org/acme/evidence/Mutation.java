package org.acme.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A change that Pitest made to the code, and whether a unit test noticed it.
 *
 * @param place class, method and line
 * @param change what Pitest changed there
 */
record Mutation(String place, String change, boolean noticed) {

    private static final Path RESULTS = Path.of("target", "pit-reports", "mutations.xml");

    /** Of the last {@code ./mvnw verify -Pmutation}; none when it never ran. */
    static List<Mutation> last() throws IOException {
        return Files.exists(RESULTS) ? of(Files.readString(RESULTS)) : List.of();
    }

    static List<Mutation> of(String xml) {
        try {
            NodeList all = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                    .getElementsByTagName("mutation");
            return IntStream.range(0, all.getLength())
                    .mapToObj(index -> of((Element) all.item(index)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (ParserConfigurationException | SAXException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static Mutation of(Element mutation) {
        String type = text(mutation, "mutatedClass").replaceAll(".*\\.", "");
        return new Mutation(
                type + "." + text(mutation, "mutatedMethod") + ", line " + text(mutation, "lineNumber"),
                text(mutation, "description"),
                Boolean.parseBoolean(mutation.getAttribute("detected")));
    }

    private static String text(Element mutation, String name) {
        return mutation.getElementsByTagName(name).item(0).getTextContent();
    }
}

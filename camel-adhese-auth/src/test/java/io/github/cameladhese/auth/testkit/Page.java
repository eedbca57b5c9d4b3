package io.github.cameladhese.auth.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A page of Markdown of this repository: what it says is compared with what is so. */
public final class Page {

    private static final Path ROOT = Path.of("..");

    private final String text;

    /** @param name from the root of the repository, such as {@code docs/faults.md} */
    public Page(String name) throws IOException {
        text = Files.readString(ROOT.resolve(name));
    }

    /** The fenced blocks of a language, such as {@code java}. */
    public List<String> blocks(String language) {
        return Pattern.compile("(?s)```" + language + "\\n(.*?)```")
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The lines {@code key = value} of a block. */
    public static Map<String, String> entries(String properties) {
        Map<String, String> entries = new TreeMap<>();
        properties.lines().map(line -> line.split(" = ", 2)).forEach(entry -> {
            if (entry.length == 2) {
                entries.put(entry[0], entry[1]);
            }
        });
        return entries;
    }

    /** The table of options below a heading: the rest of each row by the option's name. */
    public Map<String, String> options(String heading) {
        Map<String, String> told = new TreeMap<>();
        String rest = text.substring(text.indexOf(heading) + heading.length());
        int next = rest.indexOf("\n## ");
        Pattern.compile("(?m)^\\| `(\\w+)` \\| (.*?) \\|$")
                .matcher(next < 0 ? rest : rest.substring(0, next))
                .results()
                .forEach(row -> told.put(row.group(1), row.group(2)));
        return told;
    }

    /** The rows that the table of a component's options should have. */
    public static Map<String, String> realOptions(String scheme) throws IOException {
        JsonNode options = new ObjectMapper()
                .readTree(Files.readString(
                        Path.of("src/generated/resources/META-INF/io/github/cameladhese/auth/" + scheme + ".json")))
                .get("properties");
        Map<String, String> real = new TreeMap<>();
        options.properties().forEach(option -> {
            JsonNode value = option.getValue();
            String byDefault = value.get("required").asBoolean()
                    ? "required"
                    : value.has("defaultValue")
                            ? "`" + value.get("defaultValue").asText() + "`"
                            : "–";
            real.put(
                    option.getKey(),
                    byDefault + " | " + value.get("description").asText());
        });
        real.remove("lazyStartProducer"); // every producer of Camel has it
        return real;
    }

    /** Code without spaces and line breaks, to be looked for in other code. */
    public static String unspaced(String code) {
        return code.replaceAll("\\s+", "");
    }
}

package io.github.cameladhese.auth.testkit;

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

    /** Code without spaces and line breaks, to be looked for in other code. */
    public static String unspaced(String code) {
        return code.replaceAll("\\s+", "");
    }
}

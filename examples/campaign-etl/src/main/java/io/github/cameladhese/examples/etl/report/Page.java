package io.github.cameladhese.examples.etl.report;

import com.fasterxml.jackson.core.JsonpCharacterEscapes;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page: a template with everything it needs in it. Its security policy lets the browser run these two scripts only, by their
 * hashes, and load nothing at all. What comes from the API is JSON that the browser does not run, without a {@code <}.
 */
final class Page {

    private static final String CHART_JS = "/META-INF/resources/webjars/chart.js/4.4.1/";

    /** In this order they are one script. */
    private static final List<String> SCRIPTS = List.of("text", "charts", "tables", "flights", "requests", "draw");

    String with(PageData data) throws IOException {
        String style = resource("page.css");
        StringBuilder scripts = new StringBuilder("\n");
        for (String part : SCRIPTS) {
            scripts.append(resource("page-" + part + ".js"));
        }
        String script = scripts.toString();
        // Without the address of its source map, which a browser's tools would ask for.
        String charts = resource(CHART_JS + "dist/chart.umd.js").replaceAll("(?m)^//# sourceMappingURL=.*$", "");
        String page = resource("page.html");
        for (Map.Entry<String, String> part : Map.of(
                        "{{style-hash}}", hash(style),
                        "{{script-hash}}", hash(script),
                        "{{charts-hash}}", hash(charts))
                .entrySet()) {
            page = page.replace(part.getKey(), part.getValue());
        }
        // The data last: what stands in it is not looked at any more.
        return page.replace("{{charts-license}}", resource(CHART_JS + "LICENSE.md"))
                .replace("{{style}}", style)
                .replace("{{charts}}", charts)
                .replace("{{script}}", script)
                .replace("{{data}}", json(data));
    }

    private static String json(PageData data) throws IOException {
        return new ObjectMapper().writer().with(new Harmless()).writeValueAsString(data);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = Page.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new FileNotFoundException(name + " is not on the classpath");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** No tag, comment or entity can begin in the JSON. */
    private static final class Harmless extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes['<'] = ESCAPE_STANDARD;
            codes['>'] = ESCAPE_STANDARD;
            codes['&'] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return JsonpCharacterEscapes.instance().getEscapeSequence(character); // U+2028 and U+2029
        }
    }
}

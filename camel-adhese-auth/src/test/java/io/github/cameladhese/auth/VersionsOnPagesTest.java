package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever copies a dependency from a page gets the version that this build makes. */
class VersionsOnPagesTest {

    private static final Pattern VERSION = Pattern.compile(
            "<artifactId>camel-adhese-auth</artifactId>\\s*<version>([^<]*)</version>|camel-adhese-auth:(\\d[\\w.-]*\\w)");

    @Test
    void everyVersionOnAPageIsThatOfThePom() throws IOException {
        Map<Path, List<String>> versions = new TreeMap<>();
        for (Path page : LinksTest.pages()) {
            List<String> here = versionsIn(Files.readString(Path.of("..").resolve(page)));
            if (!here.isEmpty()) {
                versions.put(page, here);
            }
        }
        versions.remove(Path.of("docs/releasing.md")); // has those of releases to come
        assertThat(versions)
                .containsKeys(Path.of("README.md"), Path.of("docs/testing.md"), Path.of("examples/camel-k/README.md"))
                .allSatisfy((page, here) -> assertThat(here).containsOnly(version()));
    }

    @Test
    void aVersionIsFoundInXmlAndInCoordinates() {
        assertThat(
                        versionsIn(
                                """
                          <artifactId>camel-adhese-auth</artifactId>
                          <version>1.2.3</version>
                        -d mvn:io.github.cameladhese:camel-adhese-auth:1.2.4-SNAPSHOT \\
                        testImplementation("io.github.cameladhese:camel-adhese-auth:1.2.5:tests"), or camel-adhese-auth:1.2.6.
                        """))
                .containsExactly("1.2.3", "1.2.4-SNAPSHOT", "1.2.5", "1.2.6");
    }

    private static List<String> versionsIn(String page) {
        return VERSION.matcher(page)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    /** The first in the POM is its parent's, which is its own. */
    private static String version() {
        try {
            var version = Pattern.compile("<version>(.*?)</version>").matcher(Files.readString(Path.of("pom.xml")));
            assertThat(version.find()).isTrue();
            return version.group(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

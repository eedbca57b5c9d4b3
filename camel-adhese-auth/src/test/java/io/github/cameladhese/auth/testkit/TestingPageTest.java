package io.github.cameladhese.auth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/testing.md says is so. */
class TestingPageTest {

    private static final Path TESTS = Path.of("src/test/java/io/github/cameladhese/auth/testkit");

    @Test
    void theTestOnThePageIsOneThatRuns() throws Exception {
        assertThat(new Page("docs/testing.md").blocks("java").get(0))
                .isEqualTo(code(TESTS.resolve("example/ReportRouteTest.java"), "import "));
    }

    @Test
    void theApplicationOnThePageIsOneThatRuns() throws Exception {
        assertThat(Page.unspaced(code(TESTS.resolve("TokenServerExtensionTest.java"), "class ")))
                .contains(
                        Page.unspaced(new Page("docs/testing.md").blocks("java").get(1)));
    }

    @Test
    void thePublishedClassesAreThoseOfThePage() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        String page = Files.readString(Path.of("../docs/testing.md"));
        assertThat(pom).contains("**/testkit/TokenServerExtension.class");
        Pattern.compile("<include>\\*\\*/testkit/(\\w+)").matcher(pom).results().forEach(type -> assertThat(page)
                .contains("`" + type.group(1) + "`"));
    }

    /** From its first import or so on. */
    private static String code(Path file, String from) throws Exception {
        String source = Files.readString(file);
        return source.substring(source.indexOf(from));
    }
}

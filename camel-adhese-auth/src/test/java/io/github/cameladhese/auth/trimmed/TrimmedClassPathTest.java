package io.github.cameladhese.auth.trimmed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that lacks an optional jar gets its tokens all the same. */
class TrimmedClassPathTest {

    private final FakeTokenServer server = new FakeTokenServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "micrometer-",
                "camel-health-",
                "camel-console-",
                "camel-management-4",
                "camel-main-",
                "spring-",
                "cache-api-",
                "micrometer-,camel-health-,camel-console-,camel-management-4,camel-main-,camel-http-,spring-,cache-api-"
            })
    void tokensFlowWithout(String jars) throws Exception {
        assertThat(runWithout(jars.split(","))).isEqualTo("Bearer token-1 then Bearer token-2");
    }

    /** Or the test would show nothing: what needs a jar is really not there. */
    @Test
    void theJarsAreReallyMissing() throws Exception {
        for (String type : List.of(
                "io.github.cameladhese.auth.micrometer.TokenMeters",
                "io.github.cameladhese.auth.observe.AccountHealthCheck",
                "io.github.cameladhese.auth.spring.ComponentBinding",
                "io.github.cameladhese.auth.jcache.JCacheTokenStore")) {
            try (URLClassLoader application = without("micrometer-", "camel-health-", "spring-", "cache-api-")) {
                assertThat(catching(() -> assertThat(
                                        Class.forName(type, true, application).getDeclaredConstructors())
                                .isNotNull()))
                        .isInstanceOf(NoClassDefFoundError.class);
            }
        }
    }

    private String runWithout(String... jars) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader application = without(jars)) {
            Thread.currentThread().setContextClassLoader(application);
            return (String) Class.forName(SmallApplication.class.getName(), true, application)
                    .getMethod("run", String.class)
                    .invoke(null, server.url());
        } catch (InvocationTargetException e) {
            throw new AssertionError("the application failed", e.getCause());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** The class path of this test without some jars; nothing comes from the test's own class loader. */
    private static URLClassLoader without(String... jars) {
        List<String> all = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        List<String> left = all.stream()
                .filter(entry -> Stream.of(jars)
                        .noneMatch(
                                jar -> Path.of(entry).getFileName().toString().startsWith(jar)))
                .toList();
        for (String jar : jars) {
            assertThat(all)
                    .as(jar)
                    .anyMatch(entry -> Path.of(entry).getFileName().toString().startsWith(jar));
        }
        return new URLClassLoader(
                left.stream().map(TrimmedClassPathTest::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private interface Attempt {

        void run() throws Exception;
    }

    private static Throwable catching(Attempt attempt) {
        try {
            attempt.run();
            return null;
        } catch (Throwable e) { // an Error, if all is well
            return e;
        }
    }
}

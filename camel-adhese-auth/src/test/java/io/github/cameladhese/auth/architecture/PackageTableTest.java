package io.github.cameladhese.auth.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Calls run downstream: auth, then client, then provider, then token; claims, store, observe, micrometer and spring beside them. */
@AnalyzeClasses(packages = "io.github.cameladhese.auth", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageTableTest {

    private static final String OURS = "io.github.cameladhese.auth";
    private static final int LONGEST_CLASS = 200;

    @ArchTest
    static final ArchRule TOKEN_KNOWS_ONLY_JAVA = classes()
            .that()
            .resideInAPackage(OURS + ".token")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", OURS + ".token", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule PROVIDER_KNOWS_TOKEN = classes()
            .that()
            .resideInAPackage(OURS + ".provider")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", OURS + ".provider", OURS + ".token", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule CLAIMS_KNOW_TOKEN = classes()
            .that()
            .resideInAPackage(OURS + ".claims")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", OURS + ".claims", OURS + ".token", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule CLIENT_KNOWS_PROVIDER_AND_TOKEN = noClasses()
            .that()
            .resideInAPackage(OURS + ".client")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OURS, OURS + ".claims", "org.apache.camel..");

    @ArchTest
    static final ArchRule STORE_KNOWS_TOKEN = classes()
            .that()
            .resideInAPackage(OURS + ".store")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "at.favre.lib.hkdf",
                    OURS + ".store",
                    OURS + ".token",
                    "org.jspecify.annotations",
                    "org.slf4j");

    @ArchTest
    static final ArchRule JCACHE_KNOWS_TOKEN = classes()
            .that()
            .resideInAPackage(OURS + ".jcache")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.cache..",
                    OURS + ".jcache",
                    OURS + ".token",
                    "org.jspecify.annotations",
                    "org.slf4j");

    @ArchTest
    static final ArchRule NOTHING_NEEDS_JCACHE = noClasses()
            .that()
            .resideOutsideOfPackage(OURS + ".jcache")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OURS + ".jcache", "javax.cache..");

    @ArchTest
    static final ArchRule OBSERVE_KNOWS_TOKEN = noClasses()
            .that()
            .resideInAPackage(OURS + ".observe")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    OURS,
                    OURS + ".client",
                    OURS + ".provider",
                    OURS + ".claims",
                    OURS + ".micrometer",
                    "io.micrometer..");

    @ArchTest
    static final ArchRule MICROMETER_KNOWS_TOKEN = noClasses()
            .that()
            .resideInAPackage(OURS + ".micrometer")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OURS, OURS + ".client", OURS + ".provider", OURS + ".claims", OURS + ".observe");

    @ArchTest
    static final ArchRule NOTHING_NEEDS_MICROMETER = noClasses()
            .that()
            .resideOutsideOfPackages(OURS + ".micrometer", OURS + ".spring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OURS + ".micrometer", "io.micrometer..");

    @ArchTest
    static final ArchRule NOTHING_NEEDS_SPRING = noClasses()
            .that()
            .resideOutsideOfPackage(OURS + ".spring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OURS + ".spring", "org.springframework..");

    @ArchTest
    static final ArchRule SPRING_KNOWS_COMPONENTS_AND_METERS = noClasses()
            .that()
            .resideInAPackage(OURS + ".spring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    OURS + ".token", OURS + ".client", OURS + ".provider", OURS + ".claims", OURS + ".observe");

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_OPENS_SOCKETS_AND_PARSES_JSON = noClasses()
            .that()
            .resideOutsideOfPackage(OURS + ".client")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching(OURS + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_STATIC_REMEMBERS = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameNotEndingWith("UriFactory") // generated, and constant after its initializer
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameNotEndingWith("Configurer")
            .should()
            .beFinal()
            .andShould()
            .notHaveRawType(java.util.Map.class);

    @ArchTest
    static final ArchRule WHAT_HOLDS_A_SECRET_IS_NO_RECORD = fields().that()
            .areDeclaredInClassesThat()
            .areRecords()
            .should()
            .notHaveRawType(Secret.class)
            .andShould()
            .notHaveRawType(AccessToken.class);

    @Test
    void noClassIsLongerThanTwoHundredLinesButTheBeanOfOptions() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> tooLong = sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("OAuthConfiguration.java"))
                    .filter(file -> lines(file) > LONGEST_CLASS)
                    .toList();
            assertThat(tooLong).isEmpty();
        }
    }

    @Test
    void wireNamesStandInTheProviderOnly() throws IOException {
        List<String> wireNames = List.of(
                "\"access_token\"",
                "\"grant_type\"",
                "\"client_secret\"",
                "\"client_id\"",
                "\"expires_in\"",
                "\"token_type\"",
                "\"client_credentials\"",
                "\"invalid_client\"");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> elsewhere = sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getParent().endsWith("provider"))
                    .filter(file -> wireNames.stream().anyMatch(withoutDefaultsOfOptions(file)::contains))
                    .toList();
            assertThat(elsewhere).isEmpty();
        }
    }

    /** What a user may write as the value of an option is no wire name, though it may be spelled like one. */
    private static String withoutDefaultsOfOptions(Path file) {
        return read(file).replaceAll("(?m)^\\s*defaultValue = .*$", "");
    }

    private static long lines(Path file) {
        return read(file).lines().count();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package io.github.cameladhese.auth.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.cameladhese.auth.AdheseAuthComponent;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** A typo in a route is reported by Camel's own tooling, before anything runs, from the metadata in the jar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the schemas are large
class RouteValidationTest {

    private static final Pattern ADDRESS = Pattern.compile("adhese-auth:[^\"'\\s]+");

    private final CamelCatalog catalog = catalog();
    private final JsonSchema yamlDsl = yamlDsl();
    private final Schema xmlDsl = xmlDsl();

    @ParameterizedTest
    @EnumSource
    void theAddressesOfTheMatrixAreValid(Idiom idiom) throws Exception {
        for (String extension : List.of("yaml", "xml")) {
            List<String> addresses = ADDRESS.matcher(text(idiom.file(extension)))
                    .results()
                    .map(match -> match.group())
                    .toList();
            assertThat(addresses).isNotEmpty().allSatisfy(address -> assertThat(
                            catalog.validateEndpointProperties(address).isSuccess())
                    .as(address)
                    .isTrue());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adhese-auth:r?scpoe=adhese-api      | scpoe                | Unknown option",
                "adhese-auth:r?prefetch=always       | prefetch             | Invalid enum value: always. Possible values: [none, background, required]",
                "adhese-auth:r?clientAuthentication=b| clientAuthentication | Invalid enum value: b. Possible values: [post, basic]",
                "adhese-auth:r?maxAttempts=three     | maxAttempts          | Invalid integer value: three",
                "adhese-auth:r?allowInsecureHttp=yes | allowInsecureHttp    | Invalid boolean value: yes",
                "adhese-auth:?region=we              | realm                | Missing required option"
            })
    void aTypoInAnAddressIsReported(String address, String option, String what) {
        EndpointValidationResult result = catalog.validateEndpointProperties(address);
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.summaryErrorMessage(false)).contains(option).contains(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{realm}}?region={{region}}", "${header.realm}?scope=${header.scope}"})
    void whatIsKnownLaterIsNotReported(String rest) {
        assertThat(catalog.validateEndpointProperties("adhese-auth:" + rest).isSuccess())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "camel.component.adhese-auth.client-id=a,       true",
        "camel.component.adhese-auth.client-idd=a,      false",
        "camel.component.adhese-auth.max-attempts=many, false"
    })
    void aTypoInAPropertyIsReported(String property, boolean good) {
        ConfigurationPropertiesValidationResult result = catalog.validateConfigurationProperty(property);
        assertThat(result.isAccepted()).isTrue();
        assertThat(result.isSuccess()).isEqualTo(good);
    }

    @ParameterizedTest
    @EnumSource
    void theYamlIsValidAndATypoInItIsReported(Idiom idiom) throws Exception {
        String route = text(idiom.file("yaml"));
        assertThat(yamlDsl.validate(yaml(route))).isEmpty();
        assertThat(yamlDsl.validate(yaml(route.replace("- to:", "- too:")))).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theXmlIsValidAndATypoInItIsReported(Idiom idiom) throws Exception {
        String route = text(idiom.file("xml"));
        validateXml(route);
        assertThatThrownBy(() -> validateXml(route.replace("<to uri=\"{{", "<too uri=\"{{")))
                .isInstanceOf(SAXException.class)
                .hasMessageContaining("too");
    }

    private void validateXml(String route) throws Exception {
        xmlDsl.newValidator().validate(new StreamSource(new StringReader(route)));
    }

    private static JsonNode yaml(String text) throws Exception {
        return new YAMLMapper().readTree(text);
    }

    private static CamelCatalog catalog() {
        CamelCatalog catalog = new DefaultCamelCatalog();
        catalog.addComponent(
                "adhese-auth",
                AdheseAuthComponent.class.getName(),
                text("META-INF/io/github/cameladhese/auth/adhese-auth.json"));
        return catalog;
    }

    private static JsonSchema yamlDsl() {
        return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(text("schema/camelYamlDsl.json"));
    }

    private static Schema xmlDsl() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(new StreamSource(
                            new StringReader(text("org/apache/camel/catalog/schemas/camel-xml-io.xsd"))));
        } catch (SAXException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(String resource) {
        try (var stream = RouteValidationTest.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

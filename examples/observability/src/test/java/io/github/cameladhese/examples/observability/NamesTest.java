package io.github.cameladhese.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** That dashboard and alert rules ask for what a running example has, and that the README explains each alert. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesTest {

    /** Prometheus makes these itself. */
    private static final Set<String> PROMETHEUS_METRICS = Set.of("up", "ALERTS");

    private static final Set<String> PROMETHEUS_LABELS = Set.of("job", "instance", "alertname", "alertstate");
    private static final Pattern TEMPLATE_LABEL = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

    private Scrape scrape = new Scrape(List.of());

    @BeforeAll
    void scrapeTheExample(@TempDir Path folder) throws Exception {
        try (RunningExample example = RunningExample.start(Duration.ofMinutes(5), folder)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !example.scrape()
                                    .named("camel_adhese_auth_token_waits_seconds_sum")
                                    .isEmpty()
                            && example.scrape().value("camel_exchanges_succeeded_total", "routeId", "campaigns") > 0);
            scrape = example.scrape();
        }
    }

    @Test
    void theDashboardAsksForWhatIsThere() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(new File("grafana/adhese-auth.json"));

        List<JsonNode> targets = dashboard.findValues("targets").stream()
                .flatMap(NamesTest::stream)
                .toList();
        assertThat(targets).hasSizeGreaterThan(8);
        for (JsonNode target : targets) {
            check(target.path("expr").asText(), target.path("legendFormat").asText());
        }
        for (JsonNode variable : dashboard.at("/templating/list")) {
            if (variable.path("type").asText().equals("query")) {
                check(variable.at("/query/query").asText(), "");
            }
        }
        assertThat(stream(dashboard.path("panels"))
                        .map(panel -> panel.path("id").asInt())
                        .toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void theAlertRulesAskForWhatIsThere() throws Exception {
        for (JsonNode rule : rules()) {
            check(rule.path("expr").asText(), rule.path("annotations").toString());
        }
    }

    @Test
    void theReadmeSaysWhatToDoForEachAlert() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        Set<String> anchors = readme.lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());

        for (JsonNode rule : rules()) {
            String runbook = rule.at("/annotations/runbook_url").asText();
            assertThat(anchors).contains(runbook.substring(runbook.indexOf('#') + 1));
            assertThat(readme)
                    .contains("| `" + rule.path("alert").asText() + "` | "
                            + rule.at("/labels/severity").asText() + " |");
        }
    }

    @Test
    void theReadmeNamesMetricsThatAreThere() throws Exception {
        Matcher name = Pattern.compile("camel_\\w+").matcher(Files.readString(Path.of("README.md")));
        assertThat(name.results().map(MatchResult::group).distinct().toList())
                .hasSizeGreaterThan(4)
                .allSatisfy(
                        metric -> assertThat(scrape.named(metric)).as(metric).isNotEmpty());
    }

    private static List<JsonNode> rules() throws Exception {
        JsonNode file = new YAMLMapper().readTree(new File("prometheus/adhese-auth-alerts.yml"));
        List<JsonNode> rules = stream(file.at("/groups/0/rules")).toList();
        assertThat(rules).hasSizeGreaterThan(5);
        return rules;
    }

    /** @param templates text with labels in double braces */
    private void check(String expression, String templates) {
        PromQuery query = PromQuery.of(expression);
        assertThat(query.metrics()).as(expression).isNotEmpty();
        Set<String> labels = new HashSet<>(PROMETHEUS_LABELS);
        for (String metric : query.metrics()) {
            if (!PROMETHEUS_METRICS.contains(metric)) {
                assertThat(scrape.named(metric))
                        .as(metric + " in " + expression)
                        .isNotEmpty();
            }
            // What Prometheus makes of alerts and targets has the labels of what they are about.
            List<Scrape.Sample> samples = PROMETHEUS_METRICS.contains(metric) ? scrape.samples() : scrape.named(metric);
            samples.forEach(sample -> labels.addAll(sample.labels().keySet()));
        }
        assertThat(labels).as(expression).containsAll(query.labels());
        List<String> shown = new ArrayList<>();
        Matcher template = TEMPLATE_LABEL.matcher(templates);
        while (template.find()) {
            shown.add(template.group(1));
        }
        assertThat(labels).as(templates).containsAll(shown);
        query.selected().stream()
                .filter(selected -> !PROMETHEUS_METRICS.contains(selected.metric()))
                .forEach(this::check);
    }

    /** Each alternative must be there, but for a variable of the dashboard. */
    private void check(PromQuery.Selected selected) {
        Set<String> values = scrape.named(selected.metric()).stream()
                .filter(sample -> sample.labels().containsKey(selected.label()))
                .map(sample -> sample.labels().get(selected.label()))
                .collect(Collectors.toSet());
        assertThat(values).as("%s of %s", selected.label(), selected.metric()).isNotEmpty();
        List<String> wanted =
                selected.pattern() ? List.of(selected.value().split("\\|", -1)) : List.of(selected.value());
        assertThat(values)
                .as("%s of %s", selected.label(), selected.metric())
                .containsAll(
                        wanted.stream().filter(value -> !value.startsWith("$")).toList());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

package io.github.cameladhese.examples.observability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a Prometheus would read. */
record Scrape(List<Sample> samples) {

    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    record Sample(String name, Map<String, String> labels, double value) {}

    static Scrape of(String page) {
        List<Sample> samples = new ArrayList<>();
        for (String line : page.lines().filter(text -> !text.startsWith("#")).toList()) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new AssertionError("no sample: " + line);
            }
            Map<String, String> labels = new HashMap<>();
            if (parts.group(2) != null) {
                Matcher label = LABEL.matcher(parts.group(2));
                while (label.find()) {
                    labels.put(label.group(1), label.group(2));
                }
            }
            samples.add(new Sample(parts.group(1), labels, Double.parseDouble(parts.group(3))));
        }
        return new Scrape(samples);
    }

    List<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** The value of the only sample with this name and, if one is given, this label. */
    double value(String name, String... label) {
        Stream<Sample> found = named(name).stream()
                .filter(sample ->
                        label.length == 0 || label[1].equals(sample.labels().get(label[0])));
        List<Double> values = found.map(Sample::value).toList();
        if (values.size() != 1) {
            throw new AssertionError(name + " " + List.of(label) + ": " + values);
        }
        return values.get(0);
    }
}

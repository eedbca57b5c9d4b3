package io.github.cameladhese.examples.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in an expression of Prometheus: enough of the language for our own ones.
 *
 * @param metrics the names of metrics, also those in {@code label_values(…)}
 * @param labels those that are grouped or matched by
 * @param selected what is asked of the labels of a metric
 */
record PromQuery(Set<String> metrics, Set<String> labels, List<Selected> selected) {

    private static final Pattern SELECTOR = Pattern.compile("(\\w+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|=)\"([^\"]*)\"");
    private static final Pattern LABEL_LIST = Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern NAME = Pattern.compile("\\b[A-Za-z_]\\w*\\b(?!\\s*\\()");
    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "by", "without", "on", "ignoring", "sum", "max", "bool");

    /** A pattern or a value that is asked of a label of a metric. */
    record Selected(String metric, String label, boolean pattern, String value) {}

    static PromQuery of(String expression) {
        Set<String> labels = new TreeSet<>();
        Matcher values = LABEL_VALUES.matcher(expression);
        String rest = expression;
        if (values.matches()) {
            labels.add(values.group(2));
            rest = values.group(1);
        }
        List<Selected> selected = new ArrayList<>();
        Matcher selector = SELECTOR.matcher(rest);
        while (selector.find()) {
            Matcher matcher = MATCHER.matcher(selector.group(2));
            while (matcher.find()) {
                selected.add(new Selected(
                        selector.group(1), matcher.group(1), matcher.group(2).equals("=~"), matcher.group(3)));
            }
        }
        Matcher list = LABEL_LIST.matcher(rest);
        while (list.find()) {
            Matcher label = NAME.matcher(list.group(1));
            while (label.find()) {
                labels.add(label.group());
            }
        }
        rest = SELECTOR.matcher(rest).replaceAll("$1 ");
        rest = LABEL_LIST.matcher(rest).replaceAll(" ");
        rest = RANGE.matcher(rest).replaceAll(" ");
        Set<String> metrics = new TreeSet<>();
        Matcher name = NAME.matcher(rest);
        while (name.find()) {
            if (!WORDS.contains(name.group())) {
                metrics.add(name.group());
            }
        }
        return new PromQuery(metrics, labels, selected);
    }
}

package io.github.cameladhese.auth;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.support.PluginHelper;

/**
 * The statuses by which an API says that the token is dead: 401 (RFC 6750 §3.1, {@code invalid_token}), and what else an API
 * may use for it. Immutable.
 *
 * @param codes HTTP statuses, 400 to 599
 */
record RejectedStatus(Set<Integer> codes) {

    private static final int MOST_CAUSES = 50;

    RejectedStatus {
        codes = Set.copyOf(codes);
    }

    /** @throws IllegalArgumentException if the text is not one or several statuses; the message names the option */
    static RejectedStatus parse(String option) {
        return new RejectedStatus(Arrays.stream(option.split(",", -1))
                .map(String::strip)
                .map(code -> parsed(code, option))
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * Whether this failure, or one of its causes, is an API's answer with one of the statuses. The exceptions of Camel's HTTP
     * components have no type in common, but each has a {@code statusCode}, by which routes tell them apart too ({@code
     * ${exception.statusCode}}).
     */
    boolean isIn(Throwable failure, CamelContext context) {
        BeanIntrospection beans = PluginHelper.getBeanIntrospection(context);
        int depth = 0; // the nearest counts; a cause may be the answer to an earlier call
        for (Throwable cause = failure; cause != null && depth < MOST_CAUSES; cause = cause.getCause(), depth++) {
            if (beans.getOrElseProperty(cause, "statusCode", "", false) instanceof Integer status) {
                return codes.contains(status);
            }
        }
        return false;
    }

    /** Whether this message is an API's answer with one of the statuses. */
    boolean isIn(Message answer) {
        Integer status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        return status != null && codes.contains(status);
    }

    private static Integer parsed(String code, String option) {
        if (code.matches("[45][0-9]{2}")) {
            return Integer.valueOf(code);
        }
        throw new IllegalArgumentException(
                "rejectedStatus must be HTTP statuses from 400 to 599, such as 401 or 401,419, but is '" + option
                        + "'.");
    }
}

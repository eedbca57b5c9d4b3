package io.github.cameladhese.auth;

import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.MaskingFormatter;
import org.apache.camel.support.processor.DefaultMaskingFormatter;

/**
 * What logMask hides, and bearer tokens, however they are written: Camel's own formatter goes by keywords, of which the {@code log:}
 * component does not even know those of the context, and it leaves {@code Authorization: Bearer …} as it is.
 */
final class BearerMask implements MaskingFormatter {

    /** All characters that a token may have here, and what stands right behind it: rather too much than too little. */
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(Bearer\\s++)[\\x21-\\x7e]++");

    private final MaskingFormatter camels;

    BearerMask(CamelContext context) {
        this.camels = camels(context);
    }

    private static MaskingFormatter camels(CamelContext context) {
        try {
            return new DefaultMaskingFormatter(context);
        } catch (NoSuchMethodError e) {
            return new DefaultMaskingFormatter(); // Camel 4.14, whose context has no keywords of its own
        }
    }

    @Override
    public String format(String source) {
        return camels.format(BEARER.matcher(source).replaceAll("$1xxxxx"));
    }
}

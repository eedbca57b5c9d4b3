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

    /** The characters of a token (RFC 6750 §2.1, b64token). Each character is looked at once. */
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(Bearer +)[a-z0-9._~+/-]++=*+");

    private final MaskingFormatter camels;

    BearerMask(CamelContext context) {
        this.camels = new DefaultMaskingFormatter(context);
    }

    @Override
    public String format(String source) {
        return camels.format(BEARER.matcher(source).replaceAll("$1xxxxx"));
    }
}

package io.github.cameladhese.auth;

import java.util.Arrays;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.spi.MaskingFormatter;
import org.apache.camel.spi.Registry;

/** What a component adds to its Camel context, once however many components there are. */
final class ContextWide {

    /** Under which the health checks are found in the jar. */
    private static final String HEALTH_CHECKS = "adhese-auth";

    private static final String AUTHORIZATION = "authorization";

    private ContextWide() {}

    /** The checks of all accounts, if the application has health checks at all. */
    static void registerHealthChecks(CamelContext context) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null
                && registry.getRepository(HEALTH_CHECKS).isEmpty()
                && registry.resolveById(HEALTH_CHECKS) instanceof HealthCheckRepository checks) {
            registry.register(checks);
        }
    }

    /** Keeps the keywords that are there, and a formatter that the application has bound. */
    static void maskAuthorization(CamelContext context) {
        try {
            addKeyword(context.getCamelContextExtension());
        } catch (NoSuchMethodError e) {
            // Camel 4.14 has no such keywords; there the formatter does it alone.
        }
        Registry beans = context.getRegistry();
        if (beans.lookupByName(MaskingFormatter.CUSTOM_LOG_MASK_REF) == null) {
            beans.bind(MaskingFormatter.CUSTOM_LOG_MASK_REF, MaskingFormatter.class, new BearerMask(context));
        }
    }

    private static void addKeyword(ExtendedCamelContext settings) {
        String keywords = settings.getAdditionalSensitiveKeywords();
        if (keywords == null || keywords.isBlank()) {
            settings.setAdditionalSensitiveKeywords(AUTHORIZATION);
        } else if (Arrays.stream(keywords.split(",")).map(String::trim).noneMatch(AUTHORIZATION::equalsIgnoreCase)) {
            settings.setAdditionalSensitiveKeywords(keywords + "," + AUTHORIZATION);
        }
    }
}

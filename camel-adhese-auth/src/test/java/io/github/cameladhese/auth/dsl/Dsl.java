package io.github.cameladhese.auth.dsl;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;

/** The languages that routes are written in. */
enum Dsl {
    JAVA,
    YAML,
    XML;

    /** Adds the routes of an idiom in this language. */
    void add(Idiom idiom, CamelContext context) throws Exception {
        switch (this) {
            case JAVA -> context.addRoutes(idiom.routes());
            case YAML -> load(idiom.file("yaml"), context);
            case XML -> {
                assumeFalse(Boolean.getBoolean("camel.core-only")); // some versions of Camel lack it here
                load(idiom.file("xml"), context);
            }
        }
    }

    private static void load(String file, CamelContext context) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("classpath:" + file));
    }
}

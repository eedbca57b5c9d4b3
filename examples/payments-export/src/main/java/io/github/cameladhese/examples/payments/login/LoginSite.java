package io.github.cameladhese.examples.payments.login;

import java.net.URI;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.cookie.CookieConfiguration;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.main.Main;

/** The two routes of a login behind a web server, until closed. */
public final class LoginSite implements AutoCloseable {

    /** What the cookies are like, for the routes. */
    static final String COOKIES = "loginCookies";

    /** Which headers go into an answer, for the routes. */
    static final String HEADERS = "pageHeaders";

    private final Main main = new Main();

    private LoginSite(Properties overrides) {
        main.setOverrideProperties(overrides);
        main.configure().addConfiguration(new WebServer());
        main.configure().addRoutesBuilder(new LoginRoutes(new OpenLogins(InstantSource.system())));
    }

    /**
     * Starts it on {@code login.host} and {@code login.port}.
     *
     * @param overrides win over application.properties
     * @throws Exception if a setting is wrong or the port is taken
     */
    public static LoginSite start(Properties overrides) throws Exception {
        LoginSite site = new LoginSite(overrides);
        try {
            site.main.start();
            return site;
        } catch (Exception e) {
            site.close();
            throw e;
        }
    }

    /** Where a browser begins. */
    public URI loginUrl() {
        return URI.create(main.getCamelContext().resolvePropertyPlaceholders("{{login.url}}/login"));
    }

    @Override
    public void close() {
        main.stop();
    }

    /** Started before the routes are made: their redirect URI has the port, which may be any free one. */
    private static final class WebServer implements CamelConfiguration {

        @Override
        public void configure(CamelContext context) throws Exception {
            VertxPlatformHttpServerConfiguration settings = new VertxPlatformHttpServerConfiguration();
            settings.setBindHost(context.resolvePropertyPlaceholders("{{login.host}}"));
            settings.setBindPort(Integer.parseInt(context.resolvePropertyPlaceholders("{{login.port}}")));
            settings.getBodyHandler().setHandleFileUploads(false);
            VertxPlatformHttpServer server = new VertxPlatformHttpServer(settings);
            server.setCamelContext(context);
            server.start(); // or it would have no port until the routes are there
            context.addService(server); // which stops it with the context
            context.getPropertiesComponent()
                    .addOverrideProperty("login.url", "http://" + settings.getBindHost() + ":" + server.getPort());

            boolean https = context.resolvePropertyPlaceholders("{{login.redirect-uri}}")
                    .startsWith("https:");
            context.getRegistry()
                    .bind(
                            COOKIES,
                            new CookieConfiguration.Builder()
                                    .setHttpOnly(true) // no script reads it
                                    .setSameSite(CookieConfiguration.CookieSameSite.LAX) // sent with a callback
                                    .setSecure(https)
                                    .setMaxAge(OpenLogins.LONGEST.toSeconds())
                                    .build());
            HttpHeaderFilterStrategy headers = new HttpHeaderFilterStrategy();
            headers.getOutFilter().remove("cache-control"); // by itself Camel would leave it out
            context.getRegistry().bind(HEADERS, headers);
        }
    }
}

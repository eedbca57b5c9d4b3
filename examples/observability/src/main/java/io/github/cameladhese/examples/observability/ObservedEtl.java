package io.github.cameladhese.examples.observability;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The application: the routes, and what application.properties puts beside them. */
final class ObservedEtl {

    private ObservedEtl() {}

    /**
     * Ready to be started, which fails if its port is taken.
     *
     * @param overrides win over application.properties
     */
    static Main main(Properties overrides) {
        Main main = new Main();
        main.setOverrideProperties(overrides);
        main.configure().addRoutesBuilder(new EtlRoutes());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport configured) {
                checkPort(configured.getCamelContext());
            }
        });
        return main;
    }

    /** Where a started application shows itself. */
    static URI url(CamelContext context) {
        VertxPlatformHttpServer server = context.hasService(VertxPlatformHttpServer.class);
        return URI.create("http://" + server.getHost() + ":" + server.getPort() + "/observe/");
    }

    /** Camel would only log that the port is taken, and run unseen. */
    private static void checkPort(CamelContext context) {
        String host = context.resolvePropertyPlaceholders("{{observe.host}}");
        int port = Integer.parseInt(context.resolvePropertyPlaceholders("{{observe.port}}"));
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Health and metrics cannot be served on " + host + ":" + port + ": " + e.getMessage()
                            + ". Set another observe.port, or end what listens there.",
                    e);
        }
    }
}

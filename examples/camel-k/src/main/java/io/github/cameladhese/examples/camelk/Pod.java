package io.github.cameladhese.examples.camelk;

import io.github.cameladhese.examples.camelk.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.main.Main;

/** A folder like the file system of a pod of Camel K, with what the operator mounts there, and a run of Camel in it. */
final class Pod {

    private final Path folder;

    /**
     * @param folder an empty one
     * @param sandbox whose addresses and secret take the place of Adhese's
     */
    Pod(Path folder, Sandbox sandbox) throws IOException {
        this.folder = folder;
        Path secret = Files.createDirectory(folder.resolve("adhese")).resolve("client-secret");
        Files.writeString(secret, sandbox.secret());
        Files.createDirectory(folder.resolve("sources"));
        Path config = Files.createDirectory(folder.resolve("conf.d"));
        Files.writeString(
                config.resolve("campaigns.properties"),
                Manifest.text("campaigns.properties")
                        + """

                        # Here only: of several values the last one counts.
                        adhese.api-url = %1$s
                        camel.kamelet.adhese-campaigns-source.apiUrl = %1$s
                        camel.component.adhese-auth.auth-server-url = %1$s
                        camel.component.adhese-auth.client-secret-file = %2$s
                        """
                                .formatted(sandbox.url(), secret));
    }

    /** Runs these routes until the first message is done, and what it began has ended: so does a pod of a CronJob. */
    void run(String name, String routes, String ofPipe) throws Exception {
        Path source = Files.writeString(folder.resolve("sources").resolve(name), routes);
        // As the operator writes it; the last property is ours: on a cluster the Pipe goes on.
        Path properties = Files.writeString(
                folder.resolve("application.properties"),
                """
                camel.main.cloud-properties-location = %s
                camel.main.routes-include-pattern = file:%s
                camel.main.durationMaxMessages = 1
                camel.component.kamelet.location = classpath:kamelets
                camel.component.kamelet.no-error-handler = false
                %s
                camel.kamelet.adhese-campaigns-source.repeatCount = 1
                """
                        .formatted(folder.resolve("conf.d"), source, ofPipe));
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + properties);
        main.run();
    }
}

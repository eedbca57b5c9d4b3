package io.github.cameladhese.auth.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An API on a free loopback port, at every path. It answers 200 to any token but those that were revoked, and 401 to the
 * others, unless told otherwise, and keeps the requests that it received.
 */
public final class FakeApi implements AutoCloseable {

    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final WireMockServer server;
    private volatile boolean refusesAll;
    private volatile int refusal = 401;
    private volatile CountDownLatch meeting = new CountDownLatch(0);

    public FakeApi() {
        server = new WireMockServer(wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .containerThreads(40)
                .stubCorsEnabled(false)
                .extensions(new Script()));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers("api")));
    }

    /** Its address, of which the last part is as good as any other. */
    public String url() {
        return "http://127.0.0.1:" + server.port() + "/campaigns";
    }

    /** The same for a component with a scheme of its own, such as {@code vertx-http}, which some versions of Camel lack here. */
    public String url(String scheme) {
        assumeFalse(Boolean.getBoolean("camel.core-only"), scheme);
        return scheme + ":" + url();
    }

    /** From now on this token is refused. */
    public FakeApi revoke(String token) {
        revoked.add("Bearer " + token);
        return this;
    }

    /** From now on each token is refused. */
    public FakeApi refuseAll() {
        refusesAll = true;
        return this;
    }

    /** From now on this is the status of a refusal. */
    public FakeApi refuseWith(int status) {
        refusal = status;
        return this;
    }

    /** The next answers wait until there are so many requests. */
    public void answerOnceThereAre(int requests) {
        meeting = new CountDownLatch(requests);
    }

    /** The requests so far, oldest first. */
    public List<LoggedRequest> requests() {
        return server.findAll(RequestPatternBuilder.allRequests());
    }

    /** The tokens that came, oldest first; null for a request without one. */
    public List<String> tokens() {
        return requests().stream()
                .map(request -> request.getHeader("Authorization"))
                .map(header -> header == null ? null : header.replaceFirst("^Bearer ", ""))
                .toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Script implements ResponseDefinitionTransformerV2 {

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            CountDownLatch all = meeting;
            all.countDown();
            try {
                if (!all.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the others did not come");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            String header = event.getRequest().getHeader("Authorization");
            boolean refused = refusesAll || header == null || revoked.contains(header);
            return aResponse()
                    .withStatus(refused ? refusal : 200)
                    .withBody(refused ? "refused" : "welcome")
                    .build();
        }

        @Override
        public String getName() {
            return "api";
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }
}

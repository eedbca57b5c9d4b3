package io.github.cameladhese.auth.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A token endpoint on a free loopback port, at every path. It issues {@code token-1}, {@code token-2} and so on, each for 300
 * seconds, unless told otherwise, and keeps the requests that it received.
 */
public final class FakeTokenServer implements AutoCloseable {

    private final AtomicInteger issued = new AtomicInteger();
    private final WireMockServer server;
    private volatile IntFunction<ResponseDefinitionBuilder> answers = FakeTokenServer::token;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    public FakeTokenServer() {
        server = new WireMockServer(wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .containerThreads(40)
                .stubCorsEnabled(false)
                .extensions(new Script()));
        server.start();
        server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers("script")));
    }

    /** What {@code authServerUrl} has to be. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** From now on every request gets this answer. */
    public FakeTokenServer answer(ResponseDefinitionBuilder answer) {
        answers = number -> answer;
        return this;
    }

    /** From now on the n-th request in all, counted from 1, gets this answer. */
    public FakeTokenServer answers(IntFunction<ResponseDefinitionBuilder> byNumber) {
        answers = byNumber;
        return this;
    }

    /** Answers wait from now on, until {@link #letGo()}. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    public void letGo() {
        gate.countDown();
    }

    /** The requests so far, oldest first. */
    public List<LoggedRequest> requests() {
        return server.findAll(RequestPatternBuilder.allRequests());
    }

    /** How many requests came so far, those not answered yet included. */
    public int requestCount() {
        return issued.get();
    }

    /** A good answer with {@code token-<number>} for 300 seconds. */
    public static ResponseDefinitionBuilder token(int number) {
        return json(
                200,
                "{\"access_token\":\"token-" + number + "\",\"token_type\":\"Bearer\",\"expires_in\":300,"
                        + "\"scope\":\"adhese-api\"}");
    }

    public static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    /** An error as Keycloak sends it. */
    public static ResponseDefinitionBuilder error(int status, String code, String description) {
        return json(status, "{\"error\":\"" + code + "\",\"error_description\":\"" + description + "\"}");
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop();
    }

    private final class Script implements ResponseDefinitionTransformerV2 {

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            int number = issued.incrementAndGet();
            CountDownLatch held = gate;
            try {
                if (!held.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody let the answer go");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answers.apply(number).build();
        }

        @Override
        public String getName() {
            return "script";
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }
}

package io.github.cameladhese.auth.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;

/** Answers on a free loopback port as HashiCorp Vault does when a secret of its engine {@code secret} (KV version 2) is read. */
public final class FakeVault implements AutoCloseable {

    /** What opens it. */
    public static final String TOKEN = "token-of-the-vault";

    private final WireMockServer server =
            new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());

    public FakeVault() {
        server.start();
        open();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** A secret with these fields, in place of any that the path had. */
    public FakeVault put(String path, String clientId, String clientSecret) {
        return answer(
                path,
                "{\"data\":{\"data\":{\"client-id\":\"" + clientId + "\",\"client-secret\":\"" + clientSecret
                        + "\"},\"metadata\":{\"version\":1}}}");
    }

    /** Any other JSON for the path, with status 200. */
    public FakeVault answer(String path, String json) {
        server.stubFor(get(urlEqualTo("/v1/secret/data/" + path))
                .withHeader("X-Vault-Token", equalTo(TOKEN))
                .willReturn(FakeTokenServer.json(200, json)));
        return this;
    }

    /** From now on it knows no secret, and answers nobody. */
    public void seal() {
        server.resetMappings();
        server.stubFor(any(anyUrl()).willReturn(FakeTokenServer.json(503, "{\"errors\":[\"Vault is sealed\"]}")));
    }

    /** From now on it answers to those who have its token. */
    public FakeVault open() {
        server.resetMappings();
        server.stubFor(any(anyUrl()).willReturn(FakeTokenServer.json(403, "{\"errors\":[\"permission denied\"]}")));
        server.stubFor(any(anyUrl())
                .withHeader("X-Vault-Token", equalTo(TOKEN))
                .willReturn(FakeTokenServer.json(404, "{\"errors\":[]}")));
        return this;
    }

    /** How often it was asked. */
    public int requestCount() {
        return server.findAll(RequestPatternBuilder.allRequests()).size();
    }

    @Override
    public void close() {
        server.stop();
    }
}

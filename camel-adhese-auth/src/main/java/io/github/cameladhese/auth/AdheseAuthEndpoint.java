package io.github.cameladhese.auth;

import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/**
 * Obtain, cache and renew an OAuth2 access token of the Adhese ad server, and set it as the Authorization header.
 */
@ManagedResource(description = "Managed Adhese Auth endpoint")
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "adhese-auth",
        title = "Adhese Auth",
        syntax = "adhese-auth:realm",
        producerOnly = true,
        category = {Category.SECURITY, Category.HTTP},
        headersClass = AdheseAuthConstants.class)
public class AdheseAuthEndpoint extends OAuthEndpoint {

    @UriParam
    private AdheseAuthConfiguration configuration;

    AdheseAuthEndpoint(String uri, Component component, AdheseAuthConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    OAuthConfiguration options() {
        return configuration;
    }

    public AdheseAuthConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(AdheseAuthConfiguration configuration) {
        this.configuration = configuration;
    }
}

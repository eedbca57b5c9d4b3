package io.github.cameladhese.auth;

import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;

/**
 * Obtain, cache and renew an OAuth2 access token of the Adullam payment platform, and set it as the Authorization header.
 */
@ManagedResource(description = "Managed Adullam Auth endpoint")
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "adullam-auth",
        title = "Adullam Auth",
        syntax = "adullam-auth:name",
        producerOnly = true,
        category = {Category.SECURITY, Category.HTTP},
        headersClass = AdullamAuthConstants.class)
public class AdullamAuthEndpoint extends OAuthEndpoint {

    @UriParam
    private AdullamAuthConfiguration configuration;

    AdullamAuthEndpoint(String uri, Component component, AdullamAuthConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    OAuthConfiguration options() {
        return configuration;
    }

    public AdullamAuthConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(AdullamAuthConfiguration configuration) {
        this.configuration = configuration;
    }
}

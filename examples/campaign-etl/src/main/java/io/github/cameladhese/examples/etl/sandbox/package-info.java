/**
 * Something like Adhese on a loopback port: a token endpoint that is as strict as a Keycloak, and an API that lets nobody in
 * without a valid bearer token. The token endpoint, the tokens and the advertiser's shape follow what is documented; paths,
 * paging and the other field names of the API are invented. Imports nothing from the job that runs against it.
 */
@NullMarked
package io.github.cameladhese.examples.etl.sandbox;

import org.jspecify.annotations.NullMarked;

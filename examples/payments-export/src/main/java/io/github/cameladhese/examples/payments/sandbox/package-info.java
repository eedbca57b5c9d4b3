/**
 * Something like Adullam on a loopback port: a token endpoint that takes what is documented and nothing else, and an API that
 * lets nobody in without a valid bearer token, or too often. The token request and answer, the parameters and the paging of
 * {@code /v1/payments} and its limit follow what is documented; {@code /authorize}, error bodies and the fields of a payment
 * are invented. Imports nothing from what runs against it.
 */
@NullMarked
package io.github.cameladhese.examples.payments.sandbox;

import org.jspecify.annotations.NullMarked;

package io.github.cameladhese.auth;

import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.Vendor;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;

/** Routes that call an API with a token of one vendor. */
abstract class VendorApiTest extends VendorRouteTest {

    final FakeApi api = new FakeApi();
    final String anotherStep;

    VendorApiTest(Vendor vendor) {
        super(vendor);
        anotherStep = vendor.stepOf("another-customer");
    }

    @Override
    @AfterEach
    void stop() {
        super.stop();
        api.close();
    }

    /** Keeps the Authorization header that the message has there. */
    static Processor note(String property) {
        return exchange ->
                exchange.setProperty(property, exchange.getMessage().getHeader("Authorization", "none", String.class));
    }
}

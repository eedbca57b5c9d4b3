package io.github.cameladhese.auth;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.testkit.Vendor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Routes with a token of one vendor; each test runs for one vendor after the other. */
@ParameterizedClass
@EnumSource
abstract class VendorRouteTest {

    final FakeTokenServer server = new FakeTokenServer();
    final Vendor vendor;
    final Routes routes;
    final String step;

    VendorRouteTest(Vendor vendor) {
        this.vendor = vendor;
        routes = new Routes(server, vendor);
        step = vendor.step();
    }

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }
}

package io.github.cameladhese.auth.jcache;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports of loopback that are free now. */
final class FreePorts {

    private FreePorts() {}

    static int one() throws IOException {
        return some(1).get(0);
    }

    /** All are open at once, so that they differ. */
    static List<Integer> some(int number) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < number; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }
}

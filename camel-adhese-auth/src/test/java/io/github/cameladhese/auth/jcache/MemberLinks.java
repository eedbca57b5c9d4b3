package io.github.cameladhese.auth.jcache;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The network between the members of a cluster: each is found by the others at a port of this, and what they say goes through it,
 * until a member is cut off. From which member a connection comes is told by the port that it comes from. Thread-safe.
 */
final class MemberLinks implements AutoCloseable {

    /** For each member, below the ports that systems give to clients. */
    private static final int OUTBOUND_PORTS = 100;

    private final InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Integer> ports;
    private final List<ServerSocket> doors = new ArrayList<>();
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final ServerSocket reserved;
    private final int firstOutbound;
    private volatile int cut = -1;

    MemberLinks(int members) throws IOException {
        ports = FreePorts.some(members);
        reserved = reserved(members);
        firstOutbound = reserved.getLocalPort();
        for (int i = 0; i < members; i++) {
            int to = i;
            ServerSocket door = new ServerSocket(0, 50, loopback);
            doors.add(door);
            threads.execute(() -> accept(door, to));
        }
    }

    /** Where a member listens, where others find it, from where it connects, and where all are found. */
    List<String> arguments(int member) {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(ports.get(member)));
        arguments.add(String.valueOf(doors.get(member).getLocalPort()));
        int first = firstOutbound + 1 + member * OUTBOUND_PORTS;
        arguments.add(first + "-" + (first + OUTBOUND_PORTS - 2));
        doors.forEach(door -> arguments.add(String.valueOf(door.getLocalPort())));
        return arguments;
    }

    /** Nobody listens there any more. */
    void close(int member) throws IOException {
        doors.get(member).close();
    }

    /** The others do not reach this member any more, nor does it them; what is between the others stays. */
    void cutOff(int member) throws IOException {
        cut = member;
        for (ServerSocket door : doors) {
            door.close();
        }
        links.forEach(this::closeIfCut);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket door : doors) {
            door.close();
        }
        links.forEach(Link::close);
        reserved.close();
        threads.shutdownNow();
    }

    private void closeIfCut(Link link) {
        if (link.from == cut || link.to == cut) {
            link.close();
        }
    }

    private void accept(ServerSocket door, int to) {
        while (true) {
            try {
                link(door.accept(), to);
            } catch (IOException e) { // it was closed
                return;
            }
        }
    }

    private void link(Socket caller, int to) throws IOException {
        try {
            int from = (caller.getPort() - firstOutbound - 1) / OUTBOUND_PORTS;
            Link link = new Link(from, to, caller, new Socket(loopback, ports.get(to)));
            links.add(link);
            closeIfCut(link); // if it came just when that happened
            threads.execute(() -> link.pump(link.caller, link.called));
            threads.execute(() -> link.pump(link.called, link.caller));
        } catch (IOException e) { // it does not listen yet
            caller.close();
        }
    }

    /** Ports that nobody else takes meanwhile, as all who want some look for the first. */
    private ServerSocket reserved(int members) throws IOException {
        for (int first = 15_000; ; first += members * OUTBOUND_PORTS) {
            try {
                return new ServerSocket(first, 1, loopback);
            } catch (BindException e) {
                if (first > 25_000) {
                    throw e;
                }
            }
        }
    }

    private record Link(int from, int to, Socket caller, Socket called) {

        void pump(Socket one, Socket other) {
            try {
                one.getInputStream().transferTo(other.getOutputStream());
            } catch (IOException e) { // as when it is cut
            }
            close();
        }

        void close() {
            try (caller;
                    called) {
                return;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

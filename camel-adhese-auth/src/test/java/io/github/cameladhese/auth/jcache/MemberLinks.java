package io.github.cameladhese.auth.jcache;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

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
    private final int firstOutbound;

    MemberLinks(int members) throws IOException {
        ports = freePorts(members);
        firstOutbound = 15_000 + Math.floorMod(ports.get(0), 100) * OUTBOUND_PORTS;
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
        int first = firstOutbound + member * OUTBOUND_PORTS;
        arguments.add(first + "-" + (first + OUTBOUND_PORTS - 1));
        doors.forEach(door -> arguments.add(String.valueOf(door.getLocalPort())));
        return arguments;
    }

    /** Nobody listens there any more. */
    void close(int member) throws IOException {
        doors.get(member).close();
    }

    /** The others do not reach this member any more, nor does it them; what is between the others stays. */
    void cutOff(int member) throws IOException {
        for (ServerSocket door : doors) {
            door.close();
        }
        for (Link link : links) {
            if (link.from == member || link.to == member) {
                link.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket door : doors) {
            door.close();
        }
        links.forEach(Link::close);
        threads.shutdownNow();
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
            int from = (caller.getPort() - firstOutbound) / OUTBOUND_PORTS;
            Link link = new Link(from, to, caller, new Socket(loopback, ports.get(to)));
            links.add(link);
            threads.execute(() -> link.pump(link.caller, link.called));
            threads.execute(() -> link.pump(link.called, link.caller));
        } catch (IOException e) { // it does not listen yet
            caller.close();
        }
    }

    private List<Integer> freePorts(int number) throws IOException {
        List<ServerSocket> open = new ArrayList<>(); // all at once, so that they differ
        try {
            for (int i : IntStream.range(0, number).toArray()) {
                open.add(i, new ServerSocket(0, 1, loopback));
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
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

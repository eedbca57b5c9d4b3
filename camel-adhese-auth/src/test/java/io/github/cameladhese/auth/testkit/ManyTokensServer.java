package io.github.cameladhese.auth.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token endpoint on a free loopback port for as many requests as it takes: it keeps of each realm only how often it asked
 * and as whom, or not even that. The token says for which realm and client it is: {@code realm/client/number}.
 */
public final class ManyTokensServer implements AutoCloseable {

    private static final Pattern REALM = Pattern.compile("POST /realms/([^/]+)/protocol/openid-connect/token ");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final Pattern CLIENT = Pattern.compile("client_id=([^&]*)&client_secret=([^&]*)");

    private final ServerSocket server = RawServer.open();
    private final LongAdder requests = new LongAdder();
    private final Map<String, LongAdder> requestsByRealm = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> clientsByRealm = new ConcurrentHashMap<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean forgetful;

    public ManyTokensServer() {
        start(this::accept);
    }

    /** What {@code authServerUrl} has to be. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    public long requests() {
        return requests.sum();
    }

    public long requests(String realm) {
        return Optional.ofNullable(requestsByRealm.get(realm))
                .map(LongAdder::sum)
                .orElse(0L);
    }

    /** Who asked for tokens of this realm, each as {@code id:secret}. */
    public Set<String> clients(String realm) {
        return clientsByRealm.getOrDefault(realm, Set.of());
    }

    /** Open connections of clients. */
    public int connections() {
        return connections.size();
    }

    /** From now on it keeps only how many requests came in all. */
    public void forgetRealms() {
        forgetful = true;
    }

    /** Answers wait from now on, until {@link #letGo()}. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    public void letGo() {
        gate.countDown();
    }

    @Override
    public void close() {
        gate.countDown();
        closeQuietly(server);
        connections.forEach(ManyTokensServer::closeQuietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                start(() -> serve(connection));
            } catch (IOException e) {
                // closed, or a connection that was gone before it was accepted
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                connection.getOutputStream().write(answer(in).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // the client has hung up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    private String answer(InputStream in) throws IOException, InterruptedException {
        String head = head(in);
        String body =
                new String(in.readNBytes(Integer.parseInt(found(LENGTH, head).group(1))), StandardCharsets.US_ASCII);
        String realm = found(REALM, head).group(1);
        Matcher client = found(CLIENT, body);
        requests.increment();
        long number = forgetful ? 1 : keep(realm, client.group(1) + ":" + client.group(2));
        gate.await(60, TimeUnit.SECONDS);
        return RawServer.token(realm + "/" + client.group(1) + "/" + number);
    }

    private long keep(String realm, String client) {
        clientsByRealm
                .computeIfAbsent(realm, name -> ConcurrentHashMap.newKeySet())
                .add(client);
        LongAdder ofRealm = requestsByRealm.computeIfAbsent(realm, name -> new LongAdder());
        ofRealm.increment();
        return ofRealm.sum();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static Matcher found(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("not " + pattern + ": " + text);
        }
        return matcher;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "ManyTokensServer");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

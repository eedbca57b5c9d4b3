package io.github.cameladhese.auth.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** A key with a certificate that it signed itself, made by the JDK's keytool. */
final class TestCertificate {

    static final String PASSWORD = "changeit";

    private final Path file;
    private final KeyStore store = KeyStore.getInstance("PKCS12");

    /** @param names the hosts it is for, as in {@code dns:localhost,ip:127.0.0.1} */
    TestCertificate(Path folder, String names) throws GeneralSecurityException, IOException {
        file = folder.resolve("test-" + Integer.toHexString(names.hashCode()) + ".p12");
        run(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + names,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString());
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
    }

    /** For a server that shows this certificate. */
    SSLContext server() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys().getKeyManagers(), null, null);
        return context;
    }

    /** For a server that shows this certificate, and trusts clients with the other one. */
    SSLContext server(TestCertificate clients) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys().getKeyManagers(), clients.trust().getTrustManagers(), null);
        return context;
    }

    /** For a client that trusts this certificate and no other. */
    SSLContext client() throws GeneralSecurityException, IOException {
        return client("TLS");
    }

    /** The same, with no newer protocol than the given one. */
    SSLContext client(String protocol) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(null, trust().getTrustManagers(), null);
        return context;
    }

    /** The file with certificate and key, whose password is {@link #PASSWORD}. */
    Path file() {
        return file;
    }

    /** The certificate without its key. */
    KeyStore trusted() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", store.getCertificate("test"));
        return trusted;
    }

    /** As users of Camel set them: this certificate is trusted and no other, and one protocol is spoken. */
    SSLContextParameters trustedBy(String protocol) throws GeneralSecurityException, IOException {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setKeyStore(trusted());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of(protocol));
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        parameters.setSecureSocketProtocols(protocols);
        return parameters;
    }

    private KeyManagerFactory keys() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        return keys;
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted());
        return trust;
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}

package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.TokenClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A token as it goes from one machine to another: with what was left of its life when it was written, and when that was by the
 * writer's wall clock. Its reader believes the shorter of the two: what was left then, and what is left of it by the reader's own
 * clock, which is first put right by as much as the writer's may be ahead, see {@link ClockSkew}. Immutable; {@code toString}
 * does not show it.
 */
final class StoredToken {

    /** The end of the year 9999 in milliseconds since the epoch: no clock reads more. */
    private static final long LATEST = 253_402_300_799_999L;

    private final long writer;
    private final long writtenAt;
    private final Duration left;
    private final Duration lifetime;
    private final String value;
    private final Set<String> scopes;

    private StoredToken(
            long writer, long writtenAt, Duration left, Duration lifetime, String value, Set<String> scopes) {
        this.writer = writer;
        this.writtenAt = writtenAt;
        this.left = left;
        this.lifetime = lifetime;
        this.value = value;
        this.scopes = scopes;
    }

    /** @param writer this process, by a number that others do not have */
    static StoredToken of(AccessToken token, long writer, TokenClock clock) {
        Moment now = Moment.now(clock);
        return new StoredToken(
                writer, now.millis(), leftOf(token, now), token.lifetime(), token.value(), token.scopes());
    }

    /** What is left of a token's life, by the clock that has less; zero or less if it is over. */
    static Duration leftOf(AccessToken token, Moment now) {
        Moment end = token.requestedAt().plus(token.lifetime());
        return least(Duration.ofNanos(end.nanos() - now.nanos()), Duration.ofMillis(end.millis() - now.millis()));
    }

    /** What was left of its life when it was written. */
    Duration left() {
        return left;
    }

    /** For how long a store should keep it: until the next has come, twice its life, a day at most. */
    Duration kept() {
        return least(left.plus(lifetime), AccessToken.LONGEST_LIFETIME);
    }

    /** The token by the clocks of this process; empty if it is over, or dated as by no clock. */
    Optional<AccessToken> read(ClockSkew skew, TokenClock clock) {
        if (!skew.isClock(writtenAt)) {
            return Optional.empty();
        }
        skew.sees(writer, writtenAt, null);
        Duration ahead = skew.aheadOfUs(writer, writtenAt, lifetime);
        Moment now = Moment.now(clock);
        Duration sinceWritten = Duration.ofMillis(now.millis() - writtenAt).plus(ahead);
        Duration leftNow = least(left, left.minus(sinceWritten));
        if (leftNow.isNegative() || leftNow.isZero()) {
            return Optional.empty();
        }
        Moment requestedAt = now.plus(leftNow.minus(lifetime));
        return Optional.of(new AccessToken(value, scopes, requestedAt, lifetime));
    }

    byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(writer);
            out.writeLong(writtenAt);
            out.writeLong(left.toMillis());
            out.writeLong(lifetime.toMillis());
            writeText(out, value);
            out.writeInt(scopes.size());
            for (String scope : scopes) {
                writeText(out, scope);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #write} gave; empty if it is something else. */
    static Optional<StoredToken> of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long writer = in.readLong();
            long writtenAt = in.readLong();
            Duration left = Duration.ofMillis(in.readLong());
            Duration lifetime = Duration.ofMillis(in.readLong());
            String value = readText(in);
            Set<String> scopes = new TreeSet<>();
            for (int more = in.readInt(); more > 0; more--) {
                scopes.add(readText(in));
            }
            boolean whole = in.available() == 0
                    && writtenAt >= 0
                    && writtenAt <= LATEST
                    && !value.isEmpty()
                    && !lifetime.isNegative()
                    && !lifetime.isZero()
                    && lifetime.compareTo(AccessToken.LONGEST_LIFETIME) <= 0
                    && left.compareTo(lifetime) <= 0;
            return whole
                    ? Optional.of(new StoredToken(writer, writtenAt, left, lifetime, value, scopes))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "StoredToken[hidden]";
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("no length: " + length);
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

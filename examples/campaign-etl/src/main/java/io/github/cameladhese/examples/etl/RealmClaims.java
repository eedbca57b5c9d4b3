package io.github.cameladhese.examples.etl;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no two processes copy one realm at the same time, and that the workers of one run share its realms: by
 * PostgreSQL's advisory locks, which end with the connection that holds them, however its process ends. DuckDB lets no second
 * process in anyway. Not thread-safe.
 */
final class RealmClaims implements AutoCloseable {

    /** What came of asking for a realm. */
    enum Claim {
        /** Nobody else copies it until it is released. */
        MINE,
        /** Another process is copying it. */
        BUSY,
        /** It was copied in this run. */
        DONE
    }

    private static final int SECONDS_TO_ANSWER = 5;

    private static final String KEY = "(hashtextextended('campaign-etl/' || CAST(? AS VARCHAR), 0))";

    private final Connections connections;
    private final String run;
    private @Nullable Connection open;

    /** Opens one for locks alone. */
    interface Connections {
        Connection open() throws SQLException;
    }

    /** @param run the name that all workers of a run have in common; empty for a run of one process */
    RealmClaims(Connections connections, String run) {
        this.connections = connections;
        this.run = run;
    }

    /** Whether to wait for a realm that is busy: its worker may yet fail. */
    boolean areShared() {
        return !run.isEmpty();
    }

    Claim take(String realm) throws SQLException {
        connect();
        return locks() && !is("SELECT pg_try_advisory_lock" + KEY, realm) ? Claim.BUSY : mineUnlessDone(realm);
    }

    /** As {@link #take}, but waits until the realm is not busy. */
    Claim await(String realm) throws SQLException {
        connect();
        if (locks()) {
            is("SELECT pg_advisory_lock" + KEY + " IS NOT NULL", realm);
        }
        return mineUnlessDone(realm);
    }

    /** @param copied whether no worker of this run has to copy it again */
    void release(String realm, boolean copied) throws SQLException {
        if (copied && areShared()) {
            execute(
                    "INSERT INTO realm_runs (realm, run, finished_at) VALUES (?, ?, CURRENT_TIMESTAMP)"
                            + " ON CONFLICT (realm) DO UPDATE SET run = excluded.run, finished_at = excluded.finished_at",
                    realm,
                    run);
        }
        if (locks() && !is("SELECT pg_advisory_unlock" + KEY, realm)) {
            throw new SQLException("the lock of realm '" + realm + "' was lost: is a connection pool between that gives"
                    + " each statement another connection?");
        }
    }

    @Override
    public void close() throws SQLException {
        if (open != null) {
            open.close();
        }
    }

    /** Anew if it was lost, and with it what was locked. */
    private void connect() throws SQLException {
        if (open == null || !open.isValid(SECONDS_TO_ANSWER)) {
            close();
            open = connections.open();
        }
    }

    private Connection connection() throws SQLException {
        if (open == null) {
            throw new SQLException("no realm was taken");
        }
        return open;
    }

    private boolean locks() throws SQLException {
        return connection().getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    private Claim mineUnlessDone(String realm) throws SQLException {
        if (areShared() && is("SELECT count(*) > 0 FROM realm_runs WHERE realm = ? AND run = ?", realm, run)) {
            release(realm, false);
            return Claim.DONE;
        }
        return Claim.MINE;
    }

    private boolean is(String query, String... values) throws SQLException {
        try (PreparedStatement statement = prepare(query, values);
                ResultSet answer = statement.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private void execute(String update, String... values) throws SQLException {
        try (PreparedStatement statement = prepare(update, values)) {
            statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, String... values) throws SQLException {
        PreparedStatement statement = connection().prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }
}

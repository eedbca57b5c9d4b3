package io.github.cameladhese.auth.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** All that is logged while it is open, by every logger of SLF4J and of the JDK, down to TRACE. */
public final class CapturedLogs implements AutoCloseable {

    /**
     * A line of log.
     *
     * @param logger its logger's name
     * @param text level, message, and the stack trace if there is one
     */
    public record Line(String logger, String text) {}

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>(); // TRACE gives hundreds of thousands
    private final LoggerConfig root =
            LoggerContext.getContext(false).getConfiguration().getRootLogger();
    private final Level levelBefore = root.getLevel();
    private final java.util.logging.Level jdkLevelBefore = Logger.getLogger("").getLevel();
    private final Appender appender = new Appender();
    private final JdkHandler handler = new JdkHandler();

    public CapturedLogs() {
        this(Level.ALL);
        Logger.getLogger("").addHandler(handler);
        Logger.getLogger("").setLevel(java.util.logging.Level.ALL);
    }

    private CapturedLogs(Level level) {
        this(level, level);
    }

    private CapturedLogs(Level level, Level levelOfOthers) {
        appender.start();
        root.addAppender(appender, level, null);
        root.setLevel(levelOfOthers);
        ((LoggerContext) LogManager.getContext(false)).updateLoggers();
    }

    /** Down to INFO only, for a test that would log too much below that, and without the JDK's. */
    public static CapturedLogs fromInfoUp() {
        return new CapturedLogs(Level.INFO);
    }

    /** Down to DEBUG of this package only. */
    public static CapturedLogs ofPackage(String name) {
        CapturedLogs logs = new CapturedLogs(Level.ALL, Level.ERROR);
        Configurator.setLevel(name, Level.DEBUG);
        return logs;
    }

    /** The lines of the loggers whose names fulfil the condition. */
    public List<Line> lines(Predicate<String> loggers) {
        return lines.stream().filter(line -> loggers.test(line.logger())).toList();
    }

    @Override
    public void close() {
        root.removeAppender(appender.getName());
        root.setLevel(levelBefore);
        ((LoggerContext) LogManager.getContext(false)).updateLoggers();
        Logger.getLogger("").removeHandler(handler);
        Logger.getLogger("").setLevel(jdkLevelBefore);
    }

    /** The exception and all its causes as they would be printed. */
    public static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private final class Appender extends AbstractAppender {

        Appender() {
            super("captured", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            String trace = event.getThrown() == null ? "" : printed(event.getThrown());
            lines.add(new Line(
                    event.getLoggerName(),
                    event.getLevel() + " " + event.getThreadName() + " "
                            + event.getMessage().getFormattedMessage() + trace));
        }
    }

    private final class JdkHandler extends Handler {

        @Override
        public void publish(LogRecord event) {
            String trace = event.getThrown() == null ? "" : printed(event.getThrown());
            lines.add(new Line(
                    String.valueOf(event.getLoggerName()), event.getLevel() + " " + event.getMessage() + trace));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

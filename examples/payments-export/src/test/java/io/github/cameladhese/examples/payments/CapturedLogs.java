package io.github.cameladhese.examples.payments;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** All that is logged while it is open: by our loggers at every level, by others from warnings on, as configured. */
public final class CapturedLogs extends AbstractAppender implements AutoCloseable {

    private static final String OURS = "io.github.cameladhese";

    private final List<String> lines = new CopyOnWriteArrayList<>();

    public CapturedLogs() {
        super("captured", null, null, false, Property.EMPTY_ARRAY);
        start();
        Configurator.setLevel(OURS, Level.TRACE);
        context().getConfiguration().getRootLogger().addAppender(this, null, null);
        context().updateLoggers();
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void append(LogEvent event) {
        StringWriter line = new StringWriter();
        line.append(event.getLoggerName()).append(' ').append(event.getMessage().getFormattedMessage());
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new PrintWriter(line, true));
        }
        lines.add(line.toString());
    }

    @Override
    public void close() {
        context().getConfiguration().getRootLogger().removeAppender(getName());
        Configurator.setLevel(OURS, Level.WARN);
        stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LogManager.getContext(false);
    }
}

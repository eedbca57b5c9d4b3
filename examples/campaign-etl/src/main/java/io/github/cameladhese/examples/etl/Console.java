package io.github.cameladhese.examples.etl;

import java.io.PrintStream;

/** Where a person or a log reads along. The only class that knows standard output and error. */
final class Console {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    Console(PrintStream out, PrintStream err, boolean terminal) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    static Console standard() {
        return new Console(System.out, System.err, isTerminal());
    }

    void say(String line) {
        out.println(line);
    }

    void complain(String line) {
        err.println(line);
    }

    Progress progress() {
        return terminal ? new BarProgress(out) : new LineProgress(this::say, System::nanoTime);
    }

    /** Until Java 21 there is a console only on a terminal; since Java 22 there always is one, and it has to be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        java.io.Console console = System.console();
        try {
            return console != null
                    && (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}

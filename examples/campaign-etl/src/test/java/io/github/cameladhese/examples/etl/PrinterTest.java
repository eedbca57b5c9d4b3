package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PrinterTest {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @Test
    void nobodyWaitsForATerminalThatIsHeld() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        PrintStream terminal = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                held.countDown();
                await(released);
                said.add(line);
            }
        };
        Printer printer = new Printer(new Console(terminal, terminal, false), 2);

        printer.print("said, late");
        await(held);
        printer.print("fits");
        printer.print("fits, too");
        printer.print("does not fit");
        printer.print("nor does this");
        assertThat(said).isEmpty();
        released.countDown();

        assertThat(next()).isEqualTo("said, late");
        assertThat(next()).isEqualTo("(Lines that are left out, as this was not read fast enough: 2)");
        assertThat(next()).isEqualTo("fits");
        assertThat(next()).isEqualTo("fits, too");
        printer.print("and on");
        assertThat(next()).isEqualTo("and on");
    }

    private String next() throws InterruptedException {
        return said.poll(1, TimeUnit.MINUTES);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.cameladhese.examples.etl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The most memory that this process has had so far: its heap, the virtual machine, and what DuckDB takes beside both. */
final class PeakMemory {

    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    private PeakMemory() {}

    /** In bytes, where the system tells: Linux does. */
    static OptionalLong ofThisProcess() {
        try {
            Matcher size = RESIDENT.matcher(Files.readString(Path.of("/proc/self/status")));
            return size.find() ? OptionalLong.of(1024 * Long.parseLong(size.group(1))) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}

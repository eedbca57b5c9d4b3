package io.github.cameladhese.examples.etl;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most memory that this process needed so far.
 *
 * @param heap in bytes, with what was not yet collected
 * @param process in bytes: of all of it, with DuckDB's memory; 0 where the system does not tell (only Linux does)
 */
record PeakMemory(long heap, long process) {

    private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    static PeakMemory ofThisProcess() {
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        return new PeakMemory(heap, resident(Path.of("/proc/self/status")));
    }

    private static long resident(Path status) {
        try {
            Matcher size = RESIDENT.matcher(Files.readString(status));
            return size.find() ? 1024 * Long.parseLong(size.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}

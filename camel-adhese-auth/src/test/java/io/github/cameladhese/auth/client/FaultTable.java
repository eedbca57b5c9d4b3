package io.github.cameladhese.auth.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of {@code docs/faults.md}, by the name of the fault. */
final class FaultTable {

    private static final Path FILE = Path.of("..", "docs", "faults.md");
    private static final String HEADER = "| fault |";

    private final Map<String, String> rows = new LinkedHashMap<>();

    FaultTable() throws IOException {
        boolean within = false;
        for (String line : Files.readAllLines(FILE)) {
            within = line.startsWith(HEADER) || (within && line.startsWith("|"));
            if (within && !line.startsWith(HEADER) && !line.startsWith("| -")) {
                String name = line.substring(2, line.indexOf(" |", 1));
                if (rows.put(name, line) != null) {
                    throw new IllegalStateException("docs/faults.md has two rows for: " + name);
                }
            }
        }
    }

    List<String> faults() {
        return List.copyOf(rows.keySet());
    }

    /** Without what becomes of a code. */
    String row(String fault) {
        String whole = whole(fault);
        return whole.substring(0, beforeLastCell(whole) + 1).trim();
    }

    /** What becomes of an authorization code that meets the fault. */
    String code(String fault) {
        String whole = whole(fault);
        return whole.substring(beforeLastCell(whole) + 1, whole.length() - 1).trim();
    }

    private String whole(String fault) {
        return rows.getOrDefault(fault, "| no row in docs/faults.md for: " + fault + " | |");
    }

    private static int beforeLastCell(String row) {
        return row.lastIndexOf('|', row.length() - 2);
    }
}

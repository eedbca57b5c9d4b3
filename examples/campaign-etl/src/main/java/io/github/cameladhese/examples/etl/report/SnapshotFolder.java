package io.github.cameladhese.examples.etl.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A folder that is written beside the old one and takes its place once it is complete. One process at a time; others wait.
 *
 * <p>The last step is two renames: for that moment there is no folder, and who is reading the old one may find its files gone.
 * What a kill between the two leaves behind is put back by the next {@link #open}.
 */
final class SnapshotFolder implements AutoCloseable {

    private final Path folder;
    private final Path work;
    private final Path old;
    private final FileChannel lock;

    private SnapshotFolder(Path folder, Path work, Path old, FileChannel lock) {
        this.folder = folder;
        this.work = work;
        this.old = old;
        this.lock = lock;
    }

    /** @param own what may be in the folder; if there is anything else in it, it is not ours to replace */
    static SnapshotFolder open(Path folder, Set<String> own) throws IOException {
        Path parent = folder.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new NotDirectoryException(folder + ", which cannot be replaced");
        }
        Path absolute = parent.resolve(folder.getFileName());
        Files.createDirectories(parent);
        FileChannel lock =
                FileChannel.open(beside(absolute, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock.lock();
            SnapshotFolder snapshot =
                    new SnapshotFolder(absolute, beside(absolute, ".new"), beside(absolute, ".old"), lock);
            snapshot.tidyUp(own);
            return snapshot;
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new IOException("this process is writing it already", e);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /** Where the files of the next folder go. */
    Path next() {
        return work.resolve("next");
    }

    /** For a file that is needed while they are written. */
    Path scratch(String name) {
        return work.resolve(name);
    }

    void publish() throws IOException {
        boolean first = !Files.exists(folder);
        if (!first) {
            Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(next(), folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!first) {
                Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        FileSystemUtils.deleteRecursively(old);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            FileSystemUtils.deleteRecursively(work);
        }
    }

    /** After a process that was killed. */
    private void tidyUp(Set<String> own) throws IOException {
        if (!Files.exists(folder) && Files.exists(old)) {
            Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        for (String foreign : namesIn(folder)) {
            if (!own.contains(foreign)) {
                throw new IOException("there is '" + foreign + "' in it, which is not of an export,"
                        + " and a folder is replaced as a whole");
            }
        }
        FileSystemUtils.deleteRecursively(old);
        FileSystemUtils.deleteRecursively(work);
        Files.createDirectories(next());
    }

    private static List<String> namesIn(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static Path beside(Path folder, String suffix) {
        return folder.resolveSibling(folder.getFileName() + suffix);
    }
}

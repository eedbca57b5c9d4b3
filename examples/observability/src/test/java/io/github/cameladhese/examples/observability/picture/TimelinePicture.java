package io.github.cameladhese.examples.observability.picture;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Runs for three minutes and draws what happened into the SVG file that is the only argument. */
public final class TimelinePicture {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 560;

    private TimelinePicture() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[0]).toAbsolutePath().normalize();
        System.out.println("A run of three minutes.");
        Timeline timeline = new TimelineRun(
                        Duration.ofSeconds(30), 180, List.of(new Timeline.Outage(40, 52), new Timeline.Outage(90, 135)))
                .run();
        write(timeline, file);
        System.out.printf(
                "%d tokens, %d failed token requests, %d exchanges, %d failed: %s%n",
                timeline.tokens().size(),
                timeline.failures().size(),
                timeline.ok() + timeline.failed(),
                timeline.failed(),
                file);
        System.exit(0);
    }

    static void write(Timeline timeline, Path file) throws IOException {
        Document document = GenericDOMImplementation.getDOMImplementation()
                .createDocument("http://www.w3.org/2000/svg", "svg", null);
        SVGGraphics2D graphics = new SVGGraphics2D(document);
        graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        new TimelineChart(timeline).chart().draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        Element root = graphics.getRoot();
        root.setAttributeNS(
                null, "viewBox", "0 0 " + WIDTH + " " + HEIGHT); // else a page cuts it where it should shrink it
        try (Writer out = Files.newBufferedWriter(file)) {
            graphics.stream(root, out, true, false);
        }
    }
}

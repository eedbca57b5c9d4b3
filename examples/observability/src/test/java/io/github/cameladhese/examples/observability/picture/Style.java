package io.github.cameladhese.examples.observability.picture;

import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.Marker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeriesCollection;

/** How the picture looks: dark on white, as pages are light or dark. */
final class Style {

    static final Color INK = new Color(0x33, 0x33, 0x33);
    static final Color GRID = new Color(0xdd, 0xdd, 0xdd);
    static final Color BLUE = new Color(0x1f, 0x6f, 0xb4);
    static final Color LIGHT_BLUE = new Color(0x9e, 0xc9, 0xe8);
    static final Color GREEN = new Color(0x2c, 0x8a, 0x3c);
    static final Color RED = new Color(0xc6, 0x28, 0x28);
    static final Color OUTAGE = new Color(0xfb, 0xe3, 0xd6);
    static final Color NO_COLOR = new Color(0, 0, 0, 0);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);

    private Style() {}

    static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(SMALL);
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        return axis;
    }

    static XYPlot plot(XYSeriesCollection data, NumberAxis axis, XYItemRenderer renderer) {
        XYPlot plot = new XYPlot(data, null, axis, renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setOutlinePaint(GRID);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        return plot;
    }

    static void mark(XYLineAndShapeRenderer renderer, int series, Color color) {
        renderer.setSeriesLinesVisible(series, false);
        renderer.setSeriesShapesVisible(series, true);
        renderer.setSeriesPaint(series, color);
    }

    static void label(Marker marker, String text, Color color) {
        marker.setLabel(text);
        marker.setLabelFont(SMALL);
        marker.setLabelPaint(color);
        marker.setLabelBackgroundColor(NO_COLOR);
    }
}

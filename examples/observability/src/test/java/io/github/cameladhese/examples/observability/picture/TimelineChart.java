package io.github.cameladhese.examples.observability.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepAreaRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.util.ShapeUtils;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A timeline as a chart: the token's life above, the exchanges below, outages across both. */
final class TimelineChart {

    private final Timeline timeline;

    TimelineChart(Timeline timeline) {
        this.timeline = timeline;
    }

    JFreeChart chart() {
        NumberAxis time = Style.axis("seconds since the start");
        time.setRange(0, timeline.length());
        time.setTickUnit(new NumberTickUnit(10));
        CombinedDomainXYPlot both = new CombinedDomainXYPlot(time);
        both.setGap(14);
        both.add(tokens(), 5);
        both.add(exchanges(), 3);
        JFreeChart chart = new JFreeChart("A token's life through two outages", Style.TITLE, both, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 8, 4, 16));
        chart.getTitle().setPaint(Style.INK);
        TextTitle subtitle = new TextTitle(subtitle(), Style.LABEL);
        subtitle.setPaint(Style.INK);
        subtitle.setHorizontalAlignment(HorizontalAlignment.CENTER);
        chart.addSubtitle(0, subtitle);
        chart.getLegend().setItemFont(Style.LABEL);
        chart.getLegend().setItemPaint(Style.INK);
        chart.getLegend().setItemLabelPadding(new RectangleInsets(2, 2, 2, 16));
        chart.getLegend().setFrame(BlockBorder.NONE);
        return chart;
    }

    private String subtitle() {
        return String.format(
                Locale.ROOT,
                "a real run: tokens of %d s (Adhese's live for 300), %,d exchanges, %,d of them failed, %d tokens",
                timeline.tokenLifetime().toSeconds(),
                timeline.ok() + timeline.failed(),
                timeline.failed(),
                timeline.tokens().size());
    }

    private XYPlot tokens() {
        XYSeries left = new XYSeries("life left of the held token", false);
        XYSeries fetched = new XYSeries("token fetched");
        XYSeries failed = new XYSeries("token request failed");
        for (Timeline.Token token : timeline.tokens()) {
            left.add(token.at(), timeline.left(Math.nextDown(token.at())));
            left.add(token.at(), token.expiresAt() - token.at());
            fetched.add(token.at(), token.expiresAt() - token.at());
            double next = timeline.tokens().stream()
                    .mapToDouble(Timeline.Token::at)
                    .filter(at -> at > token.at())
                    .findFirst()
                    .orElse(timeline.length());
            if (next > token.expiresAt()) {
                left.add(token.expiresAt(), 0);
            }
        }
        left.add(timeline.length(), timeline.left(timeline.length()));
        timeline.failures().forEach(at -> failed.add(at.doubleValue(), timeline.left(at)));

        XYSeriesCollection data = new XYSeriesCollection();
        data.addSeries(failed);
        data.addSeries(fetched);
        data.addSeries(left);
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        Style.mark(renderer, 0, Style.RED);
        renderer.setSeriesShape(0, ShapeUtils.createDiagonalCross(3.5f, 0.9f));
        Style.mark(renderer, 1, Style.GREEN);
        renderer.setSeriesShape(1, new Ellipse2D.Double(-4.5, -4.5, 9, 9));
        renderer.setSeriesShapesVisible(2, false);
        renderer.setSeriesPaint(2, Style.BLUE);
        renderer.setSeriesStroke(2, new BasicStroke(2f));

        double lifetime = timeline.tokenLifetime().toSeconds();
        NumberAxis seconds = Style.axis("seconds left");
        seconds.setRange(-1.5, lifetime * 1.25);
        seconds.setTickUnit(new NumberTickUnit(lifetime / 6));
        XYPlot plot = Style.plot(data, seconds, renderer);
        plot.addRangeMarker(halfLife(lifetime), Layer.BACKGROUND);
        for (Timeline.Outage outage : timeline.outages()) {
            IntervalMarker band = band(outage);
            Style.label(
                    band,
                    String.format(
                            Locale.ROOT,
                            "token server down for %.0f s: %,d exchanges fail",
                            outage.to() - outage.from(),
                            timeline.failed(outage)),
                    Style.INK);
            band.setLabelAnchor(RectangleAnchor.TOP);
            band.setLabelTextAnchor(TextAnchor.TOP_CENTER);
            plot.addDomainMarker(band, Layer.BACKGROUND);
        }
        return plot;
    }

    private XYPlot exchanges() {
        // The failed ones are what shows of all of them above the others.
        XYSeries ok = new XYSeries("exchanges with a token");
        XYSeries all = new XYSeries("exchanges failed");
        for (int i = 0; i <= timeline.length(); i++) { // the last second has an end, too
            Timeline.Second second = timeline.seconds().get(Math.min(i, timeline.length() - 1));
            ok.add(i, (double) second.ok());
            all.add(i, (double) (second.ok() + second.failed()));
        }
        XYSeriesCollection data = new XYSeriesCollection();
        data.addSeries(ok); // the first is drawn last
        data.addSeries(all);
        XYStepAreaRenderer renderer = new XYStepAreaRenderer();
        renderer.setShapesVisible(false);
        renderer.setSeriesPaint(0, Style.LIGHT_BLUE);
        renderer.setSeriesPaint(1, Style.RED);
        NumberAxis rate = Style.axis("exchanges a second");
        rate.setRange(
                0,
                1.15
                        * timeline.seconds().stream()
                                .mapToLong(second -> second.ok() + second.failed())
                                .max()
                                .orElse(1));
        XYPlot plot = Style.plot(data, rate, renderer);
        timeline.outages().forEach(outage -> plot.addDomainMarker(band(outage), Layer.BACKGROUND));
        return plot;
    }

    private static ValueMarker halfLife(double lifetime) {
        ValueMarker half = new ValueMarker(
                lifetime / 2,
                Style.GREEN,
                new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 4}, 0));
        Style.label(half, "half its life", Style.GREEN);
        half.setLabelAnchor(RectangleAnchor.BOTTOM_LEFT);
        half.setLabelTextAnchor(TextAnchor.TOP_LEFT);
        return half;
    }

    private static IntervalMarker band(Timeline.Outage outage) {
        IntervalMarker band = new IntervalMarker(outage.from(), outage.to(), Style.OUTAGE);
        band.setAlpha(1f);
        return band;
    }
}

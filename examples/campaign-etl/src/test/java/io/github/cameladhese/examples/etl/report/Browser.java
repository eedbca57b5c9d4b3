package io.github.cameladhese.examples.etl.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.springframework.util.FileSystemUtils;

/** A Chromium of this machine, without a window, that shows files. Nothing is downloaded for it. */
public final class Browser implements AutoCloseable {

    public static final String LEFT_OUT =
            "LEFT OUT: the report is not looked at in a browser, as there is no chromium or no"
                    + " chromedriver on the PATH (Debian: apt-get install chromium chromium-driver).";

    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox", // it does not start as root otherwise
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars");

    private final Logger selenium; // kept, since the JDK forgets a logger and its level that nobody holds
    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Logger selenium, Path profile, ChromeDriver driver) {
        this.selenium = selenium;
        this.profile = profile;
        this.driver = driver;
    }

    public static boolean isThere() {
        return binary().isPresent() && onPath("chromedriver").isPresent();
    }

    public static Browser start() throws IOException {
        Logger selenium = Logger.getLogger("org.openqa.selenium");
        selenium.setLevel(
                Level.SEVERE); // it warns that it does not know each new Chromium's own protocol, which is not used
        Path profile = Files.createTempDirectory("report-browser");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions()
                .setBinary(binary().orElseThrow())
                .addArguments(FLAGS)
                .addArguments("--user-data-dir=" + profile);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(onPath("chromedriver").orElseThrow())
                .usingAnyFreePort()
                .build();
        return new Browser(selenium, profile, new ChromeDriver(service, options));
    }

    /** By the page's width; it is drawn anew. */
    public void open(Path page, int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        resize(width, 900);
        driver.get(page.toUri().toString());
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    String text() {
        return String.valueOf(run("return document.body.innerText"));
    }

    /** What the page complains of, e.g. what its policy forbids. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** Addresses of everything that was asked for since the last call. */
    List<String> requests() {
        Pattern url =
                Pattern.compile("\"method\":\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"");
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> url.matcher(entry.getMessage()))
                .filter(found -> found.find())
                .map(found -> found.group(1))
                .toList();
    }

    /** All of the page, from top to bottom, in as few bytes as the JDK can make it. */
    public void picture(Path png) throws IOException {
        long width = (Long) run("return innerWidth");
        long height = (Long) run("return Math.ceil(document.documentElement.getBoundingClientRect().height)");
        resize((int) width, (int) height);
        BufferedImage shot = ImageIO.read(new ByteArrayInputStream(driver.getScreenshotAs(OutputType.BYTES)));
        BufferedImage opaque = new BufferedImage(shot.getWidth(), shot.getHeight(), BufferedImage.TYPE_INT_RGB);
        opaque.getGraphics().drawImage(shot, 0, 0, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam smallest = writer.getDefaultWriteParam();
        smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        smallest.setCompressionQuality(0);
        Files.deleteIfExists(png);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(png.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(opaque, null, null), smallest);
        }
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        selenium.setLevel(null);
        FileSystemUtils.deleteRecursively(profile);
    }

    private void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private static Optional<File> binary() {
        return onPath("chromium").or(() -> onPath("google-chrome"));
    }

    private static Optional<File> onPath(String name) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst();
    }
}

package io.github.cameladhese.auth.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link StepBenchmark}: the step beside a bare Processor in 1, 2, 8 and 64 threads, and both in a route in one. Writes a
 * table of Markdown to the file named by its first argument.
 */
public final class BenchmarkRun {

    private static final int[] THREADS = {1, 2, 8, 64};

    private BenchmarkRun() {}

    public static void main(String[] arguments) throws Exception {
        List<String> table = new ArrayList<>();
        table.add("| | threads | time of one | allocated |");
        table.add("| --- | --- | --- | --- |");
        for (int threads : THREADS) {
            table.addAll(rows(
                    StepBenchmark.class.getSimpleName() + ".(aBareProcessor|bStep|hStepWithMeters|jStepWithStore)",
                    threads));
        }
        table.addAll(rows(StepBenchmark.class.getSimpleName() + ".(c|d|e|f|g|i)[BRS].*", 1));
        Files.write(Path.of(arguments[0]), table);
        System.out.println(String.join(System.lineSeparator(), table));
    }

    private static List<String> rows(String benchmarks, int threads) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(benchmarks)
                        .threads(threads)
                        .addProfiler(GCProfiler.class)
                        // Or busy threads leave the compiler no processor, and it is the interpreter that is measured.
                        .jvmArgsAppend("-Xbatch")
                        .build())
                .run();
        return results.stream().map(result -> row(result, threads)).toList();
    }

    private static String row(RunResult result, int threads) {
        Result<?> time = result.getPrimaryResult();
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return String.format(
                Locale.ROOT,
                "| %s | %d | %,.1f ± %,.1f ns | %,.0f B |",
                name(time.getLabel()),
                threads,
                time.getScore(),
                time.getScoreError(),
                allocated.getScore());
    }

    private static String name(String benchmark) {
        return switch (benchmark) {
            case "aBareProcessor" -> "bare Processor";
            case "bStep" -> "the step";
            case "cRouteWithBareProcessor" -> "route with the bare Processor";
            case "dRouteWithStep" -> "route with `to(\"adhese-auth:…\")`";
            case "eRouteWithProcessor" -> "route with `process(AdheseAuthProcessor)`";
            case "fBareProcessorOnNewExchange" -> "bare Processor on a new exchange";
            case "gStepOnNewExchange" -> "the step on a new exchange";
            case "hStepWithMeters" -> "the step with meters";
            case "iRouteWithStepWithMeters" -> "route with `to(\"adhese-auth:…\")` and meters";
            case "jStepWithStore" -> "the step with a token store";
            default -> benchmark;
        };
    }
}

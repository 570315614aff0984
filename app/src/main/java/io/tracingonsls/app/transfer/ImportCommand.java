// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.transfer;

import io.tracingonsls.app.cli.Command;
import io.tracingonsls.app.cli.ExitStatus;
import io.tracingonsls.app.cli.Invocation;
import io.tracingonsls.app.cli.Terminal;
import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.app.serve.CommonSettings;
import io.tracingonsls.app.storage.StorageChoice;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.jaeger.JaegerJson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Reads traces from files of Jaeger's JSON and stores them: one trace, an array of them, an answer of the query API, or several of these one
 * behind the other, compressed or not. Holds one trace of a file at a time.
 */
public final class ImportCommand implements Command {
  private static final String GROUP = "Import";
  private static final int MAX_FILES = 10_000;
  private static final int BUFFER = 1 << 16;
  private static final Setting<String> COLLECTOR = Setting.text("collector-url", "")
      .group(GROUP)
      .describe(
          "Send to this collector's HTTP port, as http://collector:14268; empty: write to the storage.");
  private static final Setting<Duration> TIMEOUT = Setting.duration("timeout", "60s")
      .group(GROUP)
      .describe("Longest wait until a trace is taken.");

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "Store traces from files of Jaeger's JSON";
  }

  @Override
  public String operands() {
    return "FILE... (- for standard input)";
  }

  @Override
  public int maxOperands() {
    return MAX_FILES;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "import traces.json more.json.gz",
        "import - --collector-url http://collector:14268 < traces.ndjson");
  }

  @Override
  public List<Setting<?>> settings(StorageProviders providers) {
    List<Setting<?>> settings = new ArrayList<>(List.of(COLLECTOR, TIMEOUT));
    settings.addAll(StorageSettings.all(providers));
    settings.addAll(CommonSettings.everywhere());
    return settings;
  }

  @Override
  public int run(Invocation invocation) {
    if (invocation.operands().isEmpty()) {
      throw new UsageException("import: no file (expected: import FILE..., - for standard input)");
    }
    Terminal terminal = invocation.terminal();
    try (SpanSink sink = sink(invocation)) {
      long traces = 0;
      boolean whole = true;
      for (String file : invocation.operands()) {
        Read read = read(file, sink);
        traces += read.traces();
        terminal
            .err()
            .println(String.format(
                Locale.ROOT, "%s: %d traces, %d spans read", file, read.traces(), read.spans()));
        if (!read.problem().isEmpty()) {
          whole = false;
          terminal.err().println("tracing-on-sls: " + file + ": " + read.problem());
        }
        if (read.broken()) {
          break;
        }
      }
      whole &= finish(sink, terminal);
      terminal
          .out()
          .println(String.format(
              Locale.ROOT, "%d traces read, %d spans stored", traces, sink.accepted()));
      sink.rejected()
          .forEach((reason, spans) -> terminal
              .err()
              .println(String.format(Locale.ROOT, "%d spans refused: %s", spans, reason)));
      return whole && sink.rejected().isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }
  }

  private static boolean finish(SpanSink sink, Terminal terminal) {
    try {
      sink.finish();
      return true;
    } catch (IOException failed) {
      terminal.err().println("tracing-on-sls: " + failed.getMessage());
      return false;
    }
  }

  private static SpanSink sink(Invocation invocation) {
    SettingValues values = invocation.values();
    Duration timeout = values.get(TIMEOUT);
    String collector = values.get(COLLECTOR);
    if (!collector.isEmpty()) {
      return new CollectorSink(uri(collector), timeout);
    }
    StorageContext context = new StorageContext(
        invocation.clock(), StorageMetrics.NONE, values.get(StorageSettings.DATA_DIR));
    TraceStorage storage = StorageChoice.of(values, invocation.providers()).open(context);
    try {
      storage.prepare(timeout);
    } catch (RuntimeException unavailable) {
      storage.close();
      throw unavailable;
    }
    return new StorageSink(storage, timeout);
  }

  private static URI uri(String text) {
    try {
      URI uri = URI.create(text);
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return uri;
      }
    } catch (IllegalArgumentException bad) {
      // Falls through to the one message.
    }
    throw new UsageException("collector-url: " + text + " (expected: http://host:port)");
  }

  /**
   * What came of one file.
   *
   * @param problem why not all of it was read; empty when all was
   * @param broken whether the sink failed, so that other files make no sense
   */
  private record Read(long traces, long spans, String problem, boolean broken) {}

  private static Read read(String file, SpanSink sink) {
    long[] counts = new long[2];
    boolean[] sending = new boolean[1];
    try (InputStream in = open(file)) {
      JaegerJson.read(in, DecodeLimits.DEFAULT, trace -> {
        sending[0] = true;
        sink.send(trace);
        sending[0] = false;
        counts[0]++;
        counts[1] += trace.spanCount();
      });
      String nothing = counts[0] == 0 ? "no trace found (expected: Jaeger's JSON)" : "";
      return new Read(counts[0], counts[1], nothing, false);
    } catch (DecodeException damaged) {
      String place = "behind trace " + counts[0] + ": " + damaged.getMessage();
      return new Read(counts[0], counts[1], place, false);
    } catch (IOException failed) {
      return new Read(counts[0], counts[1], String.valueOf(failed.getMessage()), sending[0]);
    }
  }

  /** Compressed files are known by their first bytes. */
  private static InputStream open(String file) throws IOException {
    InputStream raw = file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(2);
    boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return compressed ? new GZIPInputStream(in, BUFFER) : in;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filled index page, made anew when the configuration file may have changed: at most every ten seconds, on a page load. A configuration
 * that has become bad is reported once and the page stays as it was. One lock guards the state; making the page is short.
 */
final class IndexSource {
  private static final Logger LOG = LoggerFactory.getLogger(IndexSource.class);
  private static final long FRESH_NANOS = 10_000_000_000L;

  private final QuerySettings settings;
  private final UiFiles files;
  private final Supplier<IndexPage.Capabilities> capabilities;
  private final Object lock = new Object();
  private Page page;
  private long madeAtNanos;
  private String lastProblem = "";

  /** The page with what its answer needs. */
  record Page(UiFile file, String contentSecurityPolicy) {}

  /**
   * Makes the first page.
   *
   * @throws IllegalArgumentException if the configuration file or the UI can't be used
   */
  IndexSource(
      QuerySettings settings, UiFiles files, Supplier<IndexPage.Capabilities> capabilities) {
    this.settings = settings;
    this.files = files;
    this.capabilities = capabilities;
    this.page = make();
    this.madeAtNanos = System.nanoTime();
  }

  Page page() {
    synchronized (lock) {
      if (System.nanoTime() - madeAtNanos > FRESH_NANOS) {
        refresh();
      }
      return page;
    }
  }

  private void refresh() {
    madeAtNanos = System.nanoTime();
    try {
      page = make();
      lastProblem = "";
    } catch (IllegalArgumentException problem) {
      String message = String.valueOf(problem.getMessage());
      if (!message.equals(lastProblem)) {
        LOG.warn("the UI page stays as it was: {}", message);
        lastProblem = message;
      }
    }
  }

  private Page make() {
    Path configFile = settings.uiConfig();
    UiConfig config = configFile == null ? null : UiConfig.read(configFile);
    String html = IndexPage.fill(
        template(), settings.basePath(), settings.build(), capabilities.get(), config);
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    return new Page(
        new UiFile(bytes, "text/html; charset=utf-8"),
        IndexPage.contentSecurityPolicy(
            html,
            config == null ? List.of() : config.inlineScripts(),
            settings.staticFiles() != null,
            settings.frameAncestors()));
  }

  private String template() {
    @Nullable UiFile template;
    try {
      template = files.read("index.html");
    } catch (IOException failure) {
      throw new IllegalArgumentException(
          "cannot read the UI's index.html: " + failure.getMessage(), failure);
    }
    if (template == null) {
      throw new IllegalArgumentException(
          "static files: " + settings.staticFiles() + " (expected: a directory with index.html)");
    }
    return new String(template.bytes(), StandardCharsets.UTF_8);
  }
}

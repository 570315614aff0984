// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Prints figures, one to a line. */
public final class Report {
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  /** One line as it stands. */
  public void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  void figure(String name, String format, Object... values) {
    out.printf(Locale.ROOT, "%-28s %s%n", name, String.format(Locale.ROOT, format, values));
  }
}

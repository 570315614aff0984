// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import java.util.regex.Pattern;

/**
 * Project and Logstore, which together name a folder on disk; so both are checked to be harmless path elements. The naming
 * rules of the protocol are stricter and checked by the front.
 *
 * @param project project name
 * @param logstore Logstore name
 */
public record LogstoreName(String project, String logstore) implements Comparable<LogstoreName> {
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,127}");

  /** Checks both names. */
  public LogstoreName {
    check("project", project);
    check("logstore", logstore);
  }

  private static void check(String what, String name) {
    if (!SAFE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what
              + ": not usable as a folder name (expected: 1-128 letters, digits, '-' or '_', not starting with '-')");
    }
  }

  @Override
  public int compareTo(LogstoreName other) {
    int byProject = project.compareTo(other.project);
    return byProject != 0 ? byProject : logstore.compareTo(other.logstore);
  }

  @Override
  public String toString() {
    return project + "/" + logstore;
  }
}

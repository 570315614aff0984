// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.cli;

/**
 * Version of this build, from the manifest of its jar.
 *
 * @param commit empty when the build did not know it
 */
public record ProgramVersion(String version, String commit) {
  /** That of the running program; {@code dev} when it does not run from a jar. */
  public static ProgramVersion current() {
    Package own = ProgramVersion.class.getPackage();
    String version = own.getImplementationVersion();
    String commit = own.getSpecificationVersion();
    return new ProgramVersion(version == null ? "dev" : version, commit == null ? "" : commit);
  }

  String line() {
    String build = commit.isEmpty() ? "" : " (" + commit + ")";
    return "tracing-on-sls " + version + build + ", Java " + Runtime.version() + " on "
        + System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }
}

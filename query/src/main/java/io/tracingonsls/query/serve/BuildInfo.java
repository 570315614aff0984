// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

/** What the UI shows about this build. Texts may be empty. */
public record BuildInfo(String version, String commit, String date) {
  public static final BuildInfo UNKNOWN = new BuildInfo("", "", "");
}

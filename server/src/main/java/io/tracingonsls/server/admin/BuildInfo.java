// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.admin;

/**
 * What was built.
 *
 * @param gitCommit may be empty
 * @param gitVersion the release, for example {@code v0.1.0}
 * @param buildDate may be empty
 */
public record BuildInfo(String gitCommit, String gitVersion, String buildDate) {}

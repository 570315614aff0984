// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

/**
 * How many of each thing may exist; the documented quotas of the cloud by default.
 *
 * @param objectsPerProject dashboards, saved searches, and jobs of one type
 */
public record AdminLimits(
    int projects, int logstoresPerProject, int shardsPerProject, int objectsPerProject) {
  public static final AdminLimits DOCUMENTED = new AdminLimits(150, 200, 400, 100);
}

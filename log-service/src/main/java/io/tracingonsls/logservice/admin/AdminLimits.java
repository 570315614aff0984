// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

/** How many of each thing may exist; the documented quotas of the cloud by default. */
public record AdminLimits(int projects, int logstoresPerProject, int shardsPerProject) {
  public static final AdminLimits DOCUMENTED = new AdminLimits(150, 200, 400);
}

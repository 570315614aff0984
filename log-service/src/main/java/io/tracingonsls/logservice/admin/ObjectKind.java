// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

/** Named objects of a project that the service only keeps: their content means something to consoles, not to a single node. */
public enum ObjectKind {
  DASHBOARD("dashboards", "dashboardName", "Dashboard"),
  SAVED_SEARCH("savedsearches", "savedsearchName", "SavedSearch"),
  JOB("jobs", "name", "Job"),
  ALERT("alerts", "name", "Alert");

  private final String path;
  private final String nameMember;
  private final String label;

  ObjectKind(String path, String nameMember, String label) {
    this.path = path;
    this.nameMember = nameMember;
    this.label = label;
  }

  /** First path segment of its calls, also the member that lists the names. */
  public String path() {
    return path;
  }

  /** Member of the document that holds the name. */
  public String nameMember() {
    return nameMember;
  }

  /** Begins its error codes, as in {@code DashboardNotExist}. */
  public String label() {
    return label;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

/** Named objects of a project that the service only keeps: their content means something to consoles, not to a single node. */
public enum ObjectKind {
  DASHBOARD("dashboards", "dashboardName", "dashboardItems", "Dashboard"),
  SAVED_SEARCH("savedsearches", "savedsearchName", "savedsearchItems", "SavedSearch"),
  JOB("jobs", "name", "results", "Job"),
  ALERT("alerts", "name", "alertItems", "Alert");

  private final String path;
  private final String nameMember;
  private final String itemsMember;
  private final String label;

  ObjectKind(String path, String nameMember, String itemsMember, String label) {
    this.path = path;
    this.nameMember = nameMember;
    this.itemsMember = itemsMember;
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

  /** Member of a list answer that describes the objects. */
  public String itemsMember() {
    return itemsMember;
  }

  /** Begins its error codes, as in {@code DashboardNotExist}. */
  public String label() {
    return label;
  }
}

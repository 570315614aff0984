// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;

/** Named objects of a project that the service only keeps: their content means something to consoles, not to a single node. */
public enum ObjectKind {
  DASHBOARD("dashboards", "dashboardName", "dashboardItems", "Dashboard", 1 << 20),
  SAVED_SEARCH("savedsearches", "savedsearchName", "savedsearchItems", "SavedSearch", 64 << 10),
  JOB("jobs", "name", "results", "Job", 1 << 20),
  ALERT("alerts", "name", "alertItems", "Alert", 1 << 20);

  private final String path;
  private final String nameMember;
  private final String itemsMember;
  private final String label;
  private final int maxBytes;

  ObjectKind(String path, String nameMember, String itemsMember, String label, int maxBytes) {
    this.path = path;
    this.nameMember = nameMember;
    this.itemsMember = itemsMember;
    this.label = label;
    this.maxBytes = maxBytes;
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

  /** Page of a list call that names no size. */
  public int defaultPage() {
    return this == DASHBOARD ? 500 : 100;
  }

  /** Largest document as JSON text. */
  int maxBytes() {
    return maxBytes;
  }

  /** Whether answers tell when the object was made and changed. */
  boolean dated() {
    return this == JOB || this == ALERT;
  }

  ServiceException missing() {
    return ServiceException.named(
        ErrorCode.OBJECT_NOT_EXIST,
        label + "NotExist",
        "specified " + shortName() + " does not exist");
  }

  ServiceException existing() {
    return ServiceException.named(
        ErrorCode.OBJECT_ALREADY_EXIST,
        label + "AlreadyExist",
        "specified " + shortName() + " already exists");
  }

  /** The refusal of one more than {@code most}, which is counted for each type of jobs apart. */
  ServiceException tooMany() {
    return dated()
        ? ServiceException.named(
            ErrorCode.EXCEED_QUOTA, "QuotaExceed", "Alert count exceeds the maximum limit")
        : new ServiceException(ErrorCode.EXCEED_QUOTA, shortName() + " quota exceed");
  }

  ServiceException tooLong() {
    return new ServiceException(
        ErrorCode.POST_BODY_INVALID, "The " + shortName() + " configuration is too long.");
  }

  private String shortName() {
    return switch (this) {
      case DASHBOARD -> "dashboard";
      case SAVED_SEARCH -> "savedsearch";
      case JOB -> "job";
      case ALERT -> "alert";
    };
  }
}

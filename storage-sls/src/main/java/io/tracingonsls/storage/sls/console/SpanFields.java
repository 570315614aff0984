// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.console;

import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.layout.SpanColumns;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.search.SqlExpression;

/** SQL over the columns of a layout, for statements that people read and change. Holds names of columns only, never a user's value. */
record SpanFields(
    String service,
    String operation,
    String duration,
    String isEntry,
    String isRequest,
    String isError,
    String httpStatus,
    String errorSearch) {
  private static final String STATUS_KEY = "http.status_code";
  private static final String NEWER_STATUS_KEY = "http.response.status_code";

  private static final String LEGACY_STATUS = "tags.http.status_code";
  private static final String LEGACY_ERROR = "tags.error";

  static SpanFields of(SpanLayout layout, LogstoreIndex index) {
    SpanColumns columns = layout.columns();
    boolean legacy = layout.id().equals(SpanLayout.JAEGER_LEGACY.id());
    String status = legacy ? number(quoted(LEGACY_STATUS)) : statusInJson();
    boolean tagged = index.inSql(LEGACY_ERROR);
    return new SpanFields(
        quoted(columns.service()),
        quoted(columns.name()),
        quoted(columns.duration()),
        "coalesce(" + quoted(columns.parentSpanId()) + ", '') in ('', '0', '0000000000000000')",
        "lower(" + quoted(columns.kind()) + ") in ('server', 'consumer')",
        legacy ? legacyError(tagged, status) : "statusCode = 'ERROR'",
        status,
        legacy ? legacySearch(tagged) : "statusCode: ERROR");
  }

  /** The index of the older product knows no error tag. */
  private static String legacyError(boolean tagged, String status) {
    String failed = status + " >= 500";
    return tagged ? "(" + quoted(LEGACY_ERROR) + " = 'true' or " + failed + ")" : failed;
  }

  private static String legacySearch(boolean tagged) {
    String failed = "\"" + LEGACY_STATUS + "\": 5*";
    return tagged ? "\"" + LEGACY_ERROR + "\": true or " + failed : failed;
  }

  /** Attributes are one JSON column; both generations of the convention are met. */
  private static String statusInJson() {
    return "coalesce(" + number(member(STATUS_KEY)) + ", " + number(member(NEWER_STATUS_KEY)) + ")";
  }

  private static String member(String key) {
    return "json_extract_scalar(attribute, '$[\"" + key + "\"]')";
  }

  private static String number(String text) {
    return "try_cast(" + text + " as bigint)";
  }

  private static String quoted(String column) {
    return SqlExpression.column(column).text();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

/** The statements that the query server sends, as {@code storage-sls} spells them, over the day of the sets. */
final class ReaderStatements {
  private static final String NANOS = "coalesce(\"jaeger.nano\", 0)";
  private static final String START = "((\"start\" * 1000) + (" + NANOS + " / 1000))";
  private static final String DURATION = "((\"duration\" * 1000) + (" + NANOS + " % 1000))";
  private static final String ERROR = "(case when (\"statusCode\" = 'ERROR') then 1 else 0 end)";
  private static final long MICROS = 1_000_000L;

  private ReaderStatements() {}

  /** The names of all services. */
  static String services() {
    return "* | select \"service\" as service_name from log where (\"service\" <> '')"
        + " group by \"service\" limit 10000";
  }

  /** Names and kinds of a service's operations. */
  static String operations(String service) {
    return search(service)
        + "select \"name\" as span_name, \"kind\" as span_kind from log where (\"service\" = '"
        + service + "') and (\"name\" >= '') group by \"name\", \"kind\" limit 100000";
  }

  /** The newest traces that have a span of a service. */
  static String newestTraces(String service, long from, long to, int limit) {
    return search(service) + "select \"traceID\" as trace_id, max(" + START
        + ") as newest from log where (\"service\" = '" + service + "')" + within(from, to)
        + " group by \"traceID\" order by \"newest\" desc, \"trace_id\" limit " + limit;
  }

  /** Who calls whom, by hour. */
  static String dependencies(long from, long to) {
    return "* | select p.\"service_name\" as parent, c.\"service_name\" as child, c.\"piece\" as piece, count(*) as calls,"
        + " sum(c.\"is_error\") as errors, sum(c.\"nanos\") as total, max(c.\"nanos\") as longest"
        + " from (select distinct \"traceID\" as trace_id, \"spanID\" as span_id, \"service\" as service_name from log) p"
        + " join (select \"traceID\" as trace_id, \"parentSpanID\" as parent_id, \"service\" as service_name, "
        + ERROR + " as is_error, " + DURATION + " as nanos, (" + START
        + " / 3600000000000) as piece from log where (\"parentSpanID\" <> '')" + within(from, to)
        + ") c on ((p.\"trace_id\" = c.\"trace_id\") and (p.\"span_id\" = c.\"parent_id\"))"
        + " where (p.\"service_name\" <> c.\"service_name\")"
        + " group by p.\"service_name\", c.\"service_name\", c.\"piece\" limit 250000";
  }

  /** What the charts of the Monitor tab are made from: counts by minute and slice of latency. */
  static String monitor(String service, long from, long to, boolean byOperation) {
    String slice = "((" + START + " + 59999999999) / 60000000000)";
    String latency = "floor((ln((" + DURATION + " + 1)) * 50))";
    return search(service) + "select \"service\" as service_name, " + slice + " as slice, "
        + latency + " as latency, count(*) as calls, sum(" + ERROR + ") as errors"
        + (byOperation ? ", \"name\" as span_name" : "") + " from log where " + START + " >= "
        + from * MICROS * 1000 + " and " + START + " <= " + to * MICROS * 1000 + " and ("
        + DURATION + " >= 0) and \"service\" in ('" + service + "') group by \"service\", "
        + slice + ", " + latency + (byOperation ? ", \"name\"" : "") + " limit 500000";
  }

  private static String search(String service) {
    return "\"service\": \"" + service + "\" | ";
  }

  private static String within(long from, long to) {
    return " and (\"start\" >= " + from * MICROS + ") and (\"start\" <= " + (to * MICROS - 1) + ")";
  }
}

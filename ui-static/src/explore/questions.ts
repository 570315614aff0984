// SPDX-License-Identifier: Apache-2.0
/** Questions that everybody asks, ready to run on the span Logstore. */
export const QUESTIONS: ReadonlyArray<readonly [string, string]> = [
  ["Newest spans", "*"],
  ["Spans with errors", 'statusCode: "ERROR"'],
  ["Slowest operations", "* | select service, name, approx_percentile(duration, 0.95) as p95_micros, count(*) as calls from log group by service, name order by p95_micros desc limit 50"],
  ["Traffic per minute", "* | select from_unixtime(__time__ - __time__ % 60) as minute, count(*) as spans, count_if(statusCode = 'ERROR') as errors from log group by minute order by minute limit 1500"],
  [
    "Error rate by service",
    "* | select service, count(*) as calls, count_if(statusCode = 'ERROR') as errors, round(100.0 * count_if(statusCode = 'ERROR') / count(*), 2) as percent from log group by service order by percent desc limit 100",
  ],
  [
    "p99 by upstream cluster",
    "* | select json_extract_scalar(attribute, '$[\"upstream_cluster\"]') as cluster, approx_percentile(duration, 0.99) as p99_micros, count(*) as calls from log group by cluster order by p99_micros desc limit 50",
  ],
  [
    "Versions of reviews",
    "service: reviews* | select json_extract_scalar(resource, '$[\"version\"]') as version, count(*) as calls, count_if(statusCode = 'ERROR') as errors, approx_percentile(duration, 0.95) as p95_micros from log group by version order by version limit 20",
  ],
  ["Services", "* | select service, count(*) as spans from log group by service order by spans desc limit 100"],
];

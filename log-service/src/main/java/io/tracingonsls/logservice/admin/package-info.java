/**
 * What exists: projects, Logstores with their shards and index configurations, and the named objects of a project (dashboards, saved
 * searches, jobs); the rules for their names and limits; one atomically replaced JSON file per project.
 *
 * <p>Starting point: {@link io.tracingonsls.logservice.admin.Catalog}. Everything it hands out is an immutable snapshot. Knows nothing of
 * HTTP, of logs, or of queries; {@code logservice.http} and {@code logservice} may call it.
 */
@NullMarked
package io.tracingonsls.logservice.admin;

import org.jspecify.annotations.NullMarked;

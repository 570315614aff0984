/**
 * Rows: how a span is kept as the fields of one log. Pure; no I/O, no threads.
 *
 * <p>Starting points: {@link io.tracingonsls.storage.sls.layout.SpanLayout} (write and read one layout),
 * {@link io.tracingonsls.storage.sls.layout.LayoutDetector} (which layout a Logstore or row has). Callers: write, read, search, provision.
 *
 * <h2>SLS Trace row</h2>
 *
 * <p>Topic empty, source the collector's address, log time the span's start. Field order is fixed.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>content</th></tr>
 * <tr><td>host</td><td>resource attribute host.name (then not in resource), else hostname, else empty</td></tr>
 * <tr><td>service</td><td>service.name</td></tr>
 * <tr><td>resource</td><td>JSON object of the other resource attributes, every value as text</td></tr>
 * <tr><td>otlp.name, otlp.version</td><td>scope</td></tr>
 * <tr><td>otlp.attribute</td><td>JSON object of scope attributes, typed; absent without any</td></tr>
 * <tr><td>traceID, spanID</td><td>32 and 16 lower-case hexadecimal digits</td></tr>
 * <tr><td>parentSpanID</td><td>16 digits, empty for a root</td></tr>
 * <tr><td>kind, name</td><td>kind in lower case, of the field or the tag span.kind, else empty; operation name</td></tr>
 * <tr><td>links</td><td>[{"traceID","spanID","attribute"}] without the plain reference to the parent; the attribute
 *     opentracing.ref_type holds a reference's type</td></tr>
 * <tr><td>logs</td><td>[{"name","time" in nanoseconds,"attribute"}]; a Jaeger log's field "event" is the name</td></tr>
 * <tr><td>traceState</td><td>W3C trace state</td></tr>
 * <tr><td>start, end, duration</td><td>microseconds, end = start + duration</td></tr>
 * <tr><td>attribute</td><td>JSON object, typed; doubles always with point or exponent</td></tr>
 * <tr><td>statusCode, statusMessage</td><td>UNSET, OK, ERROR; of the field or the tags</td></tr>
 * <tr><td>flags</td><td>Jaeger's flags, decimal</td></tr>
 * <tr><td>jaeger.warnings</td><td>JSON array; absent without any</td></tr>
 * <tr><td>jaeger.nano</td><td>1000 × (start mod 1 µs in ns) + (duration mod 1 µs in ns); absent when 0. A column of its own so that SQL
 *     compares and sorts by nanoseconds</td></tr>
 * <tr><td>jaeger.ext</td><td>what readers of the fields above would get wrong; absent when nothing is</td></tr>
 * <tr><td>jaeger.find</td><td>one line key=value for every event, scope and link attribute, every event name, and every span and resource
 *     attribute that the JSON index can't find (not text, empty, very long, control characters, an unsafe key, a repeated key); absent when empty.
 *     Backslash and newline are escaped, other control characters too; a line is cut after 1000 characters. Doubles have a line for each
 *     of their texts. Token set: newline; case-sensitive; not in SQL</td></tr>
 * </table>
 *
 * <p>Schema of {@code jaeger.ext}, version 1, members in any order, all but v optional:
 *
 * <pre>
 * v  1
 * t  [startNanos, durationNanos]   when the magnitude of start would mislead or the duration is negative
 * f  W3C flags                     k  kind, when the tag span.kind says the same
 * n  bits of fields whose text really is "null": 1 name, 2 service, 4 traceState, 8 otlp.name, 16 otlp.version
 * m  [status code, message] the span's own status, when the tags have one too
 * a  PATCH  of attribute           q  PATCH of resource, plus s: 1 when service.name is there but empty, u: schema URL
 * o  PATCH  of otlp.attribute, plus u: schema URL
 * e  {j: position of the attribute "event" that the name stands for (one number for all or a list, -1 for none),
 *     d: dropped events, p: {"index": PATCH}}
 * l  {d: dropped links, p: {"index in links": PATCH plus s: trace state, f: flags, t: 1 when the ref_type attribute is just that}}
 * p  {i: position of the reference to the parent among the links, t: "f" when FOLLOWS_FROM} or {n: 1} when there is none;
 *    default: none if flags is 0, else CHILD_OF at 0
 *
 * PATCH  {d: dropped attributes,
 *         x: [[index, type]] types that the text does not show: "b" Base64 bytes, "d" double, "i" integer, "t" truth value, "z" empty,
 *            or [index, "v", VALUE],
 *         r: [[index, key, VALUE]] entries that are not in the object, as a repeated key; [index] alone: host.name, value in host}
 * VALUE  string, number, true, false, null, [VALUE…], {"b": Base64}, {"d": "NaN"}, {"m": [[key, VALUE]…]}
 * </pre>
 *
 * <p>Indexes count the final list. Older and foreign writers of this layout differ in many ways; {@code SlsTraceReader} knows them.
 *
 * <h2>Legacy row</h2>
 *
 * <p>traceID (16 or 32 digits), spanID and parentSpanID (no leading zeros, 0 for a root), operationName, flags, startTime and duration in
 * microseconds, process.serviceName, tags.K and process.tags.K as text, reference, logs, Warnings as JSON, absent when empty. Types of
 * tags, scopes, dropped counts and nanoseconds are lost.
 */
@NullMarked
package io.tracingonsls.storage.sls.layout;

import org.jspecify.annotations.NullMarked;

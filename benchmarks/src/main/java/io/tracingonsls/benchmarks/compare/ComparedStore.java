// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import io.tracingonsls.benchmarks.engine.InputFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An engine with spans in it. Every answer is a number that must be the same for all engines. */
interface ComparedStore extends AutoCloseable {
  int NEWEST = 20;

  /** Adds a LogGroup; durable within about a second. */
  void add(InputFile.Group group) throws IOException;

  /** Ends adding: all is durable, searchable and in its final form on disk. */
  void finish() throws IOException;

  /** Whole spans of a trace: how many. */
  long trace(String traceId);

  /** The twenty traces whose last span started latest, of all services or of spans of one that took a millisecond: the sum of these starts. */
  long newestTraces(@Nullable String service, long fromSeconds);

  /** Services with the number of their spans: the sum of both. */
  long services();

  /** Names and kinds of a service: how many pairs. */
  long operations(String service);

  /** The newest twenty whole spans with a value of an attribute: how many. */
  long newestWith(String attribute, String value);

  /** The newest twenty whole spans with both words in their events: how many. */
  long newestWithWords(String a, String b);

  /** Count and 95th percentile of durations of a service by minute: the number of minutes and the sum of counts. */
  long percentiles(String service, long fromSeconds);

  /** How many spans have at least this number as an attribute. */
  long numbersFrom(String attribute, long least);

  /** Calls between different services: the number of pairs and of calls. */
  long dependencies();

  @Override
  void close() throws IOException;
}

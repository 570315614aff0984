// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sign;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a signature covers of one request, as it was received. */
public interface SignedRequest {
  /** Upper-case method. */
  String method();

  /** Path as sent, percent-encoding left alone, without query. */
  String rawPath();

  /** Path, percent-decoded. */
  String path();

  /** Query parameters in wire order, decoded. */
  List<QueryParameter> query();

  /** Lower-case names of all headers, each once. */
  Collection<String> headerNames();

  /** First value of a header by lower-case name, null when absent. */
  @Nullable
  String header(String lowerCaseName);

  /** Body as sent, before decompression; a fresh view at every call. */
  ByteBuffer body();
}

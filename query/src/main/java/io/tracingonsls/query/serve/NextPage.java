// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.parse.PageToken;
import io.tracingonsls.storage.TraceMatch;
import java.util.List;

/** Tells clients of a search how to go on: a header with the token of the next page, when this one is full. */
final class NextPage {
  private static final String HEADER = "Next-Page";

  private NextPage() {}

  /** Sets the header; before the answer's first byte. */
  static void announce(AnswerPipe pipe, List<TraceMatch> matches, int limit) {
    if (matches.size() == limit) {
      pipe.header(HEADER, PageToken.of(matches.get(matches.size() - 1)));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice;

import io.tracingonsls.logservice.engine.LogEngine;
import io.tracingonsls.logservice.engine.store.ColumnEngine;
import io.tracingonsls.logservice.query.QueryEngine;
import io.tracingonsls.logservice.query.QueryLimits;
import io.tracingonsls.logservice.query.VectorQueryEngine;
import java.io.IOException;
import java.nio.file.Path;

/** Chooses what keeps the logs and what answers queries; the one place that names the implementations. */
final class ServiceEngines {
  private ServiceEngines() {}

  static LogEngine logs(Path directory, LocalLogServiceSettings settings) throws IOException {
    return ColumnEngine.start(directory, settings.engine(), settings.clock());
  }

  static QueryEngine queries(LocalLogServiceSettings settings) {
    return new VectorQueryEngine(QueryLimits.DEFAULT, settings.clock());
  }
}

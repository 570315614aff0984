// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/** What Logback finds before anything is known of the command line: warnings as plain lines. */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Logging.configure(context, "warn", "console");
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}

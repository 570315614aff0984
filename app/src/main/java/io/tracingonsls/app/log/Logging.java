// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Applies level and form of log lines. Messages cannot forge lines: control characters in them become question marks. */
public final class Logging {
  private static final String PATTERN =
      "%d{HH:mm:ss.SSS} %-5level %logger{0}: %replace(%msg){'\\p{Cntrl}', '?'}%n%ex{full}";

  /** Libraries that would log headers, hosts or pool states; only what is wrong with them is of interest. */
  private static final List<String> QUIET =
      List.of("org.apache.hc", "com.aliyun", "io.netty", "io.grpc", "io.prometheus");

  private Logging() {}

  /**
   * Applies the user's choice.
   *
   * @param level debug, info, warn or error
   * @param encoding console or json
   */
  public static void apply(String level, String encoding) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      configure(context, level, encoding);
    }
  }

  static void configure(LoggerContext context, String level, String encoding) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(context, encoding));
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(Level.toLevel(level));
    root.addAppender(appender);
    Level quiet =
        Level.toLevel(level).isGreaterOrEqual(Level.WARN) ? Level.toLevel(level) : Level.WARN;
    QUIET.forEach(name -> context.getLogger(name).setLevel(quiet));
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, String encoding) {
    if (encoding.equals("json")) {
      JsonEncoder json = new JsonEncoder();
      json.setContext(context);
      json.start();
      return json;
    }
    PatternLayoutEncoder plain = new PatternLayoutEncoder();
    plain.setContext(context);
    plain.setPattern(PATTERN);
    plain.start();
    return plain;
  }
}

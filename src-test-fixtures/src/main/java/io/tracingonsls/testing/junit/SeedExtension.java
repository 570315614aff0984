// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.junit;

import io.tracingonsls.testing.generate.SeededSpans;
import io.tracingonsls.testing.generate.Seeds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives a test method a {@link SeededSpans} or {@link SplittableRandom} parameter with a seed of its own, and adds to every failure the
 * argument that repeats it.
 */
public final class SeedExtension implements ParameterResolver, TestExecutionExceptionHandler {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == SeededSpans.class || type == SplittableRandom.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    long seed = Seeds.of(context.getUniqueId());
    return parameter.getParameter().getType() == SeededSpans.class
        ? new SeededSpans(seed)
        : new SplittableRandom(seed);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    failure.addSuppressed(new Reproduce(Seeds.reproduceWith()));
    throw failure;
  }

  /** Carries the seed into the report; has no stack of its own. */
  private static final class Reproduce extends Exception {
    Reproduce(String argument) {
      super("repeat with " + argument, null, false, false);
    }
  }
}

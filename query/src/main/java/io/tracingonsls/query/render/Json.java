// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.render;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;

/** Generators for answers: compact, or indented by four spaces as Go indents. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactoryBuilder().build();
  private static final DefaultIndenter INDENT = new DefaultIndenter("    ", "\n");
  private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter(
          Separators.createDefaultInstance()
              .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
              .withObjectEmptySeparator("")
              .withArrayEmptySeparator(""))
      .withObjectIndenter(INDENT)
      .withArrayIndenter(INDENT);

  private Json() {}

  /** A generator that leaves the stream open when it is closed. */
  public static JsonGenerator generator(OutputStream out, boolean pretty) throws IOException {
    JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    if (pretty) {
      json.setPrettyPrinter(PRETTY.createInstance());
    }
    return json;
  }
}

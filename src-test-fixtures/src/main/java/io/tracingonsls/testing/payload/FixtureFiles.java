// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads fixture files from the class path. */
final class FixtureFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FixtureFiles() {}

  static byte[] bytes(String path) {
    try (InputStream in = FixtureFiles.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String path) {
    try {
      return JSON.readTree(bytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

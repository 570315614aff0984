// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Typed access to the members of a JSON object that a client sent; a member of the wrong type is {@code ParameterInvalid}. */
public final class JsonBody {
  private final ObjectNode node;

  public JsonBody(ObjectNode node) {
    this.node = node;
  }

  /** The member as text; absent and null give the default. */
  public String text(String name, String absent) {
    JsonNode value = present(name);
    if (value == null) {
      return absent;
    }
    if (!value.isTextual()) {
      throw wrong(name, "text");
    }
    return value.textValue();
  }

  /** The member as text, which must be there. */
  public String requiredText(String name) {
    if (present(name) == null) {
      throw new ServiceException(ErrorCode.PARAMETER_INVALID, name + ": missing (expected: text)");
    }
    return text(name, "");
  }

  /** The member as a whole number; absent and null give the default. */
  public int integer(String name, int absent) {
    JsonNode value = present(name);
    if (value == null) {
      return absent;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(name, "a whole number");
    }
    return value.intValue();
  }

  /** The member as true or false; absent and null give the default. */
  public boolean flag(String name, boolean absent) {
    JsonNode value = present(name);
    if (value == null) {
      return absent;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  /** Those of the named members that are present, unread. */
  public Map<String, JsonNode> copy(Set<String> names) {
    Map<String, JsonNode> copied = new LinkedHashMap<>();
    for (String name : names) {
      JsonNode value = present(name);
      if (value != null) {
        copied.put(name, value.deepCopy());
      }
    }
    return Map.copyOf(copied);
  }

  /** Whether the member is there and not null. */
  public boolean has(String name) {
    return present(name) != null;
  }

  private @Nullable JsonNode present(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static ServiceException wrong(String name, String expected) {
    return new ServiceException(
        ErrorCode.PARAMETER_INVALID, name + ": wrong type (expected: " + expected + ")");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.util.regex.Pattern;

/** The naming rules of the service. */
public final class Names {
  private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final Pattern LOGSTORE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,61}[a-z0-9]");
  private static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

  private Names() {}

  /** 3 to 63 lower-case letters, digits and hyphens, a letter or digit at both ends. */
  static void checkProject(String name) {
    if (!PROJECT.matcher(name).matches()) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID,
          "project name "
              + shown(name)
              + " is invalid (expected: 3 to 63 lower-case letters, digits and hyphens, not starting or ending with a hyphen)");
    }
  }

  /** 2 to 63 lower-case letters, digits, hyphens and underscores, a letter or digit at both ends. */
  static void checkLogstore(String name) {
    if (!LOGSTORE.matcher(name).matches()) {
      throw new ServiceException(
          ErrorCode.LOG_STORE_INFO_INVALID, "logstore name " + shown(name) + " is invalid");
    }
  }

  static void checkObject(String name) {
    if (!OBJECT.matcher(name).matches()) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID,
          "name " + shown(name)
              + " is invalid (expected: 1 to 128 letters, digits, '_', '.', '-')");
    }
  }

  /** A client's text made fit for a message: at most 128 characters, printable ASCII. */
  public static String shown(String text) {
    String cut = text.length() > 128 ? text.substring(0, 128) : text;
    return UNPRINTABLE.matcher(cut).replaceAll("?");
  }
}

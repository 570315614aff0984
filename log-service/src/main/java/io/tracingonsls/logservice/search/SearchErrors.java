// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

/** The texts of search errors. */
final class SearchErrors {
  private SearchErrors() {}

  /** A syntax error at an offset of the query; columns count from 1. */
  static QueryException at(int offset, String problem) {
    return QueryException.invalid(
        "syntax error in search query at column " + (offset + 1) + ": " + problem);
  }

  static QueryException unindexed(String key) {
    return QueryException.invalid(
        "key (" + key + ") is not config as key value config,if symbol : is in your log,"
            + "please wrap : with quotation mark \"");
  }

  static QueryException tooManyConditions(int count) {
    return QueryException.invalid(
        "condition number " + count + " is more than " + SearchParser.MAX_CONDITIONS);
  }

  static QueryException wildcardOnNumber(String key) {
    return QueryException.invalid(
        "key (" + key + ") is of type long or double, wildcard * and ? can not be used on it");
  }
}

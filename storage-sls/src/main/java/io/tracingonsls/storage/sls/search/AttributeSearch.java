// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import io.tracingonsls.storage.SpanField.AttributeField;
import io.tracingonsls.storage.SpanField.Place;
import io.tracingonsls.storage.sls.layout.FindLines;
import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.search.SearchExpression.Not;
import io.tracingonsls.storage.sls.search.SearchExpression.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Searches that find at least every span with an attribute of a given text. They may find more: case differs, words stand in another order,
 * or nothing could be said at all.
 */
final class AttributeSearch {
  static final String FIND = "jaeger.find";
  private static final String STATUS_CODE = "statusCode";

  private final LogstoreIndex index;
  private final boolean slsTrace;

  AttributeSearch(LogstoreIndex index, boolean slsTrace) {
    this.index = index;
    this.slsTrace = slsTrace;
  }

  SearchExpression equal(AttributeField field, String value) {
    List<SearchExpression> ways = new ArrayList<>();
    if (slsTrace) {
      slsTrace(field, value, ways);
    } else {
      legacy(field, value, ways);
    }
    return SearchExpression.or(ways);
  }

  private void slsTrace(AttributeField field, String value, List<SearchExpression> ways) {
    String key = field.key();
    boolean any = field.place() == Place.ANY;
    if (any || field.place() == Place.SPAN) {
      path("attribute", key, value, ways);
    }
    if (any || field.place() == Place.RESOURCE) {
      resource(key, value, ways);
    }
    if (index.has(FIND)) {
      FindLines.matching(key, value).forEach(line -> ways.add(new Term(FIND, line)));
    } else {
      foreign(field.place(), value, ways);
    }
    if (any) {
      derived(key, value, ways);
    }
  }

  /**
   * Rows that others wrote have no lines to find. What stands in events and links is looked for by its words, and what JSON may hold as a
   * number or a bool by SQL, since Log Service promises an index of texts only.
   */
  private void foreign(Place place, String value, List<SearchExpression> ways) {
    boolean any = place == Place.ANY;
    if (isUnsure(value) || place == Place.SCOPE) {
      ways.add(SearchExpression.all());
      return;
    }
    if (any || place == Place.EVENT) {
      words("logs", value, !any, ways);
    }
    if (any || place == Place.LINK) {
      words("links", value, !any, ways);
    }
  }

  /** Values of a text field are found by their words; where they can't, {@code orAll} says whether that is worth looking at everything. */
  private void words(String key, String value, boolean orAll, List<SearchExpression> ways) {
    if (index.has(key) && hasWord(value) && Quoting.isQuotable(value)) {
      ways.add(new Term(key, value));
    } else if (orAll) {
      ways.add(SearchExpression.all());
    }
  }

  /** Whether the index may lack such a value of a JSON object, so that SQL has to find it. */
  boolean isUnsure(String value) {
    return slsTrace && !index.has(FIND) && AttributeSql.isNumberOrBool(value);
  }

  private void resource(String key, String value, List<SearchExpression> ways) {
    path("resource", key, value, ways);
    if (key.equals("host.name") || key.equals("hostname")) {
      whole("host", value, ways);
    }
  }

  private void path(String root, String key, String value, List<SearchExpression> ways) {
    if (index.has(root) && Quoting.isKey(root + "." + key)) {
      whole(root + "." + key, value, ways);
    }
  }

  /** A condition on a key that is not split into words. */
  private static void whole(String key, String value, List<SearchExpression> ways) {
    if (!value.isEmpty() && Quoting.isQuotable(value)) {
      ways.add(new Term(key, value));
    }
  }

  /** Names under which users look for what rows keep in fields. */
  private void derived(String key, String value, List<SearchExpression> ways) {
    switch (key) {
      case "error" -> error(value, ways);
      case "span.kind" ->
        field("kind", value, value.toLowerCase(Locale.ROOT).equals("unspecified"), ways);
      case "span.status", "otel.status_code" -> field(STATUS_CODE, value, false, ways);
      case "otel.status_description" -> field("statusMessage", value, !hasWord(value), ways);
      case "otel.scope.name", "scope.name" -> field("otlp.name", value, false, ways);
      case "otel.scope.version", "scope.version" -> field("otlp.version", value, false, ways);
      case "w3c.tracestate" -> field("traceState", value, false, ways);
      case "event" -> event(value, ways);
      default -> {
        if (key.startsWith("resource.")) {
          ofResource(key.substring("resource.".length()), value, ways);
        }
      }
    }
  }

  private void event(String value, List<SearchExpression> ways) {
    if (!index.has(FIND)) {
      field("logs", value, !hasWord(value), ways);
    }
  }

  private void ofResource(String key, String value, List<SearchExpression> ways) {
    resource(key, value, ways);
    if (key.equals("service.name")) {
      field("service", value, value.isEmpty(), ways);
    }
    if (index.has(FIND)) {
      FindLines.matching(key, value).forEach(line -> ways.add(new Term(FIND, line)));
    }
  }

  private void error(String value, List<SearchExpression> ways) {
    Term isError = new Term(STATUS_CODE, "ERROR");
    if (!index.has(STATUS_CODE)) {
      ways.add(SearchExpression.all());
    } else if (value.equals("true")) {
      ways.add(isError);
    } else if (value.equals("false")) {
      ways.add(new Not(isError));
    }
  }

  /** A field of the row; where the index or the language can't help, everything. */
  private void field(String key, String value, boolean hopeless, List<SearchExpression> ways) {
    boolean possible = index.has(key) && !hopeless && Quoting.isQuotable(value);
    if (!possible) {
      ways.add(SearchExpression.all());
    } else if (!value.isEmpty()) {
      ways.add(new Term(key, value));
    }
  }

  /** Keys of a legacy index are fixed: a tag without one is looked for by its words anywhere, or not at all. */
  private void legacy(AttributeField field, String value, List<SearchExpression> ways) {
    String key = field.key();
    boolean any = field.place() == Place.ANY;
    boolean incomplete = field.place() == Place.EVENT || field.place() == Place.LINK || any;
    if (any || field.place() == Place.SPAN) {
      incomplete |= !indexed("tags." + key, value, ways);
    }
    if (any || field.place() == Place.RESOURCE) {
      incomplete |= !indexed("process.tags." + key, value, ways);
    }
    if (incomplete || value.isEmpty() || key.equals("error")) {
      ways.clear();
      ways.add(SearchExpression.all());
    }
  }

  private boolean indexed(String key, String value, List<SearchExpression> ways) {
    if (!index.has(key) || !Quoting.isKey(key) || !Quoting.isQuotable(value)) {
      return false;
    }
    whole(key, value, ways);
    return true;
  }

  /** Whether the text has a word by any set of separators. */
  static boolean hasWord(String text) {
    return text.chars().anyMatch(Character::isLetterOrDigit);
  }
}
